// Draws the figures of a page from the JSON beside them. Loaded only on pages with charts; the tables stay without it.
// A colour in a figure may be a token, "var:worse": it is read from the stylesheet, so that a figure follows the light.
"use strict";

(() => {
  const config = { displayModeBar: false, displaylogo: false, responsive: true, scrollZoom: false, doubleClick: false };
  const plots = [];

  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  // Plotly reads tags in texts; of these only the ones that set no style (the policy forbids that) are let through.
  const plain = (text) => text.replace(/<(?!br>|\/?extra>)/g, "&lt;");

  const coloured = (value) => {
    if (typeof value === "string") return value.startsWith("var:") ? token(value.slice(4)) || "gray" : plain(value);
    if (Array.isArray(value)) return value.map(coloured);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, coloured(inner)]));
  };

  const axis = (own) => ({
    fixedrange: true, zeroline: false, showline: false, ticks: "", automargin: true,
    gridcolor: "var:line", tickfont: { size: 12, color: "var:ink3" }, ...own,
  });

  const layout = (own, height, width) => {
    const across = { showgrid: false, tickangle: 0, nticks: Math.max(2, Math.floor(width / 96)) };
    const axes = { xaxis: axis({ ...across, ...own.xaxis }), yaxis: axis({ nticks: 5, ...own.yaxis }) };
    return coloured({
      height, dragmode: false, showlegend: false, hovermode: "closest",
      paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      margin: { l: 32, r: 16, t: 16, b: 28 },
      font: { family: getComputedStyle(document.body).fontFamily, size: 12, color: "var:ink2" },
      hoverlabel: { bgcolor: "var:ink", bordercolor: "var:ink", font: { color: "var:paper", size: 13 } },
      ...own, ...axes,
    });
  };

  const draw = ({ plot, figure }) => {
    plot.hidden = false;
    const { data, layout: own = {} } = structuredClone(figure);
    return window.Plotly.react(plot, coloured(data), layout(own, Number(plot.dataset.height), plot.clientWidth), config);
  };

  const start = () => {
    if (!window.Plotly) return;
    for (const source of document.querySelectorAll("script[data-chart]")) {
      const plot = document.getElementById(source.dataset.chart);
      const one = { plot, figure: JSON.parse(source.textContent) };
      plots.push(one);
      draw(one);
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plots.forEach(draw));
    new MutationObserver(() => plots.forEach(draw)).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();

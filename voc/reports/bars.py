"""How answers spread over a scale, as a plotly figure: a plain dict; colours are tokens of the style sheet."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from voc.journey.metrics import Metric
from voc.reports.board import Bar, Distribution
from voc.reports.charts import ACCENT, INK, WORSE, Figure
from voc.web.numerals import points

INK2, GHOST = "var:ink2", "var:ghost"
WORSE_FILL, ACCENT_FILL = "var:worse-fill", "var:accent-fill"

CROSSED = 0.07
"""How far above its bar a tick strikes through the bar's words, as a share of the axis: 15 of 216 pixels."""

TICK_SIZES = {Metric.NPS: 22, Metric.CES: 34, Metric.CSAT: 44, Metric.RATING: 44}
"""Widths of the last period's ticks, in pixels: as wide as a bar on a desk."""


def distribution(found: Distribution, metric: Metric) -> Figure:
    """Share of answers at each value, by group; the last period as a black tick over each bar."""
    bars = found.bars
    top = 1.15 * max([bar.percent for bar in bars] + [bar.previous or 0 for bar in bars] + [1])
    return {
        "data": [
            {
                "type": "bar",
                "x": [bar.value for bar in bars],
                "y": [round(bar.percent, 2) for bar in bars],
                "text": [points(bar.percent) for bar in bars],
                "textposition": "none",
                "marker": {"color": [_fill(bar, found, metric) for bar in bars]},
                "hovertemplate": "%{x}：%{y:.1f}%<extra></extra>",
            },
            {
                "type": "scatter",
                "mode": "markers",
                "x": [bar.value for bar in bars],
                "y": [bar.previous for bar in bars],
                "marker": {
                    "symbol": "line-ew-open",
                    "size": TICK_SIZES[metric],
                    "line": {"width": 2, "color": INK},
                    "color": INK,
                },
                "hoverinfo": "skip",
            },
        ],
        "layout": {
            "xaxis": {
                "type": "linear",
                "showgrid": False,
                "dtick": 1,
                "tickfont": {"color": INK, "size": 13},
            },
            "yaxis": {"range": [0, top], "visible": False},
            "annotations": [*_bar_words(bars, top), *_group_words(found, metric)],
            "shapes": [*_group_lines(found, metric)],
            "margin": {"l": 0, "r": 0, "t": 8, "b": 76 if found.groups else 28},
            "bargap": 0.18,
        },
    }


def _fill(bar: Bar, found: Distribution, metric: Metric) -> str:
    for index, group in enumerate(found.groups):
        if group.first <= bar.value <= group.last:
            return _group_colors(found, metric)[index][0]
    return GHOST


def _group_colors(found: Distribution, metric: Metric) -> Sequence[tuple[str, str]]:
    """Fill and text of each group, worst first; only a scale with three groups has a worst and a best."""
    if metric is Metric.NPS or len(found.groups) == 3:  # noqa: PLR2004
        return ((WORSE_FILL, WORSE), (GHOST, INK2), (ACCENT_FILL, ACCENT))
    return ((GHOST, INK2), (ACCENT_FILL, ACCENT))


def _bar_words(bars: Sequence[Bar], top: float) -> Iterator[Figure]:
    """Each bar's share right on top of it; over last period's tick only where that would strike it through."""
    for bar in bars:
        previous = bar.previous or 0
        crossed = bar.percent < previous <= bar.percent + CROSSED * top
        yield {
            "x": bar.value,
            "y": previous if crossed else bar.percent,
            "yanchor": "bottom",
            "yshift": 2,
            "text": points(bar.percent),
            "font": {"color": INK2, "size": 12},
            "showarrow": False,
        }


def _group_lines(found: Distribution, metric: Metric) -> Iterator[Figure]:
    for group, (_fill_of, color) in zip(found.groups, _group_colors(found, metric), strict=False):
        yield {
            "type": "line",
            "yref": "paper",
            "x0": group.first - 0.4,
            "x1": group.last + 0.4,
            "y0": -28,
            "y1": -28,
            "ysizemode": "pixel",
            "yanchor": 0,
            "line": {"color": color, "width": 2},
        }


def _group_words(found: Distribution, metric: Metric) -> Iterator[Figure]:
    for group, (_fill_of, color) in zip(found.groups, _group_colors(found, metric), strict=False):
        yield {
            "x": (group.first + group.last) / 2,
            "yref": "paper",
            "y": 0,
            "yanchor": "top",
            "yshift": -32,
            "text": f"{_(group.label)}<br>{points(group.percent, 1)}%",
            "font": {"color": color, "size": 13, "weight": 600},
            "showarrow": False,
        }

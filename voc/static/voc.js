// What staff pages do beyond plain HTML. Every page works without it.
"use strict";

// Filter menus: one open at a time; Escape or a press elsewhere closes.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Questions before something final: the browser's own modal dialog keeps the focus and minds Escape.
for (const details of document.querySelectorAll("details.confirm")) {
  const dialog = details.querySelector("dialog");
  details.addEventListener("toggle", () => {
    if (details.open && !dialog.open) dialog.showModal();
  });
  dialog.addEventListener("close", () => {
    details.open = false;
    details.querySelector("summary").focus();
  });
}
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-close]");
  if (!button) return;
  const dialog = button.closest("dialog");
  if (dialog.open) dialog.close();
  else button.closest("details").open = false;
});

// A form is sent once; its button says that the work goes on and keeps its width.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  const button = event.submitter;
  if (button && button.dataset.busy) {
    button.style.minWidth = `${button.offsetWidth}px`;
    button.textContent = button.dataset.busy;
  }
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// After a fault, the reader starts at the summary of faults.
const faults = document.querySelector(".fault-box[tabindex]");
if (faults) faults.focus();

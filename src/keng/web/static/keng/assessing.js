// @ts-check
// The page of one criterion: keys for the way through the list, a word while something is on its
// way, and a warning before a page is left whose last change could not be saved.
// Without it everything is saved by the buttons.

import { changedBefore } from "./early.js";

const state = document.getElementById("save-state");
const claim = document.getElementById("claim");

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const way = { PageDown: "[data-after]", PageUp: "[data-before]" }[event.key];
  if (way === undefined) return;
  const target = /** @type {HTMLElement | null} */ (document.querySelector(way));
  if (target === null) return;
  event.preventDefault();
  target.click();
}

/** Whether the last answer of the server was a refusal. */
function isUnsaved() {
  return state?.querySelector(".not-saved") !== null && state !== null;
}

/**
 * The button that sends the form says where to go then; it stands outside the form, where htmx does
 * not look.
 * @param {Event} event
 */
function withButton(event) {
  const { triggeringEvent, formData } = /** @type {CustomEvent} */ (event).detail;
  const button = triggeringEvent?.submitter;
  if (button?.name) formData.set(button.name, button.value);
}

/** One change says it for its whole form: what is sent is every answer of the form. */
function sendEarly() {
  for (const form of document.querySelectorAll("form[hx-trigger^=change]")) {
    changedBefore(form)[0]?.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

document.addEventListener("DOMContentLoaded", sendEarly);
document.addEventListener("keydown", onKey);
claim?.addEventListener("htmx:configRequest", withButton);
claim?.addEventListener("htmx:beforeRequest", () => state?.setAttribute("data-state", "saving"));
claim?.addEventListener("htmx:afterRequest", () =>
  state?.setAttribute("data-state", isUnsaved() ? "refused" : "saved"),
);
window.addEventListener("beforeunload", (event) => {
  if (isUnsaved()) event.preventDefault();
});

const side = document.querySelector(".list-side");
const current = side?.querySelector("[aria-current=page]");
if (side && current) {
  side.scrollTop = current.getBoundingClientRect().top - side.getBoundingClientRect().top - 120;
}

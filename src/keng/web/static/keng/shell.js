// @ts-check
// The few things every page needs a script for. Each page works without it.
import { watchWhoIsHere } from "./presence.js";
import { followScreening } from "./screening.js";

document.documentElement.classList.add("js");
void watchWhoIsHere();
followScreening();

/**
 * Close the drop-downs of the top bar on Escape and on a click beside them.
 * @param {Node|null} except
 */
function closeMenus(except) {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const menus = document.querySelectorAll("details[data-drop][open]");
  for (const menu of menus) if (!menu.contains(except)) menu.open = false;
}
document.addEventListener("click", (event) => closeMenus(event.target instanceof Node ? event.target : null));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  closeMenus(null);
  const side = document.querySelector(".side:not([hidden])");
  if (side instanceof HTMLElement) closeSide(side);
});

/** A form that cannot be undone asks first, in the words that the page gives. */
document.addEventListener("submit", (event) => {
  const form = event.target instanceof HTMLElement ? event.target : null;
  const words = event.submitter?.dataset.confirm ?? form?.dataset.confirm;
  if (words && !window.confirm(words)) event.preventDefault();
});

/** A form marked data-once goes out one time: what it brings back is shown once. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !(form instanceof HTMLFormElement) || !form.matches("[data-once]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "sent";
  for (const words of form.querySelectorAll("[data-wait]")) words.removeAttribute("hidden");
});

/** A select marked data-go sends its form as soon as a choice is made. */
document.addEventListener("change", (event) => {
  const field = event.target;
  const chooses = field instanceof HTMLSelectElement || field instanceof HTMLInputElement;
  if (chooses && field.matches("[data-go]")) field.form?.requestSubmit();
});

/** Print buttons: there is no inline script to call window.print(). */
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  if (event.target.closest("[data-print]")) window.print();
  const side = event.target.closest("[data-close-side]")?.closest(".side");
  if (side instanceof HTMLElement) closeSide(side);
});

/** @param {HTMLElement} side */
function closeSide(side) {
  side.hidden = true;
  document.getElementById(side.dataset.openedFrom ?? "")?.focus();
}

/** A fragment that lands in a side panel opens it, and focus goes in so that the keyboard follows. */
document.addEventListener("htmx:afterSwap", (event) => {
  const side = event.target instanceof Element ? event.target.closest(".side") : null;
  if (!(side instanceof HTMLElement)) return;
  const opener = /** @type {CustomEvent} */ (event).detail.requestConfig?.elt;
  if (opener?.id && !side.contains(opener)) side.dataset.openedFrom = opener.id;
  side.hidden = false;
  const first = side.querySelector("[data-first-focus]");
  if (first instanceof HTMLElement) first.focus();
});

/** A request that htmx could not make says so instead of doing nothing. */
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    const line = document.createElement("p");
    line.className = "note error";
    line.textContent = document.body.dataset.offline ?? "";
    document.getElementById("messages")?.replaceChildren(line);
  });
}

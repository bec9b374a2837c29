// @ts-check
// Personal data in a part of a page that is sent by itself: the question stands among the messages
// of the page, and what it answers is carried into the field that was typed in.

/** @typedef {HTMLInputElement|HTMLTextAreaElement} Typed */

export function followScreening() {
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, headers } = /** @type {CustomEvent} */ (event).detail;
    headers["X-Swap"] = elt.closest("[hx-swap]")?.getAttribute("hx-swap") ?? "";
  });
  document.addEventListener("htmx:afterSwap", () => {
    const asked = document.querySelector("#messages [data-screening] [data-first-focus]");
    if (asked instanceof HTMLElement && !asked.dataset.seen) {
      asked.dataset.seen = "seen";
      asked.focus();
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful } = /** @type {CustomEvent} */ (event).detail;
    if (!successful || !(elt instanceof HTMLFormElement) || !elt.matches("[data-screening]")) return;
    carry(elt);
    elt.remove();
  });
}

/**
 * Fields of the page with the name of one in the question take over what was taken out or rewritten.
 * @param {HTMLFormElement} form
 */
function carry(form) {
  for (const rewritten of /** @type {NodeListOf<Typed>} */ (form.querySelectorAll("details [name]"))) {
    let words = rewritten.value;
    for (const choice of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[value=out]:checked"))) {
      const passage = /** @type {HTMLInputElement|null} */ (choice.closest("fieldset")?.querySelector("[name^=screening-words]"));
      if (passage) words = words.split(passage.value).join(form.dataset.placeholder ?? "");
    }
    for (const typed of /** @type {NodeListOf<Typed>} */ (document.getElementsByName(rewritten.name))) {
      if (!form.contains(typed) && typed.value === rewritten.defaultValue) typed.value = words;
    }
  }
}

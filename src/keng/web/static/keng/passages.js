// @ts-check
// Personal data in a text that a script sends: asked about where it was typed, not on another page.
import { button, made } from "./beside.js";

/**
 * @typedef {{field: string, kind: string, words: string, may_keep: boolean}} Passage
 * @typedef {import("./beside.js").Words} Words
 */

/**
 * Ask what to do with each passage; null where the person gave up.
 * @param {Passage[]} passages
 * @param {HTMLElement} beside
 * @param {Words} words
 * @param {string} problem what the server said
 * @returns {Promise<Record<string, string>|null>} the fields of the form that tell the decision
 */
export function askAbout(passages, beside, words, problem) {
  return new Promise((decided) => {
    const box = made("div", "note warn mt-1");
    box.setAttribute("role", "alert");
    box.append(made("p", "mb-1", problem));
    const why = /** @type {HTMLInputElement} */ (made("input", "form-control form-control-sm"));
    why.maxLength = 300;
    const label = made("label", "", words.keep_because);
    label.append(why);
    const wrong = made("p", "field-wrong mb-0");
    /** @param {string} what */
    const answer = (what) => {
      if (what === "keep" && !why.value.trim()) {
        wrong.textContent = words.reason_missing ?? "";
        why.focus();
        return;
      }
      box.remove();
      decided(Object.fromEntries(passages.flatMap((one, n) => [
        [`screening-words-${n}`, one.words], [`screening-do-${n}`, what], [`screening-why-${n}`, why.value],
      ])));
    };
    const row = made("div", "row-of mt-1");
    for (const one of passages) box.append(made("mark", "me-2", one.words));
    const out = button(words.take_out ?? "", () => answer("out"), "btn btn-primary btn-sm");
    row.append(out);
    if (passages.every((one) => one.may_keep)) {
      box.append(label, wrong);
      row.append(button(words.keep_it ?? "", () => answer("keep")));
    }
    row.append(button(words.cancel ?? "", () => {
      box.remove();
      decided(null);
    }));
    box.append(row);
    box.addEventListener("keydown", (event) => event.stopPropagation());
    beside.append(box);
    out.focus();
  });
}

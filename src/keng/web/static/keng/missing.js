// @ts-check
// What is still missing before the form can be handed in, each with the way to its cell.
import { made } from "./beside.js";
/** @typedef {import("./beside.js").Finding} Finding */

/**
 * @param {HTMLInputElement[]} inputs
 * @param {Map<string, HTMLInputElement>} byKey
 * @param {Finding[]} findings
 * @param {Record<string, string>} words
 */
export function showMissing(inputs, byKey, findings, words) {
  const box = document.querySelector(".missing-list");
  if (!box) return;
  const found = findings.filter((one) => one.severity === "block" || (one.severity === "warn" && !one.accepted));
  const empty = inputs.filter((input) => !input.readOnly && input.value.trim() === "");
  const lines = [
    ...found.map((one) => line(byKey.get(one.cells[0] ?? ""), words[`severity_${one.severity}`] ?? "", one.message)),
    ...empty.map((input) => line(input, words.blank ?? "", labelOf(input))),
  ];
  box.replaceChildren(...lines);
  const whole = box.closest("details");
  if (whole) whole.hidden = lines.length === 0;
}

/**
 * @param {HTMLInputElement|undefined} input
 * @param {string} word
 * @param {string} text
 */
function line(input, word, text) {
  const item = made("li", "");
  item.append(made("span", "word", `${word}: `));
  const link = /** @type {HTMLAnchorElement} */ (made("a", "", text));
  link.href = `#${input?.closest("tr")?.id ?? ""}`;
  link.addEventListener("click", (event) => {
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.scrollIntoView({ block: "center" });
  });
  item.append(link);
  return item;
}

/** @param {HTMLInputElement} input */
function labelOf(input) {
  const row = input.closest("tr");
  return row?.querySelector(`#l-${row.id}`)?.textContent ?? input.dataset.key ?? "";
}

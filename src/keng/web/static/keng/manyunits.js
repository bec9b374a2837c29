// @ts-check
// The grid of several units: paste a block, walk with arrows and Enter, see what is not saved.
// Without it the form is typed and saved all the same.
import { block, read } from "./numbers.js";

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-many-units]"));
let leaving = false;

/** @param {HTMLTableRowElement} row */
const inputsOf = (row) =>
  /** @type {HTMLInputElement[]} */ ([...row.querySelectorAll("input[data-digits]")]);

/** @returns {HTMLInputElement[][]} */
function grid() {
  return [...(form?.querySelectorAll("tbody tr") ?? [])].map((row) =>
    inputsOf(/** @type {HTMLTableRowElement} */ (row)));
}

/**
 * Where an input stands: line and column.
 * @param {HTMLInputElement[][]} rows
 * @param {EventTarget | null} input
 * @returns {[number, number]}
 */
function placeOf(rows, input) {
  const line = rows.findIndex((row) => row.some((one) => one === input));
  return [line, line < 0 ? -1 : rows[line].findIndex((one) => one === input)];
}

/** @param {HTMLInputElement} input */
function judge(input) {
  const wrong = "problem" in read(input.value, Number(input.dataset.digits));
  input.setCustomValidity(wrong ? (form?.dataset.notNumber ?? "") : "");
  input.classList.toggle("is-changed", input.value !== input.defaultValue);
  const count = changed().length;
  const told = /** @type {HTMLElement | null} */ (form?.querySelector("[data-changed]") ?? null);
  if (told) told.textContent = count ? (told.dataset.changed ?? "").replace("{n}", String(count)) : "";
}

const changed = () => grid().flat().filter((input) => input.value !== input.defaultValue);

form?.addEventListener("input", (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target);
  if (input.matches("[data-digits]")) judge(input);
});

form?.addEventListener("paste", (event) => {
  const rows = grid();
  const [line, column] = placeOf(rows, event.target);
  const lines = block(event.clipboardData?.getData("text/plain") ?? "");
  if (line < 0 || (lines.length === 1 && lines[0].length === 1)) return;
  event.preventDefault();
  lines.forEach((values, down) => values.forEach((value, right) => {
    const input = rows[line + down]?.[column + right];
    if (!input) return;
    input.value = value.trim();
    judge(input);
  }));
});

form?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1, Enter: event.shiftKey ? -1 : 1 }[event.key];
  const rows = grid();
  const [line, column] = placeOf(rows, event.target);
  if (!step || line < 0) return;
  event.preventDefault();
  const next = rows[line + step]?.[column];
  next?.focus();
  next?.select();
});

form?.addEventListener("submit", () => { leaving = true; });
window.addEventListener("beforeunload", (event) => {
  if (!leaving && changed().length) event.preventDefault();
});

// @ts-check
// Ticking cells of a submission to return them: each tick opens a line for its reason in the row,
// which belongs to the form of the return.
// Without it the form has three lines with a choice of cells.

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("return-form"));
const box = /** @type {HTMLElement | null} */ (form?.querySelector("[data-ticked]") ?? null);

/**
 * A box to tick in the line of the cell.
 * @param {string} key
 * @param {string} label
 * @param {HTMLElement} row
 */
function offer(key, label, row) {
  const tick = document.createElement("input");
  tick.type = "checkbox";
  tick.className = "form-check-input review-tick no-print";
  tick.setAttribute("aria-label", `${box?.dataset.tick}: ${label}`);
  tick.title = box?.dataset.tick ?? "";
  tick.addEventListener("change", () => (tick.checked ? add(key, label, row) : drop(key)));
  row.querySelector("td.remark")?.prepend(tick);
}

/**
 * A line for the reason; the cell travels as it does from the choices.
 * @param {string} key
 * @param {string} label
 * @param {HTMLElement} row
 */
function add(key, label, row) {
  const line = document.createElement("div");
  line.dataset.cell = key;
  line.className = "review-reason no-print";
  const cell = document.createElement("input");
  Object.assign(cell, { type: "hidden", name: "cell", value: key });
  const why = document.createElement("input");
  Object.assign(why, { name: "reason", className: "form-control", required: true });
  why.setAttribute("list", "reason-templates");
  why.placeholder = box?.dataset.why ?? "";
  why.setAttribute("aria-label", `${why.placeholder}: ${label}`);
  for (const input of [cell, why]) input.setAttribute("form", "return-form");
  line.append(cell, why);
  row.querySelector("th.label")?.append(line);
  count();
  why.focus();
  const details = /** @type {HTMLDetailsElement | null} */ (form?.closest("details") ?? null);
  if (details) details.open = true;
}

/** @param {string} key */
function drop(key) {
  document.querySelector(`.review-reason[data-cell="${CSS.escape(key)}"]`)?.remove();
  count();
}

/** The form says how many cells go back with it. */
function count() {
  const ticked = document.querySelectorAll(".review-reason").length;
  if (box) box.textContent = ticked ? (box.dataset.count ?? "").replace("{n}", String(ticked)) : "";
}

/** Up and down go from tick to tick. */
document.addEventListener("keydown", (event) => {
  const here = /** @type {HTMLElement} */ (event.target);
  if (!here.matches?.(".review-tick") || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const ticks = [...document.querySelectorAll(".review-tick")];
  const next = ticks[ticks.indexOf(here) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  /** @type {HTMLElement} */ (next).focus();
});

if (form && box) {
  const [first, ...others] = form.querySelectorAll("fieldset");
  for (const option of first?.querySelectorAll("option[data-anchor]") ?? []) {
    const choice = /** @type {HTMLOptionElement} */ (option);
    const row = document.getElementById(choice.dataset.anchor ?? "");
    const label = row?.querySelector(".label > span")?.textContent ?? choice.value;
    if (row) offer(choice.value, label, row);
  }
  for (const set of [first, ...others]) set?.remove();
}

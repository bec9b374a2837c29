// @ts-check
// The consolidated table: up and down along the figures, / to the filter, the small lines of the
// last periods, which come after the table so that it opens at once.

const table = document.querySelector("table[data-keys]");

/** @returns {HTMLElement[]} The figures that open, top to bottom. */
const figures = () => [
  .../** @type {Iterable<HTMLElement>} */ (table?.querySelectorAll("td.number a[id]") ?? []),
];

table?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[/** @type {KeyboardEvent} */ (event).key];
  const at = figures().indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (!step || at < 0) return;
  event.preventDefault();
  const next = figures()[at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
});

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const filter = document.getElementById("id_q");
  if (!filter) return;
  event.preventDefault();
  filter.focus();
});

/** Fields that say nothing are left out of the address, so that it can be shared. */
document.getElementById("ask")?.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData.entries()]) {
    if (value === "") event.formData.delete(name);
  }
});

/**
 * Put the small line of each row that is on the page into its place.
 * @param {string} address
 */
async function fill(address) {
  const answer = await fetch(address);
  if (!answer.ok) return; // the column stays empty; the numbers are all there
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const line of page.querySelectorAll("[data-line]")) {
    document.getElementById(line.getAttribute("data-line") ?? "")?.replaceChildren(...line.childNodes);
  }
}

for (const lines of document.querySelectorAll("[data-lines]")) {
  fill(lines.getAttribute("data-lines") ?? "").catch(() => {});
}

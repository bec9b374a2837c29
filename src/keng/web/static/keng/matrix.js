// @ts-check
// Arrow keys walk through the cells of the matrix; without it Tab does, one by one.

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

/**
 * The link of the cell that lies so many lines and columns from this one; cells and lines without
 * a link are walked over.
 * @param {HTMLTableCellElement} cell
 * @param {[number, number]} step
 * @returns {HTMLElement | null}
 */
function neighbour(cell, [down, right]) {
  let row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
  let at = cell.cellIndex + right;
  if (down) {
    const rows = [.../** @type {HTMLTableElement} */ (row.closest("table")).rows];
    for (let next = rows.indexOf(row) + down; rows[next]; next += down) {
      const found = rows[next].cells[cell.cellIndex]?.querySelector("a");
      if (found) return found;
    }
    return null;
  }
  for (; row.cells[at]; at += right) {
    const found = row.cells[at].querySelector("a");
    if (found) return found;
  }
  return null;
}

/**
 * The first or last linked cell of the line.
 * @param {HTMLTableRowElement} row
 * @param {string} key
 */
function edge(row, key) {
  const links = [...row.querySelectorAll("td > a, th > a")];
  return /** @type {HTMLElement | undefined} */ (key === "Home" ? links[0] : links.at(-1));
}

document.addEventListener("keydown", (event) => {
  const from = /** @type {HTMLElement} */ (event.target);
  const cell = /** @type {HTMLTableCellElement | null} */ (
    from.closest?.("[data-matrix] td, [data-matrix] th")
  );
  if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
  const row = /** @type {HTMLTableRowElement} */ (cell.parentElement);
  const to = event.key in STEPS ? neighbour(cell, STEPS[event.key])
    : event.key === "Home" || event.key === "End" ? edge(row, event.key) : null;
  if (!to) return;
  event.preventDefault();
  to.focus();
});

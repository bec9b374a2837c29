// @ts-check
// Where the cells of a pasted block go. A form has one column of figures: it is filled downwards
// from the cell in which one stands, and whatever was left out is counted so that it can be told.
import { read } from "./numbers.js";

/**
 * @typedef {{texts: string[], blanks: number, closed: number, beyond: number, column: number,
 *            columns: number}} Placed `texts` by the cell after the start, "" for what stays as it
 *   is; `column` (from 1) of `columns` that hold figures
 */

/**
 * @param {string[][]} rows the block
 * @param {boolean[]} isOpen whether the cells from the start on can be typed in
 * @returns {Placed}
 */
export function placed(rows, isOpen) {
  const column = figureColumn(rows);
  const texts = isOpen.map(() => "");
  let [blanks, closed, beyond] = [0, 0, 0];
  rows.forEach((row, index) => {
    const text = (row[column] ?? "").trim();
    if (index >= isOpen.length) beyond += text === "" ? 0 : 1;
    else if (text === "") blanks += 1;
    else if (!isOpen[index]) closed += 1;
    else texts[index] = text;
  });
  return { texts, blanks, closed, beyond, column: column + 1, columns: figureColumns(rows).length };
}

/**
 * The column that holds the figures: the first of those in which most cells read as numbers.
 * @param {string[][]} rows
 */
function figureColumn(rows) {
  const candidates = figureColumns(rows);
  return candidates.reduce((best, column) => (score(rows, column) > score(rows, best) ? column : best), candidates[0] ?? 0);
}

/**
 * Columns with a number in them; a first one that counts 1, 2, 3 beside others is STT.
 * @param {string[][]} rows
 */
function figureColumns(rows) {
  const width = Math.max(0, ...rows.map((row) => row.length));
  const found = [...Array(width).keys()].filter((column) => score(rows, column) > 0);
  return isCounting(rows) && found.length > 1 ? found.filter((column) => column > 0) : found;
}

/**
 * @param {string[][]} rows
 * @param {number} column
 */
function score(rows, column) {
  return rows.filter((row) => {
    const cell = (row[column] ?? "").trim();
    return cell !== "" && !("problem" in read(cell, 9));
  }).length;
}

/** @param {string[][]} rows */
function isCounting(rows) {
  const first = rows.map((row) => (row[0] ?? "").trim()).filter((text) => /^\d+$/.test(text)).map(Number);
  return first.length > 1 && first.every((value, index) => index === 0 || value === first[index - 1] + 1);
}

// @ts-check
// Numbers as Vietnamese offices write them: "1.234,5", "05". The same rules as the server's
// keng.kernel.vietnamese.parse_number, so that what is refused there is refused while typing.
const GROUPED = /^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/;
const PLAIN = /^\d+(,\d+)?$/;

/**
 * Read one cell.
 * @param {string} text what was typed or pasted
 * @param {number} digits decimals that the indicator holds
 * @returns {{scaled: bigint|null} | {problem: "not_a_number"|"decimals"}} the value in the
 *   indicator's smallest unit, null for an empty cell
 */
export function read(text, digits) {
  const trimmed = text.trim().replace("\u2212", "-");
  if (trimmed === "") return { scaled: null };
  const negative = trimmed.startsWith("-");
  const unsigned = negative ? trimmed.slice(1) : trimmed;
  if (!GROUPED.test(unsigned) && !PLAIN.test(unsigned)) return { problem: "not_a_number" };
  const [whole, decimals = ""] = unsigned.replaceAll(".", "").split(",");
  const kept = decimals.replace(/0+$/, "");
  if (kept.length > digits) return { problem: "decimals" };
  const scaled = BigInt(whole + kept.padEnd(digits, "0"));
  return { scaled: negative ? -scaled : scaled };
}

/**
 * Write a value of the smallest unit the way it stands in a form.
 * @param {bigint|null} scaled
 * @param {number} digits
 */
export function write(scaled, digits) {
  if (scaled === null) return "";
  const sign = scaled < 0n ? "-" : "";
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const decimals = digits ? text.slice(text.length - digits) : "";
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  return sign + grouped + (decimals ? `,${decimals}` : "");
}

/**
 * Split what the clipboard holds after copying cells in Excel, Word or LibreOffice.
 * @param {string} text tab-separated lines; a cell with a line break or a quote is quoted
 * @returns {string[][]}
 */
export function block(text) {
  const rows = [[""]];
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let i = 0; i < source.length; i += 1) {
    const letter = source[i];
    const row = rows[rows.length - 1];
    if (letter === '"' && (quoted || row[row.length - 1] === "")) {
      if (quoted && source[i + 1] === '"') {
        row[row.length - 1] += '"';
        i += 1;
      } else quoted = !quoted;
    } else if (letter === "\t" && !quoted) row.push("");
    else if (letter === "\n" && !quoted) rows.push([""]);
    else row[row.length - 1] += letter;
  }
  return rows;
}

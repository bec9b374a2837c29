// @ts-check
// What is said beside a cell: its state, a refusal with its choices, and what the rules find.
/**
 * @typedef {{check: string, severity: "block"|"warn"|"hint", cells: string[], message: string,
 *            fix: string, accepted: string}} Finding
 * @typedef {"typing"|"saving"|"waiting"|"saved"|"refused"|"conflict"|""} CellState
 * @typedef {Record<string, string>} Words
 */
const RANK = ["block", "warn", "hint"];
const ALERTING = ["refused", "conflict"];

/**
 * @param {string} tag
 * @param {string} css
 * @param {string} [text]
 */
export function made(tag, css, text = "") {
  const element = document.createElement(tag);
  element.className = css;
  element.textContent = text;
  return element;
}

/**
 * @param {string} label
 * @param {() => void} act
 * @param {string} [css]
 */
export function button(label, act, css = "btn btn-quiet btn-sm") {
  const element = /** @type {HTMLButtonElement} */ (made("button", css, label));
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

/** @param {HTMLInputElement} input */
export function stateOf(input) {
  return input.closest("td")?.dataset.state ?? "";
}

/**
 * Show how a cell stands, and why, with what the person may choose.
 * @param {HTMLInputElement} input
 * @param {CellState} state
 * @param {string} [message]
 * @param {[string, () => void][]} [choices]
 */
export function mark(input, state, message = "", choices = []) {
  const cell = input.closest("td");
  if (!cell) return;
  cell.dataset.state = state;
  input.setAttribute("aria-invalid", String(ALERTING.includes(state)));
  cell.querySelector(".cell-message")?.remove();
  input.removeAttribute("aria-describedby");
  if (!message) return;
  const box = made("div", "cell-message", message);
  box.id = `m-${cell.closest("tr")?.id ?? ""}`;
  box.setAttribute("role", ALERTING.includes(state) ? "alert" : "status");
  input.setAttribute("aria-describedby", box.id);
  if (choices.length) {
    const row = made("div", "row-of");
    row.append(...choices.map(([label, act]) => button(label, act)));
    box.append(row);
  }
  cell.append(box);
}

/**
 * Every finding stands beside the first of its cells that the form shows.
 * @param {HTMLElement} table
 * @param {Map<string, HTMLInputElement>} byKey
 * @param {Finding[]} findings
 * @param {Words} words
 * @param {((finding: Finding, reason: string, beside: HTMLElement) => Promise<string>)|null} accept keeps a reason for a
 *   warning and answers what went wrong, "" for nothing; null where nothing may be changed
 */
export function showFindings(table, byKey, findings, words, accept) {
  const open = openReasons(table);
  for (const box of table.querySelectorAll(".cell-findings")) box.replaceChildren();
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll("tr[data-worst]"))) delete row.dataset.worst;
  for (const finding of findings) {
    const row = finding.cells.map((key) => byKey.get(key)).find(Boolean)?.closest("tr");
    if (!row) continue;
    const worst = row.dataset.worst ?? "";
    if (!finding.accepted && (!worst || RANK.indexOf(finding.severity) < RANK.indexOf(worst))) {
      row.dataset.worst = finding.severity;
    }
    const line = findingLine(finding, words, accept);
    row.querySelector(".cell-findings")?.append(line);
    const typed = open.get(`${row.id} ${finding.check}`);
    if (typed !== undefined && accept && !finding.accepted) askReason(line, finding, words, accept, typed);
  }
}

/** Reasons that are being written while the findings are drawn anew.
 * @param {HTMLElement} table */
function openReasons(table) {
  const boxes = /** @type {NodeListOf<HTMLTextAreaElement>} */ (table.querySelectorAll(".cell-findings textarea"));
  return new Map([...boxes].map((box) => [`${box.closest("tr")?.id} ${box.dataset.check}`, box.value]));
}

/**
 * @param {Finding} finding
 * @param {Words} words
 * @param {((finding: Finding, reason: string, beside: HTMLElement) => Promise<string>)|null} accept
 */
function findingLine(finding, words, accept) {
  const css = finding.accepted ? "accepted" : finding.severity;
  const line = made("div", `cell-finding ${css}`);
  line.append(made("span", "word", `${words[`severity_${css}`]}: `), finding.message);
  if (finding.accepted) line.append(` ${words.reason}: ${finding.accepted}`);
  else if (finding.fix) line.append(` ${finding.fix}`);
  if (finding.severity === "warn" && !finding.accepted && accept) {
    const asks = () => askReason(line, finding, words, accept, "");
    line.append(" ", button(words.accept_warning ?? "", asks, "plain small ask-reason"));
  }
  return line;
}

/**
 * A field for the reason, beside the warning that it is about.
 * @param {HTMLElement} line
 * @param {Finding} finding
 * @param {Words} words
 * @param {(finding: Finding, reason: string, beside: HTMLElement) => Promise<string>} accept
 * @param {string} typed
 */
function askReason(line, finding, words, accept, typed) {
  const opener = /** @type {HTMLElement|null} */ (line.querySelector(".ask-reason"));
  if (opener) opener.hidden = true;
  const box = made("div", "reason-box");
  const label = made("label", "", words.right_because);
  const field = /** @type {HTMLTextAreaElement} */ (document.createElement("textarea"));
  field.className = "form-control form-control-sm";
  field.rows = 2;
  field.value = typed;
  field.dataset.check = finding.check;
  label.append(field);
  const wrong = made("p", "field-wrong mb-0");
  wrong.setAttribute("role", "alert");
  const close = () => {
    box.remove();
    if (opener) {
      opener.hidden = false;
      opener.focus();
    }
  };
  const save = async () => {
    wrong.textContent = field.value.trim() ? await accept(finding, field.value, box) : words.reason_missing ?? "";
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Escape") close();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
  });
  const row = made("div", "row-of mt-1");
  row.append(button(words.keep_reason ?? "", () => void save(), "btn btn-primary btn-sm"), button(words.cancel ?? "", close));
  box.append(label, wrong, row);
  line.append(box);
  field.focus();
}

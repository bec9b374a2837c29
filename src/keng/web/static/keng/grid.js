// The grid of a form: typing, moving, pasting, undoing, and what the server says about each cell.
import { block, read, write } from "./numbers.js";
import { Outbox } from "./outbox.js";

const table = document.querySelector("table.form-grid[data-save]");
if (table) start(table);

/** @param {HTMLTableElement} table */
function start(table) {
  const words = JSON.parse(document.getElementById("grid-words").textContent);
  const inputs = [...table.querySelectorAll(".cell-input")];
  const byKey = new Map(inputs.map((input) => [input.dataset.key, input]));
  const undo = [];
  const undoButton = document.querySelector("[data-undo]");
  const status = document.querySelector(".save-state");
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  const outbox = new Outbox(table.dataset.save, token, (key) => revision(byKey.get(key)), {
    saved: onSaved, conflict: onConflict, refused: onRefused, state: showState, stopped: onStopped,
  });
  /** The button that was pressed while cells were still on their way. */
  let held = null;
  // What the server sent is in defaultValue: on a slow network people type before this runs.
  for (const input of inputs) input.dataset.kept = input.defaultValue;
  showFindings(JSON.parse(document.getElementById("grid-findings").textContent));

  table.addEventListener("keydown", onKey);
  table.addEventListener("focusin", (event) => markRow(event.target));
  table.addEventListener("paste", onPaste);
  table.addEventListener("input", (event) => mark(event.target, "typing", ""));
  table.addEventListener("change", (event) => event.target.matches(".cell-input") && commit([[event.target, event.target.value]]));
  table.addEventListener("click", onClick);
  undoButton?.addEventListener("click", takeBack);
  document.querySelector("form.grid-form")?.addEventListener("submit", (event) => holdUntilSaved(event));
  document.body.addEventListener("keng:cell-saved", (event) => refresh(event.detail.key));
  commit(inputs.filter((input) => input.value !== input.defaultValue && input !== document.activeElement)
    .map((input) => [input, input.value]));

  // ---- typing --------------------------------------------------------------------------------

  /** Take typed or pasted values: the plainly wrong ones stay with a word, the rest are sent. */
  function commit(pairs, { remember = true } = {}) {
    const sent = [];
    const before = [];
    for (const [input, text] of pairs) {
      const result = read(text, digits(input));
      input.value = "problem" in result ? text.trim() : write(result.scaled, digits(input));
      if ("problem" in result) {
        outbox.hold(input.dataset.key);
        mark(input, "refused", words[result.problem].replace("{digits}", input.dataset.digits).replace("{text}", text.trim()));
        continue;
      }
      if (input.value === input.dataset.kept && stateOf(input) !== "refused") {
        mark(input, input.dataset.revision > 0 ? "saved" : "", "");
        continue;
      }
      before.push([input, input.dataset.kept]);
      input.dataset.kept = input.value;
      mark(input, "saving", "");
      sent.push({ key: input.dataset.key, value: input.value });
    }
    if (remember && before.length) undo.push(before);
    if (undoButton) undoButton.disabled = undo.length === 0;
    if (sent.length) outbox.put(sent);
  }

  function takeBack() {
    const last = undo.pop();
    if (undoButton) undoButton.disabled = undo.length === 0;
    if (!last) return;
    commit(last, { remember: false });
    last[0][0].focus();
  }

  function onKey(event) {
    const input = event.target;
    if (!input.matches?.(".cell-input")) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "z") {
      if (input.value === input.dataset.kept) {
        event.preventDefault();
        takeBack();
      }
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1, Enter: event.shiftKey ? -1 : 1 }[event.key];
    if (step) {
      event.preventDefault();
      if (event.key === "Enter" && event.ctrlKey) openPanel(input);
      else move(input, step);
    } else if (event.key === "F2") {
      event.preventDefault();
      openPanel(input);
    } else if (event.key === "Escape" && input.value !== input.dataset.kept) {
      event.stopPropagation();
      input.value = input.dataset.kept;
      mark(input, input.dataset.revision > 0 ? "saved" : "", "");
    }
  }

  function move(input, step) {
    const next = inputs[inputs.indexOf(input) + step];
    if (next) {
      next.focus();
      next.select();
    } else input.blur();
  }

  /** A block from Excel: its first number column fills downwards from the current cell. */
  function onPaste(event) {
    const input = event.target;
    if (!input.matches?.(".cell-input") || input.readOnly) return;
    const rows = block(event.clipboardData.getData("text/plain"));
    if (rows.length === 1 && rows[0].length === 1) return;
    event.preventDefault();
    const column = figureColumn(rows);
    const first = inputs.indexOf(input);
    const pairs = [];
    let beyond = 0;
    rows.forEach((row, index) => {
      const target = inputs[first + index];
      if (!target) beyond += 1;
      else if (!target.readOnly && (row[column] ?? "").trim() !== "") pairs.push([target, row[column]]);
    });
    commit(pairs);
    const skipped = rows.length - pairs.length - beyond;
    const told = [words.pasted.replace("{count}", String(pairs.length))];
    if (skipped) told.push(words.skipped.replace("{count}", String(skipped)));
    if (beyond) told.push(words.beyond.replace("{count}", String(beyond)));
    say(told.join(" "));
  }

  /** Which column of a pasted block holds the figures: the one where most cells read as numbers. */
  function figureColumn(rows) {
    const width = Math.max(...rows.map((row) => row.length));
    const score = (column) => rows.filter((row) => {
      const cell = (row[column] ?? "").trim();
      return cell !== "" && !("problem" in read(cell, 9));
    }).length;
    // A first column that counts 1, 2, 3 beside other numbers is STT, not a figure.
    const columns = [...Array(width).keys()];
    const candidates = isCounting(rows) && columns.slice(1).some(score) ? columns.slice(1) : columns;
    return candidates.reduce((best, column) => (score(column) > score(best) ? column : best));
  }

  function isCounting(rows) {
    const first = rows.map((row) => Number((row[0] ?? "").trim()));
    return rows.length > 1 && first.every((value, index) => index === 0 || value === first[index - 1] + 1);
  }

  // ---- answers -------------------------------------------------------------------------------

  function onSaved(answer) {
    for (const cell of answer.saved) {
      const input = byKey.get(cell.key);
      if (!input) continue;
      input.dataset.revision = cell.revision;
      if (input.value === input.dataset.kept || input !== document.activeElement) {
        if (input.dataset.kept !== cell.shown && !outbox.waiting.has(cell.key)) {
          input.value = cell.shown;
          input.dataset.kept = cell.shown;
        }
      }
      mark(input, "saved", "");
      setText(input, ".change", cell.change);
      setText(input, ".status-word", cell.status_word);
    }
    if (answer.findings) showFindings(answer.findings);
    if (answer.progress) showProgress(answer.progress);
  }

  /** Something beside the grid changed a cell (its panel): ask how it stands now. */
  async function refresh(key) {
    const response = await fetch(`${table.dataset.save}?key=${encodeURIComponent(key)}`);
    if (response.ok) onSaved(await response.json());
  }

  function onRefused(cells) {
    for (const [key, message] of Object.entries(cells)) {
      const input = byKey.get(key);
      if (!input) continue;
      mark(input, "refused", message || words.refused);
    }
  }

  function onConflict(cells) {
    for (const cell of cells) {
      const input = byKey.get(cell.key);
      if (!input) continue;
      const message = words.conflict.replace("{mine}", input.value || words.blank)
        .replace("{theirs}", cell.theirs.shown || words.blank).replace("{who}", cell.theirs.who);
      mark(input, "conflict", message, [
        [words.take_theirs, () => {
          input.value = cell.theirs.shown;
          input.dataset.kept = cell.theirs.shown;
          input.dataset.revision = cell.theirs.revision;
          mark(input, "saved", "");
          outbox.settled(cell.key);
        }],
        [words.keep_mine, () => {
          input.dataset.revision = cell.theirs.revision;
          const mine = input.value;
          input.dataset.kept = cell.theirs.shown;
          commit([[input, mine]]);
        }],
      ]);
    }
  }

  function onStopped(message) {
    say(message || words.stopped);
  }

  /** Submit and the other buttons wait until the last cell is saved, then go on by themselves. */
  function holdUntilSaved(event) {
    const active = document.activeElement;
    if (active?.matches(".cell-input") && active.value !== active.dataset.kept) commit([[active, active.value]]);
    if (outbox.pending || outbox.refusedKeys.size) {
      event.preventDefault();
      held = outbox.refusedKeys.size ? null : event.submitter;
      say(outbox.pending ? words.still_saving : words.still_refused);
      table.querySelector("td.entry[data-state=refused] .cell-input, td.entry[data-state=conflict] .cell-input")?.focus();
    }
  }

  // ---- showing -------------------------------------------------------------------------------

  function mark(input, state, message, actions = []) {
    const cell = input.closest?.("td.entry");
    if (!cell) return;
    cell.dataset.state = state;
    input.setAttribute("aria-invalid", String(state === "refused" || state === "conflict"));
    let box = cell.querySelector(".cell-message");
    if (!message) {
      box?.remove();
      if (state === "refused") return;
      if (state !== "typing") outbox?.refusedKeys.delete(input.dataset.key);
      return;
    }
    if (!box) {
      box = document.createElement("div");
      box.className = "cell-message";
      box.setAttribute("role", "alert");
      cell.append(box);
    }
    box.textContent = message;
    if (!actions.length) return;
    const row = document.createElement("div");
    row.className = "row-of";
    for (const [label, act] of actions) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-quiet btn-sm";
      button.textContent = label;
      button.addEventListener("click", act);
      row.append(button);
    }
    box.append(row);
  }

  function showState(name, count) {
    if (!status) return;
    status.dataset.state = name;
    const at = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false });
    status.textContent = words[`state_${name}`].replace("{count}", String(count)).replace("{time}", at);
    if (name === "saved" && count === 0) goOn();
  }

  /** Press again the button that had to wait. */
  function goOn() {
    const button = held;
    held = null;
    if (button && outbox.refusedKeys.size === 0) button.form.requestSubmit(button);
  }

  function showFindings(findings) {
    for (const box of table.querySelectorAll(".cell-findings")) box.replaceChildren();
    for (const row of table.querySelectorAll("tr[data-worst]")) delete row.dataset.worst;
    for (const finding of findings) {
      const input = finding.cells.map((key) => byKey.get(key)).find(Boolean);
      const row = input?.closest("tr");
      if (!row) continue;
      const rank = ["block", "warn", "hint"];
      if (!row.dataset.worst || rank.indexOf(finding.severity) < rank.indexOf(row.dataset.worst)) {
        if (!finding.accepted) row.dataset.worst = finding.severity;
      }
      row.querySelector(".cell-findings").append(findingLine(finding, input));
    }
  }

  function findingLine(finding, input) {
    const line = document.createElement("div");
    line.className = `cell-finding ${finding.accepted ? "accepted" : finding.severity}`;
    const word = document.createElement("span");
    word.className = "word";
    word.textContent = `${words[`severity_${finding.accepted ? "accepted" : finding.severity}`]}: `;
    line.append(word, finding.message);
    if (finding.accepted) line.append(` ${words.reason}: ${finding.accepted}`);
    else if (finding.fix) line.append(` ${finding.fix}`);
    if (finding.severity === "warn" && !finding.accepted && table.dataset.editable) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plain small ms-2";
      button.textContent = words.accept_warning;
      button.addEventListener("click", () => openPanel(input));
      line.append(" ", button);
    }
    return line;
  }

  function showProgress(progress) {
    const box = document.querySelector(".grid-progress");
    if (!box) return;
    box.querySelector("progress").value = progress.filled;
    box.querySelector("progress").max = progress.total;
    box.querySelector("[data-words]").textContent = progress.words;
    const missing = document.getElementById("before-submit");
    if (missing) missing.textContent = progress.before_submit;
  }

  function openPanel(input) {
    const opener = input.closest("tr").querySelector(".open-cell");
    opener?.click();
  }

  function onClick(event) {
    const opener = event.target.closest(".open-cell");
    if (opener) markRow(opener);
  }

  function markRow(within) {
    for (const row of table.querySelectorAll("tr.is-current")) row.classList.remove("is-current");
    within.closest("tr.line")?.classList.add("is-current");
  }

  function setText(input, where, text) {
    if (text === undefined) return;
    const place = input.closest("tr").querySelector(where);
    if (place) place.textContent = text;
  }

  function say(message) {
    const box = document.querySelector(".grid-says");
    if (box) box.textContent = message;
  }

  function stateOf(input) {
    return input.closest("td.entry").dataset.state;
  }

  function digits(input) {
    return Number(input.dataset.digits);
  }

  function revision(input) {
    return Number(input.dataset.revision);
  }
}

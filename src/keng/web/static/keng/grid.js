// @ts-check
// The grid of a form: typing, moving, pasting, taking back, and what the server says of each cell.
import { mark, showFindings, stateOf } from "./beside.js";
import { askAbout } from "./passages.js";
import { showMissing } from "./missing.js";
import { block, read, write } from "./numbers.js";
import { Outbox } from "./outbox.js";
import { clockTime, filled, json, setText } from "./page.js";
import { placed } from "./paste.js";
import { showNothings, showProgress } from "./progress.js";
import { Safekeeping, newId } from "./safekeeping.js";
import { Steps } from "./steps.js";
import { wireTo } from "./wire.js";
/** @typedef {import("./beside.js").Finding} Finding */
/** @typedef {import("./outbox.js").State} State */
/** @typedef {{key: string, value: string}} Change */

const table = document.querySelector("table.form-grid[data-save]");
if (table instanceof HTMLTableElement) start(table);
if ("serviceWorker" in navigator && table) {
  navigator.serviceWorker.register("/sw.js").catch(() => undefined); // an old browser goes without
}

/** @param {HTMLTableElement} table */
function start(table) {
  /** @type {Record<string, string>} */
  const words = json("grid-words");
  /** @type {Finding[]} */
  let findings = json("grid-findings");
  const address = table.dataset.save ?? "";
  const inputs = /** @type {HTMLInputElement[]} */ ([...table.querySelectorAll(".cell-input")]);
  const byKey = new Map(inputs.map((input) => [keyOf(input), input]));
  const steps = new Steps();
  const form = /** @type {HTMLFormElement|null} */ (document.querySelector("form.grid-form"));
  const status = /** @type {HTMLElement|null} */ (document.querySelector(".save-state"));
  const says = document.querySelector(".grid-says");
  const keys = /** @type {HTMLDialogElement|null} */ (document.getElementById("grid-keys"));
  const isEditable = Boolean(table.dataset.editable);
  /** The button that was pressed while cells were still on their way.
   * @type {HTMLElement|null} */
  let held = null;

  const wire = wireTo(address);
  const keep = new Safekeeping(document.body.dataset.account ?? "", address, () => say(words.keeps_nothing));
  const outbox = new Outbox({
    post: wire.post, newId, keep, revisionOf: (key) => Number(byKey.get(key)?.dataset.revision ?? 0),
    told: { saved: onSaved, conflict: onConflict, refused: onRefused, waiting: onWaiting, state: showState, stopped: (message) => say(message || words.stopped) },
  });

  // What the server sent is in defaultValue: on a slow network people type before this runs.
  for (const input of inputs) {
    input.dataset.kept = input.defaultValue;
    if (isEditable && input.value === input.defaultValue) mark(input, restingState(input));
  }
  showAll();
  if (!isEditable) return;

  table.addEventListener("keydown", onKey);
  table.addEventListener("focusin", (event) => markRow(event.target));
  table.addEventListener("paste", onPaste);
  table.addEventListener("input", (event) => isCell(event.target) && mark(event.target, "typing"));
  table.addEventListener("change", (event) => isCell(event.target) && commit([[event.target, event.target.value]]));
  document.querySelector("[data-undo]")?.addEventListener("click", () => takeBack(steps.back()));
  document.querySelector("[data-redo]")?.addEventListener("click", () => takeBack(steps.again()));
  document.querySelector("[data-keys]")?.addEventListener("click", () => keys?.showModal());
  document.addEventListener("keydown", onPageKey);
  form?.addEventListener("submit", onSubmit);
  document.body.addEventListener("keng:cell-saved", (event) => void refresh(/** @type {CustomEvent} */ (event).detail.key));
  document.addEventListener("keng:forgotten", () => outbox.forget());
  window.addEventListener("online", () => void cameBack());
  window.addEventListener("beforeunload", (event) => {
    if ((outbox.pending && !keep.isDurable) || keep.unwritten) event.preventDefault();
  });
  const early = inputs.filter((input) => input.value !== input.defaultValue && input !== document.activeElement);
  commit(early.map((input) => [input, input.value]));
  void bringBack();

  // ---- typing --------------------------------------------------------------------------------

  /**
   * Take typed or pasted values: the plainly wrong ones stay with a word, the rest are sent.
   * @param {[HTMLInputElement, string][]} pairs
   * @param {boolean} [remember]
   */
  function commit(pairs, remember = true) {
    const sent = [];
    const step = [];
    for (const [input, text] of pairs) {
      const result = read(text, digitsOf(input));
      input.value = "problem" in result ? text.trim() : write(result.scaled, digitsOf(input));
      if ("problem" in result) {
        refuse(input, result.problem, text.trim());
        continue;
      }
      const before = input.dataset.kept ?? "";
      if (input.value === before && !["refused", "conflict"].includes(stateOf(input))) {
        mark(input, restingState(input));
        continue;
      }
      if (input.value !== before) step.push({ key: keyOf(input), before, after: input.value });
      input.dataset.kept = input.value;
      mark(input, "saving");
      sent.push({ key: keyOf(input), value: input.value });
    }
    if (remember) steps.add(step);
    showSteps();
    if (sent.length) outbox.put(sent);
    showMissing(inputs, byKey, findings, words);
  }

  /**
   * @param {HTMLInputElement} input
   * @param {"not_a_number"|"decimals"} problem
   * @param {string} text
   */
  function refuse(input, problem, text) {
    const message = filled(words[problem], { digits: input.dataset.digits, text });
    mark(input, "refused", message);
    outbox.hold(keyOf(input), text, message);
  }

  /** @param {Change[]} changes */
  function takeBack(changes) {
    const pairs = changes.flatMap(({ key, value }) => {
      const input = byKey.get(key);
      return input ? [/** @type {[HTMLInputElement, string]} */ ([input, value])] : [];
    });
    commit(pairs, false);
    pairs[0]?.[0].focus();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const input = event.target;
    if (!isCell(input)) return;
    const name = `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.shiftKey ? "Shift+" : ""}${event.key}`;
    const act = {
      "ArrowDown": () => move(input, 1), "ArrowUp": () => move(input, -1),
      "Enter": () => move(input, 1), "Shift+Enter": () => move(input, -1),
      "Ctrl+Home": () => focus(inputs[0]), "Ctrl+End": () => focus(inputs[inputs.length - 1]),
      "F2": () => openPanel(input), "Ctrl+Enter": () => openPanel(input),
    }[name];
    if (act) {
      event.preventDefault();
      act();
    } else if (event.key === "Escape" && (input.value !== input.dataset.kept || stateOf(input) === "refused")) {
      event.stopPropagation();
      input.value = input.dataset.kept ?? "";
      outbox.settled(keyOf(input));
      mark(input, restingState(input));
    }
  }

  /** Keys of the whole page: taking back, doing again, and what keys there are.
   * @param {KeyboardEvent} event */
  function onPageKey(event) {
    const field = event.target;
    const isText = field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement
      || (field instanceof HTMLInputElement && !isCell(field));
    if (isText || keys?.open) return;
    if (event.key === "?") {
      event.preventDefault();
      keys?.showModal();
    }
    if (!(event.ctrlKey || event.metaKey) || (isCell(field) && field.value !== field.dataset.kept)) return;
    const letter = event.key.toLowerCase();
    const isAgain = letter === "y" || (letter === "z" && event.shiftKey);
    if (letter !== "z" && letter !== "y") return;
    event.preventDefault();
    takeBack(isAgain ? steps.again() : steps.back());
  }

  /**
   * @param {HTMLInputElement} input
   * @param {number} by
   */
  function move(input, by) {
    const next = inputs[inputs.indexOf(input) + by];
    if (next) focus(next);
    else input.blur();
  }

  /** @param {HTMLInputElement|undefined} input */
  function focus(input) {
    input?.focus();
    input?.select();
  }

  /** A block from Excel or Word: its column of figures fills downwards from the current cell.
   * @param {ClipboardEvent} event */
  function onPaste(event) {
    const input = event.target;
    if (!isCell(input) || input.readOnly) return;
    const rows = block(event.clipboardData?.getData("text/plain") ?? "");
    if (rows.length === 1 && rows[0]?.length === 1) return;
    event.preventDefault();
    const targets = inputs.slice(inputs.indexOf(input));
    const found = placed(rows, targets.map((one) => !one.readOnly));
    const pairs = targets.flatMap((target, index) => {
      const text = found.texts[index] ?? "";
      return text === "" ? [] : [/** @type {[HTMLInputElement, string]} */ ([target, text])];
    });
    commit(pairs);
    const skipped = found.blanks + found.closed;
    const wrong = pairs.filter(([target]) => stateOf(target) === "refused").length;
    say([
      filled(words.pasted, { count: pairs.length - wrong }),
      wrong ? filled(words.pasted_wrong, { count: wrong }) : "",
      skipped ? filled(words.skipped, { count: skipped }) : "",
      found.beyond ? filled(words.beyond, { count: found.beyond }) : "",
      found.columns > 1 ? filled(words.column_taken, { column: found.column, columns: found.columns }) : "",
    ].filter(Boolean).join(" "));
  }

  // ---- the network ---------------------------------------------------------------------------

  /** What was typed before the page was left: it stands in its cells again and goes out. */
  async function bringBack() {
    const kept = await keep.load();
    const sent = kept.batches.flatMap((batch) => batch.cells);
    for (const { key, value } of [...sent, ...kept.cells]) {
      const input = byKey.get(key);
      if (!input || outbox.isPending(key)) continue;
      input.value = value;
      input.dataset.kept = value;
      mark(input, "waiting");
    }
    const fresh = kept.cells.filter((cell) => !outbox.isPending(cell.key));
    for (const cell of fresh) {
      const input = byKey.get(cell.key);
      if (!cell.held || !input) continue;
      input.dataset.kept = input.defaultValue;
      mark(input, "refused", cell.message || words.refused);
    }
    outbox.bringBack(fresh, kept.batches);
    if (document.documentElement.dataset.kept) await cameBack();
  }

  /** The network is there again: send what waits, and see what others did meanwhile. */
  async function cameBack() {
    void outbox.send();
    const note = /** @type {HTMLElement|null} */ (document.querySelector("[data-kept-note]"));
    const since = document.documentElement.dataset.kept;
    if (note && since) {
      note.hidden = false;
      note.textContent = filled(words.kept_page, { time: clockTime(new Date(since)) });
    }
    if (since && (await refresh(""))) {
      delete document.documentElement.dataset.kept;
      if (note) note.hidden = true;
    }
  }

  /** Ask how one cell, or with "" every cell, stands now.
   * @param {string} key */
  async function refresh(key) {
    const standing = await wire.standing(key);
    if (standing) onSaved(standing, key === "");
    return standing !== null;
  }

  // ---- answers -------------------------------------------------------------------------------

  /**
   * @param {any} answer
   * @param {boolean} [isQuiet] cells are shown as they stand, without saying that they were saved
   */
  function onSaved(answer, isQuiet = false) {
    for (const cell of answer.saved) {
      const input = byKey.get(cell.key);
      if (!input || (isQuiet && (outbox.isPending(cell.key) || outbox.refusedKeys.has(cell.key)))) continue;
      input.dataset.revision = String(cell.revision);
      if (outbox.waiting.has(cell.key)) continue;
      if (input.value === input.dataset.kept || input !== document.activeElement) input.value = cell.shown;
      input.dataset.kept = cell.shown;
      if (input.value === cell.shown) mark(input, restingState(input));
      const row = input.closest("tr");
      setText(row?.querySelector(".change"), cell.change);
      setText(row?.querySelector(".status-word"), cell.status_word);
    }
    if (answer.findings) findings = answer.findings;
    showAll();
    if (answer.progress) showProgress(answer.progress);
    if (answer.nothing) showNothings(answer.nothing);
  }

  /** @param {string[]} waiting */
  function onWaiting(waiting) {
    for (const key of waiting) {
      const input = byKey.get(key);
      if (input && stateOf(input) !== "typing") mark(input, "waiting", words.check_later);
    }
  }

  /** @param {Record<string, string>} cells */
  function onRefused(cells) {
    for (const [key, message] of Object.entries(cells)) {
      const input = byKey.get(key);
      if (input) mark(input, "refused", message || words.refused);
    }
  }

  /** @param {{key: string, theirs: {shown: string, revision: number, who: string}}[]} cells */
  function onConflict(cells) {
    for (const { key, theirs } of cells) {
      const input = byKey.get(key);
      if (!input) continue;
      const mine = input.value;
      const settle = () => {
        input.dataset.kept = theirs.shown;
        input.dataset.revision = String(theirs.revision);
        outbox.settled(key);
      };
      mark(input, "conflict", filled(words.conflict, { mine: mine || words.blank, theirs: theirs.shown || words.blank, who: theirs.who }), [
        [words.take_theirs ?? "", () => {
          input.value = theirs.shown;
          settle();
          mark(input, "saved");
        }],
        [words.keep_mine ?? "", () => {
          settle();
          commit([[input, mine]]);
        }],
      ]);
    }
  }

  // ---- buttons -------------------------------------------------------------------------------

  /** Submit and the other buttons wait until the last cell is saved, then go on by themselves.
   * @param {SubmitEvent} event */
  function onSubmit(event) {
    const active = document.activeElement;
    if (isCell(active) && active.value !== active.dataset.kept) commit([[active, active.value]]);
    const pressed = event.submitter;
    if (outbox.pending || outbox.refusedKeys.size) {
      event.preventDefault();
      held = outbox.refusedKeys.size ? null : pressed;
      say(outbox.pending ? (navigator.onLine ? words.still_saving : words.needs_network) : words.still_refused);
      inputs.find((input) => ["refused", "conflict"].includes(stateOf(input)))?.focus();
    } else if (!navigator.onLine) {
      event.preventDefault();
      say(words.needs_network);
    } else if (pressed instanceof HTMLButtonElement && pressed.dataset.fills !== undefined) {
      event.preventDefault();
      void fill(pressed);
    }
  }

  /** An act that fills many cells at once; it is one step to take back.
   * @param {HTMLButtonElement} pressed */
  async function fill(pressed) {
    pressed.disabled = true;
    const { answer, problem } = await wire.act(pressed.formAction, pressed.name ? { [pressed.name]: pressed.value } : {});
    pressed.disabled = false;
    if (!answer) {
      say(problem || words.needs_network);
      return;
    }
    steps.add(answer.saved.map((/** @type {any} */ cell) => (
      { key: cell.key, before: byKey.get(cell.key)?.dataset.kept ?? "", after: cell.shown }
    )));
    onSaved(answer);
    showSteps();
    showState("saved", 0);
    say(`${answer.said} ${words.can_undo}`);
  }

  /**
   * @param {Finding} finding
   * @param {string} reason
   * @param {HTMLElement} beside where a question about the reason is put
   */
  async function accept(finding, reason, beside) {
    /** @type {Record<string, string>} */
    let fields = { check: finding.check, key: finding.cells[0] ?? "", reason };
    let { answer, problem, passages } = await wire.act(table?.dataset.accept ?? "", fields);
    while (passages?.length && !answer) {
      const decided = await askAbout(passages, beside, words, problem);
      if (!decided) return "";
      fields = { ...fields, ...decided };
      ({ answer, problem, passages } = await wire.act(table?.dataset.accept ?? "", fields));
    }
    if (answer) onSaved(answer);
    return answer ? "" : problem || (words.needs_network ?? "");
  }

  // ---- showing -------------------------------------------------------------------------------

  function showAll() {
    if (!(table instanceof HTMLTableElement)) return;
    showFindings(table, byKey, findings, words, isEditable && table.dataset.accept ? accept : null);
    showMissing(inputs, byKey, findings, words);
  }

  /**
   * @param {State} name
   * @param {number} count
   */
  function showState(name, count) {
    if (!status) return;
    const shown = name === "waiting" && !keep.isDurable ? "waiting_here" : name;
    status.dataset.state = name;
    status.textContent = filled(words[`state_${shown}`], { count, time: clockTime(new Date()) });
    if (name === "signed_out") {
      const link = document.createElement("a");
      link.href = `/dang-nhap/?next=${encodeURIComponent(location.pathname)}`;
      link.textContent = words.sign_in ?? "";
      status.append(" ", link);
    }
    if (name === "saved" && count === 0) goOn();
  }

  /** Press again the button that had to wait. */
  function goOn() {
    const pressed = held;
    held = null;
    if (pressed instanceof HTMLButtonElement && outbox.refusedKeys.size === 0) pressed.form?.requestSubmit(pressed);
  }

  function showSteps() {
    for (const [name, list] of /** @type {const} */ ([["undo", steps.done], ["redo", steps.undone]])) {
      const pressed = document.querySelector(`[data-${name}]`);
      if (pressed instanceof HTMLButtonElement) pressed.disabled = list.length === 0;
    }
  }

  /** @param {HTMLInputElement} input */
  function openPanel(input) {
    const opener = input.closest("tr")?.querySelector(".open-cell");
    if (opener instanceof HTMLElement) opener.click();
  }

  /** @param {EventTarget|null} within */
  function markRow(within) {
    for (const row of document.querySelectorAll("tr.is-current")) row.classList.remove("is-current");
    if (within instanceof Element) within.closest("tr.line")?.classList.add("is-current");
  }

  /** @param {string|undefined} message */
  function say(message) {
    if (says) says.textContent = message ?? "";
  }
}

/** @param {EventTarget|null} target @returns {target is HTMLInputElement} */
function isCell(target) {
  return target instanceof HTMLInputElement && target.matches(".cell-input");
}

/** @param {HTMLInputElement} input */
function keyOf(input) {
  return input.dataset.key ?? "";
}

/** @param {HTMLInputElement} input */
function digitsOf(input) {
  return Number(input.dataset.digits);
}

/**
 * How a cell stands when nothing is under way.
 * @param {HTMLInputElement} input
 */
function restingState(input) {
  return Number(input.dataset.revision) > 0 ? "saved" : "";
}

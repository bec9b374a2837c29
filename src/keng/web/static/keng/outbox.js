// @ts-check
// What was typed and is not saved yet. One request at a time; the newest value of a cell wins;
// nothing leaves the box before the server has answered for it. A batch that got no answer goes out
// again as it was, under the same id, so that the server saves it once. Knows no page and no
// database: who sends, who keeps and who is told is given to it.

/**
 * @typedef {{key: string, value: string, expected: number|null, stamp: string, held: boolean,
 *            message: string}} Waiting a value of a cell; `expected` is the revision that was seen
 *   when it was typed, `held` one that is not sent because it was refused
 * @typedef {{key: string, value: string, expected_revision: number|null}} Sent
 * @typedef {{id: string, cells: Sent[]}} Batch
 * @typedef {{status: number, body: any}} Answer
 * @typedef {{put: (cells: Waiting[]) => void, drop: (keys: string[]) => void,
 *            leave: (batch: Batch, cells: Waiting[]) => void,
 *            settle: (id: string, back: Waiting[]) => void}} Keep
 * @typedef {{saved: (answer: any) => void,
 *            conflict: (cells: any[]) => void,
 *            refused: (cells: Record<string, string>) => void,
 *            waiting: (keys: string[]) => void,
 *            state: (name: State, count: number) => void,
 *            stopped: (message: string) => void}} Told
 * @typedef {"saved"|"saving"|"waiting"|"refused"|"signed_out"|"busy"} State
 */
const RETRY_MS = [1000, 2000, 5000, 10000, 20000];
const MOST_CELLS = 400;

export class Outbox {
  /**
   * @param {{post: (batch: Batch) => Promise<Answer|null>, revisionOf: (key: string) => number|null,
   *          keep: Keep, told: Told, newId: () => string,
   *          later?: (act: () => void, ms: number) => number}} parts
   */
  constructor({ post, revisionOf, keep, told, newId, later }) {
    this.post = post;
    this.revisionOf = revisionOf;
    this.keep = keep;
    this.told = told;
    this.newId = newId;
    this.later = later ?? ((act, ms) => window.setTimeout(act, ms));
    /** @type {Map<string, Waiting>} */
    this.waiting = new Map();
    /** @type {Batch[]} batches that left and were not answered for; the first is under way */
    this.unanswered = [];
    /** @type {Set<string>} */
    this.refusedKeys = new Set();
    this.isSending = false;
    this.failures = 0;
    this.timer = 0;
    this.alone = false;
  }

  /** How many cells are not saved and wait for nobody but the network. */
  get pending() {
    const keys = new Set(this.waiting.keys());
    for (const batch of this.unanswered) for (const cell of batch.cells) keys.add(cell.key);
    return keys.size;
  }

  /** @param {string} key */
  isPending(key) {
    return this.waiting.has(key) || this.unanswered.some((batch) => batch.cells.some((cell) => cell.key === key));
  }

  /**
   * Put values in the box; they leave together.
   * @param {{key: string, value: string}[]} changes
   */
  put(changes) {
    const made = changes.map(({ key, value }) => this.#take(key, value));
    this.keep.put(made);
    void this.send();
  }

  /**
   * What was kept when the page was left the last time.
   * @param {Waiting[]} cells
   * @param {Batch[]} batches
   */
  bringBack(cells, batches) {
    for (const cell of cells) {
      if (cell.held) this.refusedKeys.add(cell.key);
      else this.waiting.set(cell.key, cell);
    }
    this.unanswered.push(...batches);
    if (this.pending) void this.send();
    else if (this.refusedKeys.size) this.told.state("refused", 0);
  }

  /**
   * @param {string} key
   * @param {string} value
   * @returns {Waiting}
   */
  #take(key, value) {
    const old = this.waiting.get(key);
    const expected = old ? old.expected : this.revisionOf(key);
    const cell = { key, value, expected, stamp: this.newId(), held: false, message: "" };
    this.waiting.set(key, cell);
    this.refusedKeys.delete(key);
    return cell;
  }

  async send() {
    if (this.isSending) return;
    clearTimeout(this.timer);
    const batch = this.unanswered[0] ?? this.#next();
    if (!batch) return;
    this.isSending = true;
    this.told.state("saving", this.pending);
    const answer = await this.post(batch);
    this.isSending = false;
    if (answer === null) this.#again("waiting");
    else if (answer.status >= 500 || answer.status === 429) this.#again("busy");
    else this.#settle(batch, answer);
  }

  /** @returns {Batch|null} the next batch, which has left the box */
  #next() {
    const cells = [...this.waiting.values()].slice(0, this.alone ? 1 : MOST_CELLS);
    if (cells.length === 0) return null;
    const batch = {
      id: this.newId(),
      cells: cells.map(({ key, value, expected }) => ({ key, value, expected_revision: expected })),
    };
    for (const { key } of cells) this.waiting.delete(key);
    this.unanswered.push(batch);
    this.keep.leave(batch, cells);
    return batch;
  }

  /**
   * Nobody answered, or a server in trouble: the batch stays first and goes out again, slower each
   * time. The id of the batch makes that safe.
   * @param {"waiting"|"busy"} state
   */
  #again(state) {
    const pause = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)];
    this.failures += 1;
    this.#tellWaiting(state);
    this.timer = this.later(() => void this.send(), pause);
  }

  /** @param {"waiting"|"busy"|"signed_out"} state */
  #tellWaiting(state) {
    const keys = new Set(this.waiting.keys());
    for (const batch of this.unanswered) for (const { key } of batch.cells) keys.add(key);
    this.told.waiting([...keys]);
    this.told.state(state, keys.size);
  }

  /**
   * @param {Batch} batch
   * @param {Answer} answer
   */
  #settle(batch, { status, body }) {
    this.failures = 0;
    if (status === 403 && (!body || body.error?.code === "signed_out")) {
      this.#tellWaiting("signed_out"); // the batch stays; it goes out after signing in again
      return;
    }
    this.unanswered.shift();
    const back = this.#judged(batch, status, body);
    this.keep.settle(batch.id, back);
    if (this.waiting.size === 0) this.alone = false;
    this.told.state(this.refusedKeys.size ? "refused" : "saved", this.pending);
    void this.send();
  }

  /**
   * What of an answered batch stays in the box or with the person.
   * @param {Batch} batch
   * @param {number} status
   * @param {any} body
   * @returns {Waiting[]}
   */
  #judged(batch, status, body) {
    if (status === 200) {
      this.#follow(body.saved ?? []);
      this.told.saved(body);
      return [];
    }
    if (status === 409 && body?.cells) {
      const contested = new Map(body.cells.map((/** @type {any} */ cell) => [cell.key, ""]));
      const back = this.#sorted(batch, contested);
      this.told.conflict(body.cells);
      return back.map((cell) => (contested.has(cell.key) ? { ...cell, held: false } : cell));
    }
    if (status === 422 && body?.cells) {
      const back = this.#sorted(batch, new Map(Object.entries(body.cells)));
      this.told.refused(body.cells);
      return back;
    }
    if (status === 422 && batch.cells.length > 1) {
      this.alone = true; // a refusal that names no cell: sent singly, the right ones are saved
      return this.#sorted(batch, new Map());
    }
    return this.#stopped(batch, body?.error?.message ?? "");
  }

  /** A newer value of a saved cell follows it: what it replaces is now what was saved.
   * @param {{key: string, revision: number}[]} saved */
  #follow(saved) {
    const moved = [];
    for (const { key, revision } of saved) {
      const newer = this.waiting.get(key);
      if (newer) moved.push({ ...newer, expected: revision });
    }
    for (const cell of moved) this.waiting.set(cell.key, cell);
    if (moved.length) this.keep.put(moved);
  }

  /**
   * The cells named stay with the person; the rest of the batch goes out again without them.
   * @param {Batch} batch
   * @param {Map<string, string>} named
   * @returns {Waiting[]}
   */
  #sorted(batch, named) {
    const back = [];
    for (const { key, value, expected_revision: expected } of batch.cells) {
      const newer = this.waiting.get(key);
      if (newer) continue;
      const held = named.has(key);
      const cell = { key, value, expected, stamp: this.newId(), held, message: named.get(key) ?? "" };
      if (held) this.refusedKeys.add(key);
      else this.waiting.set(key, cell);
      back.push(cell);
    }
    return back;
  }

  /**
   * @param {Batch} batch
   * @param {string} message
   */
  #stopped(batch, message) {
    const named = new Map(batch.cells.map(({ key }) => [key, message]));
    const back = this.#sorted(batch, named);
    this.told.refused(Object.fromEntries(named));
    this.told.stopped(message);
    return back;
  }

  /**
   * A text that is no value: it is kept and not sent, and the form must not be handed in with it.
   * @param {string} key
   * @param {string} value
   * @param {string} message
   */
  hold(key, value, message) {
    this.waiting.delete(key);
    this.refusedKeys.add(key);
    const expected = this.revisionOf(key);
    this.keep.put([{ key, value, expected, stamp: this.newId(), held: true, message }]);
    this.told.state("refused", this.pending);
  }

  /** The person settled a cell (took the other value, or gave the typing up).
   * @param {string} key */
  settled(key) {
    this.refusedKeys.delete(key);
    this.waiting.delete(key);
    this.keep.drop([key]);
    this.told.state(this.refusedKeys.size ? "refused" : "saved", this.pending);
  }

  /** The person has signed out: nothing leaves any more. */
  forget() {
    clearTimeout(this.timer);
    this.waiting.clear();
    this.unanswered = [];
    this.refusedKeys.clear();
    this.isSending = true;
  }
}

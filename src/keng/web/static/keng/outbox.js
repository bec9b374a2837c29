// What was typed and is not saved yet. One request at a time; the newest value of a cell wins;
// nothing leaves the box before the server has answered for it.

/**
 * @typedef {{key: string, value: string, expected_revision: number|null}} Change
 * @typedef {{saved: (answer: object) => void,
 *            conflict: (cells: object[]) => void,
 *            refused: (cells: Record<string, string>) => void,
 *            state: (name: "saved"|"saving"|"waiting"|"refused", count: number) => void,
 *            stopped: (message: string) => void}} Told
 */
const RETRY_MS = [1000, 2000, 5000, 10000, 20000];

export class Outbox {
  /**
   * @param {string} url where a batch of cells is posted
   * @param {string} token the CSRF token
   * @param {(key: string) => number|null} revisionOf the revision that the screen shows
   * @param {Told} told
   */
  constructor(url, token, revisionOf, told) {
    this.url = url;
    this.token = token;
    this.revisionOf = revisionOf;
    this.told = told;
    /** @type {Map<string, string>} */
    this.waiting = new Map();
    this.flight = null;
    this.failures = 0;
    this.timer = 0;
    this.refusedKeys = new Set();
    this.alone = false;
    window.addEventListener("online", () => this.send());
    window.addEventListener("beforeunload", (event) => {
      if (this.pending) event.preventDefault();
    });
  }

  get pending() {
    return this.waiting.size + (this.flight ? this.flight.length : 0);
  }

  /** Put values in the box; they leave together. */
  put(changes) {
    for (const { key, value } of changes) {
      this.waiting.set(key, value);
      this.refusedKeys.delete(key);
    }
    this.send();
  }

  async send() {
    if (this.flight || this.waiting.size === 0) return;
    clearTimeout(this.timer);
    const keys = [...this.waiting.keys()].slice(0, this.alone ? 1 : 400);
    this.flight = keys.map((key) => ({
      key, value: this.waiting.get(key), expected_revision: this.revisionOf(key),
    }));
    for (const key of keys) this.waiting.delete(key);
    this.told.state("saving", this.pending);
    const answer = await this.post(this.flight);
    const batch = this.flight;
    this.flight = null;
    if (answer === null) this.later(batch);
    else this.settle(batch, answer);
  }

  async post(cells) {
    try {
      const response = await fetch(this.url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
        body: JSON.stringify({ cells }),
        credentials: "same-origin",
        redirect: "error",
      });
      if (response.status >= 502 || response.status === 429) return null;
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      return { status: response.status, body: isJson ? await response.json() : null };
    } catch {
      return null; // no network: the values stay here and are sent again
    }
  }

  /** Nobody answered: keep the values and try again, slower each time. */
  later(batch) {
    for (const { key, value } of batch) if (!this.waiting.has(key)) this.waiting.set(key, value);
    const pause = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)];
    this.failures += 1;
    this.told.state("waiting", this.pending);
    this.timer = setTimeout(() => this.send(), pause);
  }

  settle(batch, { status, body }) {
    this.failures = 0;
    if (status === 200) this.told.saved(body);
    else if (status === 409 && body?.cells) this.sort(batch, body.cells.map((cell) => cell.key), () => this.told.conflict(body.cells));
    else if (status === 422 && body?.cells) this.sort(batch, Object.keys(body.cells), () => this.told.refused(body.cells));
    else if (status === 422 && batch.length > 1) this.oneByOne(batch);
    else this.stop(batch, body);
    if (this.waiting.size === 0) this.alone = false;
    this.told.state(this.refusedKeys.size ? "refused" : "saved", this.pending);
    this.send();
  }

  /** The cells named stay refused; the rest of the batch goes out again without them. */
  sort(batch, named, tell) {
    const wrong = new Set(named);
    for (const { key, value } of batch) {
      if (wrong.has(key)) this.refusedKeys.add(key);
      else if (!this.waiting.has(key)) this.waiting.set(key, value);
    }
    tell();
  }

  /** A refusal that names no cell: send them singly so that the right ones are saved. */
  oneByOne(batch) {
    this.alone = true;
    for (const { key, value } of batch) if (!this.waiting.has(key)) this.waiting.set(key, value);
  }

  stop(batch, body) {
    const message = body?.error?.message ?? "";
    const cells = {};
    for (const { key } of batch) {
      this.refusedKeys.add(key);
      cells[key] = message;
    }
    this.told.refused(cells);
    this.told.stopped(message);
  }

  /** A text that is no value: it is not sent, and the form must not be handed in with it. */
  hold(key) {
    this.refusedKeys.add(key);
    this.told.state("refused", this.pending);
  }

  /** The person settled a cell (took the other value, or typed again). */
  settled(key) {
    this.refusedKeys.delete(key);
    this.told.state(this.refusedKeys.size ? "refused" : "saved", this.pending);
  }
}

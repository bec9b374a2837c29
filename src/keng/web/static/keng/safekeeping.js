// @ts-check
// What this machine keeps for a person until the server has it: in IndexedDB, so that it outlives a
// reload and a closed tab. Every row carries its account, and one account never reads another's.
/** @typedef {import("./outbox.js").Waiting} Waiting */
/** @typedef {import("./outbox.js").Batch} Batch */

const NAME = "keng";
const CELLS = "cells";
const BATCHES = "batches";
export const PAGES = "keng-pages";

/** @returns {Promise<IDBDatabase>} */
function opened() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(CELLS, { keyPath: ["account", "form", "key"] });
      asked.result.createObjectStore(BATCHES, { keyPath: "id" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
    asked.onblocked = () => failed(new Error("blocked"));
  });
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answered(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** @param {IDBTransaction} work @returns {Promise<void>} */
function finished(work) {
  return new Promise((done, failed) => {
    work.oncomplete = () => done();
    work.onerror = work.onabort = () => failed(work.error);
  });
}

/** What is kept of one form for one account. Writing never throws: it tells `failed` once. */
export class Safekeeping {
  /**
   * @param {string} account
   * @param {string} form
   * @param {() => void} failed told when this browser keeps nothing
   */
  constructor(account, form, failed) {
    this.account = account;
    this.form = form;
    this.isDurable = true;
    this.unwritten = 0;
    this.failed = failed;
    this.database = opened();
    this.database.catch(() => this.#lost());
  }

  #lost() {
    if (this.isDurable) this.failed();
    this.isDurable = false;
  }

  /** @returns {Promise<{cells: Waiting[], batches: Batch[]}>} */
  async load() {
    try {
      const database = await this.database;
      const work = database.transaction([CELLS, BATCHES]);
      const [cells, batches] = await Promise.all([
        answered(work.objectStore(CELLS).getAll()), answered(work.objectStore(BATCHES).getAll()),
      ]);
      return { cells: cells.filter((row) => this.#isMine(row)), batches: batches.filter((row) => this.#isMine(row)) };
    } catch {
      this.#lost();
      return { cells: [], batches: [] };
    }
  }

  /** @param {{account: string, form: string}} row */
  #isMine(row) {
    return row.account === this.account && row.form === this.form;
  }

  /** @param {(cells: IDBObjectStore, batches: IDBObjectStore) => void} act */
  async #write(act) {
    this.unwritten += 1;
    try {
      const database = await this.database;
      const work = database.transaction([CELLS, BATCHES], "readwrite");
      act(work.objectStore(CELLS), work.objectStore(BATCHES));
      await finished(work);
    } catch {
      this.#lost();
    } finally {
      this.unwritten -= 1;
    }
  }

  /** @param {Waiting[]} cells */
  put(cells) {
    void this.#write((kept) => {
      for (const cell of cells) kept.put({ ...cell, account: this.account, form: this.form });
    });
  }

  /** @param {string[]} keys */
  drop(keys) {
    void this.#write((kept) => {
      for (const key of keys) kept.delete([this.account, this.form, key]);
    });
  }

  /**
   * Cells become a batch that is under way; one that was typed anew meanwhile stays as well.
   * @param {Batch} batch
   * @param {Waiting[]} cells
   */
  leave(batch, cells) {
    void this.#write((kept, batches) => {
      batches.put({ ...batch, account: this.account, form: this.form });
      for (const { key, stamp } of cells) {
        const place = [this.account, this.form, key];
        const asked = kept.get(place);
        asked.onsuccess = () => {
          if (asked.result?.stamp === stamp) kept.delete(place);
        };
      }
    });
  }

  /**
   * The server has answered for a batch; what comes back waits again or stays refused.
   * @param {string} id
   * @param {Waiting[]} back
   */
  settle(id, back) {
    void this.#write((kept, batches) => {
      batches.delete(id);
      for (const cell of back) kept.put({ ...cell, account: this.account, form: this.form });
    });
  }
}

/**
 * How many cells wait on this machine: of one account, or of everybody but it.
 * @param {string} account
 * @param {boolean} [others]
 */
export async function countWaiting(account, others = false) {
  if (!("indexedDB" in window)) return 0;
  const database = await opened();
  const work = database.transaction([CELLS, BATCHES]);
  const [cells, batches] = await Promise.all([
    answered(work.objectStore(CELLS).getAll()), answered(work.objectStore(BATCHES).getAll()),
  ]);
  database.close();
  const names = new Set();
  for (const row of cells) if ((row.account !== account) === others) names.add(`${row.form} ${row.key}`);
  for (const row of batches) {
    if ((row.account !== account) === others) for (const cell of row.cells) names.add(`${row.form} ${cell.key}`);
  }
  return names.size;
}

/** The pages that were kept go; what was typed stays for the person who typed it. */
export async function forgetPages() {
  if ("caches" in window) await caches.delete(PAGES);
}

/** Nothing of anybody stays: the cells that wait and the pages that were kept. */
export async function forgetAll() {
  await forgetPages();
  if (!("indexedDB" in window)) return;
  const database = await opened();
  const work = database.transaction([CELLS, BATCHES], "readwrite");
  work.objectStore(CELLS).clear();
  work.objectStore(BATCHES).clear();
  await finished(work);
  database.close();
}

/** An id for a batch or a value; also on plain http, where randomUUID is missing. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

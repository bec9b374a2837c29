// @ts-check
// What the grid says to the server and hears from it. Nothing here throws: no answer is null.
/** @typedef {import("./outbox.js").Batch} Batch */
/** @typedef {import("./outbox.js").Answer} Answer */
/** @typedef {import("./passages.js").Passage} Passage */

/**
 * The server of one form.
 * @param {string} address where its cells are saved and asked for
 */
export function wireTo(address) {
  return {
    /** @param {Batch} batch @returns {Promise<Answer|null>} null: the values stay here and go out again */
    async post({ id, cells }) {
      try {
        const response = await fetch(address, {
          method: "POST", headers: { ...asked(), "Content-Type": "application/json" }, credentials: "same-origin",
          redirect: "error", body: JSON.stringify({ mutation: id, cells }),
        });
        const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
        return { status: response.status, body: isJson ? await response.json() : null };
      } catch {
        return null;
      }
    },

    /**
     * How one cell, or with "" every cell, stands now.
     * @param {string} key
     * @returns {Promise<any>}
     */
    async standing(key) {
      try {
        const where = key ? `${address}?key=${encodeURIComponent(key)}` : address;
        const response = await fetch(where, { headers: asked() });
        return response.ok ? await response.json() : null;
      } catch {
        return null;
      }
    },

    /**
     * Post an act of the page as one of its forms would; `problem` is what the server said against it.
     * @param {string} url
     * @param {Record<string, string>} fields
     * @returns {Promise<{answer: any, problem: string, passages?: Passage[]}>} `passages`: personal
     *   data in what was typed
     */
    async act(url, fields) {
      try {
        const response = await fetch(url, { method: "POST", headers: asked(), body: new URLSearchParams(fields) });
        const answer = await response.json();
        if (response.ok) return { answer, problem: "" };
        return { answer: null, problem: answer.error?.message ?? "", passages: answer.error?.passages };
      } catch {
        return { answer: null, problem: "" };
      }
    },
  };
}

/** The cookie is newer than the field of a page that was kept. */
function asked() {
  const cookie = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  const field = /** @type {HTMLInputElement|null} */ (document.querySelector("input[name=csrfmiddlewaretoken]"));
  return { "Accept": "application/json", "X-CSRFToken": cookie ?? field?.value ?? "" };
}

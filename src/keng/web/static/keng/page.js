// @ts-check
// Words that the page carries, and putting them where they belong.

/**
 * The data that the server put into the page under an id.
 * @param {string} id
 * @returns {any}
 */
export function json(id) {
  return JSON.parse(document.getElementById(id)?.textContent ?? "{}");
}

/**
 * @param {Element|null|undefined} place
 * @param {string|undefined} text
 */
export function setText(place, text) {
  if (place && text !== undefined) place.textContent = text;
}

/**
 * @param {Date} at
 */
export function clockTime(at) {
  return at.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false });
}

/**
 * A sentence with its {places} filled in.
 * @param {string|undefined} text
 * @param {Record<string, string|number|undefined>} facts
 */
export function filled(text, facts) {
  return Object.entries(facts).reduce((so, [name, fact]) => so.replace(`{${name}}`, String(fact ?? "")), text ?? "");
}

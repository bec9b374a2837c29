// @ts-check
// Logging on a phone with a poor network: the photo is made small before it is sent, a second press
// sends nothing, and what could not be sent stays on the page. The form carries a token, so that
// sending again after an answer that got lost logs once. Without this module the form works as is.
import { setText } from "./page.js";

const LONGEST_SIDE = 1600;
const SMALL_ENOUGH = 400_000; // bytes
const PATIENCE_MS = 60_000;

/** @param {File} file @returns {Promise<Blob|null>} */
async function smaller(file) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
}

/** @param {HTMLFormElement} form */
async function contentOf(form) {
  const content = new FormData(form);
  const photo = content.get("photo");
  if (photo instanceof File && photo.size > SMALL_ENOUGH) {
    const small = await smaller(photo);
    if (small && small.size < photo.size) content.set("photo", small, "anh.jpg");
  }
  return content;
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("[data-send]"));
  const told = /** @type {HTMLElement} */ (form.querySelector("[data-told]"));
  const words = button.textContent ?? "";
  button.disabled = true;
  told.hidden = true;
  setText(button, form.dataset.sending);
  const giveUp = new AbortController();
  const timer = window.setTimeout(() => giveUp.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(location.href, {
      method: "POST", body: await contentOf(form), headers: { "X-Quick": "1" }, signal: giveUp.signal,
    });
    const next = answer.headers.get("X-Next");
    if (next) return location.assign(next);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const asked = page.querySelector("[data-screening]");
    if (asked) {
      document.querySelector("main")?.replaceChildren(document.adoptNode(asked));
      window.scrollTo(0, 0);
      return;
    }
    const reasons = [...page.querySelectorAll("main [role=alert]:not([hidden]), main .note.error")];
    setText(told, [...new Set(reasons.map((one) => one.textContent?.trim()))].join(" ") || form.dataset.again);
  } catch {
    setText(told, form.dataset.again);
  } finally {
    window.clearTimeout(timer);
  }
  told.hidden = false;
  button.disabled = false;
  setText(button, words);
  told.scrollIntoView({ block: "center" });
}

/** @param {HTMLFormElement} form */
function photoFits(form) {
  const without = (form.dataset.withoutPhoto ?? "").split(" ");
  const kind = /** @type {HTMLInputElement|null} */ (form.querySelector("[name=kind]:checked"));
  const photo = /** @type {HTMLInputElement|null} */ (form.querySelector("[name=photo]"));
  const words = /** @type {HTMLElement|null} */ (form.querySelector("[data-no-photo]"));
  if (!photo || !words) return;
  const refused = without.includes(kind?.value ?? "-");
  photo.disabled = refused;
  words.hidden = !refused;
  if (refused) photo.value = "";
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-quick]"))) {
  form.addEventListener("change", () => photoFits(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!(/** @type {HTMLButtonElement} */ (form.querySelector("[data-send]"))).disabled) send(form);
  });
}

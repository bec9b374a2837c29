// @ts-check
// What the questions have beside the grid: buttons that add one or take one, and photos that are
// made small before they leave the phone.

const LONGEST_SIDE = 1600;

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-step]") : null;
  if (button instanceof HTMLElement) step(button);
});

document.addEventListener("change", (event) => {
  const input = event.target;
  if (input instanceof HTMLInputElement && input.matches("[data-photo]")) send(input);
});

// A photo may be chosen before this has come; htmx listens from here on.
document.addEventListener("DOMContentLoaded", () => {
  for (const input of document.querySelectorAll("input[data-photo]")) {
    if (input instanceof HTMLInputElement) send(input);
  }
});

/** @param {HTMLElement} button */
function step(button) {
  const input = button.closest("tr")?.querySelector(".cell-input");
  if (!(input instanceof HTMLInputElement)) return;
  const now = Number(input.value.replaceAll(".", "").replace(",", ".") || 0);
  if (Number.isNaN(now)) return; // a text that is no number stays for the person to mend
  const next = Math.max(0, now + Number(button.dataset.step));
  input.value = String(next).replace(".", ",");
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/**
 * Send a photo as soon as it is chosen, no larger than the server would keep it.
 * @param {HTMLInputElement} input
 */
async function send(input) {
  const file = input.files?.[0];
  if (!file || !input.form) return;
  const small = await smaller(file);
  if (small) {
    const files = new DataTransfer();
    files.items.add(small);
    input.files = files.files;
  }
  input.form.dispatchEvent(new CustomEvent("keng:photo", { bubbles: true }));
}

/**
 * The same picture at most 1600 pixels long, or null where the browser cannot make one: then it
 * goes as it is.
 * @param {File} file
 * @returns {Promise<File | null>}
 */
async function smaller(file) {
  try {
    const bitmap = await createImageBitmap(file, /** @type {any} */ ({ imageOrientation: "from-image" }));
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    /** @type {Blob | null} */
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return blob && blob.size < file.size ? new File([blob], file.name, { type: "image/jpeg" }) : null;
  } catch {
    return null;
  }
}

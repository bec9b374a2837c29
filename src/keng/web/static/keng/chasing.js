// @ts-check
// Copy a prepared text, and choose units. The page works without: texts can be marked by hand.

/**
 * Put the text of a field on the clipboard; where the browser refuses (a page without TLS), mark it
 * so that Ctrl+C takes it.
 * @param {HTMLButtonElement} button
 */
async function copyFrom(button) {
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById(button.dataset.copy ?? ""));
  let done = true;
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    const holder = field.closest("details");
    if (holder) holder.open = true;
    field.focus();
    field.select();
    done = document.execCommand("copy");
  }
  if (done) announce(button.dataset.copied ?? "");
}

/** @param {string} words */
function announce(words) {
  const line = document.createElement("p");
  line.className = "note success";
  line.textContent = words;
  document.getElementById("messages")?.replaceChildren(line);
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const copy = target.closest("[data-copy]");
  if (copy instanceof HTMLButtonElement) copyFrom(copy);
});

for (const form of document.querySelectorAll("form[data-choose]")) {
  const boxes = () => /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[name=unit]"));
  const told = form.querySelector("[data-chosen]");
  const count = () => {
    const n = [...boxes()].filter((box) => box.checked).length;
    if (told instanceof HTMLOutputElement) told.textContent = (told.dataset.words ?? "").replace("#", String(n));
  };
  /** @param {boolean} checked */
  const setAll = (checked) => {
    for (const box of boxes()) box.checked = checked;
    count();
  };
  form.querySelector("[data-choose-all]")?.addEventListener("click", () => setAll(true));
  form.querySelector("[data-choose-none]")?.addEventListener("click", () => setAll(false));
  form.addEventListener("change", count);
  count();
}

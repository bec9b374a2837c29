// @ts-check
// Choosing indicators by typing, sharing the address. The form works without it.

/**
 * A text as it is compared: no diacritics, no case.
 * @param {string} text
 * @returns {string}
 */
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

/**
 * Make the search over a list of indicators live.
 * @param {HTMLElement} pick
 */
function searchable(pick) {
  const find = /** @type {HTMLInputElement} */ (pick.querySelector("[data-pick-find]"));
  const found = /** @type {HTMLElement} */ (pick.querySelector("[data-pick-found]"));
  const lines = [...pick.querySelectorAll("[data-find]")].map((line) => ({
    line,
    text: folded(line.getAttribute("data-find") ?? ""),
  }));
  find.addEventListener("input", () => {
    const words = folded(find.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { line, text } of lines) {
      const fits = words.every((word) => text.includes(word));
      line.classList.toggle("not-found", !fits);
      if (fits) count += 1;
    }
    for (const group of pick.querySelectorAll("[data-pick-group]")) {
      group.classList.toggle("not-found", !group.querySelector("[data-find]:not(.not-found)"));
    }
    found.textContent = words.length ? `${count} ${found.dataset.words}` : "";
  });
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    // Enter in the search takes the first that fits instead of sending the form.
    event.preventDefault();
    /** @type {HTMLInputElement | null} */
    const first = pick.querySelector("[data-find]:not(.not-found) input");
    first?.click();
  });
  const count = /** @type {HTMLElement} */ (pick.querySelector("[data-pick-count]"));
  pick.addEventListener("change", () => {
    const chosen = pick.querySelectorAll("input[name=ind]:checked").length;
    count.textContent = chosen ? `(${chosen} ${count.dataset.words})` : "";
  });
}

for (const pick of document.querySelectorAll("[data-pick]")) {
  searchable(/** @type {HTMLElement} */ (pick));
}

document.addEventListener("click", async (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest("[data-copy-address]");
  if (!(button instanceof HTMLElement)) return;
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = button.dataset.done ?? "";
  } catch {
    // Without the permission the address still stands in the browser's own bar.
    button.hidden = true;
  }
});

/** The empty fields of the form are left out of the address, so that it can be shared. */
document.getElementById("ask")?.addEventListener("formdata", (event) => {
  for (const name of ["name", "map_on", "of"]) {
    if (!event.formData.get(name)) event.formData.delete(name);
  }
});

// The few things every page needs a script for. Each page works without it.
const root = document.documentElement;
root.classList.add("js");

/** Close the drop-downs of the top bar on Escape and on a click beside them. */
function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-drop][open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  closeMenus(null);
  const side = document.querySelector(".side:not([hidden])");
  if (side) closeSide(side);
});

/** A form that cannot be undone asks first, in the words that the page gives. */
document.addEventListener("submit", (event) => {
  const words = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
  if (words && !window.confirm(words)) event.preventDefault();
});

/** A select marked data-go sends its form as soon as a choice is made. */
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-go]")) event.target.form.requestSubmit();
});

/** Print buttons: there is no inline script to call window.print(). */
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  const side = event.target.closest("[data-close-side]")?.closest(".side");
  if (side) closeSide(side);
});

function closeSide(side) {
  side.hidden = true;
  const back = document.getElementById(side.dataset.openedFrom ?? "");
  back?.focus();
}

/** A fragment that lands in a side panel opens it, and focus goes in so that the keyboard follows. */
document.addEventListener("htmx:afterSwap", (event) => {
  const side = event.target.closest?.(".side");
  if (!side) return;
  const opener = event.detail.requestConfig?.elt;
  if (opener?.id && !side.contains(opener)) side.dataset.openedFrom = opener.id;
  side.hidden = false;
  side.querySelector("[data-first-focus]")?.focus();
});

/** A request that htmx could not make says so instead of doing nothing. */
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    const box = document.getElementById("messages");
    const line = document.createElement("p");
    line.className = "note error";
    line.textContent = document.body.dataset.offline;
    box.replaceChildren(line);
  });
}

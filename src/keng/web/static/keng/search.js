// @ts-check
// The search box: shortcut, suggestions with the keyboard, arrows in the list of results.
// Without this module the box is a form that leads to the page of results.

/** @type {HTMLFormElement | null} */
const form = document.querySelector("[data-search]");
const list = document.querySelector("[data-search-list]");

/** @param {EventTarget | null} target whether typing there must stay typing */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/**
 * Move through links with the arrow keys, round at neither end.
 * @param {HTMLAnchorElement[]} links
 * @param {number} at where it stands, -1 for before the first
 * @param {string} key
 * @returns {number} where to go, or the same place
 */
export function stepped(links, at, key) {
  if (key === "ArrowDown") return Math.min(at + 1, links.length - 1);
  if (key === "ArrowUp") return Math.max(at - 1, -1);
  return at;
}

if (form) {
  const box = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const hits = /** @type {HTMLElement} */ (form.querySelector(".search-hits"));
  const told = /** @type {HTMLElement} */ (form.querySelector("[data-search-told]"));
  let at = -1;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", hits.id);
  box.setAttribute("aria-expanded", "false");

  /** @returns {HTMLAnchorElement[]} */
  const options = () => [
    .../** @type {NodeListOf<HTMLAnchorElement>} */ (hits.querySelectorAll("[role=option]")),
  ];

  const mark = (/** @type {number} */ to) => {
    at = to;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    const chosen = options()[at];
    if (chosen) {
      box.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  };

  const open = (/** @type {boolean} */ wanted) => {
    hits.hidden = !wanted || !hits.childElementCount;
    box.setAttribute("aria-expanded", String(!hits.hidden && options().length > 0));
    if (hits.hidden) mark(-1);
  };

  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    // On the consolidated table / belongs to the filter of the table.
    if (slash && document.querySelector("table[data-keys]")) return;
    if (!slash && !k) return;
    event.preventDefault();
    // On a narrow window the box is hidden, and a page of results has its own.
    const shown = box.offsetParent ? box : document.getElementById("q");
    if (shown instanceof HTMLInputElement) {
      shown.focus();
      shown.select();
    } else location.assign(form.action);
  });

  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Telex and VNI keyboards finish the letter first
    if (event.key === "Escape") {
      if (!hits.hidden) event.stopPropagation();
      return open(false);
    }
    if (event.key === "Enter") {
      const chosen = options()[at];
      if (!hits.hidden && chosen) {
        event.preventDefault();
        chosen.click();
      }
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (hits.hidden) return open(true);
    mark(stepped(options(), at, event.key));
  });

  box.addEventListener("input", () => {
    if (!box.value.trim()) {
      hits.replaceChildren();
      open(false);
    }
  });
  box.addEventListener("focus", () => open(Boolean(box.value.trim())));
  hits.addEventListener("htmx:afterSwap", () => {
    mark(-1);
    open(document.activeElement === box);
    told.textContent = hits.querySelector("[data-nothing]")?.textContent ?? String(options().length);
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !form.contains(event.target)) open(false);
  });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !form.contains(event.relatedTarget)) open(false);
  });
  // Letters typed while the server was answering leave no old suggestions open.
  form.addEventListener("submit", (event) => {
    if (!box.value.trim()) event.preventDefault();
  });
}

if (list) {
  document.addEventListener("keydown", (event) => {
    if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || event.ctrlKey || event.altKey) return;
    const own = document.getElementById("q");
    const links = /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll(".search-list a")]);
    const here = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    if (here < 0 && document.activeElement !== own) return;
    event.preventDefault();
    const to = stepped(links, here, event.key);
    (to < 0 ? own : links[to])?.focus();
  });
}

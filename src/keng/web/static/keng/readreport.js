// @ts-check
// Deciding the figures of an old report from the keyboard, and finding a cell by its words.
// Without it every figure is a link and every decision a button.

const text = document.getElementById("report-text");

/** Bring the figure that is being decided into the middle of the text or the page. */
function showCurrent() {
  const here = text?.querySelector("[aria-current]");
  if (!text || !here) return;
  const [mark, frame] = [here.getBoundingClientRect(), text.getBoundingClientRect()];
  text.scrollTop += mark.top - frame.top - text.clientHeight / 2;
  if (text.scrollWidth > text.clientWidth) text.scrollLeft += mark.left - frame.left - text.clientWidth / 2;
}
showCurrent();

const sheet = document.getElementById("sheet");
const picture = sheet?.querySelector("img");
if (picture && !picture.complete) picture.addEventListener("load", showCurrent);

/** How large the page is drawn, remembered from figure to figure; on a phone larger from the start. */
const ZOOMS = 4;
function zoomed() {
  const kept = sessionStorage.getItem("keng-zoom") ?? (matchMedia("(max-width: 40rem)").matches ? "2" : "0");
  return Math.min(Math.max(Number(kept) || 0, 0), ZOOMS - 1);
}
/** @param {number} step */
function zoom(step) {
  sessionStorage.setItem("keng-zoom", String(Math.min(Math.max(zoomed() + step, 0), ZOOMS - 1)));
  for (let n = 1; n < ZOOMS; n += 1) sheet?.classList.toggle(`zoom-${n}`, n === zoomed());
  showCurrent();
}
if (sheet) zoom(0);
for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => zoom(Number(button.getAttribute("data-zoom"))));
}

/**
 * Whether the key belongs to what has the focus: typing, choosing, pressing.
 * @param {EventTarget|null} target
 * @param {string} key
 */
function isTaken(target, key) {
  if (!(target instanceof Element)) return false;
  if (target.matches("input, select, textarea")) return true;
  // The browser gives the focus to the figure that the address names: its link leads to itself.
  return key === "Enter" && target.matches("a, button, summary") && !target.matches(".read-figure[aria-current], .paper-figure[aria-current]");
}

/** @type {Record<string, string>} */
const KEYS = { j: "[data-after]", k: "[data-before]", Enter: "[data-accept]", Delete: "[data-refuse]" };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target, event.key)) return;
  const wanted = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const pressed = wanted ? document.querySelector(`#deciding ${wanted}`) : null;
  if (!(pressed instanceof HTMLElement)) return;
  event.preventDefault();
  pressed.click();
});

/** Up and down go from figure to figure where one of them has the focus. */
document.addEventListener("keydown", (event) => {
  const from = event.target instanceof Element ? event.target.closest(".read-figure, .paper-figure, .read-list a") : null;
  if (!from || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const kind = [".read-figure", ".paper-figure"].find((one) => from.matches(one)) ?? ".read-list a";
  const all = [...document.querySelectorAll(kind)];
  const next = all[all.indexOf(from) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!(next instanceof HTMLElement || next instanceof SVGElement)) return;
  event.preventDefault();
  next.focus();
});

/** @param {string} words */
function folded(words) {
  return words.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
}

const filter = document.getElementById("cell-filter");
const select = document.getElementById("cell");
if (filter instanceof HTMLInputElement && select instanceof HTMLSelectElement) {
  filter.addEventListener("input", () => {
    const words = folded(filter.value).split(/\s+/).filter(Boolean);
    for (const option of select.options) {
      const said = folded(option.text);
      option.hidden = Boolean(option.value) && !words.every((word) => said.includes(word));
    }
    for (const group of select.querySelectorAll("optgroup")) {
      group.hidden = ![...group.children].some((option) => option instanceof HTMLElement && !option.hidden);
    }
  });
  filter.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the form is not sent from here: the first that fits is chosen
    const first = [...select.options].find((option) => option.value && !option.hidden);
    if (first) select.value = first.value;
    select.focus();
  });
}

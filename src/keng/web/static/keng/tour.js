// @ts-check
// The tour of the first sign-in: one sentence at a time beside what it speaks of. The page stays in
// use meanwhile; without this script the same sentences stand on a card.

const tour = document.getElementById("tour");
if (tour instanceof HTMLDialogElement) start(tour);
export {};

/** @param {HTMLDialogElement} box */
function start(box) {
  /** @type {HTMLElement[]} */
  const steps = [...box.querySelectorAll("li")];
  let at = 0;
  /** @type {Element | null} */
  let target = null;

  /** @param {number} step */
  function show(step) {
    at = Math.min(Math.max(step, 0), steps.length - 1);
    const said = steps[at];
    target?.classList.remove("tour-target");
    target = firstShown(said.dataset.at ?? "");
    target?.classList.add("tour-target");
    write("#tour-head", filled(box.dataset.progress, at + 1, steps.length));
    write("#tour-text", said.textContent ?? "");
    const back = box.querySelector("[data-tour-back]");
    if (back instanceof HTMLElement) back.hidden = at === 0;
    write("[data-tour-next]", (at === steps.length - 1 ? box.dataset.finish : next) ?? "");
    target?.scrollIntoView({ block: "center" });
    place();
    const head = box.querySelector("#tour-head");
    if (head instanceof HTMLElement) head.focus({ preventScroll: true });
  }

  /** Put the box under its target, or above where there is no room; a phone has its own place. */
  function place() {
    box.style.left = box.style.top = "";
    if (getComputedStyle(box).position === "fixed") return;
    const around = (target ?? document.body).getBoundingClientRect();
    const room = document.documentElement.clientWidth - box.offsetWidth - 12;
    const below = around.bottom + box.offsetHeight + 24 < window.innerHeight;
    const top = below ? around.bottom + 12 : Math.max(12, around.top - box.offsetHeight - 12);
    box.style.left = `${Math.max(12, Math.min(around.left, room)) + window.scrollX}px`;
    box.style.top = `${top + window.scrollY}px`;
  }

  function finish() {
    target?.classList.remove("tour-target");
    box.close();
    document.removeEventListener("keydown", onKey);
    window.removeEventListener("resize", place);
    const left = target?.matches("a, button, summary") ? target : document.getElementById("content");
    if (left instanceof HTMLElement) left.focus({ preventScroll: true });
    remember(box);
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.key === "Escape") finish();
    if (!(event.target instanceof Node && box.contains(event.target))) return;
    if (event.key === "ArrowRight") show(at + 1);
    if (event.key === "ArrowLeft") show(at - 1);
  }

  /**
   * @param {string} selector
   * @param {string} text
   */
  function write(selector, text) {
    const part = box.querySelector(selector);
    if (part) part.textContent = text;
  }

  const next = box.querySelector("[data-tour-next]")?.textContent ?? "";
  box.querySelector("[data-tour-next]")?.addEventListener("click", () => (at === steps.length - 1 ? finish() : show(at + 1)));
  box.querySelector("[data-tour-back]")?.addEventListener("click", () => show(at - 1));
  box.querySelector("[data-tour-form]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    finish();
  });
  document.addEventListener("keydown", onKey);
  window.addEventListener("resize", place);
  box.show();
  show(0);
}

/**
 * What the first of the selectors finds that is on the screen: a phone shows other things.
 * @param {string} selectors
 */
function firstShown(selectors) {
  for (const selector of selectors.split(";")) {
    const found = [...document.querySelectorAll(selector)].find((one) => one.getClientRects().length > 0);
    if (found) return found;
  }
  return null;
}

/**
 * @param {string | undefined} text
 * @param {number} n
 * @param {number} all
 */
function filled(text, n, all) {
  return (text ?? "").replace("{n}", String(n)).replace("{all}", String(all));
}

/**
 * Tell the server, so that no device shows it again. Without a network it comes back another time.
 * @param {HTMLElement} box
 */
function remember(box) {
  const form = box.querySelector("[data-tour-form]");
  if (!(form instanceof HTMLFormElement)) return;
  const headers = { Accept: "application/json" };
  void fetch(form.action, { method: "POST", body: new FormData(form), headers, keepalive: true }).catch(() => undefined);
}

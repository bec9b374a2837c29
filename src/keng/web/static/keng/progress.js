// @ts-check
// How far a form has come, as the server tells it after each save.
import { setText } from "./page.js";

/** @param {{filled: number, total: number, words: string, before_submit: string}} progress */
export function showProgress(progress) {
  const bar = document.querySelector(".grid-progress progress");
  if (bar instanceof HTMLProgressElement) {
    bar.max = progress.total;
    bar.value = progress.filled;
  }
  setText(document.querySelector(".grid-progress [data-words]"), progress.words);
  setText(document.getElementById("before-submit"), progress.before_submit);
}

/** @param {Record<string, {may: boolean, declared: string}>} groups */
export function showNothings(groups) {
  for (const [code, { may, declared }] of Object.entries(groups)) {
    const head = document.getElementById(`nhom-${code}`);
    const pressed = head?.querySelector("button[name=group]");
    if (pressed instanceof HTMLElement) pressed.hidden = !may;
    setText(head?.querySelector("[data-declared]"), declared);
  }
}

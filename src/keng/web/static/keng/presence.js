// @ts-check
// Who sits at this machine. What is kept for one person is gone when that person signs out, and
// when somebody else signs in: the machine of an office is shared.
import { countWaiting, forgetAll, forgetPages } from "./safekeeping.js";

const OWNER = "keng-owner";
const LEAVING = "keng-leaving";
const FORGOTTEN = "keng:forgotten";
const others = "BroadcastChannel" in window ? new BroadcastChannel("keng") : null;
others?.addEventListener("message", () => document.dispatchEvent(new CustomEvent(FORGOTTEN)));

/** To be called once on every page. */
export async function watchWhoIsHere() {
  const account = document.body.dataset.account ?? "";
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form instanceof HTMLFormElement && form.matches("[data-sign-out]") && !form.dataset.asked) {
      event.preventDefault();
      void signOut(form, account);
    }
  });
  try {
    await arrived(account);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** @param {string} account "" where nobody is signed in */
async function arrived(account) {
  if (account === "") {
    localStorage.removeItem(LEAVING);
    await forgetPages(); // the session is over, whoever ended it: its pages are nobody's now
    await warnOfOthers();
    return;
  }
  const form = document.querySelector("form[data-sign-out]");
  if (localStorage.getItem(LEAVING) && form instanceof HTMLFormElement) {
    document.documentElement.hidden = true; // signed out without a network: the server learns now
    leave(form);
    return;
  }
  if (localStorage.getItem(OWNER) !== account) {
    if (await countWaiting(account, true) || localStorage.getItem(OWNER)) await forgetAll();
    localStorage.setItem(OWNER, account);
  }
}

/** On the page to sign in: another person's values would go with the next person's arrival. */
async function warnOfOthers() {
  const note = document.querySelector("[data-others-waiting]");
  if (!(note instanceof HTMLElement)) return;
  const count = await countWaiting("", true);
  note.hidden = count === 0;
  note.textContent = (note.dataset.othersWaiting ?? "").replace("{count}", String(count));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} account
 */
async function signOut(form, account) {
  const count = await countWaiting(account).catch(() => 0);
  const words = (form.dataset.signOut ?? "").replace("{count}", String(count));
  if (count && !window.confirm(words)) return;
  document.dispatchEvent(new CustomEvent(FORGOTTEN));
  others?.postMessage(FORGOTTEN); // the same person's other tabs hold values too
  await forgetAll().catch(() => undefined);
  localStorage.removeItem(OWNER);
  if (navigator.onLine) {
    leave(form);
    return;
  }
  localStorage.setItem(LEAVING, "1");
  const note = document.createElement("p");
  note.className = "note warn";
  note.setAttribute("role", "alert");
  note.textContent = form.dataset.offline ?? "";
  document.querySelector("main")?.replaceChildren(note);
  document.querySelector(".bar")?.remove();
  document.querySelector(".tabs")?.remove();
}

/** @param {HTMLFormElement} form */
function leave(form) {
  localStorage.removeItem(LEAVING);
  form.dataset.asked = "1";
  form.requestSubmit();
}

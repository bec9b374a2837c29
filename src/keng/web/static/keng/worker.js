// @ts-check
// Keeps the pages of forms, and the files without which they do not work, for when the network is
// away. Of everything else it keeps nothing. The server puts `self.KENG` before this text.
//
// The pages belong to one account, whose number the server sends with each. As soon as a page of
// another account passes by, when somebody signs out or is not signed in any more, and after as many
// hours as a session lasts, they are gone: nobody is ever shown what another person opened. A page
// that the server refuses now is not shown from here either: a duty that ended ends here too.

/** @type {any} */
const scope = self;
/** @type {{version: string, shell: string[], hours: number, words: string[]}} */
const { version, shell, hours, words } = scope.KENG;
const SHELL = `keng-shell-${version}`;
const PAGES = "keng-pages";
const OWNER = "/keng-owner";
const FORM_PAGE = /^\/bieu\/\d+\/(nhap|hoi)\/$/;
const REFUSED = [403, 404, 410];
const NAMED_BY_CONTENT = /\.[0-9a-f]{12}\./;

scope.addEventListener("install", (/** @type {any} */ event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(shell)).then(() => scope.skipWaiting()));
});

scope.addEventListener("activate", (/** @type {any} */ event) => {
  event.waitUntil(dropOldShells().then(() => scope.clients.claim()));
});

scope.addEventListener("fetch", (/** @type {any} */ event) => {
  /** @type {Request} */
  const request = event.request;
  const address = new URL(request.url);
  if (address.origin !== scope.location.origin) return;
  if (request.method === "POST" && address.pathname === "/dang-xuat/") event.waitUntil(caches.delete(PAGES));
  if (request.method !== "GET") return;
  if (shell.includes(address.pathname)) event.respondWith(file(request, address.pathname));
  else if (request.mode === "navigate" && FORM_PAGE.test(address.pathname)) event.respondWith(page(event, address.pathname));
});

async function dropOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("keng-shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/**
 * A file of the shell: one that is named by its content is right for ever, another is asked for anew.
 * @param {Request} request
 * @param {string} path
 */
async function file(request, path) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(path);
  if (kept && NAMED_BY_CONTENT.test(path)) return kept;
  try {
    return await fetch(request);
  } catch (problem) {
    if (kept) return kept;
    throw problem;
  }
}

/**
 * The page of a form from the server; without a network, as it was seen the last time.
 * @param {any} event
 * @param {string} path
 */
async function page(event, path) {
  let response;
  try {
    response = await fetch(event.request);
  } catch {
    return (await keptPage(path)) ?? nothingKept();
  }
  if (response.type === "opaqueredirect") event.waitUntil(caches.delete(PAGES)); // sent to sign in
  else if (REFUSED.includes(response.status)) event.waitUntil(dropPage(path));
  const account = response.headers.get("X-Keng-Account");
  if (response.ok && account) event.waitUntil(keepPage(path, response.clone(), account));
  return response;
}

/**
 * @param {string} path
 * @param {Response} response
 * @param {string} account
 */
async function keepPage(path, response, account) {
  const now = new Date().toISOString();
  const html = (await response.text()).replace("<html ", `<html data-kept="${now}" `);
  const owner = await (await (await caches.open(PAGES)).match(OWNER))?.text();
  if (owner !== account) await caches.delete(PAGES);
  const cache = await caches.open(PAGES);
  await cache.put(OWNER, new Response(account));
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set("X-Keng-Kept", now);
  await cache.put(path, new Response(html, { headers }));
}

/** @param {string} path */
async function dropPage(path) {
  await (await caches.open(PAGES)).delete(path);
}

/** @param {string} path */
async function keptPage(path) {
  const cache = await caches.open(PAGES);
  const kept = await cache.match(path);
  if (!kept) return null;
  const age = Date.now() - Date.parse(kept.headers.get("X-Keng-Kept") ?? "");
  if (age < hours * 3600 * 1000) return kept;
  await caches.delete(PAGES);
  return null;
}

function nothingKept() {
  const lines = words.map((line) => `<p>${line}</p>`).join("");
  const html = `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Keng</title></head><body>${lines}</body></html>`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'" };
  return new Response(html, { status: 503, headers });
}

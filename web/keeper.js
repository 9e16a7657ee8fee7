// Keeps the site's own files in the browser, so that it opens without a network.
//
// What must stay true: it asks for the files of its list and for nothing else,
// keeps them only if their bytes are those that were built, and knows nothing
// of what a page does with them. The build puts the list in front: `VERSION`,
// and `FILES` with the hash of each path.

/** Two sites on one host do not touch what the other keeps. */
const OURS = `hubcheck ${registration.scope} `;
const KEPT = OURS + VERSION;

/** At once, so that neither host nor browser is swamped. */
const TOGETHER = 6;

addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(forgetOlder()));

addEventListener("fetch", (event) => {
  const path = pathOf(event.request);
  if (path !== null) {
    event.respondWith(answer(path, event.request));
  }
});

addEventListener("message", ({ data }) => {
  if (data === "take over") {
    void skipWaiting();
  }
});

async function keepAll() {
  const older = await ourCaches();
  const cache = await caches.open(KEPT);
  const paths = Object.keys(FILES);
  const next = async () => {
    for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
      await cache.put(path, await brought(path, older));
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, next));
}

/**
 * One file of the list: as an older version kept it, if its bytes are the same, else from the host.
 * @param {string} path
 * @param {string[]} older
 */
async function brought(path, older) {
  for (const cacheName of older) {
    const kept = await caches.match(path, { cacheName });
    if (kept?.headers.get("x-integrity") === FILES[path]) {
      return kept;
    }
  }
  // A folder is asked for as people do: hosts like to send its page's own name elsewhere.
  const address = new URL(path.replace(/(^|\/)index\.html$/, "$1"), registration.scope);
  const options = { integrity: FILES[path], mode: /** @type {RequestMode} */ ("same-origin") };
  // The browser may have it already; if that is another version, the host is asked anew.
  const response = await fetch(address, options).catch(() => fetch(address, { ...options, cache: "reload" }));
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  // Without what a host adds, and without having been sent elsewhere, which no page may be answered with.
  const headers = { "content-type": response.headers.get("content-type") ?? "", "x-integrity": FILES[path] };
  return new Response(response.body, { headers });
}

async function ourCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}

async function forgetOlder() {
  const older = (await ourCaches()).filter((name) => name !== KEPT);
  await Promise.all(older.map((name) => caches.delete(name)));
}

/**
 * The file of the list that a request is about; of its address only the path counts.
 * @param {Request} request
 */
function pathOf({ method, url }) {
  const { origin, pathname } = new URL(url);
  const site = new URL(registration.scope);
  if (method !== "GET" || origin !== site.origin || !pathname.startsWith(site.pathname)) {
    return null;
  }
  const path = pathname.slice(site.pathname.length).replace(/(^|\/)$/, "$1index.html");
  return Object.hasOwn(FILES, path) ? path : null;
}

/** @param {string} path @param {Request} request */
async function answer(path, request) {
  // A browser that is short of room may have thrown it away.
  return (await caches.match(path, { cacheName: KEPT })) ?? fetch(request);
}

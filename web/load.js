// Brings the engine and the page's app, then gives up the network.
//
// What must stay true: this file alone knows where wasm and glue come from.
// Everything is here before the lock, and the worker is made after it, from a
// blob: such a worker inherits the lock, one with an address of its own does not.

/** The folder that holds `index.html`, wherever the site was put. */
const SITE = new URL("../", import.meta.url);

/**
 * What may still be loaded after the lock: nothing. Workers come from blobs in
 * memory, the icon is part of the page; compiled wasm may run.
 */
const LOCK = "default-src 'none'; connect-src 'none'; img-src data:; script-src 'wasm-unsafe-eval'; worker-src blob:";

let isLocked = false;

/** Whether the page has given up the network. */
export function locked() {
  return isLocked;
}

/**
 * Loads the app.
 * @returns {Promise<{mount: (root: Element, client: object) => void}>}
 */
export async function loadApp() {
  const [app, wasm] = await Promise.all([
    import(new URL("app/app.js", SITE).href),
    compile("app/app_bg.wasm"),
  ]);
  await app.default({ module_or_path: wasm });
  return app;
}

/**
 * Loads the engine, then locks the page as soon as `rest` is loaded too.
 * @param {Promise<unknown>} rest
 * @returns {Promise<Engine>}
 */
export async function loadEngine(rest) {
  const [module, glue, worker] = await Promise.all([
    compile("engine/hubcheck_bg.wasm"),
    text("engine/hubcheck.js"),
    text("web/worker.js"),
    rest,
  ]);
  lock();
  const script = URL.createObjectURL(new Blob([glue, "\n", worker], { type: "text/javascript" }));
  return { module, script };
}

/** From here on no request leaves the page; policies can be added, never taken back. */
function lock() {
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = LOCK;
  document.head.append(meta);
  isLocked = true;
}

/** @param {string} path */
async function compile(path) {
  const response = await get(path);
  try {
    return await WebAssembly.compileStreaming(response.clone());
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) {
      throw error;
    }
    // Some hosts do not know the type of wasm files, and then browsers refuse to compile on the way.
    return WebAssembly.compile(await response.arrayBuffer());
  }
}

/** @param {string} path */
async function text(path) {
  return (await get(path)).text();
}

/** @param {string} path */
async function get(path) {
  const response = await fetch(new URL(path, SITE));
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  return response;
}

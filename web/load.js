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

/** Who only has a CSV file does not wait longer for what converts others. */
const CONVERTER_WITHIN_MS = 15_000;

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
  // Last, so that the page is there first; after the lock it could not come any more.
  const converter = await loadConverter();
  lock();
  const parts = [glue, "\n", converter.glue, "\n", worker];
  const script = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
  return { module, converter: converter.module, script };
}

/**
 * What turns workbooks and rare encodings into text. Without it the engine
 * works all the same, and a workbook is told why it cannot be read.
 */
async function loadConverter() {
  const timeout = AbortSignal.timeout(CONVERTER_WITHIN_MS);
  try {
    const [module, glue] = await Promise.all([
      compile("convert/convert_bg.wasm", timeout),
      text("convert/convert.js", timeout),
    ]);
    // Both glues call themselves the same, so this one gets a room of its own.
    return { module, glue: `const hubcheck_convert = (() => {\n${glue}\nreturn wasm_bindgen;\n})();` };
  } catch {
    return { module: null, glue: "const hubcheck_convert = null;" };
  }
}

/** From here on no request leaves the page; policies can be added, never taken back. */
function lock() {
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = LOCK;
  document.head.append(meta);
  isLocked = true;
}

/** @param {string} path @param {AbortSignal} [signal] */
async function compile(path, signal) {
  const response = await get(path, signal);
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

/** @param {string} path @param {AbortSignal} [signal] */
async function text(path, signal) {
  return (await get(path, signal)).text();
}

/** @param {string} path @param {AbortSignal} [signal] */
async function get(path, signal) {
  const response = await fetch(new URL(path, SITE), { signal });
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  return response;
}

// Brings the engine and the page's app, then gives up the network.
//
// What must stay true: this file alone knows which files there are, and `source.js` where they come from.
// Everything is asked for and answered before the lock, and every worker is made
// after it, from a blob: such a worker inherits the lock, one with an address of
// its own does not. The converter's bytes may still be coming in: that is the
// rest of an answer, not a request, so a file need not wait for them.

import { get, load } from "./source.js";

/**
 * What may still be loaded after the lock: nothing. Workers come from blobs in
 * memory, the icon is part of the page; compiled wasm may run.
 */
const LOCK = "default-src 'none'; connect-src 'none'; img-src data:; script-src 'wasm-unsafe-eval'; worker-src blob:";

/** Once the engine is there nobody waits longer for the answer of what converts files, nor for other languages … */
const EXTRAS_ANSWER_WITHIN_MS = 3_000;

/** … and who has a workbook not longer for all of it. */
const CONVERTER_WITHIN_MS = 60_000;

/** What the page can speak beside English, which it brings along. */
export const LANGUAGES = ["da", "pl", "sv", "fr", "pt"];

/** Stops what has not come of the languages by then. */
const languagePatience = new AbortController();

/** @type {Map<string, Promise<string>>} what was loaded of them, or is on its way */
const languages = new Map();

let isLocked = false;

/** Whether the page has given up the network. */
export function locked() {
  return isLocked;
}

/**
 * Loads the app.
 * @returns {Promise<{mount: (root: Element, client: object, language: string, texts: string | undefined) => void}>}
 */
export async function loadApp() {
  const [app, wasm] = await Promise.all([
    load("app/app.js"),
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
  const engine = Promise.all([
    compile("engine/hubcheck_bg.wasm"),
    text("engine/hubcheck.js"),
    text("web/worker.js"),
  ]);
  engine.catch(() => {}); // told below, also if `rest` fails first
  // Last, so that the page is there first; after the lock it could not be asked for any more.
  await rest;
  const converter = askForConverter();
  const texts = Promise.all(LANGUAGES.map(loadLanguage));
  const [module, glue, worker] = await engine;
  // Once it is answered nothing is asked any more: the lock does not wait for what is still coming in.
  const timer = setTimeout(() => languagePatience.abort(), EXTRAS_ANSWER_WITHIN_MS);
  const { glue: converterGlue, module: converterModule } = await converter();
  const known = pairs(await texts);
  clearTimeout(timer);
  lock();
  const parts = [glue, "\n", converterGlue, "\n", worker];
  const script = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
  return { module, converter: converterModule, languages: known, script };
}

/** @param {(string | null)[]} texts in the order of `LANGUAGES` */
function pairs(texts) {
  /** @type {[string, string][]} */
  const pairs = [];
  texts.forEach((text, place) => {
    if (text !== null) {
      pairs.push([LANGUAGES[place], text]);
    }
  });
  return pairs;
}

/**
 * The texts of a language: empty for English, `null` when they cannot be had.
 * @param {string} language
 * @returns {Promise<string | null>}
 */
export async function loadLanguage(language) {
  if (!LANGUAGES.includes(language)) {
    return language === "en" ? "" : null;
  }
  let loading = languages.get(language);
  if (!loading) {
    loading = text(`languages/${language}.txt`, languagePatience.signal);
    languages.set(language, loading);
  }
  try {
    return await loading;
  } catch {
    languages.delete(language); // the next time it may be there
    return null;
  }
}

/**
 * Asks for what turns workbooks and rare encodings into text. Without it the
 * engine works all the same, and a workbook is told why it cannot be read.
 * @returns {() => Promise<{glue: string, module: Promise<WebAssembly.Module | null>}>} waits for the answer
 */
function askForConverter() {
  const patience = new AbortController();
  const { signal } = patience;
  setTimeout(() => patience.abort(), CONVERTER_WITHIN_MS);
  const answer = Promise.all([get("convert/convert_bg.wasm", signal), text("convert/convert.js", signal)]).then(
    ([response, glue]) => ({
      // Both glues call themselves the same, so this one gets a room of its own.
      glue: `const hubcheck_convert = (() => {\n${glue}\nreturn wasm_bindgen;\n})();`,
      module: compiled(response).catch(() => null),
    }),
    () => ({ glue: "const hubcheck_convert = null;", module: Promise.resolve(null) }),
  );
  return async () => {
    const timer = setTimeout(() => patience.abort(), EXTRAS_ANSWER_WITHIN_MS);
    const answered = await answer;
    clearTimeout(timer);
    return answered;
  };
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
  return compiled(await get(path));
}

/** @param {Response} response */
async function compiled(response) {
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

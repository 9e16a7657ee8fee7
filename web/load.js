// Brings the engine and the page's app, then gives up the network.
//
// What must stay true: this file alone knows which files there are, and `source.js` where they come from.
// A small engine that checks comes first and alone, so that a slow network has
// nothing else to carry; then the app. Then everything else is asked for, and the
// page locked once it is answered; every worker is made after that, from a blob: such a
// worker inherits the lock, one with an address of its own does not. The bytes
// may still be coming in: that is the rest of an answer, not a request.

import { keep } from "./offline.js";
import { employ, get, load } from "./source.js";

/**
 * What may still be loaded after the lock: nothing. Workers come from blobs in
 * memory, the icon is part of the page; compiled wasm may run.
 */
const LOCK = "default-src 'none'; connect-src 'none'; img-src data:; script-src 'wasm-unsafe-eval'; worker-src blob:";

/** Nobody waits longer for the answer of what converts files, nor of other languages, once they have been asked for … */
const EXTRAS_ANSWER_WITHIN_MS = 3_000;

/** … and who has a workbook not longer for all of it. */
const CONVERTER_WITHIN_MS = 60_000;

/** A page that nobody looks at paints nothing; then the engine does not wait for that any longer. */
const SEEN_WITHIN_MS = 300;

/** What the page can speak beside English, which it brings along. */
export const LANGUAGES = ["da", "pl", "sv", "fr", "pt"];

/** What stands for the converter where there is none. */
const NO_CONVERTER = "const hubcheck_convert = null;";

/** @type {Map<string, Promise<string | null>>} texts of the language that the page speaks first */
const ownTexts = new Map();

/** @type {Promise<Map<string, string> | null>} texts of all languages */
let allTexts = Promise.resolve(null);

/** @type {Promise<string> | undefined} */
let worker;

let isLocked = false;

/** Whether the page has given up the network. */
export function locked() {
  return isLocked;
}

/**
 * Loads everything, in the order in which a person needs it.
 * @param {string | null} language of the page; without one the engine comes alone
 * @returns {{engine: Promise<Engine>, app: Promise<App>}}
 */
export function loadSite(language) {
  // Without it everything works as soon as the whole one is here.
  const first = loadFirst().catch(() => null);
  const parts = first.then(() => (language === null ? Promise.reject(new Error("nobody asked for it")) : loadApp(language)));
  const app = parts.then(startApp);
  app.catch(() => {}); // told by who mounts it
  return { engine: loadEngine(first, parts.catch(() => {})), app };
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
  return (await ownTexts.get(language)) ?? (await allTexts)?.get(language) ?? null;
}

/**
 * The engine that only checks. A file can be given as soon as it is here.
 * @returns {Promise<Engine>}
 */
async function loadFirst() {
  const [module, glue, worker] = await Promise.all([
    seen().then(() => compile("first/hubcheck_bg.wasm")),
    text("first/hubcheck.js"),
    workerText(),
  ]);
  performance.mark("engine ready"); // for who measures
  return { module, script: script(glue, NO_CONVERTER, worker) };
}

/**
 * Asks for everything else once the page can be used, and locks the page when all of it is answered.
 * @param {Promise<Engine | null>} first
 * @param {Promise<unknown>} page
 * @returns {Promise<Engine>}
 */
async function loadEngine(first, page) {
  await page;
  const answer = askForWhole();
  const texts = askForTexts();
  const kept = keep(); // later than all files, so that none waits for what the browser then keeps
  const [engine, whole] = await Promise.all([first, answer, texts, kept]);
  lock();
  return engine ? { ...engine, whole: whole() } : whole();
}

/**
 * Loads the app, and the language that it speaks first.
 * @param {string} language
 * @returns {Promise<AppParts>}
 */
async function loadApp(language) {
  if (LANGUAGES.includes(language)) {
    ownTexts.set(language, text(`languages/${language}.txt`).catch(() => null));
  }
  const [app, wasm] = await Promise.all([load("app/app.js"), compile("app/app_bg.wasm"), ownTexts.get(language)]);
  return { app, wasm };
}

/**
 * Makes the app ready to be mounted.
 * @param {AppParts} parts
 * @returns {Promise<App>}
 */
async function startApp({ app, wasm }) {
  await turn(); // long tasks keep a person waiting, short ones with a turn between them do not
  await app.default({ module_or_path: wasm });
  await turn();
  return app;
}

/**
 * Asks for the engine that can everything, and for what turns workbooks and
 * rare encodings into text. Without the latter the engine works all the same,
 * and a workbook is told why it cannot be read.
 * @returns {Promise<() => Promise<Engine>>} once it is answered
 */
async function askForWhole() {
  const [response, glue, converter, worker] = await Promise.all([
    get("engine/hubcheck_bg.wasm", { priority: "low" }),
    get("engine/hubcheck.js"),
    askForConverter(),
    workerText(),
  ]);
  return async () => ({
    module: await compiled(response),
    converter: converter.module,
    script: script(await glue.text(), await converter.glue, worker),
  });
}

/** @returns {Promise<{glue: Promise<string>, module: Promise<WebAssembly.Module | null>}>} once it is answered, or nobody waits any more */
async function askForConverter() {
  const patience = new AbortController();
  const { signal } = patience;
  setTimeout(() => patience.abort(), CONVERTER_WITHIN_MS);
  const timer = setTimeout(() => patience.abort(), EXTRAS_ANSWER_WITHIN_MS);
  try {
    const [response, glue] = await Promise.all([
      get("convert/convert_bg.wasm", { signal, priority: "low" }),
      get("convert/convert.js", { signal }),
    ]);
    return {
      // Both glues call themselves the same, so this one gets a room of its own.
      glue: glue.text().then(
        (glue) => `const hubcheck_convert = (() => {\n${glue}\nreturn wasm_bindgen;\n})();`,
        () => NO_CONVERTER,
      ),
      module: compiled(response).catch(() => null),
    };
  } catch {
    return { glue: Promise.resolve(NO_CONVERTER), module: Promise.resolve(null) };
  } finally {
    clearTimeout(timer);
  }
}

/** Asks for the texts of all languages; settled once that is answered, or nobody waits any more. */
async function askForTexts() {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), EXTRAS_ANSWER_WITHIN_MS);
  const answer = get("languages/all.txt", { signal: patience.signal, priority: "low" });
  allTexts = answer.then((response) => response.text()).then(byLanguage).catch(() => null);
  await answer.catch(() => {});
  clearTimeout(timer);
}

/**
 * @param {string} table the names of the languages in its first line, then each hash with the texts of all
 * @returns {Map<string, string>} the lines of each language, as in a file of its own
 */
function byLanguage(table) {
  const [names, ...rows] = table.split("\n").map((row) => row.split("\t"));
  const lines = (/** @type {number} */ at) => rows.map((row) => `${row[0]}\t${row[at]}`).join("\n");
  return new Map(names.slice(1).map((name, at) => [name, lines(at + 1)]));
}

/** The engine's side, asked for once. */
function workerText() {
  return (worker ??= text("web/worker.js"));
}

/** What a worker is made of. @param {string[]} parts */
function script(...parts) {
  return employ(URL.createObjectURL(new Blob([parts.join("\n")], { type: "text/javascript" })));
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

/** Settles once the first words are on the screen: on a slow network the engine would take from them what they need to get there. */
function seen() {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, SEEN_WITHIN_MS);
  });
}

/** Lets the browser have a turn. */
function turn() {
  return new Promise((resolve) => setTimeout(resolve));
}

/** @param {string} path @param {RequestInit} [how] */
async function text(path, how) {
  return (await get(path, how)).text();
}

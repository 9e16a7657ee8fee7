// Where the package's files are, and how they get here: from beside this file, from an address, or as bytes.
//
// What must stay true: nothing is loaded before it is asked for, and each file once. The addresses stand written out,
// because that is how bundlers find the files.

/** @typedef {import("./index.js").Source} Source */

/** @type {Record<string, () => URL>} the languages beside English, which the engine speaks by itself */
const LANGUAGES = {
  da: () => new URL("../languages/da.txt", import.meta.url),
  pl: () => new URL("../languages/pl.txt", import.meta.url),
  sv: () => new URL("../languages/sv.txt", import.meta.url),
  fr: () => new URL("../languages/fr.txt", import.meta.url),
  pt: () => new URL("../languages/pt.txt", import.meta.url),
};

/** @type {Map<unknown, Promise<any>>} what was loaded, or is on its way, by where it comes from */
const loading = new Map();

/** @param {Source | undefined} given */
export function engine(given) {
  return module(given ?? new URL("../engine/hubcheck_bg.wasm", import.meta.url));
}

/** @param {Source | undefined} given */
export function converter(given) {
  return module(given ?? new URL("../convert/convert_bg.wasm", import.meta.url));
}

/** The address of a blob with the whole worker script: a worker may come from no other host, a blob from any. */
export function script() {
  return once("script", async () => {
    const response = await get(new URL("../engine/worker.js", import.meta.url));
    return URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: "text/javascript" }));
  });
}

/**
 * The texts of a language: empty for English, `null` where they cannot be had.
 * @param {string} language
 * @returns {Promise<string | null>}
 */
export async function texts(language) {
  if (language === "" || language === "en") {
    return "";
  }
  const address = Object.hasOwn(LANGUAGES, language) ? LANGUAGES[language]() : null;
  return address && once(address.href, async () => (await get(address)).text());
}

/**
 * @param {Source} source
 * @returns {Promise<WebAssembly.Module>}
 */
function module(source) {
  if (source instanceof WebAssembly.Module) {
    return Promise.resolve(source);
  }
  const key = source instanceof URL ? source.href : source;
  return once(key, async () => {
    if (typeof source !== "string" && !(source instanceof URL)) {
      return WebAssembly.compile(source);
    }
    const response = await get(source);
    const bytes = response.clone();
    return WebAssembly.compileStreaming(response).catch((error) => {
      if (error instanceof WebAssembly.CompileError) {
        throw error;
      }
      // Some hosts do not know the type of wasm files, and then browsers refuse to compile on the way.
      return bytes.arrayBuffer().then((bytes) => WebAssembly.compile(bytes));
    });
  });
}

/**
 * @template T
 * @param {unknown} key
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
function once(key, load) {
  let promise = loading.get(key);
  if (!promise) {
    promise = load();
    loading.set(key, promise);
    promise.catch(() => loading.delete(key)); // the next time it may be there
  }
  return promise;
}

/** @param {URL | string} address */
async function get(address) {
  if (String(address).startsWith("file:") && "process" in globalThis) {
    // Node fetches no files. The name is no literal, or bundlers for browsers would look for it.
    const name = "node:fs/promises";
    const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
    const bytes = await readFile(new URL(address));
    return new Response(bytes, { headers: { "content-type": "application/wasm" } });
  }
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address} answered ${response.status}`);
  }
  return response;
}

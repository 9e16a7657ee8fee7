// Loads the built engine in Node: the very bytes and glue that the page ships.

import { readFile } from "node:fs/promises";

const engine = new URL("../../dist/engine/", import.meta.url);

/** A new instance: one that panicked must not be used by the next test. */
export async function load() {
  const [glue, module] = await Promise.all([
    readFile(new URL("hubcheck.js", engine), "utf8"),
    readFile(new URL("hubcheck_bg.wasm", engine)),
  ]);
  // The glue is a plain script that leaves one variable behind, as in the worker.
  const wasm_bindgen = new Function(`${glue}\nreturn wasm_bindgen;`)();
  wasm_bindgen.initSync({ module });
  return wasm_bindgen;
}

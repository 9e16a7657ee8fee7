// Loads the built engine in Node: the very bytes and glue that the page ships.

import { readFile } from "node:fs/promises";

/** A new instance: one that panicked must not be used by the next test. */
export const load = () => instance("engine/hubcheck");

/** The same of the small one that is loaded before it. */
export const loadFirst = () => instance("first/hubcheck");

/** The same of what turns workbooks and rare encodings into text. */
export const loadConverter = () => instance("convert/convert");

async function instance(name) {
  const dist = new URL("../../dist/", import.meta.url);
  const [glue, module] = await Promise.all([
    readFile(new URL(`${name}.js`, dist), "utf8"),
    readFile(new URL(`${name}_bg.wasm`, dist)),
  ]);
  // The glue is a plain script that leaves one variable behind, as in the worker.
  const wasm_bindgen = new Function(`${glue}\nreturn wasm_bindgen;`)();
  wasm_bindgen.initSync({ module });
  return wasm_bindgen;
}

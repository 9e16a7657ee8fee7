// The package: checks and corrects user CSV files for Webex Control Hub, as the page does.
//
// What must stay true: importing it does nothing; every function answers with a promise; what it makes for an answer
// (a worker, the file's bytes) is gone when the answer is there, but for `open`, which says so.

import { Client } from "../client.js";
import { converter, engine, script, texts } from "./beside.js";

/** @typedef {import("./index.js").Options} Options */
/** @typedef {import("./index.js").Input} Input */

/** What the engine is asked with; the rest says how to ask. */
const OF_ENGINE = [
  "name", "mode", "limit", "bytes", "countries", "automatic_assignment", "licences_left", "profile", "platform", "language",
  "menus", "decisions", "findings", "sha256",
];
const OF_CALL = ["baseline", "signal", "onprogress", "worker", "wasm", "converter"];

/** @param {Input} file @param {Options} [options] */
export function check(file, options) {
  return once(file, options, (checker) => checker.check());
}

/** @param {Input} file @param {Options} [options] */
export function correct(file, options) {
  return once(file, options, (checker) => checker.correct());
}

/** @param {Input} file @param {Options} [options] */
export function parts(file, options) {
  return once(file, options, (checker) => checker.parts());
}

/** @param {Input} file @param {Options} [options] */
export function plan(file, options) {
  return once(file, options, (checker) => checker.plan());
}

/** @param {Options} [options] */
export async function rules(options = {}) {
  known(options);
  const client = start(options);
  return answered(client, options.signal, async () => JSON.parse(await client.rules())).finally(() => client.close());
}

/**
 * Holds one file for several questions, until it is closed.
 * @param {Input} file @param {Options} [options]
 */
export async function open(file, options = {}) {
  known(options);
  const blob = blobOf(file, "the file");
  const baseline = options.baseline == null ? null : blobOf(options.baseline, "the baseline");
  const name = options.name ?? (typeof File === "function" && file instanceof File ? file.name : "");
  const client = start(options);
  try {
    await answered(client, options.signal, async () => {
      await Promise.all([client.open(blob), baseline && client.baseline(baseline)]);
    });
  } catch (error) {
    client.close();
    throw error;
  }
  return new Checker(client, { ...options, name });
}

/** Asks for a program, whose author can do something else than load a page anew. */
class Asking extends Client {
  /** @override @param {string} why */
  failure(why) {
    return new Error(
      `The checker could not start (${why}). If the package's file engine/hubcheck_bg.wasm is not where it was installed, ` +
      "hand over its address or its bytes as the option `wasm`.",
    );
  }
}

/** One file, and the worker that holds it. */
export class Checker {
  #client;
  #options;

  /** @param {Client} client @param {Options} options */
  constructor(client, options) {
    this.#client = client;
    this.#options = options;
  }

  /** @param {Options} [changed] */
  check(changed) {
    return this.#ask(changed, async (options, onprogress) => JSON.parse(await this.#client.check(options, onprogress)));
  }

  /** @param {Options} [changed] */
  correct(changed) {
    return this.#ask(changed, async (options, onprogress) => {
      const { report, parts, refusal } = await this.#client.correct(options, onprogress);
      return { report: JSON.parse(report), parts, refusal };
    });
  }

  /** @param {Options} [changed] */
  async parts(changed) {
    const { parts, refusal } = await this.correct(changed);
    if (refusal !== null) {
      throw new Error(refusal);
    }
    return parts;
  }

  /** @param {Options} [changed] */
  plan(changed) {
    return this.#ask(changed, async (options, onprogress) => {
      const { plan } = await this.#client.plan(options, undefined, onprogress);
      return JSON.parse(plan);
    });
  }

  /** @param {"csv" | "json" | "html"} format @param {Options} [changed] */
  summary(format, changed) {
    return this.#ask(changed, (options) => this.#client.summary(options, format));
  }

  /** @param {string[]} kinds @param {Options} [changed] */
  outputs(kinds, changed) {
    return this.#ask(changed, (options) => this.#client.outputs(options, kinds));
  }

  /**
   * A profile is checked where it is a file; what comes as an object is checked with the other options.
   * @param {Options["profile"]} profile
   * @param {string} language
   */
  async #profile(profile, language) {
    if (!isInput(profile)) {
      return profile;
    }
    const options = JSON.stringify({ language });
    const read = JSON.parse(await this.#client.profile(options, blobOf(profile, "the profile")));
    if (read.refusal) {
      throw new Error(read.refusal.message);
    }
    return read.profile;
  }

  /** Lets go of the worker and the file. */
  close() {
    this.#client.close();
  }

  /**
   * @template T
   * @param {Options | undefined} changed
   * @param {(options: string, onprogress: (done: number, total: number) => void) => Promise<T>} ask
   * @returns {Promise<T>}
   */
  #ask(changed, ask) {
    const options = { ...this.#options, ...known(changed ?? {}) };
    return answered(this.#client, options.signal, async () => {
      const language = options.language ?? "";
      if ((await this.#client.language(language)) === null) {
        throw new TypeError(`hubcheck does not speak \`${language}\``);
      }
      const profile = await this.#profile(options.profile, language);
      options.signal?.throwIfAborted();
      const entries = Object.entries({ ...options, profile }).filter(([key]) => OF_ENGINE.includes(key));
      const asked = Object.fromEntries(entries);
      return ask(JSON.stringify(asked), (done, total) => tell(options.onprogress, done, total));
    });
  }
}

/** @param {unknown} given @returns {given is Input} */
function isInput(given) {
  return given instanceof Blob || given instanceof ArrayBuffer || ArrayBuffer.isView(given);
}

/**
 * @template T
 * @param {Input} file
 * @param {Options | undefined} options
 * @param {(checker: Checker) => Promise<T>} ask
 * @returns {Promise<T>}
 */
async function once(file, options, ask) {
  const checker = await open(file, options);
  return ask(checker).finally(() => checker.close());
}

/** @param {Options} options */
function start({ worker = typeof document === "object" && typeof Worker === "function", wasm, converter: given }) {
  const made = worker ? script() : import("./inline.js").then(({ Inline }) => () => new Inline());
  const brought = Promise.all([engine(wasm), made]).then(([module, script]) => ({
    module,
    script,
    converter: () => given === null ? Promise.resolve(null) : converter(given),
  }));
  return new Asking(brought, () => false, texts);
}

/**
 * Waits for an answer, or for the signal that nobody wants it any more: then all that was under way ends.
 * @template T
 * @param {Client} client
 * @param {AbortSignal | undefined} signal
 * @param {() => Promise<T>} ask
 * @returns {Promise<T>}
 */
async function answered(client, signal, ask) {
  signal?.throwIfAborted();
  const end = () => client.cancel(signal?.reason);
  signal?.addEventListener("abort", end, { once: true });
  try {
    return await ask();
  } finally {
    signal?.removeEventListener("abort", end);
  }
}

/** @param {Options["onprogress"]} onprogress @param {number} done @param {number} total */
function tell(onprogress, done, total) {
  try {
    onprogress?.(done, total);
  } catch (error) {
    queueMicrotask(() => { throw error; }); // the caller's own; it must not stop the engine
  }
}

/** @param {Options} options */
function known(options) {
  const strange = Object.keys(options).find((key) => !OF_ENGINE.includes(key) && !OF_CALL.includes(key));
  if (strange !== undefined) {
    throw new TypeError(`\`${strange}\` is no option; there are: ${[...OF_ENGINE, ...OF_CALL].join(", ")}`);
  }
  return options;
}

/** @param {Input} given @param {string} what */
function blobOf(given, what) {
  if (isInput(given)) {
    return given instanceof Blob ? given : new Blob([/** @type {BlobPart} */ (given)]);
  }
  throw new TypeError(`${what} must be a File, a Blob or bytes; a text has lost the bytes that need checking`);
}

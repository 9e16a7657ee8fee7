// The page's side of the engine: a promise for each question.
//
// What must stay true: a call always answers, with a value or with an error
// whose message is a sentence, and which the page can word in its own language
// (`Told`). A worker that dies or does not start is
// replaced, and whoever waited for it is told. The file is kept here as a
// Blob, which costs no memory, and given to a new worker with the next question.
// In the same way the whole engine takes over from the one that was loaded first.
// The page, the element and the npm package all ask through this file.

import { attempts } from "./attempts.js";
import { Told, said } from "./told.js";

/** More does not fit into a 32-bit wasm memory together with what is made from it. */
const LARGEST_FILE = 1024 ** 3;

/** A worker that has said nothing after this time will not start any more. */
const START_WITHIN_MS = 20_000;

/** New workers that may in a row fail to start. */
const STARTS = 3;

/** What the engine that is loaded first can answer; all else waits for the whole one, and what is asked after it too. */
const FIRST_ANSWERS = new Set(["open", "baseline", "check", "rules", "prove"]);

/**
 * @typedef {object} Waiting
 * @property {Question} question
 * @property {(value: any) => void} resolve
 * @property {(error: Error) => void} reject
 * @property {(done: number, total: number) => void} [onprogress]
 */

export class Client {
  /** @type {Engine | null} */ #engine = null;
  /** @type {Engine | null} the whole one, as long as the first one is at work */ #next = null;
  #wholeIsLost = false;
  #isHeld = false;
  /** @type {Answering | null} */ #worker = null;
  /** @type {State} */ #state = "loading";
  #why = "";
  /** @type {Error | null} */ #closed = null;
  /** @type {(state: State, why: string) => void} */ #onstate = () => {};
  /** @type {Promise<void>} */ #ready;
  /** @type {{resolve: () => void, reject: (error: Error) => void}} */ #readiness;
  /** @type {() => boolean} */ #isLocked;
  /** @type {(language: string) => Promise<string | null>} */ #language;

  /** @type {Map<number, Waiting>} */ #waiting = new Map();
  /** @type {Question[]} asked before a worker had started */ #unsent = [];
  #lastId = 0;
  #hasStarted = false;
  #silentStarts = 0;
  /** @type {[string, string][]} languages that came after the engine */ #learned = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** @type {Blob | null} */ #file = null;
  /** @type {Blob | null} */ #baseline = null;
  #fileIsThere = false;
  #baselineIsThere = false;

  /**
   * @param {Promise<Engine>} engine loaded, and the page locked, once it is resolved
   * @param {() => boolean} isLocked
   * @param {(language: string) => Promise<string | null>} language brings the texts of a language
   */
  constructor(engine, isLocked, language = () => Promise.resolve(null)) {
    this.#isLocked = isLocked;
    this.#language = language;
    /** @type {any} */ let readiness;
    this.#ready = new Promise((resolve, reject) => (readiness = { resolve, reject }));
    this.#readiness = readiness;
    // Nobody has to listen to `ready`; a failure is also told through `onstate` and by every call.
    this.#ready.catch(() => {});
    engine.then(
      (engine) => {
        this.#engine = engine;
        this.#start();
        engine.whole?.then((whole) => this.#grow(whole), () => this.#grow(null));
      },
      (error) => this.#fail(error.message),
    );
  }

  /** Settled once the engine is loaded and the page is locked. */
  ready() {
    return this.#ready;
  }

  /** Whether the page has given up its right to use the network. */
  locked() {
    return this.#isLocked();
  }

  /**
   * Calls back with the state now and at each change. `replaced` and `failed`
   * come with the reason, the former once for each worker that was lost.
   * @param {(state: State, why: string) => void} callback
   */
  onstate(callback) {
    this.#onstate = callback;
    callback(this.#state, this.#why);
  }

  /**
   * Takes a file; resolves to its size once the engine holds it.
   * @param {Blob} blob
   * @returns {Promise<number>}
   */
  open(blob) {
    if (blob.size > LARGEST_FILE) {
      const [size, most] = [blob.size, LARGEST_FILE].map((bytes) => String(Math.ceil(bytes / 1024 ** 2)));
      const says = said("This file has {size} MB. A browser can work on at most {most} MB; the hubcheck command line has no such limit.");
      return Promise.reject(new Told(says, { size, most }));
    }
    this.#file = blob;
    this.#fileIsThere = false;
    this.#baselineIsThere = false;
    return this.#ask("open");
  }

  /**
   * Takes the baseline export, or forgets it. It stays when another file is opened.
   * @param {Blob | null} blob
   * @returns {Promise<void>}
   */
  baseline(blob) {
    this.#baseline = blob ?? null;
    this.#baselineIsThere = false;
    return this.#file ? this.#ask("baseline") : Promise.resolve();
  }

  /** @param {string} options @param {(done: number, total: number) => void} [onprogress] @returns {Promise<string>} the report */
  check(options, onprogress) {
    return this.#ask("check", { options }, onprogress);
  }

  /** @param {string} options @param {(done: number, total: number) => void} [onprogress] @returns {Promise<CorrectedFile>} */
  correct(options, onprogress) {
    return this.#ask("correct", { options }, onprogress);
  }

  /** @param {string} options @param {"csv" | "json" | "html"} format @returns {Promise<Blob>} */
  summary(options, format) {
    return this.#ask("summary", { options, format });
  }

  /**
   * @param {string} options
   * @param {number} [most] users of each class that are named; without it all
   * @param {(done: number, total: number) => void} [onprogress]
   * @returns {Promise<PlannedImport>} what the import will do
   */
  plan(options, most, onprogress) {
    return this.#ask("plan", { options, most }, onprogress);
  }

  /** @param {string} options @returns {Promise<string>} what to do around the import, as JSON */
  checklist(options) {
    return this.#ask("checklist", { options });
  }

  /** @param {string} options @param {string[]} kinds such as `minimal` @returns {Promise<OutputFiles>} */
  outputs(options, kinds) {
    return this.#ask("outputs", { options, format: JSON.stringify(kinds) });
  }

  /**
   * @param {string} options
   * @param {Blob} errors Control Hub's error file
   * @param {number} [part] of the corrected file, from 1, or 0: the file itself was imported; without it nobody has said
   * @returns {Promise<RetryFile>}
   */
  retry(options, errors, part) {
    return this.#ask("retry", { options, extra: errors, part });
  }

  /**
   * @param {string} options
   * @param {Blob} session
   * @returns {Promise<string>} JSON: the options with those of the session, or a refusal
   */
  resume(options, session) {
    return this.#ask("resume", { options, extra: session });
  }

  /**
   * @param {string} options whose language the answer is in
   * @param {Blob} profile of an organization
   * @returns {Promise<string>} JSON: the profile for `options.profile`, or a refusal with line and key
   */
  profile(options, profile) {
    return this.#ask("profile", { options, extra: profile });
  }

  /** @param {string} language such as `da` @returns {Promise<string | null>} its texts; from then on the worker has them too */
  async language(language) {
    const texts = await this.#language(language);
    const known = [...(this.#engine?.languages ?? []), ...this.#learned];
    if (texts && !known.some(([tag]) => tag === language)) {
      this.#learned.push([language, texts]);
      this.#worker?.postMessage({ languages: [[language, texts]] });
    }
    return texts;
  }

  /**
   * @param {"rows" | "row" | "step" | "strip"} call
   * @param {string} options
   * @param {string} show which rows are listed, as JSON
   * @param {At} at
   * @returns {Promise<string>} JSON: a window of rows, one row, a place, or a text with a letter for each part
   */
  grid(call, options, show, at) {
    return this.#ask(call, { options, show, at });
  }

  /** @returns {Promise<string>} */
  rules() {
    return this.#ask("rules");
  }

  /**
   * Tries to send something, from the page and from the worker, and tells how each attempt ended.
   * @returns {Promise<string>} JSON: `[[where, how, "blocked" | "failed" | "sent"], …]`
   */
  async prove() {
    // A page from the disk has no server; it tries a name that nobody can own.
    const base = location.protocol === "file:" ? "https://hubcheck.invalid/" : document.baseURI;
    const address = new URL("lock-test", base).href;
    const page = await attempts(address);
    const worker = await this.#ask("prove", { options: address });
    return JSON.stringify([...page.map((end) => ["page", ...end]), ...worker.map((/** @type {string[]} */ end) => ["worker", ...end])]);
  }

  /** Stops whatever is under way; who waits for it gets an `AbortError`, or this reason. @param {Error} [reason] */
  cancel(reason = new DOMException("Cancelled.", "AbortError")) {
    if (this.#waiting.size === 0) {
      return;
    }
    this.#rejectAll(reason);
    if (this.#hasStarted) {
      // A running check cannot hear a message: only ending its worker ends it.
      this.#start();
    }
  }

  /** Lets go of worker and files for good; who waits gets this reason. @param {Error} reason */
  close(reason = new DOMException("Closed.", "AbortError")) {
    this.#state = "failed";
    this.#closed = reason;
    this.#end();
    this.#file = this.#baseline = null;
    this.#rejectAll(reason);
    this.#readiness.reject(reason);
  }

  /**
   * @param {Question["call"]} call
   * @param {Partial<Omit<Question, "id" | "call" | "file" | "baseline">>} [words]
   * @param {Waiting["onprogress"]} [onprogress]
   * @returns {Promise<any>}
   */
  #ask(call, { options = "{}", format = "", ...words } = {}, onprogress) {
    if (this.#state === "failed") {
      return Promise.reject(this.#closed ?? this.failure(this.#why));
    }
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      /** @type {Question} */
      const question = { id, call, options, format, ...words };
      this.#waiting.set(id, { question, resolve, reject, onprogress });
      this.#unsent.push(question);
      this.#flush();
    });
  }

  /** Sends what was asked, with the file and the baseline that the worker lacks. */
  #flush() {
    if (!this.#hasStarted) {
      return;
    }
    for (let question = this.#unsent[0]; question; question = this.#unsent[0]) {
      if (this.#engine?.whole && !FIRST_ANSWERS.has(question.call)) {
        if (!this.#wholeIsLost) {
          return;
        }
        this.#refuse(question.id);
        continue;
      }
      this.#unsent.shift();
      if (question.call !== "rules" && question.call !== "prove" && this.#file) {
        if (!this.#fileIsThere) {
          question.file = this.#file;
          this.#fileIsThere = true;
          // A new file is checked without a baseline until it is given again.
          this.#baselineIsThere = this.#baseline === null;
        }
        if (!this.#baselineIsThere) {
          question.baseline = this.#baseline;
          this.#baselineIsThere = true;
        }
      }
      this.#worker?.postMessage(question);
    }
  }

  /** @param {number} id of a question that only the whole engine could answer */
  #refuse(id) {
    this.#unsent.shift();
    this.#waiting.get(id)?.reject(
      new Told(said("A part of the checker could not be loaded. Reload the page to try again."), {}),
    );
    this.#waiting.delete(id);
  }

  /** @param {Engine | null} whole the engine that can everything; `null` when it could not be loaded */
  #grow(whole) {
    this.#next = whole;
    this.#wholeIsLost = whole === null;
    if (whole) {
      this.#takeOver();
    } else {
      this.#worker?.postMessage({ converter: null });
      this.#flush();
    }
  }

  /** Puts the whole engine in the place of the first one, unless that is at work and will answer. */
  #takeOver() {
    const isIdle = this.#waiting.size === this.#unsent.length;
    if (!this.#next || !(isIdle || this.#isHeld)) {
      return;
    }
    // What the first one holds is asked anew.
    this.#unsent = [...this.#waiting.values()].map((waiting) => {
      const { file, baseline, ...question } = waiting.question;
      return (waiting.question = question);
    });
    this.#start();
  }

  #start() {
    this.#end();
    this.#engine = this.#next ?? this.#engine;
    this.#next = null;
    if (!this.#engine || this.#state === "failed") {
      return;
    }
    try {
      const { script } = this.#engine;
      const worker = typeof script === "string" ? new Worker(script, { name: "hubcheck engine" }) : script();
      this.#worker = worker;
      worker.onmessage = ({ data }) => this.#hear(data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.#replace(event.message || said("it did not start"));
      };
      worker.onmessageerror = () => this.#replace(said("its answer could not be read"));
      this.#timer = setTimeout(() => this.#replace(said("it did not start in time")), START_WITHIN_MS);
      worker.postMessage(this.#engine.module);
      const { converter } = this.#engine;
      if (typeof converter !== "function" && (!this.#engine.whole || this.#wholeIsLost)) {
        this.#giveConverter(converter);
      }
      worker.postMessage({ languages: [...(this.#engine.languages ?? []), ...this.#learned] });
    } catch (error) {
      this.#replace(error instanceof Error ? error.message : String(error));
    }
  }

  /** @param {Promise<WebAssembly.Module | null> | undefined} converter */
  #giveConverter(converter) {
    const worker = this.#worker;
    Promise.resolve(converter).catch(() => null).then((converter) => {
      if (this.#worker === worker) {
        worker?.postMessage({ converter: converter ?? null });
      }
    });
  }

  /** Lets go of the worker, which then holds nothing any more. */
  #end() {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    if (worker) {
      worker.onmessage = worker.onerror = worker.onmessageerror = null;
      worker.terminate();
    }
    this.#worker = null;
    this.#hasStarted = false;
    this.#isHeld = false;
    this.#fileIsThere = false;
    this.#baselineIsThere = false;
  }

  /** @param {Message} message */
  #hear(message) {
    if (message.say === "started") {
      clearTimeout(this.#timer);
      this.#silentStarts = 0;
      this.#hasStarted = true;
      if (this.#state === "loading") {
        this.#tell("ready", "");
        this.#readiness.resolve();
      }
      this.#flush();
      return;
    }
    if (message.say === "held") {
      this.#isHeld = true;
      if (typeof this.#engine?.converter === "function") {
        this.#giveConverter(this.#engine.converter());
      }
      this.#takeOver();
      return;
    }
    const waiting = this.#waiting.get(message.id);
    if (message.say === "progress") {
      waiting?.onprogress?.(message.done, message.total);
      return;
    }
    if (message.say === "dead") {
      this.#replace(message.error);
      return;
    }
    this.#waiting.delete(message.id);
    if (message.say === "answer") {
      waiting?.resolve(message.value);
    } else {
      this.#forget(message.unread, waiting?.question);
      waiting?.reject(new Told(message.says, message.args));
    }
    this.#takeOver();
  }

  /**
   * Lets go of a blob that could not be read, unless another has been chosen since.
   * @param {"file" | "baseline" | null} unread
   * @param {Question | undefined} question
   */
  #forget(unread, question) {
    if (unread === "file" && question?.file === this.#file) {
      this.#file = null;
    }
    if (unread === "baseline" && question?.baseline === this.#baseline) {
      this.#baseline = null;
    }
  }

  /**
   * The worker is lost: tells everyone who waited, and makes a new one.
   * @param {string} why
   */
  #replace(why) {
    this.#silentStarts += this.#hasStarted ? 0 : 1;
    this.#end();
    if (this.#silentStarts >= STARTS) {
      this.#fail(why);
      return;
    }
    this.#rejectAll(new Told(said("The checker stopped ({why}) and was started anew. Your file is unchanged."), { why }));
    if (this.#state !== "loading") {
      this.#tell("replaced", why);
    }
    this.#start();
  }

  /** @param {string} why */
  #fail(why) {
    this.#end();
    this.#tell("failed", why);
    this.#rejectAll(this.failure(this.#why));
    this.#readiness.reject(this.failure(this.#why));
  }

  /** What everyone is told who asks an engine that could not start: what a person can do here. @param {string} why @returns {Error} */
  failure(why) {
    return new Told(said("The checker could not start ({why}). Reload the page to try again."), { why });
  }

  /** @param {Error} error */
  #rejectAll(error) {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#unsent = [];
    for (const { reject } of waiting) {
      reject(error);
    }
  }

  /** @param {State} state @param {string} why */
  #tell(state, why) {
    this.#state = state;
    this.#why = why;
    this.#onstate(state, why);
  }
}

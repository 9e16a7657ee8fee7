// The engine's side: holds one file and answers each question about it.
//
// What must stay true: every question gets exactly one answer, also when the
// engine breaks. The page's side then replaces this worker, because a wasm
// instance that trapped must not be used again.
//
// `load.js` puts the glue (`wasm_bindgen`, `hubcheck_convert`) in front of this text. Without a worker the same text runs
// in a room of its own, where `postMessage`, `onmessage` and `FileReaderSync` are what `web/module/inline.js` says.

/** Between two messages about progress; a page redraws no faster than it can be read. */
const PROGRESS_EVERY_MS = 100;

/** How long the engine makes itself ready while no file is there: in a cold browser the first half goes to the first times. */
const WARM_MS = 400;

/** Bytes of a file that are read at once, and in memory a second time as long as that takes. */
const PIECE = 1 << 23;

/** @type {Record<string, string>} */
const TYPES = {
  csv: "text/csv;charset=utf-8",
  json: "application/json",
  html: "text/html;charset=utf-8",
  svg: "image/svg+xml",
  txt: "text/plain;charset=utf-8",
  zip: "application/zip",
};

/** @type {Checker | null} */
let checker = null;
let size = 0;

/** @type {Blob | ArrayBuffer | null} that the checker holds already, though nobody has taken it yet */
let opened = null;

/** @type {WebAssembly.Module | null | undefined} compiled, but not started before it is needed; `undefined`: on its way */
let converter;
let converterHasStarted = false;

/** @type {Question[]} one that the converter must come for, and all after it */
const held = [];

/** @type {{book: Workbook, sheet: number} | null} the workbook and the sheet of it that the checker holds */
let workbook = null;

/** @type {(message: Message) => unknown} who hears it can answer at once only where there is no worker */
const say = (message) => postMessage(message);

/** Marks what the page has words for in each language; `tests/languages.rs` finds it. @param {string} english */
const said = (english) => english;

/** An error that the page words in its own language: English, with `{…}` for each of `args`. */
class Told extends Error {
  /** @param {string} says @param {Record<string, string>} [args] @param {"file" | "baseline" | null} [unread] what the browser could not read */
  constructor(says, args = {}, unread = null) {
    super(says);
    this.args = args;
    this.unread = unread;
  }
}

onmessage = ({ data }) => {
  if (data instanceof WebAssembly.Module) {
    wasm_bindgen.initSync({ module: data });
    say({ say: "started" });
    return;
  }
  if ("converter" in data) {
    converter = data.converter;
    held.splice(0).forEach(hear);
    warm(WARM_MS);
    return;
  }
  if ("languages" in data) {
    for (const [language, texts] of data.languages) {
      wasm_bindgen.addLanguage(language, texts);
    }
    return;
  }
  hear(data);
};

/**
 * Lets the engine work on what nobody asked, as long as nobody asks: browsers make a function quicker once it was used.
 * @param {number} left milliseconds
 */
function warm(left) {
  if (left > 0 && !checker && wasm_bindgen.warmUp && "WorkerGlobalScope" in globalThis) {
    const begun = performance.now();
    wasm_bindgen.warmUp(left < WARM_MS / 2);
    setTimeout(() => warm(left - (performance.now() - begun)), 0);
  }
}

/** @param {Question} question */
function hear(question) {
  const { id } = question;
  if (question.call === "prove") {
    void prove(question.options).then((value) => say({ say: "answer", id, value }));
    return;
  }
  try {
    if (held.length > 0 || waitsForConverter(question)) {
      held.push(question);
      say({ say: "held" });
      return;
    }
    take(question);
    say({ say: "answer", id, value: answer(question) });
  } catch (error) {
    if (error instanceof Told) {
      say({ say: "error", id, says: error.message, args: error.args, unread: error.unread });
    } else if (error instanceof Error && error.name === "Error") {
      // The boundary's own errors are plain; anything else left the engine half done.
      say({ say: "error", id, says: "{why}", args: { why: error.message }, unread: null });
    } else {
      say({ say: "dead", id, error: reason(error) });
    }
  }
}

/** @param {Question} question */
function waitsForConverter({ file, baseline }) {
  if (converter !== undefined) {
    return false;
  }
  if (file) {
    const checker = open(file);
    opened = file;
    if (checker.isWorkbook() || checker.isForeign()) {
      return true;
    }
  }
  // The whole engine reads an export by itself.
  return !!baseline && !wasm_bindgen.warmUp && isForeign(baseline);
}

/** Whether only the engine that comes with the converter can tell the encoding. @param {Blob | ArrayBuffer} file */
function isForeign(file) {
  const checker = new wasm_bindgen.Checker(read(file, "baseline"));
  try {
    return checker.isForeign();
  } finally {
    checker.free();
  }
}

function letGo() {
  checker?.free();
  workbook?.book.free();
  checker = workbook = opened = null;
}

/** @param {Blob | ArrayBuffer} file */
function open(file) {
  // First, so that two large files are never in memory together.
  letGo();
  // For the same reason a large one comes piece by piece, where it can be read so.
  const isLarge = file instanceof Blob && file.size > PIECE;
  const first = read(isLarge ? file.slice(0, PIECE) : file, "file");
  const taking = new wasm_bindgen.Checker(first);
  try {
    for (let at = PIECE; isLarge && at < file.size; at += PIECE) {
      taking.takeMore(read(file.slice(at, at + PIECE), "file"), Math.max(file.size - at - PIECE, 0));
    }
  } catch (error) {
    taking.free();
    throw error;
  }
  size = isLarge ? file.size : first.length;
  return (checker = taking);
}

/**
 * Takes the file and the baseline that came with the question.
 * @param {Question} question
 */
function take({ file, baseline }) {
  if (file) {
    const taken = checker && opened === file ? checker : open(file);
    opened = null;
    try {
      convert(taken, file);
    } catch (error) {
      letGo();
      throw error;
    }
  }
  if (baseline !== undefined) {
    checker?.setBaseline(baseline ? read(baseline, "baseline") : undefined);
  }
}

/**
 * Has a file that the engine cannot read itself converted, as far as that is possible.
 * @param {Checker} checker that holds it @param {Blob | ArrayBuffer} file
 */
function convert(checker, file) {
  if (!wasm_bindgen.warmUp) {
    return; // the first engine says of it that nothing reads it here
  }
  const isWorkbook = checker.isWorkbook();
  if (!isWorkbook && !checker.isForeign()) {
    return;
  }
  if (!converter || !hubcheck_convert) {
    checker.setOrigin(isWorkbook ? '{"failure":"no-converter"}' : "{}", undefined);
    return;
  }
  if (!converterHasStarted) {
    hubcheck_convert.initSync({ module: converter });
    converterHasStarted = true;
  }
  const bytes = read(file, "file");
  if (isWorkbook) {
    workbook = { book: new hubcheck_convert.Workbook(bytes), sheet: -1 };
    return;
  }
  const readings = new hubcheck_convert.Readings(bytes);
  for (let reading = readings.take(); reading; reading = readings.take()) {
    checker.addReading(...reading);
  }
  readings.free();
}

/**
 * Gives the engine the sheet that the decisions mean.
 * @param {Checker} checker @param {string} options
 */
function turnTo(checker, options) {
  const sheet = workbook?.book.choose(options);
  if (!workbook || sheet === undefined || sheet === workbook.sheet) {
    return;
  }
  const text = workbook.book.convert(sheet);
  checker.setOrigin(text.origin(), text.bytes());
  text.free();
  workbook.sheet = sheet;
}

/**
 * @param {Question} question
 * @returns {unknown}
 */
function answer({ id, call, options, format, extra, part, most, show, at }) {
  if (call === "rules") {
    return wasm_bindgen.rules();
  }
  if (call === "profile") {
    return wasm_bindgen.readProfile(options, given(extra));
  }
  if (!checker) {
    throw new Told(said("There is no file to answer about; choose one first."));
  }
  if (call !== "open" && call !== "baseline") {
    turnTo(checker, options);
  }
  switch (call) {
    case "open":
      return size;
    case "check":
      return checker.check(options, progress(id));
    case "correct":
      return corrected(checker, options, id);
    case "summary":
      return new Blob([checker.summary(options, format)], { type: TYPES[format] });
    case "plan":
      return planned(checker, options, most, id);
    case "checklist":
      return checker.checklist(options);
    case "outputs":
      return outputs(checker, options, format);
    case "retry":
      return retry(checker, options, given(extra), part);
    case "resume":
      return checker.resume(options, given(extra));
    case "rows":
      return checker.rows(options, show ?? "{}", at?.from ?? 0, at?.count ?? 0);
    case "row":
      return checker.row(options, show ?? "{}", at?.row ?? 0);
    case "step":
      return checker.step(options, show ?? "{}", at?.row ?? 0, at?.index, at?.forward ?? true);
    case "strip":
      return checker.strip(options, show ?? "{}", at?.count ?? 0);
    default:
      return undefined;
  }
}

/**
 * @param {Checker} checker
 * @param {string} options
 * @param {number | undefined} most
 * @param {number} id
 * @returns {PlannedImport}
 */
function planned(checker, options, most, id) {
  const made = checker.plan(options, most, progress(id));
  const { plan, picture } = made;
  made.free();
  return { plan, picture };
}

/**
 * @param {Checker} checker
 * @param {string} options
 * @param {number} id
 * @returns {CorrectedFile}
 */
function corrected(checker, options, id) {
  /** @type {BlobPart[][]} */
  const stretches = [];
  const correction = checker.correct(options, (part, bytes) => (stretches[part] ??= []).push(new Blob([bytes])), progress(id));
  /** @type {CorrectedPart[]} */
  const parts = JSON.parse(correction.parts);
  parts.forEach((part, index) => {
    part.blob = new Blob(stretches[index], { type: TYPES.csv });
  });
  const file = { report: correction.report, parts, refusal: correction.refusal ?? null };
  correction.free();
  return file;
}

/**
 * @param {Checker} checker
 * @param {string} options
 * @param {string} kinds
 * @returns {OutputFiles}
 */
function outputs(checker, options, kinds) {
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const bytes = [];
  /** @type {OutputFiles} */
  const made = JSON.parse(checker.outputs(options, kinds, (file, taken) => (bytes[file] = taken)));
  made.files.forEach((file, index) => {
    const ending = file.name.slice(file.name.lastIndexOf(".") + 1);
    file.blob = new Blob([bytes[index]], { type: TYPES[ending] ?? "application/octet-stream" });
  });
  return made;
}

/**
 * @param {Checker} checker
 * @param {string} options
 * @param {Uint8Array} errors
 * @param {number | undefined} part
 * @returns {RetryFile}
 */
function retry(checker, options, errors, part) {
  /** @type {BlobPart[][]} */
  const stretches = [];
  /** @type {RetryFile} */
  const made = JSON.parse(
    checker.retry(options, errors, part, (part, bytes) => (stretches[part] ??= []).push(new Blob([bytes]))),
  );
  made.parts.forEach((part, index) => {
    part.blob = new Blob(stretches[index], { type: TYPES.csv });
  });
  return made;
}

/** @param {Question["extra"]} extra */
function given(extra) {
  if (!extra) {
    throw new Told(said("No file was given; choose one."));
  }
  try {
    return bytesOf(extra);
  } catch (error) {
    throw new Told(said("The file could not be read ({why}). Choose it again."), { why: reason(error) });
  }
}

/**
 * Tells how far the engine is, not more often than anyone can see. A worker never stops by that: who cancels replaces it.
 * @param {number} id
 */
function progress(id) {
  let last = performance.now();
  /** @param {number} done @param {number} total */
  return (done, total) => {
    const now = performance.now();
    if (now - last >= PROGRESS_EVERY_MS) {
      last = now;
      return say({ say: "progress", id, done, total }) === true;
    }
    return false;
  };
}

/** At once, not awaited: a question can then never overtake the one before. @param {Blob | ArrayBuffer} given */
function bytesOf(given) {
  return new Uint8Array(given instanceof ArrayBuffer ? given : new FileReaderSync().readAsArrayBuffer(given));
}

/** @param {Blob | ArrayBuffer} given @param {"file" | "baseline"} what */
function read(given, what) {
  try {
    return bytesOf(given);
  } catch (error) {
    const says = what === "file"
      ? said("The file could not be read ({why}). If it was changed, moved or opened elsewhere since you chose it, choose it again.")
      : said("The baseline export could not be read ({why}). If it was changed, moved or opened elsewhere since you chose it, choose it again.");
    throw new Told(says, { why: reason(error) }, what);
  }
}

/** @param {unknown} error */
function reason(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Safari tells a worker nothing of what its policy stopped, but it makes no such source where the policy forbids to send.
 * @param {string} address
 */
function isHeld(address) {
  try {
    new EventSource(`${address}?events`).close();
    return false;
  } catch {
    return true;
  }
}

/**
 * Tries to send from here, so that everyone can see that it fails; see `attempts` of the page's side.
 * @param {string} address
 */
async function prove(address) {
  let stopped = 0;
  const count = () => void stopped++;
  addEventListener("securitypolicyviolation", count);
  const end = await fetch(`${address}?worker`, { method: "POST", body: "test", mode: "no-cors" }).then(() => "sent", () => "failed");
  await new Promise((resolve) => setTimeout(resolve, 50));
  removeEventListener("securitypolicyviolation", count);
  const isStopped = stopped > 0 || (end === "failed" && isHeld(address));
  return [["fetch", isStopped ? "blocked" : end]];
}

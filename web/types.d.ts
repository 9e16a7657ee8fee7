// The shapes that go between the page's scripts. Read by the type check alone;
// nothing of this file reaches a browser.

/** What `load.js` brings and `client.js` makes workers from. */
interface Engine {
  module: WebAssembly.Module;
  /** What turns workbooks into text; `null` when it could not be loaded. */
  converter?: WebAssembly.Module | null;
  /** The address of a blob that holds the whole worker script. */
  script: string;
}

/** The engine's state as the page hears of it. */
type State = "loading" | "ready" | "replaced" | "failed";

/** What the page's side asks. `file` and `baseline` come along when the worker does not hold them yet. */
interface Question {
  id: number;
  call: "open" | "baseline" | "check" | "correct" | "summary" | "rules";
  options: string;
  format: string;
  file?: Blob;
  baseline?: Blob | null;
}

/** What the worker says: that it is there, how far it is, or the answer. */
type Message =
  | { say: "started" }
  | { say: "progress"; id: number; done: number; total: number }
  | { say: "answer"; id: number; value: unknown }
  | { say: "error"; id: number; error: string; unread: "file" | "baseline" | null }
  | { say: "dead"; id: number; error: string };

/** One corrected file, ready to be saved. */
interface CorrectedPart {
  name: string;
  users: number;
  size: number;
  sha256: string;
  blob: Blob;
}

interface CorrectedFile {
  report: string;
  parts: CorrectedPart[];
  refusal: string | null;
}

/** The glue that wasm-bindgen writes for `crates/module`. */
interface Glue {
  initSync(options: { module: WebAssembly.Module }): void;
  rules(): string;
  isForeign(file: Uint8Array): boolean;
  isWorkbook(file: Uint8Array): boolean;
  Checker: new (file: Uint8Array) => Checker;
}

interface Checker {
  setOrigin(origin: string, text: Uint8Array | undefined): void;
  addReading(encoding: string, text: Uint8Array): void;
  setBaseline(bytes: Uint8Array | undefined): void;
  check(options: string, progress: (done: number, total: number) => boolean): string;
  correct(options: string, take: (part: number, bytes: Uint8Array<ArrayBuffer>) => void): {
    report: string;
    parts: string;
    refusal: string | undefined;
    free(): void;
  };
  summary(options: string, format: string): Uint8Array<ArrayBuffer>;
  free(): void;
}

/** The glue that wasm-bindgen writes for `crates/convert-module`. */
interface ConverterGlue {
  initSync(options: { module: WebAssembly.Module }): void;
  Workbook: new (file: Uint8Array) => Workbook;
  Readings: new (file: Uint8Array) => { take(): [string, Uint8Array] | undefined; free(): void };
}

interface Workbook {
  choose(options: string): number;
  convert(sheet: number): { origin(): string; bytes(): Uint8Array | undefined; free(): void };
  free(): void;
}

/** In the worker: put before `worker.js` by `load.js`. */
declare const wasm_bindgen: Glue;
declare const hubcheck_convert: ConverterGlue | null;

/** Only a worker has it; the page's own types do not know it. */
declare class FileReaderSync {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

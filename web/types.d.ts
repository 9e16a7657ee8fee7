// The shapes that go between the page's scripts. Read by the type check alone;
// nothing of this file reaches a browser.

/** What `load.js` brings and `client.js` makes workers from. */
interface Engine {
  module: WebAssembly.Module;
  /** What turns workbooks into text, perhaps still on its way, or brought once it is needed; `null` when it could not be loaded. */
  converter?: Promise<WebAssembly.Module | null> | (() => Promise<WebAssembly.Module | null>);
  /** What takes over from this engine, which can only check, once it is here. */
  whole?: Promise<Engine>;
  /** Texts of languages beside English, by their tags. */
  languages?: [string, string][];
  /** The address of a blob that holds the whole worker script, or what makes something that answers like such a worker. */
  script: string | (() => Answering);
}

/** What the client needs of a worker. */
interface Answering {
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  postMessage(data: unknown): void;
  terminate(): void;
}

/** The page's app, once it runs. */
interface App {
  mount: Mount;
}

/** What the app is made from: its glue, which has to be given the wasm before it can be used. */
interface AppParts {
  app: App & { default(parts: { module_or_path: WebAssembly.Module }): Promise<unknown> };
  wasm: WebAssembly.Module;
}

/** The engine's state as the page hears of it. */
type State = "loading" | "ready" | "replaced" | "failed";

/** What the page's side asks. `file` and `baseline` come along when the worker does not hold them yet. */
interface Question {
  id: number;
  call:
    | "open" | "baseline" | "check" | "correct" | "summary" | "rules"
    | "plan" | "checklist" | "outputs" | "retry" | "resume" | "profile"
    | "rows" | "row" | "step" | "strip" | "prove";
  options: string;
  /** Of a summary; of outputs the kinds as JSON. */
  format: string;
  /** An error file, a session file or a profile. */
  extra?: Blob | ArrayBuffer;
  /** The part of the corrected file that was imported, from 1; without it the file as given. */
  part?: number;
  /** Users of each class that a plan names. */
  most?: number;
  /** Which rows of the grid are listed, as JSON. */
  show?: string;
  at?: At;
  /** Bytes where the worker could not read the page's file itself. */
  file?: Blob | ArrayBuffer;
  baseline?: Blob | ArrayBuffer | null;
}

/** Where in the grid: a window of its list, a row, a cell to go on from. */
interface At {
  from?: number;
  count?: number;
  row?: number;
  index?: number;
  forward?: boolean;
}

/** What the worker says: that it is there, how far it is, or the answer. */
type Message =
  | { say: "started" }
  /** A question waits for what the worker has not been given yet. */
  | { say: "held" }
  | { say: "progress"; id: number; done: number; total: number }
  | { say: "answer"; id: number; value: unknown }
  | { say: "error"; id: number; says: string; args: Record<string, string>; unread: "file" | "baseline" | null }
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

/** What the import will do, as JSON, and its picture as an SVG element. */
interface PlannedImport {
  plan: string;
  picture: string;
}

/** One file to be saved; `kind` as in the engine: corrected, manifest, zip, minimal, rollback, plan, and so on. */
interface OutputFile {
  kind: string;
  name: string;
  users: number | null;
  size: number;
  sha256: string;
  blob: Blob;
}

/** Files to be saved, and those that could not be made. */
interface OutputFiles {
  files: OutputFile[];
  refused: { kind: string; code: string; message: string }[];
  blockers: number;
  /** Users who lose a licence, or may. */
  removals: number;
}

/** What Control Hub's error file says of the file, and the files to retry with. */
interface RetryFile {
  retry: number;
  rows: { number: number | null; user: string | null; message: string }[];
  problems: string[];
  refusal: { code: string; message: string } | null;
  parts: CorrectedPart[];
}

/** The glue that wasm-bindgen writes for `crates/module`. */
interface Glue {
  initSync(options: { module: WebAssembly.Module }): void;
  rules(): string;
  addLanguage(language: string, texts: string): void;
  readProfile(options: string, file: Uint8Array): string;
  Checker: new (file: Uint8Array) => Checker;
  /** The whole engine alone has it. */
  warmUp?(corrects: boolean): number;
}

interface Checker {
  takeMore(bytes: Uint8Array, left: number): void;
  isForeign(): boolean;
  isWorkbook(): boolean;
  setOrigin(origin: string, text: Uint8Array | undefined): void;
  addReading(encoding: string, text: Uint8Array): void;
  setBaseline(bytes: Uint8Array | undefined): void;
  check(options: string, progress: (done: number, total: number) => boolean): string;
  correct(
    options: string,
    take: (part: number, bytes: Uint8Array<ArrayBuffer>) => void,
    progress: (done: number, total: number) => boolean,
  ): {
    report: string;
    parts: string;
    refusal: string | undefined;
    free(): void;
  };
  summary(options: string, format: string): Uint8Array<ArrayBuffer>;
  plan(options: string, most: number | undefined, progress: (done: number, total: number) => boolean): PlannedImport & { free(): void };
  checklist(options: string): string;
  outputs(options: string, kinds: string, take: (file: number, bytes: Uint8Array<ArrayBuffer>) => void): string;
  retry(
    options: string,
    errors: Uint8Array,
    part: number | undefined,
    take: (part: number, bytes: Uint8Array<ArrayBuffer>) => void,
  ): string;
  resume(options: string, session: Uint8Array): string;
  rows(options: string, show: string, from: number, count: number): string;
  row(options: string, show: string, row: number): string;
  step(options: string, show: string, row: number, index: number | undefined, forward: boolean): string;
  strip(options: string, show: string, parts: number): string;
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

/** In `keeper.js`: put before it by the build; and what the page's own types do not know of it. */
declare const VERSION: string;
declare const FILES: Record<string, string>;
declare const registration: ServiceWorkerRegistration;
declare function skipWaiting(): Promise<void>;
interface WindowEventMap {
  install: ExtendableEvent;
  activate: ExtendableEvent;
  fetch: ExtendableEvent & { request: Request; respondWith(response: Promise<Response>): void };
}
interface ExtendableEvent extends Event {
  waitUntil(done: Promise<unknown>): void;
}

/** In `hubcheck.html`: put before all scripts by the build. Runs a module and gives what it exports, by its path. */
declare const inlined: Record<string, () => any>;

/** Made by `cargo xtask module`: glue and worker script as a function, which gives what hears a question. */
declare module "*/engine/room.js" {
  export default function room(
    postMessage: (message: Message) => unknown,
    FileReaderSync: new () => object,
  ): (data: unknown) => void;
}

/** Made by `cargo xtask module`: what the element is made of beside its own script. */
declare module "*/built.js" {
  /** Files beside it, each with its address and its checksum. */
  export const files: Record<string, { at: URL; integrity: string }>;
  /** The whole worker script, and all styles. */
  export const worker: string;
  export const style: string;
  /** Gives a new instance of the app's glue. */
  export function app(): { initSync(options: { module: WebAssembly.Module }): void; mount: Mount };
}

/** As `mount` in `web/app/src/lib.rs` has it. */
type Mount = (
  root: Element,
  client: object,
  language: string,
  texts?: string,
  file?: File,
  invitation?: string[],
) => Mounted;

interface Mounted {
  give(name: string, written: string): void;
  speak(language: string, texts: string): void;
  complain(why: string): void;
  unmount(): void;
}

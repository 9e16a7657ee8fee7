// The types of the package. Where nothing else is said, names and values are those of the report's JSON, which page,
// command line and package share.

import type { CorrectedPart, Correction, OutputFiles, OutputKind, Plan, Report, Rule } from "./report.js";

export type * from "./report.js";

/** A file as its bytes: a text has lost the bytes that need checking. */
export type Input = Blob | ArrayBuffer | ArrayBufferView;

/** Where wasm comes from: an address, its bytes, or compiled already. */
export type Source = string | URL | BufferSource | WebAssembly.Module;

/** How the file will be imported: “Add services only” or “Add and remove services”. */
export type Mode = "add" | "add-remove";

/** An answer to findings, or a cell edited by hand. The narrower wins over the wider, the later over the earlier. */
export type Decision =
  | {
    /** A rule's name; without it every fix that is asked about is meant. */
    rule?: string;
    /** Data record, from 1; without it all of them. */
    row?: number;
    /** Column, from 0; without it all of them. */
    index?: number;
    /** `yes`, `no`, or the key of a choice. */
    answer: string;
  }
  | { row: number; index: number; edit: string };

/** What an organization says of itself; schema/profile.json of the project tells more. */
export interface Profile {
  $schema?: string;
  profile: 1;
  name?: string;
  /** Limits that take the place of the importer's usual ones, and who says so. */
  limits?: { users?: number; megabytes?: number; source: string };
  locations?: string[];
  domains?: string[];
  licences_left?: Record<string, number>;
  columns?: string[];
}

/** What is wanted, and how it is asked for. An option that does not exist is a TypeError. */
export interface Options {
  /** The file's name, for the report and the names of parts; by itself that of a `File`. */
  name?: string;
  /** An export of the same organization: what proves a value. */
  baseline?: Input | null;
  mode?: Mode | null;
  /** Users that go into one file; without it the importer's own limit. */
  limit?: number | null;
  /** Bytes from which a file is called large, and that go into one part then; without it 10 MB. */
  bytes?: number | null;
  /** Countries of the phone numbers, as ISO 3166 two-letter codes. */
  countries?: string[];
  /** Whether the organization assigns licences to new users by itself. */
  automatic_assignment?: boolean;
  /** Licences that are left, by `Standard`, `Premium`, a product's name or a column's. */
  licences_left?: Record<string, number>;
  /** What the organization says of itself, as it stands in its profile or as the file itself. */
  profile?: Profile | Input | null;
  /** Which Contact Center the organization has, for the checklist. */
  platform?: "1.0" | "new" | null;
  /** What people are spoken to in; by itself English. */
  language?: "en" | "da" | "pl" | "sv" | "fr" | "pt" | "";
  /** In which language the checklist names menus beside English; by itself as `language`. */
  menus?: string;
  /** What the admin decided. Proven corrections are applied unless refused, plausible ones when accepted. */
  decisions?: Decision[];
  /** Which findings the report carries: of one rule, from one on, so many of each rule (without it 1,000). */
  findings?: { rule?: string | null; from?: number; count?: number | null };
  /** Whether the report and the parts carry checksums; by itself they do. */
  sha256?: boolean;

  /** Ends what is under way; the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
  /** Told now and then how far check, correction or plan is, in bytes gone through. */
  onprogress?: (done: number, total: number) => void;
  /** Whether a worker answers. By itself that is so on a page, and not where there is none (Node, Deno, a worker). */
  worker?: boolean;
  /** The engine's wasm, where it is not beside the package. */
  wasm?: Source;
  /** The wasm that reads workbooks and rare encodings, brought when such a file comes; `null`: do without it. */
  converter?: Source | null;
}

/** What is wrong with the file, what would be corrected, and what only a person can decide. */
export function check(file: Input, options?: Options): Promise<Report>;

/** The corrected file, in as many parts as the limit asks for, or why there is none. */
export function correct(file: Input, options?: Options): Promise<Correction>;

/** The parts of the corrected file alone; an Error says why there are none. */
export function parts(file: Input, options?: Options): Promise<CorrectedPart[]>;

/** What the import will do to every user. */
export function plan(file: Input, options?: Options): Promise<Plan>;

/** All rules with their texts and examples. */
export function rules(options?: Pick<Options, "signal" | "worker" | "wasm">): Promise<Rule[]>;

/** Holds a file for several questions. Close it when there are no more. */
export function open(file: Input, options?: Options): Promise<Checker>;

/** One file, and the worker that holds it. Each question may change the options that it was opened with. */
export class Checker {
  private constructor();
  check(changed?: Question): Promise<Report>;
  correct(changed?: Question): Promise<Correction>;
  parts(changed?: Question): Promise<CorrectedPart[]>;
  plan(changed?: Question): Promise<Plan>;
  /** The change summary. */
  summary(format: "csv" | "json" | "html", changed?: Question): Promise<Blob>;
  /** Files to take along beside the corrected one: the plan, the minimal file, the way back, and so on. */
  outputs(kinds: OutputKind[], changed?: Question): Promise<OutputFiles>;
  /** Lets go of the worker and the file; whoever still waits gets an `AbortError`. */
  close(): void;
}

/** What can differ from question to question. */
export type Question = Omit<Options, "baseline" | "worker" | "wasm" | "converter">;

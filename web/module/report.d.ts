// The shapes of the answers: the engine's own JSON (crates/engine/src/report.rs, plan/shape.rs, pages.rs). A golden test
// holds them to what the engine says.

import type { Mode } from "./index.js";

export type Severity = "blocker" | "warning" | "note";

/** Findings by severity. */
export type Totals = Record<Severity, number>;

/** Everything the engine found, and what became of it. */
export interface Report {
  /** Version of this shape. */
  report: number;
  file: ReportFile;
  mode: Mode | null;
  /** Users that go into one file. */
  limit: number;
  /** Files that the corrected file is handed out in; 0 when it is refused. */
  parts: number;
  /** Nothing above a note; the offered fixes clear all blockers; or something blocks that no fix clears. */
  verdict: "ready" | "fixable" | "blocked";
  totals: Totals;
  /** Of findings whose fix is not applied. */
  left: Totals;
  changes: { cells: number; records: number };
  /** Why no corrected file can be handed out now. */
  refusal: Refusal | null;
  /** Rows that cannot be split into columns yet. */
  undecided: Undecided | null;
  baseline: BaselineSummary | null;
  /** One entry for each rule that found something; worst first. */
  rules: RuleTotals[];
  /** In the order of `rules`, within a rule in the order of the file. */
  findings: Finding[];
}

export interface ReportFile {
  name: string;
  size: number;
  /** Lower-case hexadecimal. */
  sha256: string | null;
  /** WHATWG label, such as `utf-8`. */
  encoding: string;
  separator: string;
  line_end: "crlf" | "lf" | "cr" | "mixed" | "none";
  /** The workbook that the text comes from. */
  workbook?: { kind: "xlsx" | "xls" | "ods"; sheet: string };
  /** Data records; the header is not counted. */
  records: number;
  columns: { index: number; header: string; kind: string }[];
}

/** `code` for programs, `message` for people. */
export interface Refusal {
  code: string;
  message: string;
}

export interface Undecided {
  rows: number;
  first: number[];
  edited: number[];
  set_aside: boolean;
  message: string;
}

export interface BaselineSummary {
  records: number;
  /** Users of the file that it holds. */
  matched: number;
  encoding: string;
  message: string | null;
}

/** The findings of one rule, counted. */
export interface RuleTotals {
  code: string;
  name: string;
  severity: Severity;
  total: number;
  safe: number;
  ask: number;
  show: number;
  applied: number;
  refused: number;
  open: number;
  /** The refused and the open ones by their own severity. */
  left: Totals;
}

export interface Finding {
  /** The rule's name, which never changes its meaning. */
  rule: string;
  code: string;
  severity: Severity;
  /** Physical line, from 1; of a workbook the row of its sheet. */
  line: number | null;
  /** Data record, from 1. */
  row: number | null;
  column: string | null;
  /** The column, from 0. */
  index: number | null;
  /** The cell of a workbook, such as `L2`. */
  cell?: string;
  /** Adjacent faults that this one stands for. */
  count: number;
  value: string;
  /** What is wrong here, in one sentence. */
  what: string;
  /** Place, what, why and what to do. */
  message: string;
  /** `null` when only a person can correct it. */
  fix: Fix | null;
  applied: boolean;
  /** The decision that reached it. */
  answer: string | null;
}

export interface Fix {
  /** Proven, or to be asked about. */
  safety: "safe" | "ask";
  does: string;
  /** The cell afterwards; `null` when more than this cell changes. */
  after: string | null;
  choices: { choice: string; does: string; after: string | null }[];
  evidence: { kind: string; says: string } | null;
}

export interface Correction {
  report: Report;
  parts: CorrectedPart[];
  /** Why there are no parts, as a sentence. */
  refusal: string | null;
}

/** One corrected file. */
export interface CorrectedPart {
  name: string;
  users: number;
  size: number;
  sha256: string;
  blob: Blob;
}

export type OutputKind =
  | "corrected" | "manifest" | "zip" | "minimal" | "rollback" | "plan" | "picture" | "by-hand" | "checklist" | "summary"
  | "redacted" | "session";

export interface OutputFiles {
  files: { kind: OutputKind; name: string; users: number | null; size: number; sha256: string; blob: Blob }[];
  refused: { kind: OutputKind; code: string; message: string }[];
  blockers: number;
  /** Users who lose a licence, or may. */
  removals: number;
}

/** What becomes of a user; where several fit, the first of this list. */
export type Class =
  | "loses-licence" | "both" | "loses-if-held" | "switches" | "new-user" | "gains" | "keeps" | "will-have" | "no-effect"
  | "attributes" | "untouched" | "absent";

export type Tier = "standard" | "premium";

export interface Plan {
  /** Version of this shape. */
  plan: number;
  mode: Mode | null;
  baseline: BaselineSummary | null;
  /** How far the plan can be trusted. */
  messages: string[];
  refusal: Refusal | null;
  /** Findings that stop the import and are not decided yet. */
  blockers: number;
  totals: {
    users: number;
    in_file: number;
    /** Records that name nobody. */
    unnamed: number;
    classes: Record<Class, number> | null;
    modes?: PerMode<Record<Class, number>>;
    contact_center: { before: TierCounts; after: TierCounts | null; modes?: PerMode<TierCounts> };
  };
  licences: PlannedLicence[];
  /** Those who lose something first, then by class. */
  users: PlannedUser[];
}

/** One value for each mode, where none is chosen. */
export type PerMode<T> = Record<Mode, T>;

export type TierCounts = Record<Tier | "both" | "none" | "unknown", number>;

export interface LicenceOutcome {
  after: number | null;
  /** Licences that the import takes from the pool. */
  needed: number;
  released: number;
  left: number | null;
  missing: number;
}

export interface PlannedLicence extends Partial<LicenceOutcome> {
  licence: string;
  index: number | null;
  tier: Tier | null;
  true: number;
  false: number;
  blank: number;
  before: number | null;
  modes?: PerMode<LicenceOutcome>;
}

export interface PlannedUser {
  user: string;
  row: number | null;
  class: Class | null;
  before: Tier[] | null;
  after: Tier[] | null;
  automatic?: boolean;
  licences: ChangedLicence[];
  attributes: { column: string; index: number; before: string | null; after: string }[];
  modes?: PerMode<{ class: Class; after: Tier[] | null; licences: ChangedLicence[] }>;
}

export interface ChangedLicence {
  column: string;
  tier: Tier | null;
  before: boolean | null;
  after: boolean | null;
}

export interface Rule {
  code: string;
  name: string;
  severity: Severity;
  summary: string;
  why: string;
  todo: string;
  fix: { safety: "safe" | "ask"; does: string } | null;
  source: string;
  examples: { before: string; after: string | null; baseline: string | null; options?: string }[];
}

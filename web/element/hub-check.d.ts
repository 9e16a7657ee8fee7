// What a page around `<hub-check>` can hear and say.

import type { CorrectedPart, Report } from "../module/report.js";

/** A file was checked, or checked again after an answer. Of each rule the report carries the first findings; its totals count all. */
export type Checked = CustomEvent<{ report: Report }>;

/** The corrected file was made to be saved: its parts, each with its bytes as a Blob. */
export type Corrected = CustomEvent<{ report: Report; parts: CorrectedPart[] }>;

/** What was asked for could not be done, or hubcheck cannot start here. */
export type Failed = CustomEvent<{ message: string }>;

declare global {
  interface HTMLElementTagNameMap {
    "hub-check": HTMLElement;
  }

  interface HTMLElementEventMap {
    checked: Checked;
    corrected: Corrected;
    failed: Failed;
  }
}

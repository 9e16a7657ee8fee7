// A client that tells the page around what became of a file: for the element, and for the page in a frame.
//
// What must stay true: only the public report and the corrected files are told, and only what the admin asked for:
// lists that the app pages through are no new check.

import { Client } from "./client.js";

export class Telling extends Client {
  #tell;

  /**
   * @param {Promise<Engine>} engine
   * @param {() => boolean} isLocked
   * @param {(language: string) => Promise<string | null>} language
   * @param {(name: "checked" | "corrected" | "failed", detail: object) => void} tell
   */
  constructor(engine, isLocked, language, tell) {
    super(engine, isLocked, language);
    this.#tell = tell;
    this.ready().catch((error) => {
      if (error.name !== "AbortError") {
        tell("failed", { message: error.message });
      }
    });
  }

  /**
   * @override
   * @param {string} options
   * @param {(done: number, total: number) => void} [onprogress]
   */
  async check(options, onprogress) {
    const report = await this.#heard(super.check(options, onprogress));
    const { findings } = JSON.parse(options);
    if (!findings?.rule && !findings?.from) {
      this.#tell("checked", { report: JSON.parse(report) });
    }
    return report;
  }

  /** @override @param {string} options */
  async correct(options) {
    // The app shows no checksums and asks for none; whoever is told may want to compare.
    const asked = JSON.stringify({ ...JSON.parse(options), sha256: true });
    const corrected = await this.#heard(super.correct(asked));
    if (corrected.refusal === null) {
      const parts = corrected.parts.map((part) => ({ ...part }));
      this.#tell("corrected", { report: JSON.parse(corrected.report), parts });
    } else {
      this.#tell("failed", { message: corrected.refusal });
    }
    return corrected;
  }

  /** @override @param {string} options @param {string[]} kinds */
  async outputs(options, kinds) {
    const made = await super.outputs(options, kinds);
    if (kinds.includes("zip")) {
      await this.correct(options); // the same parts, in an archive
    }
    return made;
  }

  /**
   * @template T
   * @param {Promise<T>} answer
   * @returns {Promise<T>}
   */
  async #heard(answer) {
    try {
      return await answer;
    } catch (error) {
      // What the admin cancelled did not fail.
      if (error instanceof Error && error.name !== "AbortError") {
        this.#tell("failed", { message: error.message });
      }
      throw error;
    }
  }
}

/** What can be said of an import from outside, by attribute or by address; what is said wrongly is left out. */
export const GIVEN = ["mode", "limit", "country"];

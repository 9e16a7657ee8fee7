// Errors that the page can word in its own language.

/** Marks what the page has words for in each language; `tests/languages.rs` finds it. @param {string} english */
export const said = (english) => english;

/** An error with an English message, and with what the page words in its own language: `says`, with `{…}` for each of `args`. */
export class Told extends Error {
  /** @param {string} says @param {Record<string, string>} args */
  constructor(says, args) {
    super(says.replace(/\{(\w+)\}/g, (_, name) => args[name] ?? ""));
    this.says = says;
    this.args = args;
  }
}

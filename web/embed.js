// The page in a frame of another one (`?embed`): what the address says of the import, and what that page is told.
//
// What must stay true: nothing is told unless the address names the origin that may hear it, and the browser lets nobody
// else hear it. Nothing is heard but from the page around, of that origin. What is told is said on the page.

import { GIVEN, Telling } from "./telling.js";

/** What the page around may set later, beside the language. */
const SETTABLE = [...GIVEN, "theme"];

/**
 * The frame that this page is shown in; nothing where the address does not ask for that.
 * @param {URL} address
 */
export function frame(address) {
  const asked = address.searchParams.get("embed");
  return asked === null ? null : new Frame(address.searchParams, originOf(asked));
}

class Frame {
  #told;
  #words;

  /** @param {URLSearchParams} words @param {string | null} told */
  constructor(words, told) {
    this.#words = words;
    this.#told = told;
    document.documentElement.dataset.embed = "";
    dress(words.get("theme"));
  }

  /** As `mount` takes it. */
  invitation() {
    const given = GIVEN.filter((name) => this.#words.has(name)).flatMap((name) => [name, this.#words.get(name) ?? ""]);
    return ["frame", this.#told ?? "", ...given];
  }

  /**
   * @param {Promise<Engine>} engine
   * @param {() => boolean} isLocked
   * @param {(language: string) => Promise<string | null>} language
   */
  client(engine, isLocked, language) {
    return new Telling(engine, isLocked, language, (name, detail) => this.#tell(name, detail));
  }

  /**
   * From now on the page around is heard.
   * @param {Mounted} mounted
   * @param {HTMLElement} root
   * @param {{language(language: string): Promise<string | null>}} client
   */
  attend(mounted, root, client) {
    if (this.#told === null) {
      return;
    }
    addEventListener("message", async ({ source, origin, data }) => {
      if (source !== parent || origin !== this.#told || data?.hubcheck !== "set") {
        return;
      }
      for (const name of SETTABLE.filter((name) => name in data)) {
        const value = String(data[name] ?? "");
        name === "theme" ? dress(value) : mounted.give(name, value);
      }
      const words = "lang" in data ? await client.language(String(data.lang)) : null;
      if (words !== null) {
        mounted.speak(String(data.lang), words);
      }
    });
    // So that a frame can be made as tall as what is in it.
    new ResizeObserver(() => this.#tell("size", { height: Math.ceil(root.getBoundingClientRect().height) })).observe(root);
    this.#tell("ready", {});
  }

  /** @param {string} name @param {object} detail */
  #tell(name, detail) {
    if (this.#told !== null && parent !== window) {
      parent.postMessage({ ...detail, hubcheck: name }, this.#told);
    }
  }
}

/**
 * An origin as browsers write it; nothing else may be told anything.
 * @param {string} asked
 */
function originOf(asked) {
  try {
    const { origin, protocol } = new URL(asked);
    return asked === origin && /^https?:$/.test(protocol) ? origin : null;
  } catch {
    return null;
  }
}

/** @param {string | null} theme */
function dress(theme) {
  document.documentElement.dataset.theme = theme || "auto";
}

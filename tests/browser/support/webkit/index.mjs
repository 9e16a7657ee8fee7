// WebKit with the few verbs of Playwright's Browser that the scenarios use.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { ENDS_WITHIN_MS, screen, start } from "./driver.mjs";
import { Page } from "./page.mjs";

/** A window cannot be narrower; a page can, in a frame. */
const NARROWEST = 480;

export async function launch() {
  const { display, close } = await screen();
  /** @type {Set<Page>} */
  const pages = new Set();
  /** @type {Map<string, Awaited<ReturnType<typeof start>>[]>} browsers that nobody uses, by what they were started with */
  const idle = new Map();
  return {
    /** A browser for each context. One that starts anew takes longer than most tests, so it is used again. */
    async newContext({ locale = "en-GB", viewport = { width: 1280, height: 720 }, ...options } = {}) {
      const kind = JSON.stringify({ locale, ...options });
      const browser = idle.get(kind)?.pop() ?? (await start(display, { locale, ...options }));
      const visit = new Visit(browser, async (isAlone) => {
        pages.delete(visit.first);
        if (isAlone && (await forgets(browser))) {
          idle.set(kind, [...(idle.get(kind) ?? []), browser]);
        } else {
          await browser.close();
        }
      });
      pages.add(visit.first);
      if (viewport.width < NARROWEST) {
        visit.first.frame = viewport;
      } else {
        await visit.first.size(viewport);
      }
      return visit;
    },
    async close() {
      const used = [...pages].map((page) => page.close().then(() => page.browser.close()));
      await Promise.all([...used, ...[...idle.values()].flat().map((browser) => browser.close())]);
      await close();
    },
  };
}

/** What of Playwright's BrowserContext the scenarios use: the pages of one visit. */
class Visit {
  #browser;
  #ended;
  /** @type {Page[]} that were opened beside the first one */
  #others = [];
  #isBegun = false;

  /** `ended` is told whether the first page is the only one. */
  constructor(browser, ended) {
    this.#browser = browser;
    this.#ended = ended;
    this.first = new Page(browser);
    this.first.context = () => this;
  }

  async newPage() {
    if (!this.#isBegun) {
      this.#isBegun = true;
      return this.first;
    }
    await this.#beside();
    const { handle } = await this.first.send("POST", "/window/new", { type: "tab" });
    return this.#opened(handle);
  }

  /** A page that the one before opens. */
  async waitForEvent(event) {
    assert.equal(event, "page", "nothing else of a visit is waited for");
    await this.#beside();
    const known = [this.first, ...this.#others].map(({ window }) => window);
    let handle;
    await this.first.patiently("no page was opened", undefined, async () => {
      handle = (await this.first.send("GET", "/window/handles")).find((handle) => !known.includes(handle));
      return handle;
    });
    return this.#opened(handle);
  }

  on(event, listener) {
    this.first.on(event, listener);
  }

  async close() {
    await Promise.all([this.first, ...this.#others].map((page) => page.close()));
    await this.#ended(this.#others.length === 0);
  }

  /** From now on the first page is one of several. */
  async #beside() {
    this.first.window ??= await this.first.send("GET", "/window");
  }

  #opened(window) {
    const page = new Page(this.#browser);
    page.window = window;
    this.#others.push(page);
    return page;
  }
}

/** Leaves the page and what its site kept; whether the browser is as good as new. One that saved files lists them for ever. */
async function forgets({ send, home, downloads }) {
  try {
    const hasSaved = (await readdir(home)).some((name) => name.startsWith("saved")) || (await readdir(downloads)).length > 0;
    if (hasSaved) {
      return false;
    }
    await send("POST", "/frame", { id: null }, ENDS_WITHIN_MS); // one that has died says nothing
    const script = "try { localStorage.clear(); sessionStorage.clear(); } catch { /* it may keep nothing here */ }";
    await send("POST", "/execute/sync", { script, args: [] });
    await send("POST", "/url", { url: "about:blank" });
    return true;
  } catch {
    return false; // it has gone
  }
}

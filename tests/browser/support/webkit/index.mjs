// WebKit with the few verbs of Playwright's Browser that the scenarios use.

import { readdir } from "node:fs/promises";
import { screen, start } from "./driver.mjs";
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
    /** A browser for each context, with one page. One that starts anew takes longer than most tests, so it is used again. */
    async newContext({ locale = "en-GB", viewport = { width: 1280, height: 720 }, ...options } = {}) {
      const kind = JSON.stringify({ locale, ...options });
      const browser = idle.get(kind)?.pop() ?? (await start(display, { locale, ...options }));
      const page = new Page(browser);
      pages.add(page);
      if (viewport.width < NARROWEST) {
        page.frame = viewport;
      } else {
        await page.size(viewport);
      }
      const close = async () => {
        pages.delete(page);
        await page.close();
        if (await forgets(browser)) {
          idle.set(kind, [...(idle.get(kind) ?? []), browser]);
        } else {
          await browser.close();
        }
      };
      return { newPage: async () => page, on: (event, listener) => page.on(event, listener), close };
    },
    async close() {
      const used = [...pages].map((page) => page.close().then(() => page.browser.close()));
      await Promise.all([...used, ...[...idle.values()].flat().map((browser) => browser.close())]);
      await close();
    },
  };
}

/** Leaves the page and what its site kept; whether the browser is as good as new. One that saved files lists them for ever. */
async function forgets({ send, home, downloads }) {
  try {
    const hasSaved = (await readdir(home)).some((name) => name.startsWith("saved")) || (await readdir(downloads)).length > 0;
    if (hasSaved) {
      return false;
    }
    await send("POST", "/frame", { id: null });
    const script = "try { localStorage.clear(); sessionStorage.clear(); } catch { /* it may keep nothing here */ }";
    await send("POST", "/execute/sync", { script, args: [] });
    await send("POST", "/url", { url: "about:blank" });
    return true;
  } catch {
    return false; // it has gone
  }
}

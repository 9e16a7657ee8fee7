// WebKit with the few verbs of Playwright's Browser that the scenarios use.

import { screen, start } from "./driver.mjs";
import { Page } from "./page.mjs";

/** A window cannot be narrower; a page can, in a frame. */
const NARROWEST = 480;

export async function launch() {
  const { display, close } = await screen();
  /** @type {Set<Page>} */
  const pages = new Set();
  return {
    newContext: (options) => context(display, pages, options),
    async close() {
      await Promise.all([...pages].map((page) => page.close()));
      await close();
    },
  };
}

/** A browser of its own for each context, with one page. */
async function context(display, pages, { locale = "en-GB", viewport = { width: 1280, height: 720 }, ...options } = {}) {
  const page = new Page(await start(display, { locale, ...options }));
  pages.add(page);
  if (viewport.width < NARROWEST) {
    page.frame = viewport;
  } else {
    await page.size(viewport);
  }
  const close = async () => {
    pages.delete(page);
    await page.close();
  };
  return { newPage: async () => page, on: (event, listener) => page.on(event, listener), close };
}

// Starts Chromium and opens pages in it.

import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser that `cargo xtask` found, or the one Debian brings. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
  });
}

/**
 * Opens an address and collects what goes wrong on the page.
 * @param {import("playwright-core").Browser} browser
 * @param {string} address
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ acceptDownloads: true, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  /** @type {string[]} */
  const wrong = [];
  /** @type {string[]} what page and workers ask for, wherever it comes from */
  const asked = [];
  context.on("request", (request) => asked.push(request.url()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") {
      wrong.push(message.text());
    }
  });
  await page.goto(address);
  return { page, context, wrong, asked };
}

/**
 * Waits until the page says yes. Playwright's own `waitForFunction` evaluates
 * a string on the page, which the page's policy rightly forbids.
 * @param {import("playwright-core").Page} page
 * @param {() => unknown} predicate
 */
export async function until(page, predicate, withinMs = 10_000) {
  const end = Date.now() + withinMs;
  while (!(await page.evaluate(predicate))) {
    if (Date.now() > end) {
      throw new Error(`never came true: ${predicate}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

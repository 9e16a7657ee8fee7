// Starts a browser and opens pages in it. `ENGINE` says which engine: the
// scenarios are the same in each. Chromium and Firefox are driven by Playwright,
// WebKit by WebDriver with the same verbs.

import { chromium } from "playwright-core";
import { launch as firefox } from "./firefox.mjs";
import { launch as webkit } from "./webkit/index.mjs";

/** @type {"chromium" | "firefox" | "webkit"} */
export const engine = process.env.ENGINE ?? "chromium";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const LAUNCH = {
  /** The browser that `cargo xtask` found, or the one Debian brings. */
  chromium: () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS }),
  firefox,
  webkit,
};

export function launch() {
  return LAUNCH[engine]();
}

/**
 * For a test that only some engines can run: its options, with the reason why the others cannot.
 * @param {string[]} engines
 * @param {string} why
 */
export function only(engines, why) {
  return { skip: engines.includes(engine) ? false : why };
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
  if (process.env.SLOW) {
    await page.evaluate(slowDown);
  }
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

/**
 * Runs on the page: whether all of it is drawn. What takes longer than one frame Yew does in several turns of the browser, so
 * that on a slow machine some of the page may be older than the rest.
 */
export async function isDrawn() {
  if (!globalThis.turns) {
    const { setTimeout: wait, clearTimeout: stop } = globalThis;
    const turns = (globalThis.turns = new Set());
    globalThis.setTimeout = (task, ms, ...rest) => {
      if (ms > 0) {
        return wait(task, ms, ...rest);
      }
      const turn = wait(() => {
        turns.delete(turn);
        task(...rest);
      });
      turns.add(turn);
      return turn;
    };
    globalThis.clearTimeout = (timer) => {
      turns.delete(timer);
      stop(timer);
    };
    await new Promise((resolve) => wait(resolve, 5)); // a turn that was left to the browser before comes earlier
  }
  return globalThis.turns.size === 0;
}

/** Runs on the page: from now on Yew takes any time for longer than a frame, as on a slow machine. */
export function slowDown() {
  let now = Date.now();
  Date.now = () => (now += 50);
}

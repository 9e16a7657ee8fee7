// How smoothly the rows of a large file scroll: the time of each frame while a
// person would scroll slowly, throw the list, and pull its bar across the file.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { launch, only } from "./support/browser.mjs";
import { verdict, view, visit } from "./support/page.mjs";
import { dropLarge } from "./support/large.mjs";

/** The aim is a frame of 16.7 ms; a busy machine without a graphics card gets more before it fails. */
const AIM_MS = 16.7;
const LIMIT_MS = 50;

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** Runs on the page: scrolls so many pixels in each frame; gives the times and how many frames showed unread rows. */
async function scroll([frames, down, across]) {
  const grid = document.querySelector(".grid");
  const times = [];
  let unread = 0;
  let before = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < frames; frame++) {
    grid.scrollTop += down;
    grid.scrollLeft += across;
    const now = await new Promise(requestAnimationFrame);
    times.push(now - before);
    before = now;
    unread += [...grid.querySelectorAll(".grid__number")].some((number) => number.textContent === "") ? 1 : 0;
  }
  return { times, unread };
}

test("200,000 rows of 40 columns scroll", only(["chromium"], "the times are those of Chromium's frames"), async (t) => {
  const { page, stayedQuiet } = await visit(t, browser, { viewport: { width: 1280, height: 800 } });
  await page.evaluate(dropLarge, [200_000, 40]);
  await verdict(page).waitFor({ timeout: 60_000 });
  await view(page, "File").click();
  await page.locator("[data-cell='0:1']").waitFor({ timeout: 60_000 });
  for (const [name, ...step] of [
    ["slowly down", 240, 12, 0],
    ["quickly down", 240, 300, 0],
    ["across", 120, 0, 30],
    ["from end to end", 120, 46_000, 0],
  ]) {
    const { times, unread } = await page.evaluate(scroll, step);
    const sorted = times.toSorted((one, other) => one - other);
    const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(1);
    t.diagnostic(`${name}: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms, ${unread} of ${times.length} frames `
      + `with rows not read yet; aim ${AIM_MS} ms`);
    assert.ok(Number(at(0.5)) < LIMIT_MS, name);
  }
  await stayedQuiet();
});

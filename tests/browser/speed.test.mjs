// From the drop to the verdict on the page, as a person waits for it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, only } from "./support/browser.mjs";
import { dropLarge } from "./support/large.mjs";
import { visit } from "./support/page.mjs";

const [ROWS, COLUMNS] = [20_000, 25];

/** The aim is 300 ms on two free cores; a busy machine gets more before it fails. */
const AIM_MS = 300;
const LIMIT_MS = 1_500;

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

test(`${ROWS} rows from drop to verdict`, only(["chromium"], "the aim is set for Chromium"), async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  const times = [];
  for (let run = 0; run < 3; run++) {
    times.push(await page.evaluate(painted, await page.evaluate(dropLarge, [ROWS, COLUMNS])));
    await page.getByRole("button", { name: "Check another file" }).click();
  }
  const best = Math.min(...times);
  t.diagnostic(`drop to verdict, ${ROWS} rows: ${times.map((time) => `${Math.round(time)} ms`).join(", ")}; aim ${AIM_MS} ms`);
  assert.ok(best < LIMIT_MS, `${best} ms`);
  await stayedQuiet();
});

/** Runs on the page: waits until the verdict is painted; gives the time since then. */
async function painted(begun) {
  await new Promise((resolve) => {
    const look = () => (document.querySelector(".verdict__title") ? resolve() : requestAnimationFrame(look));
    look();
  });
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - begun;
}

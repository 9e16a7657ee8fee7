// Everyone can use the page: no violation that axe knows, no sideways
// scrolling, in light and dark, on a phone and on a desk.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { settled, visit } from "./support/page.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

async function violations(page) {
  // Through the debugger: the page's own policy lets no script in.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run({ preload: false }));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`${colorScheme}, ${width} pixels`, async (t) => {
      const { page, stayedQuiet } = await visit(t, browser, {
        colorScheme,
        viewport: { width, height: 800 },
        reducedMotion: "reduce",
      });
      const check = async (what) => {
        assert.deepEqual(await violations(page), [], what);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${what} is ${wide} pixels too wide`);
      };
      await check("the first view");
      await page.getByRole("button", { name: "Try a damaged sample" }).click();
      await settled(page);
      const closed = page.locator(".group__toggle[aria-expanded=false]");
      while (await closed.count()) {
        await closed.first().click();
      }
      await check("the result");
      for (const [what, part] of [
        ["Plan", ".plan__removals, .plan .notice"],
        ["Downloads", ".outputs"],
        ["After the import", ".retry"],
      ]) {
        await page.getByRole("navigation", { name: "Steps" }).getByRole("link", { name: what }).click();
        await page.locator(part).waitFor();
        await check(`the view ${what}`);
      }
      stayedQuiet();
    });
  }
}

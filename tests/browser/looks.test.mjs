// Everyone can use the page: no violation that axe knows, no sideways
// scrolling, nothing that moves by itself or jumps, in light and dark, on a
// phone, on a desk, at twice the size and in colours of one's own.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, only, until } from "./support/browser.mjs";
import { drop, isEdited, settled, view, visit, withEndlessWork } from "./support/page.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

async function violations(page) {
  // Through the debugger: the page's own policy lets no script in.
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.evaluate(axe);
  }
  const { violations } = await page.evaluate(() => globalThis.axe.run({ preload: false, resultTypes: ["violations"] }));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

/** Every state of the page, one after the other; `check` is told its name. */
async function everyState(page, check) {
  await check("the first view");
  await page.getByRole("button", { name: "Test it yourself" }).click();
  await check("the sheet of trust");
  await page.keyboard.press("Escape");
  await drop(page, "notes.csv", "This is no list of users.\r\n");
  await settled(page);
  await check("no user file");
  await drop(page, "empty.csv", "");
  await settled(page);
  await check("an empty file");
  await drop(page, "clean.csv", "User ID/Email (Required),First Name,Last Name\r\nann@example.com,Ann,Lee\r\n");
  await settled(page);
  await check("nothing found");
  await page.getByRole("button", { name: "Check another file" }).click();
  await page.getByRole("button", { name: "Try a damaged sample" }).click();
  await settled(page);
  const closed = page.locator(".group__toggle[aria-expanded=false]");
  while (await closed.count()) {
    await closed.first().click();
  }
  await check("the result");
  for (const [what, there] of [
    ["Plan", ".plan__removals, .plan .notice"], ["Downloads", ".outputs"], ["After the import", ".retry"], ["File", "[data-cell='0:1']"],
  ]) {
    await view(page, what).click();
    await page.locator(there).waitFor();
    await check(`the view ${what}`);
  }
  await page.keyboard.press("F8");
  await page.locator(".detail .finding").first().waitFor();
  await until(page, () => document.activeElement?.dataset.cell !== undefined); // Enter is meant for the cell, not for the link before
  await check("a chosen cell");
  await page.keyboard.press("Enter");
  await isEdited(page);
  await check("a cell that is edited");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await check("the sheet of keys");
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox").fill("nobody has this");
  await page.getByText("No row matches").waitFor();
  await check("a search without result");
}

/** What is wrong with the page as it stands. */
async function fits(page, what) {
  assert.deepEqual(await violations(page), [], what);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${what} is ${wide} pixels too wide`);
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`${colorScheme}, ${width} pixels`, async (t) => {
      const { page, stayedQuiet } = await visit(t, browser, {
        colorScheme,
        viewport: { width, height: 800 },
        reducedMotion: "reduce",
      });
      await everyState(page, (what) => fits(page, what));
      await stayedQuiet();
    });
  }
}

test("twice the size: a desk's window at 200 %", async (t) => {
  // What zooming does: half the pixels for the page, each twice as large.
  const { page, stayedQuiet } = await visit(t, browser, { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 });
  await everyState(page, (what) => fits(page, what));
  await stayedQuiet();
});

test("colours of one's own: what is chosen, changed and found is still seen", only(["chromium", "firefox"], "WebKit knows no colours of one's own"), async (t) => {
  const { page, stayedQuiet } = await visit(t, browser, { forcedColors: "active" });
  await everyState(page, (what) => fits(page, what));
  await page.getByRole("searchbox").fill("");
  await page.locator("[data-cell='0:0']").waitFor();
  const chosen = page.locator("[data-cell][tabindex='0']");
  assert.notEqual(await chosen.evaluate((cell) => getComputedStyle(cell).outlineStyle), "none");
  assert.ok(await page.locator(".grid__sign svg").count(), "findings have a shape");
  await stayedQuiet();
});

test("reduced motion: nothing moves by itself", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser, { reducedMotion: "reduce" });
  await everyState(page, async (what) => {
    const moving = await page.evaluate(() => document.getAnimations()
      .filter(({ playState, effect }) => playState === "running" && effect.getComputedTiming().duration > 0)
      .map(({ effect }) => effect.target.className));
    assert.deepEqual(moving, [], what);
    const slow = await page.evaluate(() => [...document.querySelectorAll("*")]
      .filter((element) => getComputedStyle(element).transitionDuration.split(", ").some((time) => time !== "0s"))
      .map((element) => element.className));
    assert.deepEqual(slow, [], what);
  });
  await stayedQuiet();
});

test("a screen reader is told the verdict, and how far a long check is", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser, {}, await withEndlessWork());
  const told = (text) => page.locator(".page > [role=status]").getByText(text).waitFor({ state: "attached" });
  const file = "First Name,User ID/Email (Required),Contact Center Standard\r\nAnn,ann@example.com,SAND\r\n";
  await drop(page, "endless.csv", file);
  await told(/^Checking your file… 50 %$/);
  await page.getByRole("button", { name: "Cancel" }).click();
  await drop(page, "users.csv", file);
  await told(/would refuse/);
  await stayedQuiet();
});

test("nothing jumps while the page loads and a file is checked", only(["chromium"], "only Chromium tells of layout shifts"), async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  const moved = () => page.evaluate(() => new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().filter((entry) => !entry.hadRecentInput)
      .reduce((sum, entry) => sum + entry.value, 0))).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(0), 300);
  }));
  const loading = await moved();
  t.diagnostic(`layout shift while loading: ${loading.toFixed(4)}`);
  assert.ok(loading < 0.02, `${loading} while loading`);
  await page.getByRole("button", { name: "Try a damaged sample" }).click();
  await settled(page);
  await view(page, "File").click();
  await page.locator("[data-cell='0:1']").waitFor();
  await page.waitForTimeout(600); // what follows an action of one's own is counted only after half a second
  const before = await moved();
  await page.keyboard.press("F8");
  await page.locator(".detail .finding").first().waitFor();
  await page.waitForTimeout(600);
  const after = await moved();
  t.diagnostic(`layout shift in all: ${after.toFixed(4)}`);
  assert.ok(after < 0.1 && after >= before, `${after} in all`);
  await stayedQuiet();
});

test("on paper: the verdict and the findings, without what only a screen can do", only(["chromium"], "only Chromium can be asked to look like paper"), async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await page.getByRole("button", { name: "Try a damaged sample" }).click();
  await settled(page);
  await page.emulateMedia({ media: "print" });
  for (const gone of [".views", ".desk__options", ".desk__baseline", ".tools", ".downloads", ".masthead__lock", ".answer", ".places__more"]) {
    assert.equal(await page.locator(gone).filter({ visible: true }).count(), 0, gone);
  }
  assert.ok(await page.locator(".verdict__title").isVisible());
  assert.ok((await page.locator(".finding__what").filter({ visible: true }).count()) > 3);
  const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  assert.equal(background, "rgb(255, 255, 255)");
  await stayedQuiet();
});

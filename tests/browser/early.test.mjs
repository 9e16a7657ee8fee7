// A file that is given before the page's app is here: the page itself has a field for it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open, until } from "./support/browser.mjs";
import { drop, samples, verdict } from "./support/page.mjs";
import { serve } from "./support/server.mjs";

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

const sample = join(samples, "damaged-users.csv");

/** The page while its app is still on its way, and what brings it. */
async function begin(t) {
  let bring;
  const late = { path: "app/app_bg.wasm", until: new Promise((resolve) => (bring = resolve)) };
  const server = await serve({ late });
  t.after(() => server.close());
  t.after(() => bring());
  const { page, context, wrong } = await open(browser, server.address);
  t.after(() => context.close());
  return { page, wrong, bring };
}

const waits = (page) => page.getByText("Your file waits here, in your browser");

test("a file that is chosen early is checked as soon as the app is here", async (t) => {
  const { page, wrong, bring } = await begin(t);
  await page.locator("#file").setInputFiles(sample);
  await waits(page).waitFor();
  assert.match(await page.locator(".welcome__waits").innerText(), /^damaged-users\.csv/);
  bring();
  await verdict(page).waitFor();
  assert.match(await page.locator(".verdict__name").innerText(), /damaged-users\.csv/);
  assert.deepEqual(wrong, []);
});

test("so is one that is dropped", async (t) => {
  const { page, wrong, bring } = await begin(t);
  const bytes = await readFile(sample);
  // A page that is not listening yet lets the browser open the file itself.
  await until(page, () => {
    const data = new DataTransfer();
    data.items.add(new File([], "above.csv"));
    return !document.body.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await drop(page, "dropped.csv", bytes);
  await waits(page).waitFor();
  bring();
  await verdict(page).waitFor();
  assert.match(await page.locator(".verdict__name").innerText(), /dropped\.csv/);
  assert.deepEqual(wrong, []);
});

test("who stands on the field with the keyboard stays there", async (t) => {
  const { page, bring } = await begin(t);
  await page.locator("#file").focus();
  bring();
  await page.getByRole("button", { name: "Try a damaged sample" }).waitFor();
  await until(page, () => document.activeElement?.id === "file");
});

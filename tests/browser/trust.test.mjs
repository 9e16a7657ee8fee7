// Trust that can be seen: the lock to be tested by oneself, what every repair
// stands on, where each rule comes from, and nothing kept but options.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { attempts, drop, settled, visit } from "./support/page.mjs";

const FILE = "User ID/Email (Required),Webex Contact Center Standard Agent [Sub1],Phone Number\r\n"
  + "anna@example.com,SAND,+4526018299\r\nbo@example.com, TRUE ,+45 26 01 81 60\r\n";

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

const sheet = (page) => page.getByRole("dialog", { name: "What you can rely on" });

test("the lock can be tested: page and checker try to send, the lock stops it, nothing arrives", async (t) => {
  const { page, server } = await visit(t, browser);
  const before = server.log.length;
  await page.getByRole("button", { name: "Test it yourself" }).click();
  await sheet(page).getByRole("button", { name: "Try to send now" }).click();
  assert.deepEqual(await attempts(page), [
    "The page, fetch: stopped by the lock.",
    "The page, XMLHttpRequest: stopped by the lock.",
    "The page, WebSocket: stopped by the lock.",
    "The page, image: stopped by the lock.",
    "The checker, fetch: stopped by the lock.",
  ]);
  await page.waitForTimeout(200);
  assert.deepEqual(server.log.slice(before), [], "the server heard nothing");
  await page.keyboard.press("Escape");
  await sheet(page).waitFor({ state: "hidden" });
  // The checker that tried goes on working.
  await drop(page, "users.csv", FILE);
  await settled(page);
});

test("options are kept, nothing else is, and they can be forgotten", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  const kept = () => page.evaluate(() => ({ ...localStorage }));
  assert.deepEqual(await kept(), {}, "nothing is kept of somebody who only looks");
  await drop(page, "users.csv", FILE);
  await settled(page);
  await page.getByRole("radio", { name: "Add services only" }).check();
  await settled(page);
  assert.deepEqual(Object.keys(await kept()), ["hubcheck.settings"]);
  assert.doesNotMatch(JSON.stringify(await kept()), /anna|SAND|users\.csv/);
  await page.getByRole("button", { name: "What is not checked, and what is kept" }).click();
  assert.match(await sheet(page).textContent(), /exists in your organization/);
  await sheet(page).getByRole("button", { name: "Forget my options" }).click();
  await settled(page);
  assert.deepEqual(await kept(), {});
  await sheet(page).getByText("at the moment no option either").waitFor();
  await page.keyboard.press("Escape");
  assert.ok(await page.getByRole("radio", { name: "Not decided" }).isChecked());
  await stayedQuiet();
});

test("a repair says what it stands on, and a rule where it comes from", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await drop(page, "users.csv", FILE);
  await settled(page);
  const closed = page.locator(".group__toggle[aria-expanded=false]");
  while (await closed.count()) {
    await closed.first().click();
  }
  for (const group of await page.locator(".group").all()) {
    assert.match(await group.locator(".group__source").textContent(), /^Where this comes from: .{10,}/);
  }
  for (const repaired of await page.locator(".finding--applied").all()) {
    assert.notEqual(await repaired.locator(".finding__proof").textContent(), "", await repaired.textContent());
  }
  assert.ok((await page.locator(".finding--applied").count()) >= 2);
  await stayedQuiet();
});

// The way from check to plan to download, by mouse and by keyboard: nothing is lost going back and forth, and no
// file that takes a licence away is saved before its number was agreed to.

import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { back, drop, folderWith, forward, hubcheck, make, saved, settled, tabTo, view, visit } from "./support/page.mjs";

const HEADER = "First Name,Last Name,User ID/Email (Required),Title,Contact Center Standard,Contact Center Premium\r\n";
const EXPORT = `${HEADER}Ann,Lee,ann@example.com,Agent,TRUE,FALSE\r\nBob,Ray,bob@example.com,Agent,TRUE,FALSE\r\n`
  + "Cas,Fox,cas@example.com,Agent,FALSE,TRUE\r\n";
/** Ann loses her licence, Bob switches, Cas gets a title. */
const FILE = `${HEADER}Ann,Lee,ann@example.com,Agent,FALSE,FALSE\r\nBob,Ray,bob@example.com,Agent,FALSE,TRUE\r\n`
  + "Cas,Fox,cas@example.com,Lead,,\r\n";

let browser, folder;

before(async () => {
  browser = await launch();
  folder = await folderWith({ "users.csv": FILE, "export.csv": EXPORT });
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const planned = (page) => page.locator(".plan__removals");
const number = (page, kind) => page.locator(`.class--${kind} td`).allTextContents();
const download = (page) => page.locator(".downloads__bar > button");
const confirmed = (page) => page.locator(".confirm .button--warned");

/** The page with the file, and with its export. */
async function checked(t) {
  const visited = await visit(t, browser);
  await drop(visited.page, "users.csv", FILE);
  await settled(visited.page);
  await drop(visited.page, "export.csv", EXPORT, "[data-drop=baseline]");
  await visited.page.locator(".baseline .given ~ .panel__text").waitFor();
  await settled(visited.page);
  return visited;
}

/** What the command line writes of a kind. */
async function written(kind, name, encoding = "utf8") {
  const out = join(folder, kind);
  await hubcheck(
    "outputs", join(folder, "users.csv"), "--baseline", join(folder, "export.csv"), "--only", kind, "--output", out,
  );
  return readFile(join(out, name), encoding);
}

test("check, plan, download by mouse: removals first, and agreed to before they are saved", async (t) => {
  const { page, stayedQuiet } = await checked(t);
  await view(page, "Plan").click();
  await planned(page).waitFor();
  assert.match(await planned(page).textContent(), /1 user loses a licence.*not chosen yet.*1 user would hold/);
  assert.deepEqual(await number(page, "loses-licence"), ["0", "1"], "both modes side by side");
  assert.deepEqual(await number(page, "switches"), ["0", "1"]);
  assert.deepEqual(await number(page, "both"), ["1", "0"]);
  assert.match(await page.locator(".plan__table tbody tr").first().textContent(), /^Loses a licence/);
  assert.match(await page.locator(".plan__class[open] .plan__user").textContent(), /ann@example\.com.*loses Contact Center Standard/);
  await page.locator(".plan__picture svg[role=table]").waitFor();

  await page.getByRole("radio", { name: "Add and remove services" }).check();
  await settled(page);
  await planned(page).getByText(/^1 user loses a licence\.$/).waitFor();
  assert.deepEqual(await number(page, "loses-licence"), ["1"]);

  await page.getByRole("link", { name: "Go on to the downloads" }).click();
  const rollback = await saved(page, () => make(page, "rollback").click());
  assert.equal(rollback.name, "users-rollback.csv");
  await make(page, "minimal").click();
  await page.locator("[data-kind=minimal] .confirm").getByText("takes a licence from 1 user").waitFor();
  const minimal = await saved(page, () => confirmed(page).click());
  assert.equal(minimal.name, "users-minimal.csv");
  assert.match(minimal.bytes.toString(), /ann@example\.com/);
  const corrected = await saved(page, () => download(page).click());
  assert.match(corrected.bytes.toString(), /ann@example\.com/, "agreed once, for these answers");

  await page.getByRole("radio", { name: "Not decided" }).check();
  await settled(page);
  await download(page).click();
  await page.locator(".confirm__says").getByText("from 1 user").waitFor();
  await page.getByRole("button", { name: "See who" }).click();
  await planned(page).waitFor();
  await view(page, "Downloads").click();
  await page.getByRole("link", { name: "Go on to what comes after the import" }).click();
  await make(page, "by-hand").click();
  await page.locator("[data-kind=by-hand]").getByText("nothing to save").waitFor();
  await stayedQuiet();
});

test("under Add services only nobody loses anything, and nothing is asked", async (t) => {
  const { page, stayedQuiet } = await checked(t);
  await page.getByRole("radio", { name: "Add services only" }).check();
  await settled(page);
  await view(page, "Plan").click();
  await planned(page).getByText("Nobody loses a licence.").waitFor();
  await view(page, "Downloads").click();
  const minimal = await saved(page, () => make(page, "minimal").click());
  assert.ok(!minimal.bytes.toString().includes("ann@example.com"));
  await stayedQuiet();
});

test("without an export the plan says what it cannot know, and a rollback is refused with its reason", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await drop(page, "users.csv", FILE);
  await settled(page);
  await view(page, "Plan").click();
  await page.getByText("There is no export to compare with").waitFor();
  assert.deepEqual(await number(page, "loses-if-held"), ["0", "1"]);
  await view(page, "Downloads").click();
  await make(page, "rollback").click();
  assert.match(await page.locator("[data-kind=rollback] .output__refused").textContent(), /export|baseline/);
  await stayedQuiet();
});

test("what went with the focus hands it on: a link to the next view, a first answer, an export that is removed", async (t) => {
  const { page, stayedQuiet } = await checked(t);
  const has = (selector) => page.locator(`${selector}:focus`).waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Remove", exact: true }).press("Enter");
  await has("#baseline-file");
  await settled(page);
  await view(page, "Plan").click();
  await page.getByRole("link", { name: "Go on to the downloads" }).press("Enter");
  await has("#outputs-title");
  await make(page, "rollback").press("Enter");
  await page.locator("[data-kind=rollback] .output__refused").waitFor();
  await has("[data-kind=rollback] .output__make");
  await make(page, "minimal").press("Enter");
  await page.locator("[data-kind=minimal] .output__refused").waitFor();
  assert.equal(await confirmed(page).count(), 0, "what is refused asks for no consent");
  await stayedQuiet();
});

test("what is saved is what the command line writes", async (t) => {
  const { page, stayedQuiet } = await checked(t);
  for (const [where, kind, name] of [
    ["Downloads", "rollback", "users-rollback.csv"],
    ["Downloads", "plan", "users-plan.csv"],
    ["Downloads", "session", "users.hubcheck.json"],
    ["After the import", "checklist", "users-checklist.html"],
  ]) {
    await view(page, where).click();
    const output = await saved(page, () => make(page, kind).click());
    assert.equal(output.name, name);
    assert.equal(output.bytes.toString("utf8"), await written(kind, name));
  }
  await view(page, "Downloads").click();
  await make(page, "minimal").click();
  const minimal = await saved(page, () => confirmed(page).click());
  assert.equal(minimal.bytes.toString("utf8"), await written("minimal", minimal.name));
  for (const [kind, count] of [["zip", 1], ["manifest", 2], ["summary", 3], ["redacted", 3]]) {
    await make(page, kind).click();
    const links = page.locator(`[data-kind=${kind}] .output__files button`);
    await links.nth(count - 1).waitFor();
    for (let nth = 0; nth < count; nth++) {
      const { name, bytes } = await saved(page, () => links.nth(nth).click());
      assert.ok(bytes.equals(await written(kind, name, null)), name);
    }
  }
  await stayedQuiet();
});

test("check, plan, download by keyboard, and back with nothing lost", async (t) => {
  const { page, stayedQuiet } = await checked(t);
  await tabTo(page, view(page, "Plan"));
  await page.keyboard.press("Enter");
  await planned(page).waitFor();
  assert.equal(await view(page, "Plan").getAttribute("aria-current"), "page");
  await tabTo(page, view(page, "Downloads"));
  await page.keyboard.press("Enter");
  await tabTo(page, make(page, "minimal"));
  await page.keyboard.press("Enter");
  await confirmed(page).waitFor();
  await tabTo(page, confirmed(page));
  const minimal = await saved(page, () => page.keyboard.press("Enter"));
  assert.equal(minimal.name, "users-minimal.csv");
  await back(page);
  await planned(page).waitFor();
  await back(page);
  await page.locator("#findings-title").waitFor();
  assert.equal(await page.locator(".verdict__name").textContent(), "users.csv");
  assert.equal(await page.locator(".baseline .given__name").textContent(), "export.csv");
  await forward(page);
  await planned(page).waitFor();
  await stayedQuiet();
});

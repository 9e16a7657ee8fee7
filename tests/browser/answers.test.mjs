// Answers of every reach on the page, and what it shows where none can help.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, until } from "./support/browser.mjs";
import { drop, makePartsOfTen, samples, settled, verdict, visit } from "./support/page.mjs";

const exported = join(samples, "export-before.csv");

const BY_HAND = "First Name,Last Name,User ID/Email (Required),Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n"
  + "Ann,Lee,ann@example.com,TRUE,FALSE\r\nBo,Ray,bo@example.com,maybe,FALSE\r\n,,,,\r\n,,,,\r\n,,,,\r\n";

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

test("a rule is answered as a whole, one place otherwise; undo goes back step by step", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await page.getByRole("button", { name: "Try a damaged sample" }).click();
  await settled(page);
  const rule = page.locator("#rule-licence-removed");
  const standing = () => rule.locator(".group__state").textContent();
  const waiting = await standing();
  const places = Number(waiting.match(/\d+/)[0]);
  assert.ok(places > 1, waiting);
  const repaired = (n) => new RegExp(`^${n} repaired`);
  await rule.locator(".questions").getByRole("button", { name: "Yes, all" }).click();
  await settled(page);
  assert.match(await standing(), repaired(places));
  await rule.locator(".finding").first().getByRole("button", { name: "Leave as is" }).click();
  await settled(page);
  assert.match(await standing(), repaired(places - 1));
  assert.match(await standing(), /1 left as is/);
  await page.getByRole("button", { name: "Undo" }).click();
  await settled(page);
  assert.match(await standing(), repaired(places));
  await page.getByRole("button", { name: "Undo" }).click();
  await settled(page);
  assert.equal(await standing(), waiting);
  await stayedQuiet();
});

test("a cell is corrected by hand, by keyboard", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await page.getByRole("button", { name: "Try a damaged sample" }).click();
  await settled(page);
  const finding = page.locator("#rule-plus-missing .finding").first();
  await finding.getByRole("button", { name: "Edit cell" }).press("Enter");
  await finding.getByRole("textbox").fill("+4526012907");
  await finding.getByRole("textbox").press("Enter");
  await settled(page);
  await page.locator("#rule-plus-missing .group__state").getByText("by hand").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await settled(page);
  assert.equal(await finding.locator(".finding__state").textContent(), "By hand");
  await stayedQuiet();
});

test("an edit by hand is told by the file and by what is written, and the focus stays near", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await drop(page, "users.csv", BY_HAND);
  await settled(page);
  assert.match(await page.locator(".facts").textContent(), /^Users2/, "blank rows are no users");
  assert.equal(await page.locator(".verdict__next").textContent().then((next) => next.split(". ")[1]), "1 problem is left: answer or correct it below.");
  const finding = page.locator("#rule-not-a-boolean .finding");
  await finding.getByRole("button", { name: "Edit cell" }).press("Enter");
  await finding.getByRole("textbox").fill("FALSE");
  await finding.getByRole("textbox").press("Enter");
  await finding.waitFor({ state: "detached" });
  await settled(page);
  await until(page, () => document.activeElement !== document.body);
  assert.ok(await page.evaluate(() => document.activeElement.matches(".group__toggle, .verdict__title")));
  assert.equal(await page.locator(".downloads__says").textContent(), "2 users, 1 cell changed, 3 rows left out");
  const removed = page.locator("#rule-licence-removed .finding");
  assert.match(await removed.locator(".change").first().textContent(), /^Before: maybe.*After: FALSE$/);
  await page.locator("#rule-licence-removed .questions button").first().click();
  await settled(page);
  assert.match(await removed.locator(".change").first().textContent(), /^Before: maybe.*After: blank$/);
  await stayedQuiet();
});

test("all parts are saved with one press", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await page.locator("#file").setInputFiles(exported);
  await settled(page);
  const links = await makePartsOfTen(page);
  const names = await links.allTextContents();
  const saved = [];
  page.on("download", (download) => saved.push(download.suggestedFilename()));
  await page.getByRole("button", { name: "Download all" }).click();
  for (const end = Date.now() + 15_000; saved.length < names.length && Date.now() < end;) {
    await page.waitForTimeout(20);
  }
  assert.deepEqual(saved, names);
  await stayedQuiet();
});

for (const [what, bytes] of [["a workbook that is called .csv", "PK\u0003\u0004xl/workbook.xml"], ["an empty file", ""]]) {
  test(`${what} is refused, and nothing is offered that cannot help`, async (t) => {
    const { page, stayedQuiet } = await visit(t, browser);
    await drop(page, "users.csv", bytes);
    await settled(page);
    assert.equal(await verdict(page).textContent(), "This file cannot be imported as a user file.");
    assert.ok((await page.locator(".verdict__refusal").textContent()).length > 20);
    for (const useless of [".downloads", ".baseline", ".options", ".tools", ".edit"]) {
      assert.equal(await page.locator(useless).count(), 0, useless);
    }
    await page.getByRole("button", { name: "Check another file" }).click();
    await page.locator("#file").waitFor({ state: "attached" });
    await stayedQuiet();
  });
}

test("the list of countries begins with its question", async (t) => {
  const { page } = await visit(t, browser);
  const list = page.getByRole("combobox", { name: "Countries of your phone numbers" });
  const shown = () => list.evaluate((select) => select.selectedOptions[0].textContent);
  assert.equal(await shown(), "Add a country…");
  await list.selectOption("DK");
  assert.equal(await shown(), "Add a country…");
  assert.equal(await page.locator(".country").count(), 1);
});

test("what is refused says why, and leaves room on a phone", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser, { viewport: { width: 360, height: 800 } });
  await drop(page, "blank-above.csv", "\r\n\r\nUser ID/Email (Required),Extension\r\nanna@example.com,1234\r\n");
  await settled(page);
  const rule = page.locator("#rule-blank-before-header");
  await rule.locator(".group__toggle").click();
  await rule.locator(".questions").getByRole("button", { name: "Leave as is" }).click();
  await settled(page);
  await page.getByText("You want to keep the blank lines above the column names").waitFor();
  assert.equal(await page.locator(".downloads__bar > .button").getAttribute("aria-disabled"), "true");
  const { height } = await page.locator(".downloads__bar").boundingBox();
  assert.ok(height < 90, `the bar is ${height} pixels tall`);
  await stayedQuiet();
});

test("rows that are not split yet are named, and of many readings the likeliest come first", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await drop(page, "not-split.csv", "User ID/Email (Required);Location;Extension\nanna@example.com;a;b;c;1234;x\n");
  await settled(page);
  await page.getByText("Nobody has decided yet how row 1 is split into columns").waitFor();
  const letters = Buffer.from("User ID/Email (Required),First Name\r\nanna@example.com,S\xF8ren\r\n", "latin1");
  await drop(page, "letters.csv", letters);
  await page.locator("#rule-not-utf8").waitFor();
  await settled(page);
  const more = page.locator("#rule-not-utf8 .questions .answer__more");
  const shown = page.locator("#rule-not-utf8 .questions .answer__button").filter({ visible: true });
  assert.equal(await shown.count(), 5, "four readings, and to leave it");
  await more.locator("summary").click();
  assert.ok((await shown.count()) > 5);
  await stayedQuiet();
});

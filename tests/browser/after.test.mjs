// Around the import: licences that are left, the session of another day, the checklist for one's own platform and menus,
// and the file to retry with; by mouse and by keyboard, with nothing lost going back and forth.

import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { back, drop, folderWith, hubcheck, make, saved, settled, tabTo, view, visit, write } from "./support/page.mjs";

const HEADER = "First Name,Last Name,User ID/Email (Required),Phone Number,Webex Calling - Professional [Sub1],"
  + "Webex Contact Center Standard Agent,Webex Contact Center Premium Agent\r\n";
const user = (name, phone, calling, standard, premium) =>
  `Ann,Lee,${name}@example.com,${phone},${calling},${standard},${premium}\r\n`;
const EXPORT = HEADER + user("ann", "+4526018159", "FALSE", "TRUE", "FALSE") + user("bob", "+4526018160", "FALSE", "TRUE", "FALSE")
  + user("cas", "+4526018161", "FALSE", "FALSE", "TRUE") + user("dan", "+4526018162", "FALSE", "FALSE", "FALSE");
/** Bob switches, Dan gets Premium; Ann's TRUE is in Danish, and Cas has a mark that asks. */
const FILE = HEADER + user("ann", "+4526018159", "FALSE", "SAND", "FALSE") + user("bob", "+4526018160", "FALSE", "FALSE", "TRUE")
  + user("cas", "+4526018161", "FALSE", "FALSE", "TRUE") + user("dan", "+4526018162", "FALSE", "FALSE", "TRUE");

let browser, folder;

before(async () => {
  browser = await launch();
  folder = await folderWith({ "users.csv": FILE, "export.csv": EXPORT });
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const retryFile = (page) => page.locator(".retry .button--main");
const failed = (page) => page.locator(".retry__rows tbody tr").allTextContents();

async function checked(t, file = FILE, name = "users.csv") {
  const visited = await visit(t, browser);
  await drop(visited.page, name, file);
  await settled(visited.page);
  await drop(visited.page, "export.csv", EXPORT, "[data-drop=baseline]");
  await visited.page.locator(".baseline .given ~ .panel__text").waitFor();
  await settled(visited.page);
  return visited;
}

/** Says no to a rule. */
async function leave(page, name) {
  const rule = page.locator(`#rule-${name}`);
  const closed = rule.locator(".group__toggle[aria-expanded=false]");
  if (await closed.count()) {
    await closed.click();
  }
  await rule.getByRole("button", { name: "Leave as is" }).first().click();
  await settled(page);
}

const errors = (...rows) => ["Row Number,User ID/Email,Error Message", ...rows].join("\r\n") + "\r\n";

test("the error file gives a file with the failed users alone, the same as the command line's", async (t) => {
  const { page, stayedQuiet } = await checked(t);
  await view(page, "After the import").click();
  await page.locator("#errors-file").setInputFiles({
    name: "errors.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(errors("3,bob@example.com,No licence left", "2,,Bad user", "1,,Unknown column")),
  });
  await retryFile(page).waitFor();
  assert.deepEqual(await failed(page), ["3bob@example.comNo licence left", "2ann@example.comBad user", "1Unknown column"]);
  await page.locator(".retry").getByText("Control Hub says: “Unknown column”.").waitFor();
  const retry = await saved(page, () => retryFile(page).click());
  assert.equal(retry.name, "users-retry.csv");
  await writeFile(join(folder, "errors.csv"), errors("3,bob@example.com,No licence left", "2,,Bad user", "1,,Unknown column"));
  const out = join(folder, "again.csv");
  await hubcheck("retry", join(folder, "users.csv"), join(folder, "errors.csv"), "--baseline", join(folder, "export.csv"),
    "--part", "1", "--output", out);
  assert.equal(retry.bytes.toString(), await readFile(out, "utf8"));
  assert.ok(retry.bytes.toString().includes("ann@example.com,+4526018159,FALSE,TRUE"), "corrected as the rest");

  await view(page, "Plan").click();
  await page.locator(".plan__removals").waitFor();
  await back(page);
  await retryFile(page).waitFor();
  assert.deepEqual((await failed(page)).length, 3, "nothing is lost going back and forth");
  await stayedQuiet();
});

test("an error file of another file is said to be one, and so is what is no error file", async (t) => {
  const { page, stayedQuiet } = await checked(t);
  await view(page, "After the import").click();
  const says = async (name, text, words) => {
    await drop(page, name, text, "[data-drop=errors]");
    await page.locator(".retry .notice").getByText(words).waitFor();
    assert.equal(await retryFile(page).count(), 0);
    await page.locator(".retry").getByRole("button", { name: "Remove" }).click();
  };
  await says("far.csv", errors("99,,No licence left"), "belongs to another file: it names row 99, but this one ends with row 5");
  await says("who.csv", errors("2,bob@example.com,No licence left"), "in row 2 it names another user");
  await says("users.csv", FILE, "This is not the error file of an import");
  await says("none.csv", errors("1,,Unknown column"), /nothing to import again.*Unknown column/);
  await view(page, "Check and decide").click();
  assert.equal(await page.locator(".verdict__name").textContent(), "users.csv", "the file is still there");
  await stayedQuiet();
});

test("an error file that is dropped as soon as its field is seen is taken", async (t) => {
  const { page, stayedQuiet } = await checked(t);
  await page.evaluate(() => {
    // As on a slow machine: what belongs to a view, but is not seen, comes a while after it.
    let now = Date.now();
    const wait = setTimeout;
    Date.now = () => (now += 50);
    globalThis.setTimeout = (task, ms, ...rest) => wait(task, ms === 0 ? 800 : ms, ...rest);
  });
  await view(page, "After the import").click();
  await page.locator("#errors-file").waitFor();
  await drop(page, "errors.csv", errors("2,bob@example.com,No licence left"), "[data-drop=errors]");
  await page.locator(".retry .given__name", { hasText: "errors.csv" }).waitFor();
  await stayedQuiet();
});

test("of several parts the page asks which one was imported", async (t) => {
  const many = HEADER + Array.from({ length: 25 }, (_, row) => user(`u${row}`, "", "", "SAND", "")).join("");
  const { page, stayedQuiet } = await visit(t, browser);
  await drop(page, "many.csv", many);
  await settled(page);
  await page.getByRole("combobox", { name: "Users per file" }).selectOption("own");
  await write(page, page.getByRole("spinbutton", { name: "Users per file" }), "10");
  await settled(page);
  await view(page, "After the import").click();
  await drop(page, "errors.csv", "Row Number,Error Message\r\n2,Bad user\r\n", "[data-drop=errors]");
  const imported = page.getByRole("combobox", { name: "What did you import?" });
  await page.locator(".retry .notice").getByText("Say what you imported.").waitFor();
  assert.equal(await imported.inputValue(), "", "nothing is guessed");
  assert.equal(await retryFile(page).count(), 0);
  await imported.selectOption({ label: "Part 3 of 3 of the corrected file" });
  await retryFile(page).waitFor();
  assert.deepEqual(await failed(page), ["2u20@example.comBad user"]);
  await imported.selectOption({ label: "My file as it was, not corrected" });
  await page.locator(".retry__rows").getByText("u0@example.com").waitFor();
  await stayedQuiet();
});

test("a session brings options and answers back, for the file it was saved for alone", async (t) => {
  const first = await checked(t);
  await first.page.getByRole("radio", { name: "Add and remove services" }).check();
  await settled(first.page);
  await leave(first.page, "foreign-boolean");
  await settled(first.page);
  await view(first.page, "Downloads").click();
  const session = await saved(first.page, () => make(first.page, "session").click());
  assert.equal(session.name, "users.hubcheck.json");
  await first.stayedQuiet();

  const { page, stayedQuiet } = await visit(t, browser);
  await drop(page, session.name, session.bytes);
  await page.getByText("First choose the file that it was saved for").waitFor();
  await drop(page, "users.csv", FILE);
  await settled(page);
  await drop(page, session.name, session.bytes);
  await page.locator(".notice").getByText("made with an export as the baseline. Give the same export.").waitFor();
  await drop(page, "export.csv", EXPORT, "[data-drop=baseline]");
  await page.locator(".baseline .given ~ .panel__text").waitFor();
  await settled(page);
  assert.match(await page.locator(".verdict__next").textContent(), /1 cell changed/);
  await page.locator("#session-file").setInputFiles({ name: session.name, mimeType: "application/json", buffer: session.bytes });
  await page.locator(".session").getByText("1 answer is back.").waitFor();
  await settled(page);
  assert.equal(await page.getByRole("radio", { name: "Add and remove services" }).isChecked(), true);
  assert.match(await page.locator(".verdict__next").textContent(), /1 problem is left/);
  await page.keyboard.press("Control+z");
  await settled(page);
  assert.match(await page.locator(".verdict__next").textContent(), /1 cell changed/);

  await drop(page, "other.csv", FILE.replace("dan@", "eve@"));
  await settled(page);
  await drop(page, session.name, session.bytes);
  await page.locator(".notice").getByText("This session belongs to another file").waitFor();
  await drop(page, "odd.hubcheck.json", "{}");
  await page.locator(".notice").getByText("This is no session file of hubcheck").waitFor();
  assert.equal(await page.locator(".verdict__name").textContent(), "other.csv", "the file is still there");
  await stayedQuiet();
});

test("licences that are left are counted against the plan, by keyboard", async (t) => {
  const { page, stayedQuiet } = await checked(t);
  await page.getByRole("radio", { name: "Add and remove services" }).check();
  await settled(page);
  await view(page, "Plan").click();
  const premium = page.getByRole("spinbutton", { name: "Premium: licences left" });
  await premium.waitFor();
  await tabTo(page, premium);
  await page.keyboard.type("1");
  await page.keyboard.press("Tab");
  await page.getByRole("cell", { name: "1 (1 too few)" }).waitFor();
  assert.ok(await page.evaluate(() => document.activeElement !== document.body), "the focus stays in the form");
  await premium.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("5");
  await page.keyboard.press("Enter");
  await page.keyboard.type("0");
  await page.getByRole("cell", { name: "5 (enough)", exact: true }).waitFor();
  assert.equal(await premium.inputValue(), "50", "what is typed stays while the plan is drawn");
  await page.keyboard.press("Tab");
  await page.getByRole("cell", { name: "50 (enough)" }).waitFor();
  await page.getByRole("combobox", { name: "Another licence…" }).selectOption("Webex Calling - Professional [Sub1]");
  await write(page, page.getByRole("spinbutton", { name: "Webex Calling - Professional [Sub1]: licences left" }), "0");
  await page.getByRole("cell", { name: "0 (enough)", exact: true }).waitFor();
  await view(page, "Check and decide").click();
  await view(page, "Plan").click();
  assert.equal(await premium.inputValue(), "50", "nothing is lost going back and forth");
  await stayedQuiet();
});

test("the checklist is of one's own platform and menus, as the command line writes it", async (t) => {
  const { page, stayedQuiet } = await checked(t);
  await tabTo(page, view(page, "After the import"));
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "Which Contact Center do you have?" }).selectOption("New platform");
  await settled(page);
  await page.getByRole("combobox", { name: "Language of your Control Hub" }).selectOption("Dansk");
  await settled(page);
  await tabTo(page, make(page, "checklist"));
  const checklist = await saved(page, () => page.keyboard.press("Enter"));
  assert.match(checklist.bytes.toString(), /“Brugere” \(Users\)/);
  assert.match(checklist.bytes.toString(), /Contact Center: New platform/);
  const out = join(folder, "checklist");
  await hubcheck("outputs", join(folder, "users.csv"), "--baseline", join(folder, "export.csv"), "--only", "checklist",
    "--platform", "new", "--menus", "da", "--output", out);
  assert.equal(checklist.bytes.toString(), await readFile(join(out, "users-checklist.html"), "utf8"));
  await page.reload();
  await page.getByText("Locked: nothing can leave this page").waitFor();
  await drop(page, "users.csv", FILE);
  await settled(page);
  await view(page, "After the import").click();
  assert.equal(await page.getByRole("combobox", { name: "Which Contact Center do you have?" }).inputValue(), "new", "it is remembered");
  t.diagnostic("the page was loaded twice, so its requests are not compared here");
});

test("a baseline that does not fit is named in a sentence, and nothing is lost", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  const many = (cell, domain = "example.com") => "User ID/Email (Required),Title,Webex Contact Center Standard Agent\r\n"
    + Array.from({ length: 8 }, (_, row) => `user${row}@${domain},Agent,${cell}\r\n`).join("");
  await drop(page, "users.csv", many("TRUE"));
  await settled(page);
  const says = async (name, text, words) => {
    await drop(page, name, text, "[data-drop=baseline]");
    await page.locator(".baseline .given__name", { hasText: name }).waitFor();
    await settled(page);
    await view(page, "Plan").click();
    await page.locator(".plan__all:not(.plan__all--old)").waitFor();
    await page.locator(".plan__message").getByText(words).waitFor();
    await view(page, "Check and decide").click();
    assert.equal(await page.locator(".verdict__name").textContent(), "users.csv");
  };
  await says("book.xlsx", "PK\u0003\u0004\u0014[Content_Types].xml", "cannot be used to prove anything. This is a workbook");
  await says("empty.csv", "", "cannot be used to prove anything. The file holds no users.");
  await says("tenant.csv", many("FALSE", "other.example.com"), "Only 0 of the 8 users of your file are in the export");
  await says("damaged.csv", many("FALSK"), "The export is damaged itself. What could be repaired with certainty was repaired");
  await says("narrow.csv", many("FALSE").replace(",Title", "").replaceAll(",Agent,", ","), "The export lacks columns of your file: “Title”");
  await stayedQuiet();
});

test("an older export is said to be older", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  const of = (time) => "User ID/Email (Required),Last Service Accessed Time,Webex Contact Center Standard Agent\r\n"
    + Array.from({ length: 8 }, (_, row) => `user${row}@example.com,${time},TRUE\r\n`).join("");
  await drop(page, "users.csv", of("2026-02-10T10:53:09.064Z"));
  await settled(page);
  await drop(page, "export.csv", of("2026-01-10T10:53:09.064Z"), "[data-drop=baseline]");
  await page.locator(".baseline .given__name").waitFor();
  await settled(page);
  await leave(page, "edited-read-only");
  await view(page, "Plan").click();
  await page.locator(".plan__message").getByText("Your file is younger than the export").waitFor();
  await stayedQuiet();
});

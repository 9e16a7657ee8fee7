// The main job on the page: drop, decide, download; and what the page promises
// around it. What is saved must be what the command line writes.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import {
  agreed, chooseByKey, drop, hubcheck, kill, makePartsOfTen, samples, saved, settled, tabTo, verdict, visit, withEndlessWork, withMortalWorker,
} from "./support/page.mjs";

const damaged = join(samples, "damaged-users.csv");
const exported = join(samples, "export-before.csv");

let browser, folder;

before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "hubcheck-"));
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const button = (page, name) => page.getByRole("button", { name });
const download = (page) => page.locator(".downloads__bar > button");
const western = (page) => page.locator("#rule-not-utf8 .questions").getByRole("button", { name: "Windows-1252" });
const isOff = async (locator) => (await locator.getAttribute("aria-disabled")) === "true";

test("drop, decide, download: the file is the one the command line writes", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await drop(page, "users.csv", await readFile(damaged));
  await settled(page);
  assert.match(await verdict(page).textContent(), /Control Hub would refuse/);
  assert.ok(await isOff(download(page)), "nothing to save before the letters are decided");
  await western(page).click();
  await settled(page);
  // Nobody knows what these users hold, so FALSE may take it away.
  const corrected = await agreed(page, () => download(page).click());
  const out = join(folder, "decided.csv");
  await hubcheck("fix", damaged, "--accept", "not-utf8=windows-1252", "--output", out);
  assert.deepEqual(corrected.bytes.toString("utf8"), await readFile(out, "utf8"));
  assert.match(corrected.name, /\.csv$/);
  for (const format of ["CSV", "JSON", "Print"]) {
    const summary = await saved(page, () => page.locator(".downloads__summary").getByText(format).click());
    assert.match(summary.name, /^users-changes\.(csv|json|html)$/);
    assert.ok(summary.bytes.length > 100, format);
  }
  await stayedQuiet();
});

test("undo and redo, by button and by key", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await button(page, "Try a damaged sample").click();
  await settled(page);
  const pressed = () => western(page).getAttribute("aria-pressed");
  const steps = [
    [() => western(page).click(), "true"],
    [() => button(page, "Undo").click(), "false"],
    [() => button(page, "Redo").click(), "true"],
    [() => page.keyboard.press("Control+z"), "false"],
    [() => page.keyboard.press("Control+y"), "true"],
  ];
  for (const [step, expected] of steps) {
    await step();
    await settled(page);
    assert.equal(await pressed(), expected);
    assert.equal(await isOff(download(page)), expected === "false");
  }
  await stayedQuiet();
});

test("the baseline proves values; taking it away takes the proof away", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await page.locator("#file").setInputFiles(damaged);
  await settled(page);
  await drop(page, "export.csv", await readFile(exported), "[data-drop=baseline]");
  await page.locator(".baseline .given ~ .panel__text").waitFor();
  await settled(page);
  assert.ok(!(await isOff(download(page))), "the export proves how the letters are to be read");
  const corrected = await saved(page, () => download(page).click());
  const out = join(folder, "proven.csv");
  await hubcheck("fix", damaged, "--baseline", exported, "--output", out);
  assert.equal(corrected.bytes.toString("utf8"), await readFile(out, "utf8"));
  await page.locator(".baseline").getByRole("button", { name: "Remove" }).click();
  await settled(page);
  assert.equal(await page.locator(".baseline .given").count(), 0);
  assert.ok(await isOff(download(page)));
  await stayedQuiet();
});

test("more users than one import takes: parts, as the command line writes them", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await page.locator("#file").setInputFiles(exported);
  await settled(page);
  const links = await makePartsOfTen(page);
  const out = join(folder, "parts");
  await hubcheck("fix", exported, "--limit", "10", "--output", out);
  const names = (await readdir(out)).filter((name) => name.endsWith(".csv")).sort();
  assert.deepEqual(await links.allTextContents(), names);
  for (const [index, name] of names.entries()) {
    const part = await saved(page, () => links.nth(index).click());
    assert.equal(part.name, name);
    assert.equal(part.bytes.toString("utf8"), await readFile(join(out, name), "utf8"));
  }
  await stayedQuiet();
});

test("long work shows how far it is, can be cancelled, and the next file is checked", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser, {}, await withEndlessWork());
  await drop(page, "endless.csv", await readFile(exported));
  await page.locator(".busy progress[value='50']").waitFor();
  await page.locator(".busy").getByRole("button", { name: "Cancel" }).click();
  await page.locator(".busy").waitFor({ state: "detached" });
  assert.equal(await verdict(page).count(), 0, "it was not ended but given up");
  await drop(page, "users.csv", await readFile(exported));
  await settled(page);
  assert.equal(await page.locator(".verdict__name").textContent(), "users.csv");
  await stayedQuiet();
});

test("a worker that dies is said, replaced, and the answers stay", async (t) => {
  const { page, server } = await visit(t, browser, {}, await withMortalWorker());
  await button(page, "Try a damaged sample").click();
  await settled(page);
  await western(page).click();
  await settled(page);
  await kill(page);
  await page.getByText("was started anew").waitFor();
  await button(page, "Undo").click();
  await settled(page);
  await button(page, "Redo").click();
  await settled(page);
  assert.equal(await western(page).getAttribute("aria-pressed"), "true");
  assert.equal(server.log.filter((line) => line.includes("engine")).length, 2, "nothing is loaded again");
});

test("by keyboard alone", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await chooseByKey(page, page.locator("#file"), damaged);
  await settled(page);
  await tabTo(page, western(page));
  await page.keyboard.press("Space");
  await settled(page);
  await tabTo(page, download(page));
  await page.keyboard.press("Enter");
  const yes = page.locator(".confirm .button--warned");
  await yes.waitFor();
  await tabTo(page, yes, "Shift+Tab"); // the question stands above
  const corrected = await saved(page, () => page.keyboard.press("Enter"));
  assert.ok(corrected.bytes.length > 1_000);
  await stayedQuiet();
});

test("pasted cells are checked like a file", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "First Name\tUser ID/Email (Required)\nAnn\tann@example.com\n");
    const paste = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
    // Firefox takes no other data with an event that is made by hand.
    Object.defineProperty(paste, "clipboardData", { value: clipboardData });
    document.body.dispatchEvent(paste);
  });
  await settled(page);
  assert.equal(await page.locator(".verdict__name").textContent(), "pasted.csv");
  await stayedQuiet();
});

test("a workbook: the sheet with the users is checked, and another one can be chosen", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  const workbook = new URL("../corpus/workbook.xls", import.meta.url);
  await drop(page, "users.xls", await readFile(workbook));
  await settled(page);
  assert.match(await page.locator(".facts").textContent(), /Users ÆØÅ/);
  assert.match(await page.locator("#rule-plus-missing .finding__place").first().textContent(), /Cell L2/);
  const corrected = await agreed(page, () => download(page).click());
  const out = join(folder, "workbook.csv");
  await hubcheck("fix", fileURLToPath(workbook), "--output", out);
  assert.deepEqual(corrected.bytes.toString("utf8"), await readFile(out, "utf8"));
  assert.equal(corrected.name, "users-corrected.csv");
  await page.locator("#rule-several-sheets .group__toggle").click();
  await page.locator("#rule-several-sheets .questions").getByRole("button", { name: "Notes" }).click();
  await settled(page);
  await page.locator(".verdict__refusal").getByText("holds no users").waitFor();
  await stayedQuiet();
});

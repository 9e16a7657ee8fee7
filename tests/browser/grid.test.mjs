// The file as a grid: what is seen is what stands in the file, however long it
// is; cells are edited in place; rows are listed, searched and jumped to.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, until } from "./support/browser.mjs";
import { doubleClick, drop, isEdited, samples, settled, tabTo, verdict, view, visit } from "./support/page.mjs";
import { dropLarge } from "./support/large.mjs";

const FILE = "User ID/Email (Required),First Name,Webex Contact Center Standard Agent [Sub1],Phone Number\r\n"
  + "anna@example.com,Anna,SAND,+4526018159\r\n"
  + "bo@example.com,Bo,TRUE,+4526018160\r\n"
  + "cille@example.com,Cille,TRUE,+4526018161\r\n"
  + "dan@example.com,Dan,maybe,+4526018162\r\n";

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** Opens the view with the rows of a file. */
async function lookAt(page, bytes) {
  await drop(page, "users.csv", bytes);
  await settled(page);
  await openFile(page);
}

async function openFile(page) {
  await view(page, "File").click();
  await cell(page, 0, 1).waitFor();
}

const cell = (page, position, column) => page.locator(`[data-cell="${position}:${column}"]`);
const show = (page, label) => page.getByRole("combobox", { name: "Show" }).selectOption({ label });
const listed = (page) => page.locator(".filter__says");
const chosen = (page) => page.locator("[data-cell][tabindex='0']");

test("rows show what stands in the file, what it becomes and what was found", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await lookAt(page, FILE);
  assert.equal(await cell(page, 0, 1).textContent(), "anna@example.com");
  assert.match(await cell(page, 0, 3).textContent(), /Blocker, repaired.*Before: SAND.*After: TRUE/);
  assert.match(await cell(page, 3, 3).textContent(), /to settle.*maybe/);
  const grid = page.getByRole("grid", { name: "Rows of users.csv" });
  assert.deepEqual([await grid.getAttribute("aria-rowcount"), await grid.getAttribute("aria-colcount")], ["5", "5"]);
  assert.equal(await page.getByRole("columnheader", { name: "First Name" }).count(), 1);
  await cell(page, 0, 3).click();
  await page.locator(".detail").getByText("Row 1, line 2").waitFor();
  assert.match(await page.locator(".detail .finding").textContent(), /SAND/);
  await stayedQuiet();
});

test("a cell is edited in place, and the edit can be undone", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await lookAt(page, FILE);
  await doubleClick(cell(page, 3, 3));
  const field = cell(page, 3, 3).getByRole("textbox");
  await field.waitFor();
  assert.equal(await field.inputValue(), "maybe");
  await field.fill("FALSE");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.match(await cell(page, 3, 3).textContent(), /Before: maybe.*After: FALSE/);
  assert.ok(await cell(page, 3, 3).evaluate((element) => element === document.activeElement), "the focus comes back");
  await page.keyboard.press("Control+z");
  await settled(page);
  await until(page, () => !/After/.test(document.querySelector("[data-cell='3:3']").textContent));
  // Escape gives up what was typed; leaving the field keeps it, as a spreadsheet does.
  await page.keyboard.press("F2");
  await isEdited(page);
  await page.keyboard.type("TRUE");
  await page.keyboard.press("Escape");
  await field.waitFor({ state: "detached" });
  assert.doesNotMatch(await cell(page, 3, 3).textContent(), /After/);
  await page.keyboard.press("Enter");
  await isEdited(page);
  await page.keyboard.type("TRUE");
  await cell(page, 1, 1).click();
  await settled(page);
  assert.match(await cell(page, 3, 3).textContent(), /After: TRUE/);
  await stayedQuiet();
});

test("rows are listed by what was found, by what happens to the user, and searched", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await lookAt(page, FILE);
  await show(page, "Changed (1)");
  await listed(page).getByText("1 row.").waitFor();
  assert.match(await cell(page, 0, 0).textContent(), /repaired.*1$/);
  await show(page, "All rows (4)");
  await page.getByRole("searchbox", { name: "Search" }).fill("CILLE");
  await listed(page).getByText("1 row.").waitFor();
  await until(page, () => document.querySelector("[data-cell='0:1']")?.textContent === "cille@example.com");
  await page.getByRole("searchbox", { name: "Search" }).fill("nobody");
  await page.getByText("No row matches").waitFor();
  await page.getByRole("searchbox", { name: "Search" }).fill("");
  await listed(page).getByText("4 rows.").waitFor();
  await show(page, "Will have it");
  await listed(page).getByText("3 rows.").waitFor();
  await stayedQuiet();
});

test("a list that is chosen while one types stays chosen", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await lookAt(page, FILE);
  await page.evaluate(() => {
    const put = (field, value, event) => {
      field.value = value;
      field.dispatchEvent(event);
    };
    put(document.querySelector(".filter input"), "cille", new InputEvent("input", { bubbles: true }));
    put(document.querySelector(".filter select"), "changed", new Event("change", { bubbles: true }));
  });
  await page.getByText("No row matches").waitFor();
  assert.equal(await page.getByRole("combobox", { name: "Show" }).inputValue(), "changed");
  assert.equal(await page.getByRole("searchbox", { name: "Search" }).inputValue(), "cille");
  await stayedQuiet();
});

test("from a finding to its cell, and from the cell to all places of its rule", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await drop(page, "users.csv", FILE);
  await settled(page);
  const group = page.locator("#rule-not-a-boolean");
  if (await group.locator(".group__toggle[aria-expanded=false]").count()) {
    await group.locator(".group__toggle").click();
  }
  await group.getByRole("button", { name: "Show in the file" }).click();
  await until(page, () => document.activeElement?.dataset.cell === "3:3");
  await page.locator(".detail").getByRole("button", { name: /^All places of/ }).click();
  await until(page, () => document.activeElement?.closest("#rule-not-a-boolean") !== null);
  await openFile(page);
  assert.equal(await chosen(page).getAttribute("data-cell"), "3:3", "back where one was");
  await stayedQuiet();
});

test("from a finding to its cell and back by keyboard alone", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await drop(page, "users.csv", FILE);
  await settled(page);
  const there = page.locator("#rule-not-a-boolean").getByRole("button", { name: "Show in the file" });
  const back = page.locator(".detail").getByRole("button", { name: /^All places of/ });
  for (let round = 0; round < 2; round++) {
    await tabTo(page, there);
    await page.keyboard.press("Enter");
    await until(page, () => document.activeElement?.dataset.cell === "3:3");
    await back.waitFor();
    await tabTo(page, back);
    await page.keyboard.press("Enter");
    await until(page, () => document.activeElement?.closest("#rule-not-a-boolean") !== null);
  }
  await stayedQuiet();
});

test("a finding beyond the first thousand of its rule is reached, told and answered as any other", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  const rows = Array.from({ length: 2_400 }, (_, row) => `user${row}@example.com,Bo,SAND,\r\n`);
  await lookAt(page, FILE.split("\r\n")[0] + "\r\n" + rows.join(""));
  const detail = (row, text) => page.locator(".detail", { hasText: `Row ${row}, ` }).locator(".finding", { hasText: text }).first().waitFor();
  await cell(page, 0, 1).click();
  await page.keyboard.press("Control+End");
  await until(page, () => document.activeElement?.dataset.cell === "2399:4");
  await page.keyboard.press("Shift+F8");
  await until(page, () => document.activeElement?.dataset.cell === "2399:3");
  await detail("2,400", "SAND");
  await page.keyboard.press("Shift+F8");
  await detail("2,399", "SAND");
  await page.keyboard.press("F8");
  await until(page, () => document.activeElement?.dataset.cell === "2399:3");
  assert.match(await cell(page, 2399, 3).textContent(), /Blocker, repaired.*After: TRUE/);
  await page.keyboard.press("-");
  await settled(page);
  await detail("2,400", "Left as is");
  await until(page, () => !/After/.test(document.querySelector("[data-cell='2399:3']").textContent));
  await page.keyboard.press("Control+Home");
  await until(page, () => document.activeElement?.dataset.cell === "0:0");
  await page.keyboard.press("F8");
  await until(page, () => document.activeElement?.dataset.cell === "0:3");
  await detail("1", "SAND");
  await stayedQuiet();
});

test("the picture of the file leads to where something was found", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await page.evaluate(dropLarge, [3_000, 20]);
  await settled(page);
  await openFile(page);
  const strip = page.locator(".strip");
  await strip.locator("rect").first().waitFor();
  const box = await strip.boundingBox();
  await strip.click({ position: { x: 4, y: box.height - 3 } });
  await until(page, () => [...document.querySelectorAll(".grid__number")].some((cell) => Number(cell.textContent.replace(",", "")) > 2_900));
  await stayedQuiet();
});

test("200,000 rows of 40 columns: only what is seen is on the page, and the last row can be reached", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await page.evaluate(dropLarge, [200_000, 40]);
  await verdict(page).waitFor({ timeout: 60_000 });
  await openFile(page);
  const cells = () => page.locator("[data-cell]").count();
  assert.ok(await cells() < 800, `${await cells()} cells`);
  await cell(page, 0, 1).click();
  await page.keyboard.press("Control+End");
  await until(page, () => document.activeElement?.dataset.cell === "199999:40");
  await until(page, () => document.activeElement?.textContent === "FALSE");
  assert.ok(await cells() < 800, `${await cells()} cells`);
  await page.keyboard.press("Control+Home");
  await until(page, () => document.activeElement?.dataset.cell === "0:0");
  await stayedQuiet();
});

test("a sample with everything: no row is lost between the views", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  const bytes = await readFile(join(samples, "damaged-users.csv"));
  await lookAt(page, bytes);
  const options = await page.getByRole("combobox", { name: "Show" }).locator("option").allTextContents();
  const users = await page.locator(".facts__fact", { hasText: /^Users\d/ }).textContent();
  await page.setViewportSize({ width: 1280, height: 3000 });
  await cell(page, 26, 1).waitFor();
  const out = await page.locator(".grid__row--out").count();
  const [all, kept] = [options[0], users].map((text) => Number(text.match(/\d+/)[0]));
  assert.equal(all, kept + out, `${options[0]}, ${users} and ${out} left out`);
  await stayedQuiet();
});

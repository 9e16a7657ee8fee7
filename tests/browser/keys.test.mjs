// Every task by keyboard alone: the grid follows the ARIA pattern, findings are
// stepped through, answered and taken back, and a sheet tells the keys.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { isDrawn, launch, slowDown, until } from "./support/browser.mjs";
import { drop, isEdited, settled, tabTo, view, visit } from "./support/page.mjs";

const FILE = "User ID/Email (Required),First Name,Webex Contact Center Standard Agent [Sub1],Phone Number\r\n"
  + "anna@example.com,Anna,SAND,+4526018299\r\n"
  + Array.from({ length: 60 }, (_, row) => `user${row}@example.com,Bo,TRUE,+45260181${String(row).padStart(2, "0")}\r\n`).join("")
  + "dan@example.com,Dan,maybe,+4526018162\r\n";

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

async function begin(t, isSlow = false) {
  const visited = await visit(t, browser, { viewport: { width: 1280, height: 900 } });
  if (isSlow) {
    await visited.page.evaluate(slowDown);
  }
  await drop(visited.page, "users.csv", FILE);
  await settled(visited.page);
  return visited;
}

async function openFile(page) {
  await view(page, "File").click();
  await page.locator("[data-cell='0:1']").waitFor();
}

/** Waits until this cell has the focus. */
async function focused(page, cell) {
  const end = Date.now() + 5_000;
  let now;
  do {
    now = await page.evaluate(() => document.activeElement?.dataset.cell);
  } while (now !== cell && Date.now() < end && (await page.waitForTimeout(20), true));
  assert.equal(now, cell);
}

test("the grid follows the pattern: one stop of Tab, and keys to every cell", async (t) => {
  const { page, stayedQuiet } = await begin(t);
  await openFile(page);
  await tabTo(page, page.locator("[data-cell='0:0']"));
  assert.equal(await page.locator("[data-cell][tabindex='0']").count(), 1, "one stop");
  for (const [key, cell] of [
    ["ArrowRight", "0:1"], ["ArrowDown", "1:1"], ["End", "1:4"], ["ArrowUp", "0:4"], ["ArrowUp", "0:4"], ["Home", "0:0"],
    ["Control+End", "61:4"], ["ArrowDown", "61:4"], ["Control+Home", "0:0"], ["ArrowLeft", "0:0"],
  ]) {
    await page.keyboard.press(key);
    await focused(page, cell);
  }
  await page.keyboard.press("PageDown");
  await until(page, () => Number(document.activeElement?.dataset.cell?.split(":")[0]) > 5);
  await page.keyboard.press("PageUp");
  await focused(page, "0:0");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.closest(".grid__layer")), null, "Tab leads out");
  await stayedQuiet();
});

for (const isSlow of [false, true]) {
  const where = isSlow ? ", on a slow machine, too" : "";

  test(`the focus stays in the grid when its cell is scrolled away${where}`, async (t) => {
    const { page, stayedQuiet } = await begin(t, isSlow);
    await openFile(page);
    await page.locator("[data-cell='0:1']").click();
    await until(page, isDrawn); // a cell that is chosen is scrolled into sight
    await page.evaluate(() => (document.querySelector(".grid").scrollTop = 1_000));
    await until(page, () => !document.querySelector("[data-cell='0:1']") && document.activeElement?.getAttribute("role") === "grid");
    await page.keyboard.press("ArrowDown");
    await focused(page, "1:1");
    await stayedQuiet();
  });

  test(`a sheet that is closed lets the next key through at once${where}`, async (t) => {
    const { page, stayedQuiet } = await begin(t, isSlow);
    const sheet = page.getByRole("dialog", { name: "Keys" });
    for (let round = 0; round < 3; round++) {
      await page.keyboard.press("?");
      await sheet.waitFor();
      await page.keyboard.press("Escape");
    }
    await page.keyboard.press("/");
    await until(page, () => document.activeElement?.type === "search");
    await page.getByRole("contentinfo").getByRole("button", { name: "Keys" }).click();
    await sheet.getByRole("button", { name: "Close" }).click();
    await sheet.waitFor({ state: "hidden" });
    await stayedQuiet();
  });
}

/** Presses keys one straight after the other, where the focus is: nobody waits for what the one before leads to. */
function typeFast(page, keys) {
  return page.evaluate(async (keys) => {
    for (const key of keys) {
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      await new Promise((resolve) => setTimeout(resolve)); // each key is an event of its own
    }
  }, keys);
}

test("F8 goes from finding to finding, + and - answer, Ctrl+Z takes back", async (t) => {
  const { page, stayedQuiet } = await begin(t);
  await page.keyboard.press("F8");
  await focused(page, "0:3");
  await page.keyboard.press("F8");
  await focused(page, "61:3");
  await page.keyboard.press("F8");
  await page.getByText("No finding after this one.").waitFor();
  await page.keyboard.press("Shift+F8");
  await focused(page, "0:3");
  const cell = page.locator("[data-cell='0:3']");
  await page.locator(".detail .finding").first().waitFor();
  await page.keyboard.press("-");
  await settled(page);
  await until(page, () => !/After/.test(document.querySelector("[data-cell='0:3']").textContent));
  await page.keyboard.press("+");
  await settled(page);
  await until(page, () => /After: TRUE/.test(document.querySelector("[data-cell='0:3']").textContent));
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await settled(page);
  assert.match(await cell.textContent(), /After: TRUE/);
  await page.keyboard.press("Control+y");
  await settled(page);
  await until(page, () => !/After/.test(document.querySelector("[data-cell='0:3']").textContent));
  await focused(page, "0:3");
  await stayedQuiet();
});

test("no key is lost: steps and answers that come too fast are done one after the other", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser, { viewport: { width: 1280, height: 900 } });
  const rows = Array.from({ length: 200 }, (_, row) => `user${row}@example.com,Bo,${row % 40 ? "TRUE" : "SAND"},\r\n`);
  await drop(page, "users.csv", FILE.split("\r\n")[0] + "\r\n" + rows.join(""));
  await settled(page);
  const becomes = (row) => page.locator(`[data-cell='${row}:3']`).textContent();
  await typeFast(page, ["F8", "F8", "F8"]);
  await focused(page, "80:3");
  await typeFast(page, ["-", "F8", "-", "F8", "F8"]);
  await page.getByText("No finding after this one.").waitFor();
  await focused(page, "160:3");
  await settled(page);
  assert.match(await becomes(160), /After: TRUE/, "what was not answered stays as it was");
  await typeFast(page, ["F8", "-", "ArrowLeft"]);
  await focused(page, "160:2");
  await settled(page);
  await until(page, () => !/After/.test(document.querySelector("[data-cell='160:3']").textContent));
  await page.keyboard.press("Control+Home");
  // Its row may have to be asked for again.
  await until(page, () => /After: TRUE/.test(document.querySelector("[data-cell='0:3']")?.textContent ?? ""));
  for (const row of [80, 120]) {
    await page.getByRole("searchbox").fill(`user${row}@`);
    await page.locator("[data-cell='0:1']").getByText(`user${row}@`).waitFor();
    assert.doesNotMatch(await becomes(0), /After/, "each answer is to the finding that was stepped to");
  }
  await stayedQuiet();
});

test("? shows the keys, Escape closes them, / searches; both can be switched off", async (t) => {
  const { page, stayedQuiet } = await begin(t);
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keys" });
  await sheet.waitFor();
  assert.ok(await sheet.evaluate((dialog) => dialog.contains(document.activeElement)), "the focus goes in");
  assert.match(await sheet.textContent(), /F8.*next finding.*edit the cell/s);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await sheet.waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await until(page, () => document.activeElement?.type === "search");
  await page.keyboard.type("dan?/");
  assert.equal(await page.getByRole("searchbox").inputValue(), "dan?/", "in a field they are letters");
  await page.getByRole("contentinfo").getByRole("button", { name: "Keys" }).click();
  await sheet.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Undo" }).focus();
  await page.keyboard.press("?");
  await page.waitForTimeout(200);
  assert.ok(await sheet.isHidden());
  await stayedQuiet();
});

test("a cell is corrected and the file saved without a mouse", async (t) => {
  const { page, stayedQuiet } = await begin(t);
  await page.keyboard.press("F8");
  await focused(page, "0:3");
  await page.keyboard.press("F8");
  await focused(page, "61:3");
  await page.locator(".detail").getByText("maybe").first().waitFor();
  await page.keyboard.press("Enter");
  await isEdited(page);
  await page.keyboard.type("FALSE");
  await page.keyboard.press("Enter");
  await settled(page);
  await focused(page, "61:3");
  await until(page, () => /After: FALSE/.test(document.activeElement.textContent));
  await tabTo(page, page.locator(".downloads__bar > button"));
  await page.keyboard.press("Enter");
  const yes = page.locator(".confirm .button--warned");
  await yes.waitFor();
  await tabTo(page, yes, "Shift+Tab"); // the question stands above
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.equal(download.suggestedFilename(), "users-corrected.csv");
  await stayedQuiet();
});

// From the drop to the verdict on the page, as a person waits for it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { visit } from "./support/page.mjs";

const ROWS = 20_000;

/** The aim is 300 ms on two free cores; a busy machine gets more before it fails. */
const AIM_MS = 300;
const LIMIT_MS = 1_500;

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

test(`${ROWS} rows from drop to verdict`, async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  const times = [];
  for (let run = 0; run < 3; run++) {
    times.push(await page.evaluate(dropAndWait, ROWS));
    await page.getByRole("button", { name: "Check another file" }).click();
  }
  const best = Math.min(...times);
  t.diagnostic(`drop to verdict, ${ROWS} rows: ${times.map((time) => `${Math.round(time)} ms`).join(", ")}; aim ${AIM_MS} ms`);
  assert.ok(best < LIMIT_MS, `${best} ms`);
  stayedQuiet();
});

/** Runs on the page: 25 columns, each fiftieth row damaged; ends when the verdict is painted. */
async function dropAndWait(rows) {
  const flags = Array.from({ length: 14 }, (_, index) => `Webex Service ${index} [Sub204417]`);
  const header = ["First Name", "Last Name", "Display Name", "User ID/Email (Required)", "User Status", "Extension",
    "Title", "Department", "Phone Number", "Caller ID Number", "Location", ...flags];
  const lines = [header.join(",")];
  for (let row = 0; row < rows; row++) {
    const word = row % 50 ? "TRUE" : "SAND";
    lines.push(`Ann,Lee,"Lee, Ann",user${row}@example.com,Verified,${1000 + row},Agent,Sales,+4563464097,+4570258176,`
      + `København HQ,${flags.map((_, flag) => (flag ? "FALSE" : word)).join(",")}`);
  }
  const file = new File([lines.join("\r\n"), "\r\n"], "users.csv", { type: "text/csv" });
  const data = new DataTransfer();
  data.items.add(file);
  const begun = performance.now();
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  await new Promise((resolve) => {
    const look = () => (document.querySelector(".verdict__title") ? resolve() : requestAnimationFrame(look));
    look();
  });
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - begun;
}

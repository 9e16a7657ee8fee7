// How long a person waits for the plan of 20,000 changed users on the page: from the question to the answer of the
// worker, with the export. `ROWS=1000 cargo xtask bench plan` takes another number.
//
// What must stay true: the site as it is published, in a real browser; each round works from the bytes anew.

import { until, launch, open } from "./support/browser.mjs";
import { probe } from "./support/probe.mjs";
import { serve } from "./support/server.mjs";

const ROWS = Number(process.env.ROWS ?? 20_000);
const ROUNDS = 7;
const AIM_MS = 300;

const server = await serve({ extra: await probe() });
const browser = await launch();
try {
  const { page } = await open(browser, `${server.address}probe.html`);
  await until(page, () => globalThis.isThere);
  const times = await page.evaluate(measure, [ROWS, ROUNDS]);
  console.log(`\n${ROWS} users, 25 columns, each user changed, with an export; in the worker, median of ${ROUNDS} rounds`);
  for (const [what, rounds] of Object.entries(times)) {
    console.log(`${what.padEnd(22)} ${median(rounds).toFixed(0).padStart(6)} ms`);
  }
  const is = Math.max(median(times["plan of one mode"]), median(times["plan of both modes"]));
  console.log(`aim: a plan within ${AIM_MS} ms: ${is.toFixed(0)} ms, ${is <= AIM_MS ? "met" : "NOT met"}`);
} finally {
  await browser.close();
  await server.close();
}

function median(rounds) {
  return rounds.toSorted((one, other) => one - other)[Math.floor(rounds.length / 2)];
}

/** Runs on the page. */
async function measure([rows, rounds]) {
  const flags = Array.from({ length: 6 }, (_, index) => `Webex Service ${index} [Sub204417]`);
  const header = ["First Name", "Last Name", "Display Name", "User ID/Email (Required)", "User Status", "Extension",
    "Title", "Department", "Manager", "Phone Number", "Caller ID Number", "Location", "Preferred Language", "Time zone",
    "Address type", "Address country", "Webex Calling - Professional [Sub210988]",
    "Webex Contact Center Standard Agent [Sub210991]", "Webex Contact Center Premium Agent [Sub210991]", ...flags];
  const record = (row, title, standard, premium) =>
    `Ann,Lee,"Lee, Ann",user${row}@example.com,Verified,${100_000 + row},${title},Sales,boss@example.com,`
    + `+45${26_000_000 + row},+45${26_000_000 + row},København HQ,Danish,Europe/Copenhagen,work,DK,`
    + `FALSE,${standard},${premium},${flags.map(() => "TRUE").join(",")}`;
  const file = (title, one, other) => new Blob([header.join(","), "\r\n", ...Array.from({ length: rows },
    (_, row) => `${row % 2 ? record(row, title, one, other) : record(row, title, other, one)}\r\n`)]);
  const client = globalThis.make();
  await client.open(file("Lead", "FALSE", "TRUE"));
  await client.baseline(file("Agent", "TRUE", "FALSE"));
  const options = (mode) => JSON.stringify({ name: "users.csv", mode, sha256: false });
  const questions = {
    check: () => client.check(options("add-remove")),
    "plan of one mode": () => client.plan(options("add-remove"), 50),
    "plan of both modes": () => client.plan(options(null), 50),
    "minimal file": () => client.outputs(options("add-remove"), ["minimal"]),
    "rollback file": () => client.outputs(options("add-remove"), ["rollback"]),
  };
  const times = {};
  for (const [what, ask] of Object.entries(questions)) {
    times[what] = [];
    for (let round = 0; round < rounds; round++) {
      const begun = performance.now();
      await ask();
      times[what].push(performance.now() - begun);
    }
  }
  return times;
}

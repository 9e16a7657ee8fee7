// What `web/client.js` promises: a call always answers, and a worker that dies
// or does not start is replaced.

import assert from "node:assert/strict";
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, only, open, until } from "./support/browser.mjs";
import { probe } from "./support/probe.mjs";
import { serve } from "./support/server.mjs";

let browser, server;

before(async () => {
  browser = await launch();
  server = await serve({ extra: await probe() });
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** A new page for each test: a lock and a broken worker must not reach the next. */
async function run(body, argument) {
  const { page, context } = await open(browser, `${server.address}probe.html`);
  try {
    await until(page, () => globalThis.isThere);
    return await page.evaluate(body, argument);
  } finally {
    await context.close();
  }
}

test("a file dropped before the engine is there waits for it", async () => {
  const { size, report, states } = await run(async () => {
    const client = make();
    const opened = client.open(csv(3));
    const checked = client.check("{}");
    return { size: await opened, report: JSON.parse(await checked), states };
  });
  assert.equal(report.file.size, size);
  assert.equal(report.file.records, 3);
  assert.deepEqual(states.map(([state]) => state), ["loading", "ready"]);
});

test("the corrected file and the summary come as blobs", async () => {
  const { parts, text, refusal, summary, rules } = await run(async () => {
    const client = make();
    await client.open(csv(3));
    const corrected = await client.correct('{"name":"users.csv"}');
    const summary = await client.summary("{}", "csv");
    return {
      ...corrected,
      text: await corrected.parts[0].blob.text(),
      summary: { type: summary.type, size: summary.size },
      rules: JSON.parse(await client.rules()),
    };
  });
  assert.equal(refusal, null);
  assert.equal(parts.length, 1);
  assert.equal(parts[0].users, 3);
  assert.equal(parts[0].size, text.length);
  assert.match(text, /user2@example\.com/);
  assert.match(summary.type, /^text\/csv/);
  assert.ok(Array.isArray(rules));
});

test("a wrong call is answered with a sentence and costs no worker", async () => {
  const { noFile, badOptions, format, states } = await run(async () => {
    const client = make();
    const noFile = await outcome(client.check("{}"));
    await client.open(csv(1));
    const badOptions = await outcome(client.check("{"));
    const format = await outcome(client.summary("{}", "pdf"));
    return { noFile, badOptions, format, states };
  });
  assert.match(noFile.message, /choose one first/);
  assert.match(badOptions.message, /options cannot be read/);
  assert.match(format.message, /not csv, json or html/);
  assert.deepEqual(states.map(([state]) => state), ["loading", "ready"]);
});

/** A browser rounds what its clocks tell, and those of page and worker apart: three times a tenth may be a bit less. */
const ROUNDED_MS = 10;

test("cancel ends a check that would never end, and the file is there again", async () => {
  const { checked, other, size, states, told, took } = await run(async () => {
    const client = make(`
      const real = wasm_bindgen.Checker.prototype.check;
      wasm_bindgen.Checker.prototype.check = function (options, progress) {
        if (options.includes("forever")) for (;;) progress(1, 2);
        return real.call(this, options, progress);
      };`);
    await client.open(csv(2));
    const begun = performance.now();
    let told = 0;
    let checked;
    await new Promise((enough) => {
      checked = outcome(client.check('{"name":"forever"}', () => ++told === 3 && enough()));
    });
    const took = performance.now() - begun;
    const other = outcome(client.summary("{}", "csv"));
    client.cancel();
    const report = JSON.parse(await client.check("{}"));
    return { checked: await checked, other: await other, size: report.file.records, states, told, took };
  });
  assert.equal(checked.name, "AbortError");
  assert.equal(other.name, "AbortError");
  assert.equal(size, 2);
  assert.ok(told <= (took + ROUNDED_MS) / 100, `${told} messages in ${took} ms`);
  assert.deepEqual(states.map(([state]) => state), ["loading", "ready"]);
});

/** Makes a check with the word `break` in its options do something. */
const inCheck = (action) => `
  const real = wasm_bindgen.Checker.prototype.check;
  wasm_bindgen.Checker.prototype.check = function (options, progress) {
    if (options.includes("break")) { ${action} }
    return real.call(this, options, progress);
  };`;

for (const [how, addition] of [
  ["traps", inCheck('throw new WebAssembly.RuntimeError("unreachable");')],
  ["runs out of stack", inCheck("(function deeper() { deeper(); })();")],
  ["answers with what cannot be sent", inCheck("return () => {};")],
  ["dies without a word", `
    const listen = onmessage;
    onmessage = (event) => {
      if (event.data.options?.includes("break")) { throw new Error("gone"); }
      listen(event);
    };`],
]) {
  test(`a worker that ${how} is replaced and its caller is told`, async () => {
    const { broken, baseline, records, states } = await run(async (addition) => {
      const client = make(addition);
      await client.open(csv(2));
      await client.baseline(csv(2));
      const broken = await outcome(client.check('{"name":"break"}'));
      const report = JSON.parse(await client.check("{}"));
      return { broken, baseline: report.baseline, records: report.file.records, states };
    }, addition);
    assert.match(broken.message, /^The checker stopped \(.+\) and was started anew\./);
    assert.equal(records, 2);
    assert.equal(baseline.records, 2, "the baseline is given to the new worker too");
    assert.deepEqual(states.map(([state]) => state), ["loading", "ready", "replaced"]);
  });
}

test("a file that changed on the disk is named, and another can be opened", only(["chromium"], "Firefox reads the file as it is by then, and WebKit may"), async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "hubcheck-"));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "users.csv");
  await writeFile(path, "First Name\r\nAnn\r\n");
  // Chromium compares whole seconds: two writes within one would look like none. (A time of 0 it takes for none at all.)
  await utimes(path, 1_000_000_000, 1_000_000_000);
  const { page, context } = await open(browser, `${server.address}probe.html`);
  t.after(() => context.close());
  await until(page, () => globalThis.isThere);
  await page.evaluate(() => document.body.append(
    Object.assign(document.createElement("input"), { type: "file", id: "chosen" })));
  await page.locator("#chosen").setInputFiles(path);
  // Chromium looks at a file when somebody first asks; else it might see only what it is by then.
  await page.evaluate(() => document.querySelector("#chosen").files[0].lastModified);
  await writeFile(path, "First Name\r\nAnn\r\nBo\r\nCy\r\n");
  const { first, check, second } = await page.evaluate(async () => {
    const client = make();
    const first = await outcome(client.open(document.querySelector("#chosen").files[0]));
    const check = await outcome(client.check("{}"));
    return { first, check, second: await outcome(client.open(csv(1))) };
  });
  assert.match(first.message, /^The file could not be read/);
  assert.match(check.message, /choose one first/);
  assert.ok(second.value > 0);
});

test("a worker that never starts is tried three times, then said to have failed", async () => {
  const { opened, ready, later, states } = await run(async () => {
    const client = make("", "this is not a script");
    const opened = await outcome(client.open(csv(1)));
    const ready = await outcome(client.ready());
    const later = await outcome(client.check("{}"));
    return { opened, ready, later, states };
  });
  assert.match(opened.message, /^The checker /);
  assert.match(ready.message, /\.$/);
  assert.match(later.message, /^The checker could not start \(.+\)\. Reload the page to try again\.$/);
  assert.deepEqual(states.map(([state]) => state), ["loading", "failed"]);
});

test("a file that is too large for a browser is refused at the door", async () => {
  const refused = await run(async () => {
    const mb = new Blob([new Uint8Array(1024 ** 2)]);
    return outcome(make().open(new Blob(Array(1025).fill(mb))));
  });
  assert.match(refused.message, /1025 MB/);
});

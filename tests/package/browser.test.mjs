// The package on plain pages, which take it as it is, under a strict policy.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, until } from "../browser/support/browser.mjs";
import { serve } from "../browser/support/server.mjs";
import { project } from "./install.mjs";

/** What this page needs and nothing more. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src blob:; img-src data:";

const html = (policy) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>plain</title>
<link rel="icon" href="data:,"><meta http-equiv="Content-Security-Policy" content="${policy}">
<script type="module" src="main.js"></script></head><body></body></html>`;

const MAIN = `
import * as hubcheck from "./node_modules/hubcheck/module/index.js";
globalThis.hubcheck = hubcheck;
globalThis.globals = Object.getOwnPropertyNames(globalThis).length;
globalThis.users = new File(["User ID/Email (Required),Contact Center Standard\\r\\nann@example.com,SAND\\r\\n"], "users.csv");
globalThis.said = (promise) => promise.then((value) => ({ value }), ({ name, message }) => ({ name, message }));
`;

const undo = [];
let browser, folder;

before(async () => {
  browser = await launch();
  folder = await project({ after: (act) => undo.push(act) }, { "index.html": html(POLICY), "main.js": MAIN });
});

after(async () => {
  await browser?.close();
  await Promise.all(undo.map((act) => act()));
});

async function visit(t, path = "index.html", options = {}) {
  const server = await serve({ folder, ...options });
  t.after(() => server.close());
  const { page, context, wrong } = await open(browser, `${server.address}${path}`);
  t.after(() => context.close());
  return { page, server, wrong };
}

test("a plain page under a strict policy: nothing is loaded before it is asked for, a worker answers and is gone", async (t) => {
  const { page, server, wrong } = await visit(t);
  await until(page, () => globalThis.hubcheck);
  const loaded = [...server.log];
  assert.deepEqual(loaded.filter((line) => /wasm|worker|inline|room|txt/.test(line)), []);
  const report = await page.evaluate(() => hubcheck.check(users, { countries: ["DK"] }));
  assert.deepEqual([report.verdict, report.file.name, report.findings[0].rule], ["fixable", "users.csv", "foreign-boolean"]);
  assert.deepEqual(server.log.slice(loaded.length).map((line) => line.split("/").at(-1)).sort(), ["hubcheck_bg.wasm", "worker.js"]);
  await page.evaluate(() => Promise.all([hubcheck.correct(users), hubcheck.plan(users), hubcheck.rules()]));
  assert.equal(server.log.length, loaded.length + 2, "each file is loaded once");
  await until(page, () => true);
  assert.equal(page.workers().length, 0, "no worker is left behind");
  assert.deepEqual(wrong, []);
});

test("without a worker, with a host that does not know the type of wasm", async (t) => {
  const { page, wrong } = await visit(t, "index.html", { plainTypes: true });
  await until(page, () => globalThis.hubcheck);
  const { verdict, workers } = await page.evaluate(async () => {
    const RealWorker = globalThis.Worker;
    let workers = 0;
    globalThis.Worker = class extends RealWorker { constructor(...words) { super(...words); workers += 1; } };
    const { verdict } = await hubcheck.check(users, { worker: false });
    return { verdict, workers };
  });
  assert.deepEqual([verdict, workers], ["fixable", 0]);
  assert.deepEqual(wrong.filter((text) => !/MIME/.test(text)), []);
});

test("an abort ends the worker in the midst of its work", async (t) => {
  const { page } = await visit(t);
  await until(page, () => globalThis.hubcheck);
  const ended = await page.evaluate(() => {
    const rows = Array.from({ length: 20_000 }, (_, row) => `ann${row}@example.com,SAND\r\n`).join("");
    const long = new Blob(["User ID/Email (Required),Contact Center Standard\r\n", ...Array(60).fill(rows)]);
    const controller = new AbortController();
    return said(hubcheck.check(long, { signal: controller.signal, onprogress: () => controller.abort(new Error("enough")) }));
  });
  assert.equal(ended.message, "enough");
});

test("a policy that forbids wasm is told with the browser's own words", async (t) => {
  const { page } = await visit(t, "strict.html", { extra: { "strict.html": html(POLICY.replace(" 'wasm-unsafe-eval'", "")) } });
  await until(page, () => globalThis.hubcheck);
  const { message } = await page.evaluate(() => said(hubcheck.check(users)));
  assert.match(message, /could not start \(.*(unsafe-eval|Content Security [Pp]olicy)/);
});

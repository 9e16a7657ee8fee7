// Once the page says it is locked, nothing leaves it: proven with the server's
// log, since some calls claim success although the browser blocked them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFile } from "node:fs/promises";
import { launch, open, until } from "./support/browser.mjs";
import { probe } from "./support/probe.mjs";
import { serve } from "./support/server.mjs";

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** A site and a page on it, closed after the test however it ends. */
async function begin(t, path, options) {
  const server = await serve(options);
  t.after(() => server.close());
  const opened = await open(browser, server.address + path);
  t.after(() => opened.context.close());
  return { server, page: opened.page };
}

/** Every way of asking for something that a page has. */
async function tryEverything(address) {
  const tried = [];
  const attempt = async (name, action) => {
    try {
      await action();
      tried.push([name, "no error"]);
    } catch (error) {
      tried.push([name, error.name]);
    }
  };
  const element = (name, properties) => {
    document.body.append(Object.assign(document.createElement(name), properties));
  };
  await attempt("fetch", () => fetch(`${address}leak-fetch`));
  await attempt("fetch without cors", () => fetch(`${address}leak-no-cors`, { mode: "no-cors", keepalive: true }));
  await attempt("import", () => import(`${address}leak-import.js`));
  await attempt("XMLHttpRequest", () => {
    const request = new XMLHttpRequest();
    request.open("GET", `${address}leak-xhr`, false);
    request.send();
  });
  await attempt("sendBeacon", () => navigator.sendBeacon(`${address}leak-beacon`, "x"));
  await attempt("EventSource", () => new EventSource(`${address}leak-events`));
  await attempt("WebSocket", () => new WebSocket(`${address.replace("http", "ws")}leak-socket`));
  await attempt("Worker", () => new Worker(`${address}leak-worker.js`));
  element("img", { src: `${address}leak-image` });
  element("script", { src: `${address}leak-script.js` });
  element("link", { rel: "stylesheet", href: `${address}leak.css` });
  element("link", { rel: "prefetch", href: `${address}leak-prefetch` });
  element("iframe", { src: `${address}leak-frame` });
  element("video", { src: `${address}leak-video` });
  element("object", { data: `${address}leak-object` });
  element("div", {});
  document.body.lastElementChild.style.backgroundImage = `url(${address}leak-background)`;
  return tried;
}

/** The same from a worker that is made as the engine's is. */
function tryInWorker(address) {
  const script = `(async () => {
    const tried = [];
    for (const action of [
      () => fetch("${address}leak-worker-fetch"),
      () => importScripts("${address}leak-worker-script.js"),
      () => { const r = new XMLHttpRequest(); r.open("GET", "${address}leak-worker-xhr", false); r.send(); },
      () => import("${address}leak-worker-import.js"),
    ]) {
      try { await action(); tried.push("no error"); } catch (error) { tried.push(error.name); }
    }
    postMessage(tried);
  })();`;
  const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
}

test("nothing is requested after the lock, from page or worker", async (t) => {
  const { server, page } = await begin(t, "probe.html", { extra: await probe() });
  await until(page, () => globalThis.isThere && globalThis.locked());
  const before = server.log.length;
  const tried = await page.evaluate(tryEverything, server.address);
  const inWorker = await page.evaluate(tryInWorker, server.address);
  const records = await page.evaluate(async () => {
    const client = make();
    await client.open(csv(5));
    return JSON.parse(await client.check("{}")).file.records;
  });
  const workbook = await readFile(new URL("../corpus/workbook.xlsx", import.meta.url));
  const sheet = await page.evaluate(async (text) => {
    const client = make();
    await client.open(new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]));
    return JSON.parse(await client.check("{}")).file.workbook?.sheet;
  }, workbook.toString("base64"));
  await page.waitForTimeout(500);
  assert.deepEqual(server.log.slice(before), [], "requests after the lock");
  assert.equal(sheet, "export", "a workbook is converted behind the lock");
  assert.equal(records, 5, "the engine works behind the lock");
  assert.deepEqual(inWorker, ["TypeError", "NetworkError", "NetworkError", "TypeError"]);
  assert.equal(tried.find(([name]) => name === "fetch")[1], "TypeError");
});

test("a file that is given early is checked behind the lock while the converter is still coming", async (t) => {
  let bring;
  const late = { path: "convert/convert_bg.wasm", until: new Promise((resolve) => (bring = resolve)) };
  const { server, page } = await begin(t, "probe.html", { extra: await probe(), late });
  await until(page, () => globalThis.isThere);
  const records = await page.evaluate(async () => {
    globalThis.client = make();
    await client.open(csv(5));
    return JSON.parse(await client.check("{}")).file.records;
  });
  assert.equal(records, 5, "nobody waits for the converter who does not need it");
  assert.ok(await page.evaluate(() => globalThis.locked()), "no file is read before the lock");
  const before = server.log.length;
  const workbook = await readFile(new URL("../corpus/workbook.xlsx", import.meta.url));
  await page.evaluate((text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    globalThis.opened = client.open(new Blob([bytes]));
    globalThis.checked = client.check("{}");
    globalThis.isAnswered = false;
    globalThis.checked.then(() => (globalThis.isAnswered = true));
  }, workbook.toString("base64"));
  const inWorker = await page.evaluate(tryInWorker, server.address);
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => globalThis.isAnswered), false, "a workbook waits for what reads it");
  bring();
  const sheet = await page.evaluate(async () => JSON.parse(await globalThis.checked).file.workbook?.sheet);
  assert.equal(sheet, "export");
  assert.deepEqual(inWorker, ["TypeError", "NetworkError", "NetworkError", "TypeError"]);
  assert.deepEqual(server.log.slice(before), [], "requests after the lock");
});

test("the test itself would notice: before the lock the same calls are logged", async (t) => {
  const extra = { "bare.html": "<!doctype html><body></body>" };
  const { server, page } = await begin(t, "bare.html", { extra });
  const before = server.log.length;
  await page.evaluate(tryEverything, server.address);
  await page.evaluate(tryInWorker, server.address);
  await page.waitForTimeout(500);
  const leaks = server.log.slice(before).filter((line) => line.includes("leak"));
  assert.ok(leaks.length >= 12, leaks.join("\n"));
});

for (const [where, options] of [
  ["in a sub-folder", { under: "/some/folder/" }],
  ["from a host that does not know wasm", { plainTypes: true }],
]) {
  test(`the site works ${where}`, async (t) => {
    const { server, page } = await begin(t, "probe.html", { ...options, extra: await probe() });
    await until(page, () => globalThis.isThere);
    assert.equal(await page.evaluate(async () => (await make().open(csv(1))) > 0), true);
    const outside = server.log.filter((line) => !line.includes(options.under ?? "/"));
    assert.deepEqual(outside, []);
  });
}

test("without the converter the engine works, and a workbook is told why it does not", async (t) => {
  const extra = { ...(await probe()), "convert/convert_bg.wasm": "not wasm" };
  const { page } = await begin(t, "probe.html", { extra });
  await until(page, () => globalThis.isThere && globalThis.locked());
  const [records, message] = await page.evaluate(async () => {
    const client = make();
    await client.open(csv(3));
    const { file } = JSON.parse(await client.check("{}"));
    await client.open(new Blob(["PK\x03\x04", "xl/workbook.xml"]));
    const { refusal } = JSON.parse(await client.check("{}"));
    return [file.records, refusal.message];
  });
  assert.equal(records, 3);
  assert.match(message, /part of this page that reads workbooks could not be loaded/);
});

test("a file is checked by the first engine, and what that cannot do is done once the whole one is here", async (t) => {
  let bring;
  const late = { path: "engine/hubcheck_bg.wasm", until: new Promise((resolve) => (bring = resolve)) };
  const { server, page } = await begin(t, "probe.html", { extra: await probe(), late });
  await until(page, () => globalThis.isThere && globalThis.locked());
  const before = server.log.length;
  const early = await page.evaluate(async () => {
    globalThis.client = make();
    await client.open(csv(4));
    const report = await client.check("{}");
    globalThis.isAnswered = false;
    globalThis.corrected = client.correct("{}");
    globalThis.corrected.then(() => (globalThis.isAnswered = true));
    return report;
  });
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => globalThis.isAnswered), false, "only the whole engine corrects");
  bring();
  const { users, again, states } = await page.evaluate(async () => {
    const { parts } = await globalThis.corrected;
    return { users: parts[0].users, again: await client.check("{}"), states: globalThis.states.map(([state]) => state) };
  });
  assert.equal(users, 4);
  assert.equal(again, early, "both say the same of a file");
  assert.deepEqual(states, ["loading", "ready"], "nobody is told of the change");
  assert.deepEqual(server.log.slice(before), [], "requests after the lock");
});

test("a workbook waits for the whole engine", async (t) => {
  let bring;
  const late = { path: "engine/hubcheck_bg.wasm", until: new Promise((resolve) => (bring = resolve)) };
  const { page } = await begin(t, "probe.html", { extra: await probe(), late });
  await until(page, () => globalThis.isThere && globalThis.locked());
  const workbook = await readFile(new URL("../corpus/workbook.xlsx", import.meta.url));
  await page.evaluate((text) => {
    globalThis.client = make();
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    globalThis.opened = client.open(new Blob([bytes]));
    globalThis.checked = client.check("{}");
  }, workbook.toString("base64"));
  await page.waitForTimeout(200);
  bring();
  const sheet = await page.evaluate(async () => JSON.parse(await globalThis.checked).file.workbook?.sheet);
  assert.equal(sheet, "export");
});

test("where the whole engine is lost on its way, files are checked and everything else is refused with a sentence", async (t) => {
  const extra = { ...(await probe()), "engine/hubcheck_bg.wasm": "not wasm" };
  const { page } = await begin(t, "probe.html", { extra });
  await until(page, () => globalThis.isThere && globalThis.locked());
  const { records, refused, workbook } = await page.evaluate(async () => {
    const client = make();
    await client.open(csv(3));
    const refused = await outcome(client.correct("{}"));
    const { file } = JSON.parse(await client.check("{}"));
    await client.open(new Blob(["PK\x03\x04", "xl/workbook.xml"]));
    return { records: file.records, refused, workbook: JSON.parse(await client.check("{}")).refusal.message };
  });
  assert.equal(records, 3);
  assert.match(refused.message, /part of the checker could not be loaded/);
  assert.match(workbook, /part of this page that reads workbooks could not be loaded/);
});

test("without the first engine everything works with the whole one", async (t) => {
  const { page, server } = await begin(t, "probe.html", { extra: { ...(await probe()), "first/hubcheck_bg.wasm": "not wasm" } });
  await until(page, () => globalThis.isThere && globalThis.locked());
  const users = await page.evaluate(async () => {
    const client = make();
    await client.open(csv(2));
    return (await client.correct("{}")).parts[0].users;
  });
  assert.equal(users, 2);
  assert.ok(server.log.includes("GET /engine/hubcheck_bg.wasm"), server.log.join("\n"));
});

test("a page that nobody looks at, where nothing is ever painted, gets its engine all the same", async (t) => {
  const extra = await probe();
  // It takes one frame away, the one that the first engine is asked for in.
  const unseen = "const seen = requestAnimationFrame;\nglobalThis.requestAnimationFrame = () => ((globalThis.requestAnimationFrame = seen), 0);\n";
  const script = extra["probe.js"].replace("const { engine }", `${unseen}$&`);
  const { server, page } = await begin(t, "probe.html", { extra: { ...extra, "probe.js": script } });
  await until(page, () => globalThis.isThere && globalThis.locked());
  assert.ok(script.includes(unseen) && server.log.includes("GET /first/hubcheck_bg.wasm"), server.log.join("\n"));
});

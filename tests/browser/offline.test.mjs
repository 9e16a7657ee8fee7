// The site without a network: kept by the browser once it was visited, file by
// file as it was built, and nothing else; a newer one comes in quietly.

import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, only, open, until } from "./support/browser.mjs";
import { drop, provenByExport, samples, settled } from "./support/page.mjs";
import { dist, root, serve } from "./support/server.mjs";

const damaged = join(samples, "damaged-users.csv");
const exported = join(samples, "export-before.csv");

/** What nobody needs offline: the same in one file, and the keeper itself. */
const LEFT_OUT = ["hubcheck.html", "sw.js"];

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** A visit to a site that may be kept, once it is locked. */
async function visit(t, options) {
  const server = await serve({ offline: true, ...options });
  t.after(() => server.close());
  const { page, context, wrong } = await open(browser, server.address);
  t.after(() => context.close());
  await page.locator(".badge--locked").waitFor();
  return { page, context, server, wrong };
}

/** Waits until the browser has kept all of the site. */
const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => new Promise((resolve) => {
  const tell = () => active.state === "activated" && resolve();
  active.addEventListener("statechange", tell);
  tell();
})));

/** Every file of the site, by its path. */
async function built() {
  const entries = await readdir(dist, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1));
  return paths.filter((path) => !LEFT_OUT.includes(path)).sort();
}

const inCaches = (page) => page.evaluate(async () => {
  const names = await caches.keys();
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return { names, addresses: requests.flat().map(({ url }) => url) };
});

for (const under of ["/", "/some/folder/"]) {
  test(`with the server gone the whole journey goes on, at ${under}`, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), "hubcheck-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const { page, context, server, wrong } = await visit(t, { under });
    await kept(page);
    await server.close();
    await page.reload();
    await page.locator(".badge--locked").waitFor();
    await drop(page, "users.csv", await readFile(damaged));
    await settled(page);
    await provenByExport(page, damaged, exported, folder);
    await drop(page, "workbook.xlsx", await readFile(join(root, "tests/corpus/workbook.xlsx")));
    await page.locator("#rule-number-cells").waitFor();
    // A page of the documents opens in a tab of its own, also now.
    const [docs] = await Promise.all([context.waitForEvent("page"), page.locator("#rule-number-cells .group__page a").click()]);
    await docs.locator("h1").waitFor();
    assert.match(await docs.evaluate(() => location.href), new RegExp(`${under}docs/rules/number-cells\\.html$`));
    // By its address with a question, as a link in another language has it.
    const danish = await context.newPage();
    await danish.goto(`${server.address}?lang=da`);
    await danish.locator(".badge--locked").waitFor();
    assert.equal(await danish.evaluate(() => document.documentElement.lang), "da");
    assert.deepEqual(wrong, []);
  });
}

test("the site's own files are kept, all of them, and nothing else is asked for", async (t) => {
  const { page, server } = await visit(t);
  await kept(page);
  const { names, addresses } = await inCaches(page);
  const paths = await built();
  assert.equal(names.length, 1);
  assert.deepEqual(addresses.map((address) => address.slice(server.address.length)).sort(), paths);
  const known = new Set([...paths.map((path) => `GET /${path.replace(/(^|\/)index\.html$/, "$1")}`), "GET /sw.js"]);
  assert.deepEqual(server.log.filter((line) => !known.has(line)), []);
  // From now on the host is not needed, and an address that is no file of the site is not the keeper's.
  await page.reload();
  await page.locator(".badge--locked").waitFor();
  const before = server.log.length;
  await drop(page, "users.csv", await readFile(damaged));
  await settled(page);
  await page.getByRole("button", { name: "Test it yourself" }).click();
  await page.getByRole("button", { name: "Try to send now" }).click();
  await page.getByText("The checker, fetch").waitFor();
  const ended = await page.locator(".trust__ended li").allTextContents();
  assert.ok(ended.length === 5 && ended.every((end) => end.endsWith("stopped by the lock.")), ended.join("\n"));
  // A browser may look by itself whether the keeper is still the same.
  assert.deepEqual(server.log.slice(before).filter((line) => line !== "GET /sw.js"), []);
  assert.deepEqual((await inCaches(page)).addresses.length, paths.length, "nothing is kept but the site");
});

test("a file with other bytes than were built is not kept", async (t) => {
  const extra = { "docs/index.html": "<!doctype html><title>changed on the way</title>" };
  const { page, server } = await visit(t, { extra });
  const ended = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const worker = registration?.installing;
    if (worker && worker.state !== "redundant") {
      await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
    }
    return worker?.state ?? "redundant";
  });
  assert.equal(ended, "redundant");
  assert.equal(server.log.filter((line) => line === "GET /docs/").length, 2, "it is asked for once more, past the browser's own store");
  await drop(page, "users.csv", await readFile(damaged));
  await settled(page);
});

test("a newer site waits until nobody works, and starts when it is told to", async (t) => {
  const extra = {};
  const { page, context, server } = await visit(t, { extra });
  await kept(page);
  await page.reload();
  await page.locator(".badge--locked").waitFor();
  await drop(page, "users.csv", await readFile(damaged));
  await settled(page);
  // The next version: another first page, and a list that says so.
  const index = (await readFile(join(dist, "index.html"), "utf8")).replace("<html ", "<html data-next ");
  const hash = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(index))).toString("base64");
  const keeper = await readFile(join(dist, "sw.js"), "utf8");
  extra["index.html"] = index;
  extra["sw.js"] = keeper.replace(/VERSION = "/, "$&next-").replace(/("index\.html": "sha256-)[^"]+/, `$1${hash}`);
  const asked = server.log.length;
  // The locked page itself may not look for it; the browser does when any page of the site is opened.
  await (await context.newPage()).goto(`${server.address}docs/index.html`);
  await page.getByText("It starts when you next open this page").waitFor();
  const again = server.log.slice(asked).filter((line) => line !== "GET /sw.js");
  assert.deepEqual(again, ["GET /"], "what is the same is not loaded again");
  assert.equal(await page.getByRole("button", { name: "Use it now" }).count(), 0, "not while a file is open");
  await page.getByRole("button", { name: "Check another file" }).click();
  await page.getByRole("button", { name: "Use it now" }).click();
  await page.locator("html[data-next] .badge--locked").waitFor();
  assert.equal(await page.getByText("A newer version").count(), 0);
  await until(page, async () => (await caches.keys()).length === 1);
});

const ASKED = only(["chromium"], "only Chromium can be asked");

/** What Chromium itself says of installing a page. */
async function installable(page, site) {
  const debug = await page.context().newCDPSession(page);
  const { errors, url, data } = await debug.send("Page.getAppManifest");
  assert.deepEqual([errors, url], [[], `${site}manifest.webmanifest`]);
  for (const { src } of JSON.parse(data).icons) {
    assert.ok((await built()).includes(src), src);
  }
  const { installabilityErrors } = await debug.send("Page.getInstallabilityErrors");
  // A test's visit is a private one.
  assert.deepEqual(installabilityErrors.map(({ errorId }) => errorId), ["in-incognito"]);
}

test("the browser can install it from a document, where no lock comes", ASKED, async (t) => {
  const { context, server } = await visit(t);
  const page = await context.newPage();
  await page.goto(`${server.address}docs/offline.html`);
  await installable(page, server.address);
});

test("the browser can install it from the page itself, until the lock comes", ASKED, async (t) => {
  let goOn;
  const until = new Promise((resolve) => (goOn = resolve));
  t.after(() => goOn());
  // Without the app there is no lock yet.
  const server = await serve({ offline: true, late: { path: "app/app_bg.wasm", until } });
  t.after(() => server.close());
  const { page, context, wrong } = await open(browser, server.address);
  t.after(() => context.close());
  await installable(page, server.address);
  goOn();
  await page.locator(".badge--locked").waitFor();
  assert.deepEqual(wrong, []);
});

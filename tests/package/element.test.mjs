// `<hub-check>` in the pages of others: each example as a reader of examples/README.md would start it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, until } from "../browser/support/browser.mjs";
import { dist, serve } from "../browser/support/server.mjs";
import { made, root, run } from "./install.mjs";
import { READY, USERS, drop, visitPlace } from "./portal.mjs";

let browser, folder;

/** The examples as they lie in the project, with the package's folder beside each page. */
before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "hubcheck-portals-"));
  await cp(join(root, "examples"), folder, { recursive: true, filter: (path) => !path.includes("node_modules") });
  for (const place of ["plain", "docusaurus", "confluence", "mkdocs/docs"]) {
    await cp(join(made, "hubcheck"), join(folder, place, "hubcheck"), { recursive: true });
  }
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** A page of a portal. */
const visit = (t, place, options) => visitPlace(t, browser, join(folder, place), options);

test("plain: under a strict policy a file is checked and corrected, and the page is told", async (t) => {
  const { page, server, wrong } = await visit(t, "plain");
  await page.getByText(READY).waitFor();
  const loaded = server.log.length;
  await drop(page);
  await page.getByText("fixable, 1 that block the import").waitFor();
  await page.evaluate(() => document.addEventListener("corrected", ({ detail: { parts } }) => {
    globalThis.told = parts.map(({ blob, ...part }) => ({ ...part, type: blob.type }));
  }));
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".downloads .button--main").click()]);
  assert.equal(download.suggestedFilename(), "users-corrected.csv");
  const bytes = await readFile(await download.path());
  const size = bytes.length;
  await page.getByText(`users-corrected.csv: ${size} bytes`).waitFor();
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const part = { name: "users-corrected.csv", users: 2, size, sha256, type: "text/csv;charset=utf-8" };
  assert.deepEqual(await page.evaluate(() => globalThis.told), [part]);
  assert.equal(server.log.length, loaded, "nothing is asked for any more");
  const left = await page.evaluate(() => [
    document.title, location.hash, localStorage.length, document.documentElement.lang,
    document.querySelectorAll("body > a, head > style, head > meta[http-equiv]").length,
  ]);
  assert.deepEqual(left, ["A plain page with hubcheck", "", 0, "en", 1], "nothing outside of it was touched");
  await page.locator("hub-check").getByRole("link", { name: "Plan" }).click();
  await page.locator("hub-check .plan__removals").waitFor();
  assert.equal(new URL(page.url()).hash, "", "the address stays the page's");
  assert.deepEqual(wrong, []);
});

test("plain: attributes can change, also while a file is there; events say no more than the report", async (t) => {
  const { page, wrong } = await visit(t, "plain");
  await page.getByText(READY).waitFor();
  const told = await page.evaluate(() => {
    globalThis.told = [];
    for (const name of ["checked", "corrected", "failed"]) {
      document.body.addEventListener(name, (event) => globalThis.told.push([name, event.detail, event.composed]));
    }
    return globalThis.told.length;
  });
  assert.equal(told, 0);
  await drop(page);
  await until(page, () => globalThis.told.length === 1);
  assert.equal(await page.evaluate(() => globalThis.told[0][1].report.mode), "add", "as the attribute says");
  await page.evaluate(() => {
    const element = document.querySelector("hub-check");
    element.setAttribute("mode", "add-remove");
    element.setAttribute("limit", "1");
    element.setAttribute("country", "PL");
    element.setAttribute("lang", "da");
    element.setAttribute("theme", "dark");
  });
  await until(page, () => {
    const { report } = globalThis.told.at(-1)[1];
    return report.limit === 1 && report.mode === "add-remove" && / er /.test(report.findings[0].message);
  });
  await page.locator("hub-check").getByText("Din fil bliver i denne browserfane").waitFor();
  const [name, keys, findings] = await page.evaluate(() => {
    const [name, { report, ...rest }] = globalThis.told.at(-1);
    return [name, Object.keys(rest), report.findings.length];
  });
  assert.deepEqual([name, keys, findings > 0], ["checked", [], true]);
  const paper = () => page.locator("hub-check .page").evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.equal(await paper(), "rgb(16, 21, 19)");
  await page.evaluate(() => document.querySelector("hub-check").style.setProperty("--hubcheck-paper", "rgb(1, 2, 3)"));
  assert.equal(await paper(), "rgb(1, 2, 3)");
  assert.deepEqual(wrong, []);
});

test("plain: moved it keeps its file, taken away it leaves nothing, twice loaded it does no harm", async (t) => {
  const { page, wrong } = await visit(t, "plain");
  await page.getByText(READY).waitFor();
  await drop(page);
  await page.locator("hub-check .verdict__title").waitFor();
  await page.evaluate(() => document.body.append(document.querySelector("hub-check")));
  assert.ok(await page.locator("hub-check .verdict__title").isVisible());
  await page.evaluate(() => import("/hubcheck/element/hub-check.js?again"));
  assert.equal(page.workers().length, 1);
  await page.evaluate(() => document.querySelector("hub-check").remove());
  const end = Date.now() + 5_000;
  while (page.workers().length > 0 && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal(page.workers().length, 0);
  await page.evaluate(() => document.body.append(document.createElement("hub-check")));
  await page.getByText(READY).waitFor();
  assert.deepEqual(wrong, []);
});

test("plain: an organization's own profile takes part; a bad one is told by line and key", async (t) => {
  const { page, wrong } = await visit(t, "plain", {
    extra: { "us.json": '{ "profile": 1, "domains": ["example.org"] }', "bad.json": '{\n"profile": 1,\n"domain": []\n}' },
  });
  await page.getByText(READY).waitFor();
  await page.evaluate(() => {
    globalThis.told = [];
    addEventListener("checked", ({ detail }) => globalThis.told.push(detail.report.findings.map(({ what }) => what).join()));
    document.querySelector("hub-check").setAttribute("profile", "bad.json");
  });
  await page.locator("output").getByText("Line 3, “domain”").waitFor();
  await page.locator("hub-check").getByText("Line 3, “domain”").waitFor();
  await page.evaluate(() => document.querySelector("hub-check").setAttribute("profile", "us.json"));
  await drop(page);
  await until(page, () => /example\.com.*your profile/.test(globalThis.told.at(-1) ?? ""));
  assert.deepEqual(wrong, []);
});

for (const [what, from, to, says] of [
  ["wasm", " 'wasm-unsafe-eval'", "", /needs: script-src 'wasm-unsafe-eval'/],
  ["its worker", "worker-src blob:", "worker-src 'self'", /needs: worker-src blob:/],
  ["its files", "connect-src 'self'", "connect-src 'none'", /needs: connect-src http/],
]) {
  test(`plain: a policy that stops ${what} is told with the line that is missing`, async (t) => {
    const html = await readFile(join(folder, "plain/index.html"), "utf8");
    assert.ok(html.includes(from));
    const { page } = await visit(t, "plain", { path: "strict.html", extra: { "strict.html": html.replace(from, to) } });
    await until(page, () => document.querySelector("output").textContent !== "none yet", 30_000);
    assert.match(await page.locator("output").textContent(), says);
  });
}

test("plain: a script or file that was changed does not run", async (t) => {
  const html = await readFile(join(folder, "plain/index.html"), "utf8");
  const script = await readFile(join(folder, "plain/hubcheck/element/hub-check.js"));
  const integrity = `sha256-${createHash("sha256").update(script).digest("base64")}`;
  const named = html.replace('src="hubcheck/element/hub-check.js"', (src) => `${src} integrity="${integrity}"`);
  const texts = { "named.html": named, "hubcheck/app/app_bg.wasm": "changed" };
  const { page } = await visit(t, "plain", { path: "named.html", extra: texts });
  await page.getByText("hubcheck could not be started").first().waitFor();
  const other = await visit(t, "plain", { path: "named.html", extra: { "named.html": named, "hubcheck/element/hub-check.js": `${script}\n` } });
  await until(other.page, () => document.readyState === "complete");
  assert.equal(await other.page.evaluate(() => Boolean(customElements.get("hub-check"))), false);
});

test("plain, in a sandboxed frame: it works without an origin", async (t) => {
  const { page } = await visit(t, "plain", {
    path: "frame.html",
    headers: { "access-control-allow-origin": "*" },
    extra: {
      "frame.html": '<!doctype html><title>frame</title><iframe sandbox="allow-scripts allow-downloads" src="open.html" width="900" height="900"></iframe>',
      "open.html": '<!doctype html><title>open</title><script type="module" src="hubcheck/element/hub-check.js"></script><hub-check lang="en"></hub-check>',
    },
  });
  const frame = page.frameLocator("iframe");
  await frame.getByText(READY).waitFor();
  await frame.getByRole("button", { name: "Try a damaged sample" }).click();
  await frame.locator(".verdict__title").waitFor();
});

test("docusaurus: neither styles nor keys nor links of either reach the other; two elements, two languages", async (t) => {
  const html = await readFile(join(folder, "docusaurus/index.html"), "utf8");
  const marked = html.replace("<html ", '<html data-docs="handbook/" data-newer data-kept ');
  const { page, wrong } = await visit(t, "docusaurus", { path: "index.html", extra: { "index.html": marked } });
  await page.getByText(READY).waitFor();
  await page.getByText("Plik zostaje w tej karcie przeglądarki").waitFor();
  const looks = await page.locator("hub-check .page").evaluateAll((pages) => pages.map((element) => {
    const { color, backgroundColor, fontSize, letterSpacing, textTransform, display, fontFamily } = getComputedStyle(element);
    return { color, backgroundColor, fontSize, letterSpacing, textTransform, display, comic: fontFamily.includes("Comic") };
  }));
  const same = { fontSize: "15px", letterSpacing: "normal", textTransform: "none", display: "flex", comic: false };
  assert.deepEqual(looks, [
    { color: "rgb(229, 235, 232)", backgroundColor: "rgb(16, 21, 19)", ...same },
    { color: "rgb(21, 32, 28)", backgroundColor: "rgb(246, 248, 247)", ...same },
  ]);
  const theirs = page.locator("hub-check .footer a, hub-check .notice");
  assert.equal(await theirs.count(), 0, "what our own page is marked with means nothing on theirs");
  const first = page.locator("hub-check").first();
  await drop(page);
  await first.locator(".verdict__title").waitFor();
  await drop(page, "druga.csv", USERS, 1);
  await page.locator("hub-check").nth(1).locator(".verdict__title").waitFor();
  await first.getByRole("link", { name: "File" }).click();
  await first.locator("[data-cell='0:1']").waitFor();
  const row = await first.locator("[data-cell='0:1']").evaluate((cell) => cell.getBoundingClientRect().height);
  assert.ok(row > 20 && row < 40, `rows are ${row} pixels high`);
  await first.getByRole("searchbox").fill("");
  await first.getByRole("searchbox").press("/");
  assert.equal(await first.getByRole("searchbox").inputValue(), "/", "a key in a field of ours is no shortcut of theirs");
  assert.equal(await page.locator("output").textContent(), "#/");
  await page.locator("body").press("F8");
  assert.equal(await first.getByRole("searchbox").inputValue(), "/", "nor theirs one of ours");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${wide} pixels too wide`);
  assert.deepEqual(wrong, []);
});

test("confluence: a file for hubcheck is no attachment; the page in a frame is locked and tells its page", async (t) => {
  const site = await serve({ folder: dist });
  t.after(() => site.close());
  const { page, wrong } = await visit(t, "confluence", { path: `index.html?site=${encodeURIComponent(site.address)}` });
  await page.getByText(READY).first().waitFor();
  await drop(page);
  await page.locator("hub-check .verdict__title").waitFor();
  await page.getByRole("button", { name: "Check another file" }).click();
  await page.locator("hub-check .footer").click();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "pasted.csv"));
    const inside = document.activeElement.shadowRoot.activeElement;
    inside.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, composed: true }));
  }, USERS);
  await page.locator("hub-check .verdict__name").getByText("pasted.csv").waitFor();
  assert.equal(await page.locator("#attachments li").count(), 0);

  const frame = page.frameLocator("iframe");
  await frame.getByText(/^Locked; only http:\/\/127\.0\.0\.1:\d+ is told the result$/).waitFor();
  const loaded = site.log.length;
  await frame.getByRole("button", { name: "Try a damaged sample" }).click();
  await frame.locator(".verdict__title").waitFor();
  await page.getByText(/^Last result: (blocked|fixable)$/).waitFor();
  await page.locator("h2").first().click();
  await frame.getByText(/^Låst; kun http/).waitFor();
  assert.ok((await page.locator("iframe").evaluate((frame) => frame.clientHeight)) > 800, "it is as tall as what is in it");
  assert.equal(site.log.length, loaded, "nothing is requested after the lock");
  assert.deepEqual(wrong, []);
});

test("a frame tells nobody but the origin that its address names", async (t) => {
  const site = await serve({ folder: dist });
  t.after(() => site.close());
  const around = (asked) => `<!doctype html><title>around</title><script>globalThis.heard = []; onmessage = ({ data }) => heard.push(data);</script>
    <iframe src="${site.address}?lang=en&embed${asked}" width="900" height="900"></iframe>`;
  for (const [asked, says] of [["", /^Locked: nothing can leave/], ["=*", /^Locked: nothing/], ["=https://example.com", /only https:\/\/example\.com/]]) {
    const { page } = await visit(t, "plain", { path: "around.html", extra: { "around.html": around(asked) } });
    const frame = page.frameLocator("iframe");
    await frame.getByText(says).waitFor();
    await frame.getByRole("button", { name: "Try a damaged sample" }).click();
    await frame.locator(".verdict__title").waitFor();
    await page.evaluate(() => frames[0].postMessage({ hubcheck: "set", lang: "da" }, "*"));
    await frame.getByRole("button", { name: "Check another file" }).click();
    assert.deepEqual(await page.evaluate(() => globalThis.heard), [], asked);
    assert.ok(await frame.getByText(says).isVisible(), "and hears nobody else");
  }
});

test("MkDocs: the element among the documents", async (t) => {
  const packages = join(folder, "python");
  await run("python3", ["-m", "pip", "install", "--quiet", "--target", packages, "-r", "mkdocs/requirements.txt"], folder);
  await writeFile(join(folder, "mkdocs.sh"), `PYTHONPATH=${packages} python3 -m mkdocs build --quiet --config-file mkdocs/mkdocs.yml\n`);
  await run("sh", ["mkdocs.sh"], folder);
  const { page, wrong } = await visit(t, "mkdocs/site", { path: "index.html" });
  await page.getByText(READY).waitFor();
  await drop(page);
  await page.locator("hub-check .verdict__title").waitFor();
  assert.deepEqual(wrong, []);
});

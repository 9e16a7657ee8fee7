// The documents: every page is reached from the first, every link leads
// somewhere, nothing runs on them, and everyone can read them.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { engine, launch, only, open } from "./support/browser.mjs";
import { hubcheck, settled, visit } from "./support/page.mjs";
import { dist, serve } from "./support/server.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** One of each kind of page, the widest of its kind. */
const KINDS = ["index.html", "rules/index.html", "rules/both-licences.html", "columns.html", "command-line.html", "privacy.html", "offline.html"];

/** Pages without a script of ours: what they say is the same in each engine, how they look is not. */
const ONCE = only(["chromium"], "what the pages hold is the same in each engine");

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** A server below a sub-folder, since the site must work anywhere. */
async function begin(t) {
  const server = await serve({ under: "/some/where/" });
  t.after(() => server.close());
  return `${server.address}docs/`;
}

/** Every page of the documents, by its path. */
async function pages() {
  const entries = await readdir(join(dist, "docs"), { recursive: true });
  return entries.filter((path) => path.endsWith(".html")).sort();
}

test("every page is reached from the first by links, and every link leads somewhere", ONCE, async (t) => {
  const docs = await begin(t);
  const site = new URL("../", docs).href;
  const [seen, waiting] = [new Map(), [`${docs}index.html`]];
  for (let address = waiting.pop(); address; address = waiting.pop()) {
    if (seen.has(address)) {
      continue;
    }
    const response = await fetch(address);
    const html = await response.text();
    assert.equal(response.status, 200, address);
    seen.set(address, html);
    if (!address.startsWith(docs) || !address.endsWith(".html")) {
      continue;
    }
    assert.doesNotMatch(html, /<script|\son[a-z]+=|javascript:|style="/i, `${address} runs nothing`);
    // In elements alone: code that is shown may name what is not here.
    for (const [, link] of html.matchAll(/<[^>]*\s(?:href|src)="([^"]*)"/g)) {
      const { href, hash } = new URL(link.replaceAll("&amp;", "&"), address);
      const target = href.slice(0, href.length - hash.length);
      if (target.startsWith(site)) {
        waiting.push(target);
        const there = seen.get(target) ?? (await (await fetch(target)).text());
        assert.ok(!hash || there.includes(` id="${decodeURIComponent(hash.slice(1))}"`), `${address}: ${link}`);
      } else {
        assert.match(target, /^https:\/\//, `${address}: ${link}`);
      }
    }
  }
  const reached = [...seen.keys()].filter((address) => address.startsWith(docs) && address.endsWith(".html"));
  assert.deepEqual(reached.map((address) => address.slice(docs.length)).sort(), await pages());
});

test("each rule has its page, with what the program says of it", ONCE, async (t) => {
  const docs = await begin(t);
  const { stdout } = await hubcheck("rules", "--format", "json");
  const rules = JSON.parse(stdout);
  assert.ok(rules.length > 50);
  const { page, context, wrong } = await open(browser, docs);
  t.after(() => context.close());
  for (const { name, code, why, todo, examples } of rules) {
    await page.goto(`${docs}rules/${name}.html`);
    const text = (await page.locator("main").innerText()).replace(/\s+/g, " ");
    const plain = (words) => words.replaceAll("`", "").replace(/\s+/g, " ").trim();
    assert.ok(text.startsWith(`${code} ${name}`), text.slice(0, 80));
    for (const words of [why, todo]) {
      assert.ok(text.includes(plain(words)), `${name}: ${words}`);
    }
    assert.equal(await page.locator("h2[id^=example]").count(), examples.length, name);
  }
  assert.deepEqual(wrong, []);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`${colorScheme}, ${width} pixels: everyone can read it`, async (t) => {
      const docs = await begin(t);
      const { page, context, wrong } = await open(browser, docs, { colorScheme, viewport: { width, height: 800 } });
      t.after(() => context.close());
      // All pages once; of each look, and in each engine, the kinds.
      for (const path of engine === "chromium" && colorScheme === "light" && width === 1280 ? await pages() : KINDS) {
        await page.goto(docs + path);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => globalThis.axe.run({ preload: false, resultTypes: ["violations"] }));
        assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`), [], path);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${path} is ${wide} pixels too wide`);
      }
      assert.deepEqual(wrong, [], "the policy of the pages holds, and stops nothing of theirs");
    });
  }
}

test("a finding leads to the page of its rule, beside the page that holds the file", async (t) => {
  const { page, wrong } = await visit(t, browser);
  await page.getByRole("button", { name: "Try a damaged sample" }).click();
  await settled(page);
  const link = page.locator("#rule-not-utf8").getByRole("link", { name: "More about this rule (opens in a new tab)" });
  const [docs] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
  await docs.getByRole("heading", { level: 1, name: "not-utf8" }).waitFor();
  assert.equal(await docs.evaluate(() => document.referrer), "", "the document is not told who links to it");
  await page.getByRole("link", { name: "Documentation (opens in a new tab)" }).waitFor();
  assert.ok(await page.locator(".verdict__title").isVisible(), "the file is still there");
  assert.deepEqual(wrong, []);
});

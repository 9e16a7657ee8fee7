// The page in other languages: which one it speaks, that it knows them before
// the lock, that numbers stand as the browser writes them, and that longer
// words that run from right to left find room on a phone.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open, until } from "./support/browser.mjs";
import { settled } from "./support/page.mjs";
import { root, serve } from "./support/server.mjs";

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

const LANGUAGES = { da: "Dansk", pl: "Polski", sv: "Svenska", fr: "Français", pt: "Português (Brasil)" };

/** What a language says for an English text. */
async function said(language, english) {
  const lines = (await readFile(join(root, `web/languages/${language}.txt`), "utf8")).split("\n");
  return lines[lines.indexOf(english) + 1].slice(1);
}

/** The page in a language, once it is locked. */
async function visit(t, options, query = "", site = {}) {
  const server = await serve(site);
  t.after(() => server.close());
  const { page, context, wrong } = await open(browser, `${server.address}${query}`, options);
  t.after(() => context.close());
  await page.locator(".badge--locked").waitFor();
  return { page, server, wrong };
}

const spoken = (page) => page.evaluate(() => document.documentElement.lang);

const sample = async (page, language) => {
  await page.getByRole("button", { name: await said(language, "Try a damaged sample") }).click();
  await settled(page);
};

for (const [language, name] of Object.entries(LANGUAGES)) {
  test(`${name}: the browser's language, page and findings`, async (t) => {
    const { page, server, wrong } = await visit(t, { locale: language });
    assert.equal(await spoken(page), language);
    assert.equal(await page.title(), await said(language, "hubcheck: check a Webex user CSV file before you import it"));
    assert.equal((await page.locator(".badge--locked").innerText()).trim(), await said(language, "Locked: nothing can leave this page"));
    const loaded = [...server.log];
    await sample(page, language);
    // The engine speaks too, and the rules' own words do.
    const summary = await said(language, "A telephone number without its +");
    await page.getByRole("heading", { name: summary }).first().waitFor();
    await page.getByRole("button", { name: new RegExp(summary.replace("+", "\\+")) }).first().click();
    const text = await page.locator("main").innerText();
    for (const english of ["Spreadsheets", "your export", "Leave ", "Write ", "{", "}"]) {
      assert.ok(!text.includes(english), `${english} in:\n${text}`);
    }
    assert.match(text, /TRUE/, "TRUE is TRUE in every language");
    assert.deepEqual(server.log, loaded, "every language was there before the lock");
    assert.deepEqual(wrong, []);
  });

  test(`${name}: numbers as the browser writes them`, async (t) => {
    const { page } = await visit(t, { locale: language });
    const limits = await page.getByRole("combobox").locator("option").allInnerTexts();
    for (const limit of [1_000, 20_000]) {
      const written = await page.evaluate(([tag, limit]) => new Intl.NumberFormat(tag).format(limit), [language, limit]);
      assert.ok(limits.some((option) => option.startsWith(written)), `${written} is not in ${limits.slice(0, 8)}`);
    }
  });
}

test("the address decides before the browser, and the menu before both, also on the next visit", async (t) => {
  const { page, server } = await visit(t, { locale: "fr" }, "?lang=sv");
  assert.equal(await spoken(page), "sv");
  const loaded = [...server.log];
  await page.locator(".language").selectOption("pl");
  await until(page, () => document.documentElement.lang === "pl");
  assert.deepEqual(server.log, loaded, "the other language is there already");
  await page.goto(server.address);
  await page.locator(".badge--locked").waitFor();
  assert.equal(await spoken(page), "pl");
  await page.locator(".language").selectOption("en");
  await page.getByText("Locked: nothing can leave this page").waitFor();
});

test("a language can be changed over a finished report", async (t) => {
  const { page } = await visit(t, { locale: "en-GB" });
  await page.getByRole("button", { name: "Try a damaged sample" }).click();
  await settled(page);
  const rows = await page.locator(".group").count();
  await page.locator(".language").selectOption("da");
  await page.getByRole("heading", { name: await said("da", "A telephone number without its +") }).first().waitFor();
  await settled(page);
  assert.equal(await page.locator(".group").count(), rows, "the same findings in other words");
});

test("without its texts the page speaks English", async (t) => {
  const { page } = await visit(t, { locale: "da" }, "", { missing: ["languages/da.txt", "languages/all.txt"] });
  await page.getByText("Locked: nothing can leave this page").waitFor();
  assert.equal(await spoken(page), "en");
});

const ACCENTS = { a: "á", e: "é", i: "í", o: "ó", u: "ú", y: "ý", n: "ñ", c: "ç" };

/** A text longer, accented and marked; what stands in braces is left. */
function odd(text) {
  let depth = 0;
  let out = "";
  for (const letter of text) {
    depth += letter === "{" ? 1 : 0;
    out += depth === 0 ? ACCENTS[letter] ?? letter : letter;
    depth -= letter === "}" ? 1 : 0;
  }
  return `⟦${out} ${"~~~~ ".repeat(Math.ceil(text.length / 15))}⟧`;
}

/** What the engine and the page know a text by. */
function key(english) {
  let key = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(english)) {
    key = Math.imul(key ^ byte, 0x01000193);
  }
  return (key >>> 0).toString(16).padStart(8, "0");
}

/** A language that nobody speaks: every text odd, and the page from right to left. */
async function pseudo() {
  const lines = (await readFile(join(root, "web/languages/da.txt"), "utf8")).split("\n");
  const english = lines.filter((_, at) => lines[at + 1]?.startsWith("\t"));
  const text = (english) => (english === "ltr" ? "rtl" : /^\d/.test(english) ? english : odd(english));
  return english.map((english) => `${key(english)}\t${text(english)}`).join("\n");
}

for (const width of [360, 1280]) {
  test(`longer words from right to left, ${width} pixels`, async (t) => {
    const server = await serve({ extra: { "languages/da.txt": await pseudo() } });
    t.after(() => server.close());
    const { page, context } = await open(browser, server.address, { locale: "da", viewport: { width, height: 800 }, reducedMotion: "reduce" });
    t.after(() => context.close());
    await page.locator(".badge--locked").waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dir), "rtl");
    const fits = async (what) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${what} is ${wide} pixels too wide`);
      const plain = await page.evaluate(() => {
        const all = document.querySelectorAll("h1, h2, h3, legend, label, button, th, .lede, .hint, .badge");
        const texts = [...all].filter((one) => one.checkVisibility() && !one.closest("[translate=no], table, .examples"));
        return texts.map((one) => one.innerText.trim()).filter((text) => /\p{L}{3}/u.test(text) && !text.includes("⟦"));
      });
      const names = plain.filter((text) => !/^(CSV|JSON)$|example|Webex|^TRUE|^FALSE|@|×/.test(text));
      assert.deepEqual(names, [], `${what} has words that no language can change`);
    };
    await fits("the first view");
    await page.getByRole("button", { name: odd("Try a damaged sample") }).click();
    await settled(page);
    await fits("the result");
    const views = [["the plan", ".plan__removals, .plan .notice"], ["the downloads", ".outputs"], ["after the import", ".after"], ["the file", ".detail__rule"]];
    for (const [nth, [what, here]] of views.entries()) {
      await page.locator("nav a").nth(nth + 1).click();
      await page.locator(here).first().waitFor();
      await fits(what);
    }
    const rules = await page.locator(".detail__rule").allTextContents();
    assert.ok(rules.every((text) => text.split("⟦").length === 3), `of “All places of …” both are in the language: ${rules}`);
  });
}

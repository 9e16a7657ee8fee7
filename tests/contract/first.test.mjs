// The engine that is loaded first and the whole one answer alike: one source, built twice, says the same of the same bytes,
// letter for letter. What the page has wait for the whole one, the first one knows and does not judge.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load, loadFirst } from "../module/engine.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const corpus = join(root, "tests/corpus");
const names = (await readdir(corpus)).filter((name) => name.endsWith(".csv")).sort();

const OPTIONS = [
  {},
  { mode: "add" },
  { mode: "add-remove", countries: ["DK", "PL"], limit: 7, sha256: false },
  { language: "da", findings: { rule: "foreign-boolean", from: 1, count: 2 } },
].map((options) => JSON.stringify({ name: "users.csv", ...options }));

/** What an engine says of a file, with each of the options. */
function reports(engine, file, baseline, wishes = OPTIONS) {
  const checker = new engine.Checker(file);
  checker.setBaseline(baseline);
  const reports = wishes.map((options) => checker.check(options, undefined));
  checker.free();
  return reports;
}

/** Both engines, speaking Danish too. */
async function both() {
  const engines = [await loadFirst(), await load()];
  const danish = await readFile(join(root, "dist/languages/da.txt"), "utf8");
  engines.forEach((engine) => engine.addLanguage("da", danish));
  return engines;
}

test("the first engine says of the examples of all rules what the whole one says", async () => {
  const [first, whole] = await both();
  const rules = JSON.parse(whole.rules());
  assert.deepEqual(JSON.parse(first.rules()), rules.map((rule) => ({ ...rule, examples: [] })), "it has all but the examples");
  const examples = rules.flatMap(({ examples }) => examples);
  assert.ok(examples.length > 80, "the examples are there");
  const bytes = (text) => (text === null ? undefined : new TextEncoder().encode(text));
  for (const { before, baseline, options } of examples) {
    const { origin, ...wish } = options && typeof options === "string" ? JSON.parse(options) : (options ?? {});
    const wishes = [JSON.stringify(wish), JSON.stringify({ ...wish, language: "da" })];
    const [ours, theirs] = [first, whole].map((engine) => reports(engine, bytes(before), bytes(baseline ?? null), wishes));
    assert.deepEqual(ours, theirs, before);
  }
});

test("the first engine reports of whole files what the whole one reports", async () => {
  const [first, whole] = await both();
  const exported = await readFile(join(corpus, "export.csv"));
  assert.ok(names.length > 3, "the files are there");
  for (const name of names) {
    const file = await readFile(join(corpus, name));
    const kinds = [first, whole].map(({ Checker }) => new Checker(file)).map((checker) => [checker.isForeign(), checker.isWorkbook()]);
    assert.deepEqual(kinds[0], kinds[1], name);
    if (kinds[0][0]) {
      continue;
    }
    for (const baseline of [undefined, exported]) {
      assert.deepEqual(reports(first, file, baseline), reports(whole, file, baseline), name);
    }
  }
});

test("the first engine knows an encoding that it cannot tell, and calls nothing ready that is written in it", async () => {
  const [first] = await both();
  const [foreign, exported] = await Promise.all(["spreadsheet-da-windows1252-semicolon.csv", "export.csv"].map((name) => readFile(join(corpus, name))));
  const [told] = reports(first, foreign, exported, ["{}"]).map((report) => JSON.parse(report));
  assert.match(told.refusal.message, /in another encoding than UTF-8/);
  // An export that was saved so proves nothing.
  const [beside] = reports(first, exported, foreign, ["{}"]).map((report) => JSON.parse(report));
  assert.match(JSON.stringify(beside.baseline), /in another encoding than UTF-8/);
});

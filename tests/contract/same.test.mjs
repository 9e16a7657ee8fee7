// The program and the page answer alike: the same engine, built twice, says the
// same of the same bytes, letter for letter.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { load, loadConverter } from "../module/engine.mjs";

const corpus = fileURLToPath(new URL("../corpus/", import.meta.url));
const exported = join(corpus, "export.csv");
const names = (await readdir(corpus)).sort();

const profile = fileURLToPath(new URL("profile.json", import.meta.url));

/** The same wish twice: words for the program, options for the page. */
const WISHES = [
  { wish: "nothing more" },
  { wish: "adding only", words: ["--mode", "add"], options: { mode: "add" } },
  {
    wish: "adding and removing, countries stated",
    words: ["--mode", "add-remove", "--country", "DK", "--country", "PL"],
    options: { mode: "add-remove", countries: ["DK", "PL"] },
  },
  { wish: "parts of seven users", words: ["--limit", "7"], options: { limit: 7 } },
  // The page hands over what was read, or the text of the file.
  { wish: "an own profile", words: ["--profile", profile], options: { profile: JSON.parse(await readFile(profile, "utf8")) } },
  { wish: "all answered", words: ["--country", "DK"], options: { countries: ["DK"] }, answers: true },
];

let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "hubcheck-"));
});

after(() => rm(folder, { recursive: true, force: true }));

/** Runs the program; something left to do is no failure here, a refusal is an answer. */
async function hubcheck(...words) {
  assert.ok(process.env.HUBCHECK, "HUBCHECK names the program: run `cargo xtask test module`");
  try {
    return { code: 0, ...(await promisify(execFile)(process.env.HUBCHECK, words, { maxBuffer: 2 ** 28 })) };
  } catch (error) {
    assert.ok(error.code === 1 || error.code === 2, String(error));
    return error;
  }
}

async function checker(name, withExport) {
  const { Checker } = await load();
  const bytes = await readFile(join(corpus, name));
  const checker = new Checker(bytes);
  if (checker.isWorkbook()) {
    const { Workbook } = await loadConverter();
    const book = new Workbook(bytes);
    const text = book.convert(book.choose("{}"));
    checker.setOrigin(text.origin(), text.bytes());
  }
  if (withExport) {
    checker.setBaseline(await readFile(exported));
  }
  return checker;
}

/** Yes to every question, and the first choice where the encoding is one, for both. */
function answersTo(report) {
  const letters = report.findings.find(({ rule, fix }) => rule === "not-utf8" && fix?.choices.length > 0);
  const choice = letters?.fix.choices[0].choice;
  return {
    accept: ["--accept", "ask", ...(choice ? ["--accept", `not-utf8=${choice}`] : [])],
    decisions: [{ answer: "yes" }, ...(choice ? [{ rule: "not-utf8", answer: choice }] : [])],
  };
}

/** Whether two long texts are the same; a difference is shown, not the whole of both. */
function same(one, other, what) {
  if (one === other) {
    return;
  }
  let at = 0;
  while (one[at] === other[at]) {
    at += 1;
  }
  const near = (text) => text.slice(Math.max(0, at - 80), at + 80);
  assert.fail(`${what} differs at ${at}:\n  program: ${near(one)}\n  page:    ${near(other)}`);
}

const latin1 = (bytes) => Buffer.from(bytes).toString("latin1");

/** The files of a folder by their names, or the one file. */
async function written(path, parts) {
  if (parts.length === 1) {
    return [await readFile(path)];
  }
  const names = (await readdir(path)).sort();
  assert.deepEqual(names, parts.map((part) => part.name), "the parts have the same names");
  return Promise.all(names.map((name) => readFile(join(path, name))));
}

test("every rule's examples: the report is the same", async () => {
  const { Checker, rules } = await load();
  const examples = JSON.parse(rules()).flatMap(({ examples }) => examples).filter(({ options }) => !options);
  assert.ok(examples.length > 60, "the examples are there");
  const [file, export_] = [join(folder, "example.csv"), join(folder, "example-export.csv")];
  for (const { before, baseline } of examples) {
    await Promise.all([writeFile(file, before), writeFile(export_, baseline ?? "")]);
    const given = baseline === null ? [] : ["--baseline", export_];
    const { stdout } = await hubcheck("check", file, ...given, "--format", "json");
    const page = new Checker(await readFile(file));
    page.setBaseline(baseline === null ? undefined : await readFile(export_));
    same(stdout, `${page.check('{"name":"example.csv"}')}\n`, "the report");
    page.free();
  }
});

for (const name of names) {
  for (const withExport of [false, true]) {
    const given = withExport ? ["--baseline", exported] : [];
    const of = `${name}${withExport ? " with the export" : ""}`;

    for (const { wish, words = [], options = {}, answers = false } of WISHES) {
      test(`${of}: ${wish}`, async () => {
        const asked = JSON.stringify({ name, ...options });
        const page = await checker(name, withExport);
        const report = page.check(asked);
        const { stdout } = await hubcheck("check", join(corpus, name), ...given, ...words, "--format", "json");
        same(stdout, `${report}\n`, "the report");

        const { accept, decisions } = answers ? answersTo(JSON.parse(report)) : { accept: [], decisions: [] };
        const decided = JSON.stringify({ name, ...options, decisions });
        const stretches = [];
        const corrected = page.correct(decided, (part, bytes) => (stretches[part] ??= []).push(bytes.slice()));
        const parts = JSON.parse(corrected.parts);
        const out = join(folder, `${of}, ${wish}`);
        for (const format of ["csv", "json", "html"]) {
          const list = join(folder, `summary.${format}`);
          const { code, stderr } = await hubcheck(
            "fix", join(corpus, name), ...given, ...words, ...accept, "--output", out, "--summary", list,
          );
          if (corrected.refusal !== undefined) {
            assert.equal(code, 2, "the program refuses as well");
            assert.ok(stderr.includes(corrected.refusal), stderr);
            return;
          }
          assert.notEqual(code, 2, stderr);
          same(await readFile(list, "latin1"), latin1(page.summary(decided, format)), `the summary as ${format}`);
        }
        const files = await written(out, parts);
        parts.forEach((part, index) => {
          same(files[index].toString("latin1"), Buffer.concat(stretches[index]).toString("latin1"), part.name);
        });
      });
    }
  }
}

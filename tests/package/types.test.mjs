// The types are those of what the engine says: answers of the engine itself, as literals, for a strict compiler.

import assert from "node:assert/strict";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { project, root, run } from "./install.mjs";

const SETTINGS = {
  compilerOptions: {
    strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noEmit: true, target: "es2022",
    module: "nodenext", lib: ["es2022", "dom", "dom.iterable"], types: [],
  },
  files: ["answers.ts", "use.ts"],
};

const USE = `
import { check, correct, open, parts, plan, rules, type Finding, type Options, type Report } from "hubcheck";

const options: Options = { mode: "add", countries: ["DK"], signal: new AbortController().signal, onprogress: (done, total) => { done / total; } };
const report: Report = await check(new File([], "users.csv"), options);
const worst: Finding | undefined = report.findings.find(({ severity }) => severity === "blocker");
worst?.fix?.choices.map(({ choice }) => choice);
const name: string = (await parts(new Uint8Array())).map((part) => part.name).join();
const refusal: string | null = (await correct(new Blob([]))).refusal;
const classes: number | undefined = (await plan(new ArrayBuffer(0))).totals.classes?.["loses-licence"];
const checker = await open(new Blob([]), { baseline: new Blob([]) });
await checker.check({ decisions: [{ rule: "plus-missing", answer: "yes" }, { row: 1, index: 2, edit: "Lee" }] });
checker.close();
const rule: string | undefined = (await rules())[0]?.name;
// @ts-expect-error a text has lost its bytes
check("First Name");
// @ts-expect-error there is no such option
check(new Blob([]), { countrys: ["DK"] });
// @ts-expect-error there is no such mode
check(new Blob([]), { mode: "remove" });
export { name, refusal, classes, rule };
`;

test("a strict compiler takes the engine's answers for what the types say", async (t) => {
  const folder = await project(t);
  const { check, plan, rules } = await import(pathToFileURL(join(folder, "node_modules/hubcheck/module/index.js")).href);
  const lines = ['import type { Plan, Report, Rule } from "hubcheck";'];
  const says = (type, answer) => lines.push(`export const a${lines.length}: ${type} = ${JSON.stringify(answer)};`);
  const golden = join(root, "tests/golden/reports");
  const names = await readdir(golden);
  assert.ok(names.length > 5);
  for (const name of names) {
    says("Report", JSON.parse(await readFile(join(golden, name), "utf8")));
  }
  const [file, baseline, book] = await Promise.all(
    ["spreadsheet-da-windows1252-semicolon.csv", "export.csv", "workbook.xlsx"].map((name) => readFile(join(root, "tests/corpus", name))));
  says("Report", await check(book));
  says("Report", await check(new Uint8Array()));
  for (const options of [{}, { baseline }, { baseline, mode: "add" }, { mode: "add-remove", licences_left: { Premium: 1 } }]) {
    says("Plan", await plan(file, options));
  }
  says("Rule[]", await rules());
  await writeFile(join(folder, "answers.ts"), `${lines.join("\n")}\n`);
  await writeFile(join(folder, "use.ts"), USE);
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(SETTINGS));
  await run("node", [join(root, "node_modules/typescript/bin/tsc"), "--project", folder], folder);
});

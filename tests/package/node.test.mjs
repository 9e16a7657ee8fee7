// The package as a program in Node uses it: installed from its tarball, without a worker.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { made, project, root, run, tarball } from "./install.mjs";

const corpus = join(root, "tests/corpus");
const bytes = (text) => new TextEncoder().encode(text);
const USERS = "First Name,Last Name,User ID/Email (Required),Contact Center Standard\r\n"
  + "Ann,Lee,ann@example.com,SAND\r\nBo,Ek,bo@example.com,TRUE\r\nCy,Ray,cy@example.com,FALSE\r\n";

let folder, hubcheck;
const undo = [];

before(async () => {
  const users = await readFile(join(root, "tests/corpus/spreadsheet-scientific.csv"));
  folder = await project({ after: (act) => undo.push(act) }, { "users.csv": users });
  hubcheck = await import(pathToFileURL(join(folder, "node_modules/hubcheck/module/index.js")).href);
});

after(() => Promise.all(undo.map((act) => act())));

/** What the program says of a file; blockers are no failure here. */
async function native(...words) {
  assert.ok(process.env.HUBCHECK, "HUBCHECK names the program: run `cargo xtask test package`");
  const failed = (error) => (error.code === 1 ? error : Promise.reject(error));
  return (await promisify(execFile)(process.env.HUBCHECK, words, { maxBuffer: 2 ** 28 }).catch(failed)).stdout;
}

test("the tarball holds the package and nothing else, and packing again gives the same bytes", async (t) => {
  const { stdout } = await run("tar", ["-tzf", await tarball()], folder);
  const held = stdout.trim().split("\n").map((name) => name.replace(/^package\//, "")).sort();
  assert.deepEqual(held, [
    "LICENSE-APACHE", "LICENSE-MIT", "README.md", "app/app_bg.wasm", "attempts.js", "client.js", "convert/convert_bg.wasm",
    "element/hub-check.d.ts", "element/hub-check.js", "engine/hubcheck_bg.wasm",
    "engine/room.js", "engine/worker.js", "languages/da.txt", "languages/fr.txt", "languages/pl.txt", "languages/pt.txt",
    "languages/sv.txt", "module/beside.js", "module/index.d.ts", "module/index.js", "module/inline.js",
    "module/report.d.ts", "package.json", "told.js",
  ]);
  const again = await mkdtemp(join(tmpdir(), "hubcheck-pack-"));
  t.after(() => rm(again, { recursive: true }));
  const { stdout: name } = await run("npm", ["pack", "--silent", "--pack-destination", again], join(made, "hubcheck"));
  const hash = async (path) => createHash("sha256").update(await readFile(path)).digest("hex");
  assert.equal(await hash(join(again, name.trim())), await hash(await tarball()));
});

test("the README's example runs, and writes what the program writes", async () => {
  const readme = await readFile(join(made, "hubcheck/README.md"), "utf8");
  const example = readme.split("```js\n")[1].split("```")[0];
  assert.ok(example.trim().split("\n").length <= 12, "the example is short");
  const before = await readdir(folder);
  const { stdout } = await run("node", ["--input-type=module", "--eval", example], folder);
  assert.match(stdout, /^(ready|fixable|blocked)\n/);
  const [written, ...more] = (await readdir(folder)).filter((name) => !before.includes(name));
  assert.deepEqual(more, []);
  await native("fix", join(folder, "users.csv"), "--mode", "add", "--output", join(folder, "native.csv"));
  assert.deepEqual(await readFile(join(folder, written)), await readFile(join(folder, "native.csv")));
});

test("importing it does nothing: no global, no request, no timer", async () => {
  const script = `
    const before = Object.getOwnPropertyNames(globalThis);
    globalThis.fetch = () => { throw new Error("asked for something"); };
    const hubcheck = await import("hubcheck");
    console.log(JSON.stringify([
      Object.getOwnPropertyNames(globalThis).filter((name) => !before.includes(name)),
      process.getActiveResourcesInfo().filter((name) => name === "Timeout"),
      Object.keys(hubcheck).sort(),
    ]));`;
  const { stdout } = await run("node", ["--input-type=module", "--eval", script], folder);
  assert.deepEqual(JSON.parse(stdout), [[], [], ["Checker", "check", "correct", "open", "parts", "plan", "rules"]]);
});

test("the report of every file of the corpus is the program's, letter for letter", async () => {
  const names = (await readdir(corpus)).filter((name) => /\.(csv|xlsx|xls|ods)$/.test(name)).sort();
  assert.ok(names.length > 8);
  const exported = join(corpus, "export.csv");
  const baseline = await readFile(exported);
  for (const name of names) {
    const report = await hubcheck.check(await readFile(join(corpus, name)), { name, baseline, mode: "add" });
    const said = await native("check", join(corpus, name), "--baseline", exported, "--mode", "add", "--format", "json");
    assert.ok(`${JSON.stringify(report)}\n` === said, `${name}: the report differs from the program's`);
  }
});

test("correct, parts, plan and rules answer, and open keeps the file for more", async () => {
  const file = new File([USERS], "users.csv");
  const { report, parts, refusal } = await hubcheck.correct(file);
  assert.deepEqual([report.file.name, refusal, parts.length, parts[0].users], ["users.csv", null, 1, 3]);
  const text = await parts[0].blob.text();
  assert.match(text, /ann@example\.com,TRUE/);
  assert.equal(createHash("sha256").update(bytes(text)).digest("hex"), parts[0].sha256);
  assert.deepEqual((await hubcheck.parts(file, { limit: 2 })).map((part) => part.users), [2, 1]);
  const plan = await hubcheck.plan(file, { mode: "add-remove", baseline: bytes(USERS.replace("SAND", "FALSE")) });
  assert.equal(plan.users.find(({ user }) => user === "ann@example.com").class, "gains");
  assert.ok((await hubcheck.rules()).some(({ name }) => name === "foreign-boolean"));

  const checker = await hubcheck.open(file, { mode: "add" });
  const edited = await checker.check({ decisions: [{ row: 1, index: 0, edit: "Anna" }] });
  assert.equal(edited.changes.cells, (await checker.check()).changes.cells + 1);
  assert.match(await (await checker.summary("csv")).text(), /TRUE/);
  const { files } = await checker.outputs(["zip", "session"]);
  assert.deepEqual(files.map(({ kind }) => kind), ["zip", "session"]);
  checker.close();
  await assert.rejects(checker.check(), { name: "AbortError", message: "Closed." });
});

test("a file that cannot be corrected is refused with a sentence", async () => {
  await assert.rejects(hubcheck.parts(bytes("not a list of users\r\n")), /\.$/);
  const { refusal, parts, report } = await hubcheck.correct(bytes(""));
  assert.deepEqual([parts, report.verdict], [[], "blocked"]);
  assert.match(refusal, /\.$/);
});

test("a file that cannot be read is named", async () => {
  class Gone extends Blob {
    arrayBuffer() {
      return Promise.reject(new Error("it was moved"));
    }
  }
  await assert.rejects(hubcheck.check(new Gone([USERS])), /^Error: The file could not be read \(it was moved\)\./);
  await assert.rejects(hubcheck.check(bytes(USERS), { baseline: new Gone([USERS]) }), /^Error: The baseline export could not be read/);
});

test("wasm comes from an address, as bytes or compiled, and what cannot be had is told", async () => {
  const path = join(folder, "node_modules/hubcheck/engine/hubcheck_bg.wasm");
  const wasm = await readFile(path);
  for (const source of [pathToFileURL(path), pathToFileURL(path).href, wasm, wasm.buffer, await WebAssembly.compile(wasm)]) {
    const ofFile = source instanceof ArrayBuffer ? new Uint8Array(wasm).buffer : source;
    assert.equal((await hubcheck.check(bytes(USERS), { wasm: ofFile })).file.records, 3);
  }
  await assert.rejects(hubcheck.check(bytes(USERS), { wasm: pathToFileURL(join(folder, "none.wasm")) }), /could not start \(.*none\.wasm.*\)\. .*the option `wasm`\.$/);
  const book = await readFile(join(corpus, "workbook.xlsx"));
  assert.equal((await hubcheck.check(book)).file.workbook.kind, "xlsx");
  const without = await hubcheck.check(book, { converter: null });
  assert.equal(without.verdict, "blocked", "without its converter a workbook is named, not read");
});

test("people are spoken to in their language", async () => {
  const english = await hubcheck.check(bytes(USERS));
  const danish = await hubcheck.check(bytes(USERS), { language: "da" });
  assert.notEqual(danish.findings[0].message, english.findings[0].message);
  assert.match(danish.findings[0].message, / er /);
  await assert.rejects(hubcheck.check(bytes(USERS), { language: "xx" }), { name: "TypeError", message: /xx/ });
});

test("an organization's own profile takes part, as a file or as what stands in it; a bad one is told by line and key", async () => {
  const users = bytes(`${USERS.split("\r\n")[0]}\r\nAnn,Lee,ann@exampel.com,TRUE\r\n`);
  const profile = { profile: 1, name: "Us", domains: ["example.com"] };
  for (const given of [profile, bytes(JSON.stringify(profile)), new File([JSON.stringify(profile)], "us.json")]) {
    const { findings } = await hubcheck.check(users, { profile: given });
    assert.ok(findings.some(({ what }) => /exampel\.com.*your profile/.test(what)), findings.map(({ what }) => what).join("\n"));
  }
  await assert.rejects(hubcheck.check(users, { profile: bytes('{\n"profile": 1,\n"domain": []\n}') }), /Line 3, “domain”/);
  await assert.rejects(hubcheck.check(users, { profile: { profile: 1, domain: [] } }), /domain/);
});

test("a slip of the pen is told: texts, unknown options", async () => {
  await assert.rejects(hubcheck.check(USERS), { name: "TypeError", message: /bytes/ });
  await assert.rejects(hubcheck.check(bytes(USERS), { countrys: ["DK"] }), { name: "TypeError", message: /countrys/ });
  await assert.rejects(hubcheck.check(bytes(USERS), { mode: "remove" }), /options cannot be read/);
  assert.equal((await hubcheck.check(bytes(USERS))).file.records, 3, "and costs nothing");
});

test("an abort ends the work with its reason, before it and in the midst of it", async () => {
  const stopped = AbortSignal.abort(new Error("not any more"));
  await assert.rejects(hubcheck.check(bytes(USERS), { signal: stopped }), { message: "not any more" });
  // So long that it is told of more than once, however quick the machine is.
  const long = new Blob([USERS.split("Ann")[0], ...Array(40).fill(
    Array.from({ length: 20_000 }, (_, row) => `Ann,Lee,a${row}@example.com,SAND\r\n`).join(""))]);
  for (const ask of [hubcheck.check, hubcheck.correct, hubcheck.plan]) {
    const { signal, abort } = (() => {
      const controller = new AbortController();
      return { signal: controller.signal, abort: () => controller.abort(new Error("enough")) };
    })();
    const told = [];
    const onprogress = (done, total) => {
      told.push(done / total);
      abort();
    };
    await assert.rejects(ask(long, { signal, onprogress }), { message: "enough" });
    assert.equal(told.length, 1, "and the engine stops there");
    assert.ok(told[0] > 0 && told[0] <= 1);
  }
});

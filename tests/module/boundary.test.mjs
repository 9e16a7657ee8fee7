// What the wasm boundary promises to JavaScript.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { load } from "./engine.mjs";

const text = "First Name,Last Name,User ID/Email (Required)\r\nAnn,Lee,ann@example.com\r\n";
const bytes = (text) => new TextEncoder().encode(text);

test("bytes go in, JSON and the same bytes come out", async () => {
  const { Checker } = await load();
  const checker = new Checker(bytes(text));
  const report = JSON.parse(checker.check("{}"));
  assert.equal(report.file.size, text.length);
  assert.equal(report.file.records, 1);
  const stretches = [];
  const corrected = checker.correct('{"name":"users.csv"}', (part, stretch) => stretches.push([part, stretch.slice()]));
  const parts = JSON.parse(corrected.parts);
  assert.equal(corrected.refusal, undefined);
  assert.equal(parts.length, 1);
  assert.equal(parts[0].users, 1);
  assert.equal(JSON.parse(corrected.report).file.size, text.length);
  assert.deepEqual(stretches.map(([part]) => part), [0]);
  assert.equal(stretches[0][1].length, parts[0].size);
  assert.equal(new TextDecoder("utf-8", { ignoreBOM: true }).decode(stretches[0][1]).replace("\ufeff", ""), text);
});

test("a large file comes in several stretches, each part on its own", async () => {
  const { Checker } = await load();
  const users = Array.from({ length: 60_000 }, (_, user) => `Ann,Lee,ann${user}@example.com\r\n`);
  const checker = new Checker(bytes(text.split("Ann")[0] + users.join("")));
  const taken = [];
  const corrected = checker.correct('{"limit":59000}', (part, stretch) => {
    (taken[part] ??= []).push(Buffer.from(stretch));
  });
  assert.deepEqual(taken.map((stretches) => stretches.length), [2, 1]);
  const rows = taken.map((stretches) => Buffer.concat(stretches).toString().split("\r\n").slice(1, -1));
  assert.deepEqual(rows.map((rows) => rows.length), JSON.parse(corrected.parts).map((part) => part.users));
  assert.equal(rows.flat().join("\r\n") + "\r\n", users.join(""));
  assert.throws(() => checker.correct("{}", () => { throw new RangeError("full"); }), { name: "Error" });
});

test("a file is taken piece by piece", async () => {
  const { Checker } = await load();
  const all = bytes(text);
  const [whole, joined] = [new Checker(all), new Checker(all.subarray(0, 10))];
  joined.takeMore(all.subarray(10, 30), all.length - 30);
  joined.takeMore(all.subarray(30), 0);
  assert.equal(joined.check("{}"), whole.check("{}"));
});

test("the checksum is that of the file each time it is asked for", async () => {
  const { Checker } = await load();
  const all = bytes(text);
  const [checker, sum] = [new Checker(all.subarray(0, 70)), (text) => createHash("sha256").update(text).digest("hex")];
  const told = (options) => JSON.parse(checker.check(options)).file.sha256 ?? null;
  const first = sum(all.subarray(0, 70));
  assert.deepEqual(["{}", "{}", '{"sha256":false}', '{"mode":"add"}'].map(told), [first, first, null, first]);
  checker.takeMore(all.subarray(70), 0);
  assert.equal(told("{}"), sum(all));
  checker.setOrigin("{}", bytes(text + text));
  assert.equal(told("{}"), sum(text + text));
});

test("the engine can get warm before there is a file", async () => {
  const { warmUp } = await load();
  assert.ok(warmUp(false) > 10, "rules had something to do");
  assert.ok(warmUp(true) > 10, "the writer had something to do");
});

test("a baseline is taken, replaced and forgotten", async () => {
  const { Checker } = await load();
  const checker = new Checker(bytes(text));
  const baseline = () => JSON.parse(checker.check("{}")).baseline;
  assert.equal(baseline(), null);
  checker.setBaseline(bytes(text));
  assert.equal(baseline().records, 1);
  checker.setBaseline(undefined);
  assert.equal(baseline(), null);
});

test("an organization's own profile is read, gone by as object and as text, and refused by line and key", async () => {
  const { Checker, readProfile } = await load();
  const file = '{"profile": 1,\n"locations": ["Aarhus"]}';
  const { profile, refusal } = JSON.parse(readProfile("{}", bytes(file)));
  assert.deepEqual([profile, refusal], [{ profile: 1, locations: ["Aarhus"] }, null]);
  const checker = new Checker(bytes("User ID/Email (Required),Location\r\nann@example.com,Berlin\r\n"));
  for (const stated of [profile, file]) {
    const { findings } = JSON.parse(checker.check(JSON.stringify({ profile: stated })));
    assert.ok(findings.some(({ rule }) => rule === "location-not-in-profile"));
  }
  const bad = JSON.parse(readProfile("{}", bytes(file.replace("locations", "location"))));
  assert.deepEqual([bad.profile, bad.refusal.line, bad.refusal.key], [null, 2, "location"]);
  assert.match(bad.refusal.message, /^Line 2, “location”: .* “locations” may be meant\.$/);
  assert.throws(() => checker.check('{"profile":{"profile":1,"location":[]}}'), /the profile: “location”: there is no such key/);
});

test("a wrong call is a plain error with a sentence, and costs nothing", async () => {
  const { Checker } = await load();
  const checker = new Checker(bytes(text));
  for (const call of [
    () => checker.check("{"),
    () => checker.check('{"limit":"many"}'),
    () => checker.correct('"yes"', () => {}),
    () => checker.summary("{}", "pdf"),
  ]) {
    // `worker.js` takes every error of another name for a broken engine.
    assert.throws(call, (error) => error.name === "Error" && error.message.length > 10);
  }
  assert.equal(JSON.parse(checker.check("{}")).report, 1);
});

test("progress is told, grows, and can stop the check", async () => {
  const { Checker } = await load();
  const many = new Checker(bytes(text + "Ann,Lee,ann@example.com\r\n".repeat(100_000)));
  const seen = [];
  many.check('{"sha256":false}', (done, total) => {
    seen.push([done, total]);
    return false;
  });
  assert.ok(seen.length > 1, `${seen.length} calls`);
  assert.ok(seen.every(([done, total], at) => done <= total && (at === 0 || done >= seen[at - 1][0])), String(seen));
  assert.throws(() => many.check("{}", () => true), { name: "Error", message: "the work was stopped" });
});

test("no bytes at all, and bytes that are no text, get a report too", async () => {
  const { Checker } = await load();
  for (const file of [new Uint8Array(), new Uint8Array([0, 255, 254, 0, 34]), bytes('a,"b')]) {
    assert.equal(JSON.parse(new Checker(file).check("{}")).report, 1);
  }
});

test("the rules and the version are there", async () => {
  const { rules, version } = await load();
  assert.ok(JSON.parse(rules()).every((rule) => rule.code && rule.name));
  assert.match(version(), /^\d+\.\d+\.\d+/);
});

test("a plan, its picture and the files beside it come across", async () => {
  const { Checker } = await load();
  const header = "User ID/Email (Required),Contact Center Standard,Contact Center Premium\r\n";
  const checker = new Checker(bytes(`${header}ann@example.com,FALSE,TRUE\r\n`));
  checker.setBaseline(bytes(`${header}ann@example.com,TRUE,FALSE\r\n`));
  const options = '{"name":"users.csv","mode":"add-remove"}';
  const plan = JSON.parse(checker.plan(options).plan);
  assert.deepEqual([plan.plan, plan.users[0].class, plan.users[0].after], [1, "switches", ["premium"]]);
  assert.deepEqual(JSON.parse(checker.plan(options, 0).plan), { ...plan, users: [] }, "no user named, all counted");
  assert.ok(checker.plan(options).picture.startsWith("<svg "));
  assert.ok(JSON.parse(checker.checklist(options)).steps.some((step) => step.step === "import"));
  const taken = [];
  const made = JSON.parse(
    checker.outputs(options, '["minimal","rollback","session"]', (file, bytes) => (taken[file] = bytes)),
  );
  assert.deepEqual(made.files.map(({ name }) => name), ["users-minimal.csv", "users-rollback.csv", "users.hubcheck.json"]);
  assert.deepEqual(made.files.map(({ size }) => size), taken.map(({ length }) => length));
  assert.equal(new TextDecoder().decode(taken[1]), `${header}ann@example.com,TRUE,FALSE\r\n`);
  assert.equal(JSON.parse(checker.resume("{}", taken[2])).options.mode, "add-remove");
  assert.equal(JSON.parse(checker.resume("{}", bytes("{}"))).refusal.code, "not-a-session");
  assert.throws(() => checker.outputs(options, '["all"]', () => {}), { name: "Error" });
});

test("an error file is matched, and the rows that failed come back", async () => {
  const { Checker } = await load();
  const checker = new Checker(bytes(text));
  const taken = [];
  const errors = bytes("Row Number,Error Message\r\n2,No licence\r\n");
  const made = JSON.parse(checker.retry('{"name":"users.csv"}', errors, undefined, (part, bytes) => (taken[part] = bytes.slice())));
  assert.deepEqual(made.rows, [{ number: 2, user: "ann@example.com", message: "No licence" }]);
  assert.deepEqual(made.parts.map(({ name, users }) => [name, users]), [["users-retry.csv", 1]]);
  assert.equal(new TextDecoder().decode(taken[0]).replaceAll('"', ""), text);
  const other = JSON.parse(checker.retry("{}", bytes("Row Number,Error Message\r\n9,No\r\n"), undefined, () => {}));
  assert.equal(other.refusal.code, "other-file");
});

test("the grid follows the options, the export and the list that is asked for", async () => {
  const { Checker } = await load();
  const damaged = text.replace("Last Name", "Contact Center Standard").replace("Lee", "SAND") + "Bo,TRUE,bo@example.com\r\n";
  const checker = new Checker(bytes(damaged));
  const rows = (options, show = "{}") => JSON.parse(checker.rows(options, show, 0, 10));
  const all = rows("{}");
  assert.deepEqual([all.records, all.shown, all.rows[0].cells[1], all.rows[0].changed[0].after], [2, 2, "SAND", "TRUE"]);
  assert.equal(rows("{}", '{"what":"changed"}').shown, 1);
  assert.equal(rows("{}", '{"search":"bo@"}').rows[0].row, 2);
  assert.equal(JSON.parse(checker.strip("{}", "{}", 2)), "b.");
  const refused = '{"decisions":[{"rule":"foreign-boolean","answer":"no"}]}';
  assert.deepEqual(rows(refused).rows[0].changed, []);
  const whole = JSON.parse(checker.row(refused, "{}", 1));
  assert.equal(whole.findings[0].rule, "foreign-boolean");
  assert.deepEqual(JSON.parse(checker.step("{}", "{}", 0, undefined, true)), { position: 0, row: 1, index: 1 });
  assert.equal(JSON.parse(checker.step("{}", "{}", 1, 1, true)), null);
  // What is checked while the grid is looked at is what is checked otherwise.
  const page = '{"findings":{"count":1}}';
  assert.equal(checker.check(page), new Checker(bytes(damaged)).check(page));
  checker.setBaseline(bytes(damaged.replace("SAND", "FALSE")));
  assert.equal(rows("{}", '{"class":"loses-licence"}').shown, 0);
  assert.throws(() => checker.rows("{}", "{", 0, 1), { name: "Error" });
});

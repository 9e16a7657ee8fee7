// What the converter's wasm boundary promises to JavaScript.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { load, loadConverter } from "./engine.mjs";

const corpus = (name) => readFile(new URL(`../corpus/${name}`, import.meta.url));

test("the sheet that is meant becomes text, and its origin goes to the engine", async () => {
  const [{ Checker }, { Workbook }] = await Promise.all([load(), loadConverter()]);
  const bytes = await corpus("workbook.xls");
  const book = new Workbook(bytes);
  assert.equal(book.choose("{}"), 1);
  const notes = '{"decisions":[{"rule":"several-sheets","answer":"sheet-1"}]}';
  assert.equal(book.choose(notes), 0);
  assert.throws(() => book.choose("["), { name: "Error" });
  const text = book.convert(1);
  const checker = new Checker(bytes);
  checker.setOrigin(text.origin(), text.bytes());
  assert.equal(text.bytes(), undefined, "handed over once");
  const { file } = JSON.parse(checker.check("{}"));
  assert.deepEqual(file.workbook, { kind: "xls", sheet: "Users ÆØÅ" });
  assert.deepEqual([file.records, file.size], [40, bytes.length]);
  checker.setBaseline(await corpus("export.csv"));
  const again = book.convert(0);
  checker.setOrigin(again.origin(), again.bytes());
  assert.equal(JSON.parse(checker.check(notes)).file.workbook.sheet, "Notes");
});

test("a workbook that cannot be converted says why through the engine", async () => {
  const [{ Checker }, { Workbook }] = await Promise.all([load(), loadConverter()]);
  const bytes = (await corpus("workbook.xlsx")).subarray(0, 5_000);
  const checker = new Checker(bytes);
  assert.equal(checker.isWorkbook(), true);
  const book = new Workbook(bytes);
  const text = book.convert(book.choose("{}"));
  assert.equal(text.bytes(), undefined);
  checker.setOrigin(text.origin(), undefined);
  assert.match(JSON.parse(checker.check("{}")).refusal.message, /damaged workbook/);
  assert.throws(() => checker.setOrigin("x", undefined), { name: "Error" });
});

test("a rare encoding is read, a usual one is left to the engine", async () => {
  const [{ Checker }, { Readings }] = await Promise.all([load(), loadConverter()]);
  const japanese = Buffer.from("User ID/Email (Required),First Name\r\na@example.com,\x91\xBE\x98Y\x82\xC6\x89\xD4\x8Eq\r\n", "latin1");
  assert.equal(new Checker(japanese).isForeign(), true);
  const [encoding, text] = new Readings(japanese).take();
  assert.equal(encoding, "shift_jis");
  assert.match(new TextDecoder().decode(text), /太郎と花子/);
  const danish = Buffer.from("S\xF8ren,K\xF8benhavn\r\n", "latin1");
  assert.equal(new Readings(danish).take(), undefined);
  assert.equal(new Checker(Buffer.from("Søren")).isForeign(), false);
});

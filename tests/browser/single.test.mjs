// The page in one file, opened from the disk as by a double-click: the same
// journey in every language, and nothing that is asked for from anywhere.

import assert from "node:assert/strict";
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { launch, open } from "./support/browser.mjs";
import { agreed, attempts, drop, hubcheck, provenByExport, samples, settled, verdict, view } from "./support/page.mjs";
import { dist, root } from "./support/server.mjs";

const damaged = join(samples, "damaged-users.csv");
const exported = join(samples, "export-before.csv");

let browser, folder, file;

before(async () => {
  browser = await launch();
  // Alone in a folder as people have them: nothing beside it, and a name that must be escaped in an address.
  folder = join(await mkdtemp(join(tmpdir(), "hubcheck-")), "Mine filer #1 æøå %20");
  await mkdir(folder);
  file = join(folder, "hubcheck.html");
  await copyFile(join(dist, "hubcheck.html"), file);
});

after(async () => {
  await browser?.close();
  await rm(join(folder, ".."), { recursive: true, force: true });
});

/** The file, opened and ready; and what must hold in the end. */
async function visit(t, options) {
  const address = pathToFileURL(file).href;
  const { page, context, wrong, asked } = await open(browser, address, options);
  t.after(() => context.close());
  await page.locator(".badge--locked").waitFor();
  return {
    page,
    async stayedQuiet() {
      await page.evaluate(() => 0); // what went wrong until now has been heard of when this is answered
      const others = asked.filter((asked) => !/^(blob|data):/.test(asked) && asked.split(/[?#]/)[0] !== address);
      assert.deepEqual(others, [], "nothing but the file itself");
      assert.deepEqual(wrong, [], "nothing went wrong on the page");
    },
  };
}

/** What a language says for an English text. */
async function said(language, english) {
  const lines = (await readFile(join(root, `web/languages/${language}.txt`), "utf8")).split("\n");
  return lines[lines.indexOf(english) + 1].slice(1);
}

test("a double-click: drop, prove, plan and save, as the command line does", async (t) => {
  const { page, stayedQuiet } = await visit(t);
  await page.getByText("Locked: nothing can leave this page").waitFor();
  await drop(page, "users.csv", await readFile(damaged));
  await settled(page);
  assert.match(await verdict(page).textContent(), /Control Hub would refuse/);
  await page.locator("#rule-not-utf8 .questions").getByRole("button", { name: "Windows-1252" }).click();
  await settled(page);
  await view(page, "Plan").click();
  await page.locator(".plan__removals, .plan .notice").first().waitFor();
  await view(page, "File").click();
  await page.locator("[data-cell='0:1']").waitFor();
  await page.locator(".views [href='#findings']").click();
  const corrected = await agreed(page, () => page.locator(".downloads__bar > button").click());
  const out = join(folder, "decided.csv");
  await hubcheck("fix", damaged, "--accept", "not-utf8=windows-1252", "--output", out);
  assert.equal(corrected.bytes.toString("utf8"), await readFile(out, "utf8"));
  await stayedQuiet();
});

test("a baseline and a workbook", async (t) => {
  const { page, stayedQuiet } = await visit(t);
  await page.locator("#file").setInputFiles(damaged);
  await settled(page);
  await provenByExport(page, damaged, exported, folder);
  await drop(page, "workbook.xlsx", await readFile(join(root, "tests/corpus/workbook.xlsx")));
  await page.getByText("workbook.xlsx").first().waitFor();
  await settled(page);
  await page.locator("#rule-number-cells").waitFor();
  await stayedQuiet();
});

for (const language of ["da", "pl", "sv", "fr", "pt"]) {
  test(`it speaks ${language}, page and findings`, async (t) => {
    const { page, stayedQuiet } = await visit(t, { locale: language });
    await page.getByRole("button", { name: await said(language, "Try a damaged sample") }).click();
    await settled(page);
    await page.getByRole("heading", { name: await said(language, "A telephone number without its +") }).first().waitFor();
    await stayedQuiet();
  });
}

test("it may load nothing from the start, and its lock can be tested", async (t) => {
  const { page } = await visit(t);
  const policy = await page.locator("meta[http-equiv]").first().getAttribute("content");
  assert.match(policy, /^default-src 'none'; connect-src 'none'; script-src 'sha256-[^ ]+' 'wasm-unsafe-eval'; style-src 'sha256-[^ ]+'; /);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'? |https?:|\*/);
  await page.getByRole("button", { name: "Test it yourself" }).click();
  await page.getByRole("button", { name: "Try to send now" }).click();
  const ended = await attempts(page);
  assert.ok(ended.length === 5 && ended.every((end) => end.endsWith("stopped by the lock.")), ended.join("\n"));
});

test("it holds what the site holds, byte for byte", async () => {
  const text = await readFile(file, "utf8");
  const held = new Map([...text.matchAll(/<script type="application\/gzip" data-path="([^"]+)">([^<]*)<\/script>/g)]
    .map(([, path, packed]) => [path, gunzipSync(Buffer.from(packed, "base64"))]));
  const expected = ["web/worker.js"];
  for (const folder of ["app", "convert", "engine", "languages"]) {
    const paths = (await readdir(join(dist, folder))).map((name) => `${folder}/${name}`);
    // One file has all languages; where nothing is loaded, that one is enough.
    expected.push(...paths.filter((path) => folder !== "languages" || path === "languages/all.txt"));
  }
  const modules = expected.filter((path) => path.startsWith("app/") && path.endsWith(".js"));
  assert.deepEqual([...held.keys()], expected.filter((path) => !modules.includes(path)).sort());
  for (const [path, bytes] of held) {
    assert.ok(bytes.equals(await readFile(join(dist, path))), path);
  }
  assert.ok(text.includes((await readFile(join(dist, "style.css"), "utf8")).trim()));
});

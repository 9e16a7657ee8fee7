// The package and the element in what a bundler makes: examples/ with Vite, React and Vue, as examples/README.md starts them.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open, until } from "../browser/support/browser.mjs";
import { serve } from "../browser/support/server.mjs";
import { root, run, tarball } from "./install.mjs";
import { drop, visitPlace } from "./portal.mjs";

let browser, folder;

before(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "hubcheck-bundlers-"));
  await cp(join(root, "examples"), folder, { recursive: true, filter: (path) => !path.includes("node_modules") });
  await run("npm", ["ci", "--no-audit", "--no-fund", "--prefer-offline"], folder);
  await run("npm", ["install", "--offline", "--no-save", "--no-audit", "--no-fund", await tarball()], folder);
});

after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

const vite = (...words) => run("npx", ["vite", ...words], folder);

/** What the page of `vite/` says. */
async function answers(t, address) {
  const { page, context, wrong } = await open(browser, address);
  t.after(() => context.close());
  await until(page, () => document.querySelector("output").textContent, 60_000);
  const text = await page.locator("output").textContent();
  assert.deepEqual(wrong, []);
  return JSON.parse(text);
}

function right(said) {
  assert.match(said.message, / er /, "in Danish");
  assert.equal(said.text, "User ID/Email (Required),Contact Center Standard\r\nann@example.com,TRUE\r\n");
  assert.equal(said.inline, "fixable");
  assert.match(said.workbook, /archive/);
}

test("a page that Vite built", async (t) => {
  await vite("build", "vite");
  const server = await serve({ folder: join(folder, "vite/dist") });
  t.after(() => server.close());
  right(await answers(t, server.address));
});

test("a page that Vite serves while it is being written", async (t) => {
  const server = spawn(join(folder, "node_modules/.bin/vite"), ["vite", "--host", "127.0.0.1", "--port", "0"], { cwd: folder });
  t.after(() => server.kill());
  const address = await new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (data) => {
      said += String(data).replace(/\u001b\[\d+m/g, "");
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      found && resolve(found[0]);
    });
    server.on("exit", () => reject(new Error(`Vite ended: ${said}`)));
  });
  right(await answers(t, address));
});

test("a bundle that uses nothing of the package holds nothing of it", async () => {
  await writeFile(join(folder, "vite/main.js"), 'import { check } from "hubcheck";\ndocument.title = "used nothing";\n');
  await vite("build", "vite", "--outDir", "nothing");
  const files = await readdir(join(folder, "vite/nothing"), { recursive: true });
  // Vite lays out files that a module names before it knows that nobody uses the module; the script is what counts.
  const [script, ...more] = files.filter((name) => name.endsWith(".js") && !name.includes("worker"));
  assert.deepEqual(more, []);
  assert.ok(!(await readFile(join(folder, "vite/nothing", script), "utf8")).includes("hubcheck"));
});

for (const place of ["react", "vue"]) {
  test(`${place}: the element in a page that is made anew again and again`, async (t) => {
    await vite("build", place);
    const { page, wrong } = await visitPlace(t, browser, join(folder, place, "dist"));
    await page.getByText("Din fil bliver i denne browserfane").waitFor();
    await drop(page);
    await page.getByText("Last result: fixable").waitFor();
    const limit = () => page.evaluate(() => document.querySelector("hub-check").shadowRoot.querySelector("input[type=number]")?.value);
    assert.equal(await limit(), "500");
    await page.evaluate(() => {
      globalThis.modes = [];
      addEventListener("checked", ({ detail }) => globalThis.modes.push(detail.report.mode));
    });
    await page.locator("select").first().selectOption("add-remove");
    await until(page, () => globalThis.modes.at(-1) === "add-remove");
    assert.ok(await page.locator("hub-check .verdict__title").isVisible(), "the file stays");
    assert.deepEqual(wrong, []);
  });
}

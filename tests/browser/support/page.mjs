// What a person does on the page, named as a person would.

import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { engine, isDrawn, open, until } from "./browser.mjs";
import { dist, root, serve } from "./server.mjs";

export const samples = join(root, "web/samples");

/**
 * The page, locked, and what must hold when the test is over: no request after
 * the lock, no error on the console.
 * @param {import("node:test").TestContext} t
 * @param {import("playwright-core").Browser} browser
 * @param {import("playwright-core").BrowserContextOptions} [options]
 * @param {Parameters<typeof serve>[0]} [site]
 */
export async function visit(t, browser, options, site) {
  const server = await serve(site);
  t.after(() => server.close());
  const { page, context, wrong } = await open(browser, server.address, options);
  t.after(() => context.close());
  await page.getByText("Locked: nothing can leave this page").waitFor();
  const loaded = [...server.log];
  return {
    page,
    server,
    wrong,
    async stayedQuiet() {
      await page.evaluate(() => 0); // what went wrong until now has been heard of when this is answered
      assert.deepEqual(server.log, loaded, "nothing is requested after the lock");
      assert.deepEqual(wrong, [], "nothing went wrong on the page");
    },
  };
}

/** Drops a file as a mouse would; `target` is what lies under the pointer. */
export async function drop(page, name, bytes, target = "body") {
  const text = Buffer.from(bytes).toString("base64");
  await page.evaluate(async ([name, text, target]) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name, { type: "text/csv" }));
    for (const type of ["dragover", "drop"]) {
      const event = new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
      document.querySelector(target).dispatchEvent(event);
    }
  }, [name, text, target]);
}

/** Chooses a file without a mouse. No driver reaches into WebKit's window of files: there the field is given the file. */
export async function chooseByKey(page, field, path) {
  if (engine === "webkit") {
    await tabTo(page, field);
    return field.setInputFiles(path);
  }
  // Listened for early: a chooser that opens before the listening has begun is never heard of.
  page.on("filechooser", (chooser) => void chooser.setFiles(path));
  await tabTo(page, field);
  await page.keyboard.press("Enter");
}

/** A site whose worker does something else, too. */
async function withWorker(addition) {
  return { extra: { "web/worker.js": `${await readFile(join(dist, "web/worker.js"), "utf8")}\n{${addition}}` } };
}

/** A site whose worker is never done with `endless.csv`, only half. */
export function withEndlessWork() {
  return withWorker(`
    const check = wasm_bindgen.Checker.prototype.check;
    wasm_bindgen.Checker.prototype.check = function (options, progress) {
      while (options.includes("endless.csv")) progress(1, 2);
      return check.call(this, options, progress);
    };`);
}

/** A site whose worker dies when it is told to, by `kill`. */
export function withMortalWorker() {
  return withWorker(`
    const channel = new BroadcastChannel("die");
    channel.onmessage = () => {
      channel.postMessage("gone");
      throw new Error("gone");
    };`);
}

/** Tells the worker to die until it hears of it: it may just be starting. */
export function kill(page) {
  return page.evaluate(() => new Promise((resolve) => {
    const channel = new BroadcastChannel("die");
    const again = setInterval(() => channel.postMessage("now"), 20);
    channel.onmessage = () => {
      clearInterval(again);
      channel.close();
      resolve();
    };
  }));
}

/** A new folder with these files, for the command line; the caller removes it. */
export async function folderWith(files) {
  const folder = await mkdtemp(join(tmpdir(), "hubcheck-"));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}

/** The link to one of the views. */
export const view = (page, name) => page.getByRole("navigation", { name: "Steps" }).getByRole("link", { name });

/** The button that makes one of the things that are taken along. */
export const make = (page, kind) => page.locator(`[data-kind=${kind}] .output__make`);

export const verdict = (page) => page.locator(".verdict__title");

/** Waits until no check is under way. */
export async function settled(page) {
  await verdict(page).waitFor();
  do {
    await until(page, isDrawn); // what was done last may not be seen yet
    await until(page, () => !document.querySelector(".busy"));
  } while (!(await page.evaluate(isDrawn)));
}

/** Asks for parts of 10 users and makes them; the buttons that save them. */
export async function makePartsOfTen(page) {
  await page.getByRole("combobox", { name: "Users per file" }).selectOption("own");
  await write(page, page.getByRole("spinbutton"), "10");
  await page.getByRole("button", { name: /^Make \d+ corrected files$/ }).click();
  await agree(page);
  const links = page.locator(".parts__list button");
  await links.first().waitFor();
  return links;
}

/** Types over what is in a field, and leaves it. */
export async function write(page, field, text) {
  await field.focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
}

/** How each attempt to send ended, once they all have. */
export async function attempts(page) {
  // Asked from outside: whatever waits on the page while it tries to send lets Firefox ESR crash under its driver.
  await until(page, () => document.querySelectorAll(".trust__ended li").length > 0);
  return page.evaluate(() => [...document.querySelectorAll(".trust__ended li")].map((end) => end.textContent));
}

/** The browser's own way back; within a page nothing is loaded that could be waited for. */
export const back = (page) => page.evaluate(() => history.back());
export const forward = (page) => page.evaluate(() => history.forward());

/** What drives Firefox counts no clicks: there the page is told that it was a double one. */
export async function doubleClick(locator) {
  if (engine === "firefox") {
    await locator.click();
    return locator.evaluate((element) => element.dispatchEvent(new MouseEvent("dblclick", { bubbles: true })));
  }
  await locator.dblclick();
}

/** Waits until a cell of the grid takes what is typed. */
export const isEdited = (page) => until(page, () => document.activeElement?.matches(".grid__field"));

/** Presses Tab until the focus is there; `Shift+Tab` leads back. */
export async function tabTo(page, locator, key = "Tab") {
  for (let presses = 0; presses < 240; presses++) {
    if (await locator.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press(key);
  }
  assert.fail("never reached by Tab");
}

/** Saves what a button hands out, after agreeing to what it takes away if that is asked. */
export function agreed(page, action) {
  return saved(page, () => action().then(() => agree(page)));
}

/** Agrees to what a file takes away. */
export async function agree(page) {
  await page.locator(".confirm .button--warned").click();
}

/** Saves what a button hands out. */
export async function saved(page, action) {
  const [download] = await Promise.all([page.waitForEvent("download"), action()]);
  const bytes = await readFile(await download.path());
  await download.delete(); // the next one may have the same name
  // Firefox numbers a name that was saved before.
  return { name: download.suggestedFilename().replace(/\(\d+\)(?=\.)/, ""), bytes };
}

/** Gives the export to the file that is checked: the corrected file is the one that the command line writes with it. */
export async function provenByExport(page, file, exported, folder) {
  await drop(page, "export.csv", await readFile(exported), "[data-drop=baseline]");
  await page.locator(".baseline .given ~ .panel__text").waitFor();
  await settled(page);
  const corrected = await saved(page, () => page.locator(".downloads__bar > button").click());
  const out = join(folder, "proven.csv");
  await hubcheck("fix", file, "--baseline", exported, "--output", out);
  assert.equal(corrected.bytes.toString("utf8"), await readFile(out, "utf8"));
}

/** Runs the command line that the page must agree with; a blocker left over is no failure here. */
export async function hubcheck(...words) {
  try {
    return await promisify(execFile)(process.env.HUBCHECK ?? join(root, "target/release/hubcheck"), words);
  } catch (error) {
    assert.equal(error.code, 1, error.stderr);
    return error;
  }
}

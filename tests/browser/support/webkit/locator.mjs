// Elements by what leads to them, looked for anew with each question: the part
// of Playwright's Locator that the scenarios use, in WebDriver's words.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { find, look, reveal } from "./find.mjs";

/** @param {string | RegExp} words */
const sought = (words, exact) => (words instanceof RegExp ? { source: words.source, flags: words.flags } : { text: words, exact });

/** What can be asked of a page and of each element alike. */
export class Scope {
  constructor(page, steps) {
    this.page = page;
    this.steps = steps;
  }

  with(...steps) {
    return new Locator(this.page, [...this.steps, ...steps.filter(Boolean)]);
  }

  locator(css, { hasText } = {}) {
    return this.with({ css }, hasText !== undefined && { hasText: sought(hasText) });
  }

  getByRole(role, { name, exact } = {}) {
    return this.with({ role, name: name === undefined ? undefined : sought(name, exact) });
  }

  getByText(text, { exact } = {}) {
    return this.with({ text: sought(text, exact) });
  }

  getByLabel(label, { exact } = {}) {
    return this.with({ label: sought(label, exact) });
  }
}

/** What an element cannot do yet, or is another element by now: worth another try. */
const PASSING = ["element click intercepted", "element not interactable", "stale element reference", "no such element"];

export class Locator extends Scope {
  first() {
    return this.with({ nth: 0 });
  }

  nth(nth) {
    return this.with({ nth });
  }

  filter({ hasText, visible }) {
    return this.with(hasText !== undefined && { hasText: sought(hasText) }, visible && { visible });
  }

  async all() {
    return Array.from({ length: await this.count() }, (_, nth) => this.nth(nth));
  }

  count() {
    return this.#found((found) => found.length);
  }

  allTextContents() {
    return this.#found((found) => found.map((element) => element.textContent));
  }

  allInnerTexts() {
    return this.#found((found) => found.map((element) => element.innerText));
  }

  async isVisible() {
    return (await this.#look()).isSeen;
  }

  async isHidden() {
    return !(await this.isVisible());
  }

  textContent() {
    return this.evaluate((element) => element.textContent);
  }

  innerText() {
    return this.evaluate((element) => element.innerText);
  }

  inputValue() {
    return this.evaluate((element) => element.value);
  }

  isChecked() {
    return this.evaluate((element) => element.checked);
  }

  getAttribute(name) {
    return this.evaluate((element, name) => element.getAttribute(name), name);
  }

  boundingBox() {
    return this.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    });
  }

  async evaluate(task, argument) {
    await this.waitFor({ state: "attached" });
    return this.page.run(`(${task})((${find})(given[0])[0], given[1])`, [this.steps, argument]);
  }

  async waitFor({ state = "visible", timeout } = {}) {
    await this.page.patiently(`${this} is not ${state}`, timeout, async () => {
      const { count, isSeen } = await this.#look();
      if (count > 1 && state !== "hidden" && state !== "detached") {
        throw new Error(`${this}: there are ${count} of them`);
      }
      return { visible: isSeen, hidden: !isSeen, attached: count > 0, detached: count === 0 }[state];
    });
  }

  async click({ position } = {}) {
    await this.#act(async (element, path) => {
      if (!position) {
        return this.page.send("POST", `${path}/click`, {});
      }
      // WebDriver counts from the middle.
      const { width, height } = await this.boundingBox();
      const [x, y] = [position.x - width / 2, position.y - height / 2].map(Math.round);
      return this.page.point(element, { x, y }, 1);
    });
  }

  async dblclick() {
    await this.#act((element) => this.page.point(element, { x: 0, y: 0 }, 2));
  }

  async focus() {
    await this.evaluate((element) => element.focus());
  }

  async press(key) {
    await this.focus();
    await this.page.keyboard.press(key);
  }

  /** As if all that is in the field were chosen and typed over. */
  async fill(text) {
    await this.#act(() => this.evaluate((element, text) => {
      element.focus();
      element.select();
      document.execCommand(text ? "insertText" : "delete", false, text);
      if (element.value !== text) {
        throw new Error(`the field holds ${element.value}`);
      }
    }, text));
  }

  async check() {
    if (!(await this.isChecked())) {
      await this.click();
    }
  }

  async uncheck() {
    if (await this.isChecked()) {
      await this.click();
    }
  }

  /** No driver opens a list in a window of its own: the choice is made as Playwright makes it. */
  async selectOption(choice) {
    const wanted = typeof choice === "string" ? { value: choice, label: choice } : choice;
    await this.page.patiently(`${this} has no ${JSON.stringify(choice)}`, undefined, () => this.evaluate((select, { value, label }) => {
      const option = [...select.options].find((option) => option.value === value || option.label === label);
      if (option) {
        select.value = option.value;
        select.dispatchEvent(new Event("input", { bubbles: true }));
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
      return option !== undefined;
    }, wanted));
  }

  /** A file on the disk, or one that is made for this. */
  async setInputFiles(file) {
    if (typeof file === "string") {
      await this.waitFor({ state: "attached" });
      await this.page.send("POST", `${path(await this.#element())}/value`, { text: file });
      return;
    }
    const folder = await mkdtemp(join(tmpdir(), "hubcheck-given-"));
    this.page.later.push(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, file.name), file.buffer);
    await this.setInputFiles(join(folder, file.name));
  }

  async #act(action) {
    await this.waitFor();
    await this.page.patiently(`${this} cannot be used`, undefined, async () => {
      await this.page.hold();
      if (!(await this.isVisible()) || !(await this.evaluate(reveal))) {
        return false;
      }
      try {
        const element = await this.#element();
        await action(element, path(element));
        return true;
      } catch (error) {
        if (PASSING.includes(error.code)) {
          return false;
        }
        throw error;
      }
    });
  }

  #found(task) {
    return this.page.run(`(${task})((${find})(given[0]))`, [this.steps]);
  }

  #look() {
    return this.page.run(`(${look})((${find})(given[0]))`, [this.steps]);
  }

  /** The first element as the driver knows it. */
  async #element() {
    const script = `return (${find})(JSON.parse(arguments[0]))[0] ?? null;`;
    const element = await this.page.send("POST", "/execute/sync", { script, args: [JSON.stringify(this.steps)] });
    if (!element) {
      throw Object.assign(new Error(`${this} has gone`), { code: "no such element" });
    }
    return element;
  }

  toString() {
    return JSON.stringify(this.steps);
  }
}

/** Where the driver keeps an element. */
function path(element) {
  return `/element/${Object.values(element)[0]}`;
}

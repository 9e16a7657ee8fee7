// A page in WebKit, with the verbs of Playwright's Page that the scenarios use.

import { EventEmitter, once } from "node:events";
import { mkdir, readdir, readlink, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { press, type } from "./keys.mjs";
import { Scope } from "./locator.mjs";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Page extends Scope {
  #events = new EventEmitter();
  browser;
  #isOpen = true;
  #watching;
  #patience = 15_000;
  #size = null;
  /** How many of the page's requests were told of. */
  #told = 0;

  constructor(browser) {
    super(null, []);
    this.page = this;
    this.browser = browser;
    this.#events.setMaxListeners(0);
    /** The size of the frame that a page is shown in which is narrower than any window. */
    this.frame = null;
    /** Where it is among several; `null` while there is but one. */
    this.window = null;
    /** What is to be done when the visit is over. */
    this.later = [];
    this.keyboard = {
      press: (key) => this.#keys(press(key)),
      type: (text) => this.#keys(type(text)),
    };
  }

  setDefaultTimeout(ms) {
    this.#patience = ms;
  }

  send(...command) {
    return this.window ? this.browser.sendTo(this.window, ...command) : this.browser.send(...command);
  }

  async goto(address) {
    await (this.frame ? this.#narrow(address) : this.send("POST", "/url", { url: address }));
    await this.#listen();
  }

  async reload() {
    await this.send("POST", "/refresh", {});
    await this.#listen();
  }

  title() {
    return this.send("GET", "/title");
  }

  waitForTimeout(ms) {
    return pause(ms);
  }

  /** @param {string | ((argument: any) => unknown)} task */
  evaluate(task, argument) {
    return this.run(typeof task === "string" ? `{ ${task} }` : `(${task})(given)`, argument);
  }

  /** Runs on the page what comes back as JSON, and hears what went wrong there meanwhile. */
  async run(expression, given) {
    const statement = expression.startsWith("{") ? expression : `return ${expression};`;
    const script = `const [text, done] = arguments;
      (async () => { const given = text === null ? undefined : JSON.parse(text); ${statement} })().then(
        (value) => done({
          value: JSON.stringify(value), wrong: globalThis.wentWrong?.splice(0),
          asked: performance.getEntriesByType("resource").map(({ name }) => name),
        }),
        (error) => done({ error: String(error) }));`;
    const text = given === undefined ? null : JSON.stringify(given);
    const { value, wrong, asked, error } = await this.send("POST", "/execute/async", { script, args: [text] });
    for (const what of wrong ?? []) {
      this.#events.emit("pageerror", what);
    }
    for (const address of asked?.slice(this.#told) ?? []) {
      this.#events.emit("request", { url: () => address });
    }
    this.#told = asked?.length ?? this.#told;
    if (error !== undefined) {
      throw new Error(error);
    }
    return value === undefined || value === null ? undefined : JSON.parse(value);
  }

  /** Asks until it is so. */
  async patiently(complaint, timeout, isSo) {
    const end = Date.now() + (timeout ?? this.#patience);
    while (!(await isSo())) {
      if (Date.now() > end) {
        throw new Error(complaint);
      }
      await pause(25);
    }
  }

  on(event, listener) {
    this.#events.on(event, listener);
    if (event === "download") {
      this.#watching ??= this.#watch();
    }
  }

  async waitForEvent(event) {
    this.on(event, () => {});
    const [happened] = await once(this.#events, event, { signal: AbortSignal.timeout(this.#patience) });
    return happened;
  }

  /** Clicks so often, so far from an element's middle. */
  async point(element, { x, y }, clicks) {
    const click = [{ type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
    const move = { type: "pointerMove", origin: element, x, y, duration: 0 };
    const actions = [move, ...Array(clicks).fill(click).flat()];
    await this.send("POST", "/actions", { actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions }] });
  }

  /** MiniBrowser lists what was saved below the page, which shrinks at that: the page gets its height back. */
  async hold() {
    if (this.#size && (await this.evaluate(() => innerHeight)) !== this.#size.height) {
      await this.size(this.#size);
    }
  }

  /** Makes the window so large that this remains for the page. */
  async size({ width, height }) {
    this.#size = { width, height };
    let [more, taller] = [0, 0];
    await this.patiently(`the page does not become ${width} × ${height}`, undefined, async () => {
      await this.send("POST", "/window/rect", { x: 0, y: 0, width: width + more, height: height + taller });
      const [wide, tall] = await this.evaluate(() => [innerWidth, innerHeight]);
      [more, taller] = [more + width - wide, taller + height - tall];
      return wide === width && tall === height;
    });
  }

  async close() {
    this.#isOpen = false;
    await this.#watching;
    await Promise.all(this.later.map((task) => task()));
  }

  /** No window is as narrow as a phone; a frame of the same site is. */
  async #narrow(address) {
    await this.send("POST", "/frame", { id: null });
    await this.send("POST", "/url", { url: new URL("no-such-page", address).href });
    await this.size({ width: 800, height: this.frame.height + 100 });
    this.#size = null; // from here on, sizes are those of the frame
    await this.evaluate(({ address, width, height }) => new Promise((resolve) => {
      const frame = Object.assign(document.createElement("iframe"), { src: address, width, height, onload: resolve });
      frame.style.border = "0";
      document.body.replaceChildren(frame);
    }), { address, ...this.frame });
    await this.send("POST", "/frame", { id: 0 });
    await this.evaluate(() => focus());
  }

  async #keys(actions) {
    await this.send("POST", "/actions", { actions: [{ type: "key", id: "keys", actions }] });
  }

  /** WebDriver tells nothing of errors: the page itself is asked to remember them. */
  async #listen() {
    await this.evaluate(() => {
      if (globalThis.wentWrong) {
        return;
      }
      const wrong = (globalThis.wentWrong = []);
      addEventListener("error", ({ message }) => wrong.push(message));
      addEventListener("unhandledrejection", ({ reason }) => wrong.push(String(reason)));
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => wrong.push(`${violatedDirective}: ${blockedURI}`));
      const said = console.error;
      console.error = (...words) => {
        wrong.push(words.join(" "));
        said.apply(console, words);
      };
    });
  }

  /** Tells of each file that was saved, once nobody writes to it any more, and puts it out of the way of the next. */
  async #watch() {
    const { home, downloads } = this.browser;
    for (let number = 0; this.#isOpen; await pause(20)) {
      const names = await readdir(downloads);
      const born = await Promise.all(names.map(async (name) => [name, (await stat(join(downloads, name)).catch(() => null))?.birthtimeMs ?? 0]));
      born.sort(([one, early], [other, late]) => early - late || one.localeCompare(other));
      for (const [name] of born) {
        const path = join(downloads, name);
        if (!name.endsWith(".wkdownload") && !(await isOpen(path))) {
          const folder = join(home, `saved-${++number}`);
          await mkdir(folder);
          await rename(path, join(folder, name));
          this.#events.emit("download", { suggestedFilename: () => name, path: async () => join(folder, name), delete: async () => {} });
        }
      }
    }
  }
}

/** Whether any program has this file open. */
async function isOpen(path) {
  const links = await Promise.all((await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(async (process) => {
    const open = await readdir(`/proc/${process}/fd`).catch(() => []);
    return Promise.all(open.map((number) => readlink(`/proc/${process}/fd/${number}`).catch(() => "")));
  }));
  return links.flat().includes(path);
}

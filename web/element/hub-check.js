// `<hub-check>`: the same app as the page, in a shadow root of somebody else's page.
//
// What must stay true: this one file and those it names by checksum are all there is; nothing is done before an element
// is on a page; nothing of that page is touched but what is inside the element. The network is left to the page it is
// on: taking it away would break that page.

import { GIVEN, Telling } from "../telling.js";
import { app as glue, files, style, worker } from "./built.js";

const LANGUAGES = ["da", "pl", "sv", "fr", "pt"];

/** What all elements of a page share. */
/** @type {Promise<Mount> | undefined} */ let app;
/** @type {Promise<Engine> | undefined} */ let engine;
/** @type {CSSStyleSheet | undefined} */ let sheet;
/** @type {Map<string, Promise<string | null>>} */ const texts = new Map();

/** What the page's policy stopped of ours. */
/** @type {string | undefined} */ let stopped;

class HubCheck extends HTMLElement {
  static observedAttributes = ["lang", "theme", "profile", ...GIVEN];

  /** @type {HTMLElement | null} */ #root = null;
  /** @type {Telling | null} */ #client = null;
  /** @type {Promise<Mounted | null> | null} */ #mounted = null;
  #hasSize = false;

  connectedCallback() {
    if (!this.#mounted) {
      this.#mounted = this.#mount();
      if (this.hasAttribute("profile")) {
        void this.#goBy();
      }
    }
  }

  disconnectedCallback() {
    // Who moves an element takes it out and puts it in again; what the admin decided must survive that.
    queueMicrotask(() => {
      if (!this.isConnected) {
        this.#end();
      }
    });
  }

  /** @param {string} name @param {string | null} before @param {string | null} value */
  attributeChangedCallback(name, before, value) {
    if (!this.#root || before === value) {
      return;
    }
    if (name === "theme") {
      this.#dress();
    } else if (name === "lang") {
      void this.#speak();
    } else if (name === "profile") {
      void this.#goBy();
    } else if (GIVEN.includes(name)) {
      void this.#mounted?.then((mounted) => mounted?.give(name, value ?? ""));
    }
  }

  /** @returns {Promise<Mounted | null>} */
  async #mount() {
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const root = document.createElement("div");
    root.className = "host";
    root.tabIndex = -1; // a click gives it the focus, so that what is pasted then is meant for it
    root.textContent = "…";
    this.#root = root;
    this.#dress();
    shadow.adoptedStyleSheets = [(sheet ??= styles())];
    shadow.replaceChildren(root);
    const language = this.#language();
    try {
      watch();
      if (!engine) {
        engine = bringEngine();
        engine.catch(() => {}); // told by whoever asks for it
      }
      app ??= bringApp();
      const [mount, words] = await Promise.all([app, bringTexts(language)]);
      if (this.#root !== root) {
        return null; // taken away before it was there
      }
      this.#client = new Stopped(engine, () => false, bringTexts, (name, detail) => this.#tell(name, detail));
      const given = GIVEN.filter((name) => this.hasAttribute(name)).flatMap((name) => [name, this.getAttribute(name) ?? ""]);
      root.replaceChildren();
      return mount(root, this.#client, language, words ?? undefined, undefined, ["element", "", ...given]);
    } catch (error) {
      app = engine = undefined; // another element may try again
      await new Promise((resolve) => setTimeout(resolve, 50)); // what a policy stopped is told a moment later
      const why = reason(error instanceof Error ? error.message : String(error));
      const message = `hubcheck could not be started: ${why}`;
      root.textContent = message;
      root.setAttribute("role", "alert");
      this.#tell("failed", { message });
      return null;
    }
  }

  #end() {
    void this.#mounted?.then((mounted) => mounted?.unmount());
    this.#client?.close();
    this.#client = this.#mounted = this.#root = null;
  }

  /** @param {string} name @param {{message?: string}} detail */
  #tell(name, detail) {
    if (detail.message?.includes("could not start")) {
      detail = { message: reason(detail.message) };
    }
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Its own language, else that of the page around it, else the browser's. */
  #language() {
    const around = this.parentElement?.closest("[lang]")?.getAttribute("lang");
    const tags = [this.getAttribute("lang"), around, ...navigator.languages].map((tag) => (tag ?? "").toLowerCase().split("-")[0]);
    return tags.find((tag) => tag === "en" || LANGUAGES.includes(tag)) ?? "en";
  }

  /** Takes the profile whose address is given. A bad one is told to page and admin, and nothing goes by it. */
  async #goBy() {
    const address = this.getAttribute("profile");
    const mounted = await this.#mounted;
    try {
      const profile = address && await this.#profile(address);
      if (address === this.getAttribute("profile")) {
        mounted?.give("profile", profile ? JSON.stringify(profile) : "");
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      mounted?.complain(message);
      this.#tell("failed", { message });
    }
  }

  /** @param {string} address */
  async #profile(address) {
    const response = await fetch(new URL(address, document.baseURI));
    if (!response.ok) {
      throw new Error(`${address} answered ${response.status}.`);
    }
    const options = JSON.stringify({ language: this.#language() });
    const read = JSON.parse((await this.#client?.profile(options, await response.blob())) ?? "{}");
    if (read.refusal) {
      throw new Error(read.refusal.message);
    }
    return read.profile;
  }

  async #speak() {
    const language = this.#language();
    const words = await this.#client?.language(language);
    const mounted = await this.#mounted;
    if (words != null && language === this.#language()) {
      mounted?.speak(language, words);
    }
  }

  /** Light or dark, and sizes in the reader's own measure, whatever the page around makes of it. */
  #dress() {
    const root = this.#root;
    if (!root) {
      return;
    }
    root.dataset.theme = this.getAttribute("theme") ?? "auto";
    if (!this.#hasSize) {
      this.#hasSize = true;
      queueMicrotask(() => root.style.setProperty("--rem", getComputedStyle(root).getPropertyValue("font-size")));
    }
  }
}

/** Says which line of the page's policy keeps the engine from starting, where that is why. */
class Stopped extends Telling {
  /** @override @param {(state: State, why: string) => void} callback */
  onstate(callback) {
    super.onstate((state, why) => callback(state, state === "failed" ? reason(why) : why));
  }
}

/** @param {string} why */
function reason(why) {
  return stopped ?? why;
}

/** No style element: a strict policy would stop it, but not this. */
function styles() {
  const made = new CSSStyleSheet();
  made.replaceSync(style);
  return made;
}

/** @returns {Promise<Mount>} */
async function bringApp() {
  const module = await compiled("app/app_bg.wasm");
  const made = glue();
  made.initSync({ module });
  return made.mount;
}

/** @returns {Promise<Engine>} */
async function bringEngine() {
  const module = await compiled("engine/hubcheck_bg.wasm");
  const script = URL.createObjectURL(new Blob([worker], { type: "text/javascript" }));
  return { module, script, converter: () => compiled("convert/convert_bg.wasm") };
}

/** @param {string} language @returns {Promise<string | null>} */
function bringTexts(language) {
  if (!LANGUAGES.includes(language)) {
    return Promise.resolve(language === "en" ? "" : null);
  }
  let loading = texts.get(language);
  if (!loading) {
    loading = bring(`languages/${language}.txt`).then((response) => response.text()).catch(() => {
      texts.delete(language); // the next time it may be there
      return null;
    });
    texts.set(language, loading);
  }
  return loading;
}

/** @param {string} name */
async function compiled(name) {
  const response = await bring(name);
  // Its checksum is known only when all of it is here, so there is nothing to compile on the way.
  return WebAssembly.compile(await response.arrayBuffer());
}

/** @param {string} name */
async function bring(name) {
  const { at, integrity } = files[name];
  const response = await fetch(at, { integrity });
  if (!response.ok) {
    throw new Error(`${at} answered ${response.status}`);
  }
  return response;
}

let isWatching = false;

/** Hears what the page's policy stops, so that whoever embeds us is told which line to change. */
function watch() {
  if (isWatching) {
    return;
  }
  isWatching = true;
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    const ours = Object.values(files).some(({ at }) => at.href === blockedURI || at.origin === blockedURI);
    const needs = blockedURI === "wasm-eval" || blockedURI === "wasm-unsafe-eval" ? "script-src 'wasm-unsafe-eval'"
      : blockedURI === "blob" || blockedURI.startsWith("blob:") ? "worker-src blob:"
      : ours && effectiveDirective === "connect-src" ? `connect-src ${files["app/app_bg.wasm"].at.origin}`
      : undefined;
    if (needs) {
      stopped = `the content security policy of this page needs: ${needs}`;
    }
  });
}

if (!customElements.get("hub-check")) {
  customElements.define("hub-check", HubCheck);
}

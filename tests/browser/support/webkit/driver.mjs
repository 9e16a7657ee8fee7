// WebKit as Debian brings it: a screen that nobody sees, a driver that speaks
// WebDriver, and a MiniBrowser with a home of its own for each visit.

import { spawn, execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const STARTS_WITHIN_MS = 30_000;
/** Longer than what may take longest, a script. The driver says nothing at all when its browser has died under it. */
const ANSWERS_WITHIN_MS = 150_000;
const SCRIPT_ENDS_WITHIN_MS = 120_000;
export const ENDS_WITHIN_MS = 5_000;
/** Wider and taller than any window that a test asks for. */
const SCREEN = "2600x2000x24";

/** A screen in memory. */
export async function screen() {
  const server = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  const number = await new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (bytes) => {
      said += bytes;
      if (said.includes("\n")) {
        resolve(said.trim());
      }
    });
    server.on("error", reject);
    server.on("exit", (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { display: `:${number}`, close: () => ended(server) };
}

/**
 * A browser that was just set up: its language, its colours and where it saves files are the home's.
 * @param {string} display
 * @param {{locale: string, colorScheme?: string, reducedMotion?: string, deviceScaleFactor?: number}} options
 */
export async function start(display, options) {
  const home = await mkdtemp(join(tmpdir(), "hubcheck-webkit-"));
  const downloads = join(home, "downloads");
  const config = join(home, "config");
  await mkdir(downloads);
  await mkdir(join(config, "gtk-3.0"), { recursive: true });
  await writeFile(join(config, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  const moves = options.reducedMotion === "reduce" ? "false" : "true";
  await writeFile(join(config, "gtk-3.0/settings.ini"), `[Settings]\ngtk-enable-animations=${moves}\n`);
  const { LANGUAGE: _, LC_ALL: __, ...env } = process.env;
  const { driver, sessionId } = await session({
    ...env,
    ...(await language(options.locale)),
    DISPLAY: display,
    HOME: home,
    XDG_CONFIG_HOME: config,
    GTK_THEME: options.colorScheme === "dark" ? "Adwaita:dark" : "Adwaita",
    GDK_SCALE: String(options.deviceScaleFactor ?? 1),
    GDK_BACKEND: "x11",
    NO_AT_BRIDGE: "1",
    GIO_USE_VFS: "local",
  });
  const send = (method, path, body, within) => driver.send(method, `/session/${sessionId}${path}`, body, within);
  await send("POST", "/timeouts", { script: SCRIPT_ENDS_WITHIN_MS, pageLoad: 60_000 });
  let turnedTo = await send("GET", "/window");
  let before = Promise.resolve();
  /** Sends to one of several windows, one command after the other: the driver turns to one window at a time. */
  const sendTo = (window, ...command) => {
    const answer = before.then(async () => {
      if (window !== turnedTo) {
        await send("POST", "/window", { handle: window });
        turnedTo = window;
      }
      return send(...command);
    });
    before = answer.catch(() => {});
    return answer;
  };
  return {
    send,
    sendTo,
    home,
    downloads,
    async close() {
      await send("DELETE", "", undefined, ENDS_WITHIN_MS).catch(() => {}); // it may have gone already
      await driver.close();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A browser that is driven. Somebody else may take the port meanwhile: then another one is tried. */
async function session(env) {
  for (let tries = 1; ; tries++) {
    const driver = await listening(env);
    try {
      const { sessionId } = await driver.send("POST", "/session", { capabilities: { alwaysMatch: {} } }, STARTS_WITHIN_MS);
      return { driver, sessionId };
    } catch (error) {
      await driver.close();
      if (tries === 3) {
        throw error;
      }
    }
  }
}

/** A driver that answers. */
async function listening(env) {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    const driver = spawn(process.env.WEBKIT_DRIVER ?? "WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
    let isGone = false;
    driver.on("exit", () => (isGone = true));
    driver.on("error", () => (isGone = true));
    const send = async (method, path, body, within = ANSWERS_WITHIN_MS) => {
      const signal = AbortSignal.timeout(within);
      const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body), signal });
      const { value } = await response.json();
      if (value?.error) {
        throw Object.assign(new Error(`${value.error}: ${value.message}`), { code: value.error });
      }
      return value;
    };
    const end = Date.now() + STARTS_WITHIN_MS;
    while (!isGone && Date.now() < end) {
      if (await send("GET", "/status", undefined, ENDS_WITHIN_MS).then(() => true, () => false)) {
        return { send, close: () => ended(driver) };
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await ended(driver);
    if (tries === 3) {
      throw new Error("WebKitWebDriver does not start; is webkit2gtk-driver installed?");
    }
  }
}

function freePort() {
  const server = createServer();
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  }));
}

function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const harder = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS);
    child.on("exit", () => {
      clearTimeout(harder);
      resolve();
    });
    child.kill();
  });
}

/** @type {Map<string, Promise<string>>} the folders of the locales that were made for these tests */
const locales = new Map();

/** The C library must know a language before WebKit speaks it: Debian brings its description, and it is made here. */
async function language(tag) {
  const territories = { da: "DK", pl: "PL", sv: "SE", fr: "FR", pt: "BR" };
  const [name, territory = territories[name]] = tag.split("-");
  const locale = `${name}_${territory}`;
  if (!locales.has(locale)) {
    locales.set(locale, makeLocale(locale));
  }
  return { LANG: `${locale}.UTF-8`, LOCPATH: await locales.get(locale) };
}

async function makeLocale(locale) {
  const folder = await mkdtemp(join(tmpdir(), "hubcheck-locale-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  try {
    await promisify(execFile)("localedef", ["-f", "UTF-8", "-i", locale, join(folder, `${locale}.UTF-8`)]);
  } catch (error) {
    throw new Error(`the locale ${locale} cannot be made; is the package locales installed? ${error.stderr}`);
  }
  return folder;
}

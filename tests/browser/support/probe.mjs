// A page with the client alone, without the app: what is promised about the
// worker is tested here, where a test can also give it a worker that breaks.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dist } from "./server.mjs";

const SCRIPT = `
import { Client } from "./web/client.js";
import { loadSite, locked } from "./web/load.js";

const { engine } = loadSite(null);
/** The whole engine, where a test needs no other. */
const whole = engine.then((engine) => engine.whole);
globalThis.locked = locked;
globalThis.states = [];
globalThis.make = (addition = "", replacement = null) => {
  const changed = whole.then(async ({ module, script }) => {
    const text = replacement ?? (await globalThis.workerText) + addition;
    return { module, script: URL.createObjectURL(new Blob([text], { type: "text/javascript" })) };
  });
  const client = new Client(addition || replacement !== null ? changed : engine, locked);
  globalThis.states = [];
  client.onstate((state, why) => globalThis.states.push([state, why]));
  return client;
};
globalThis.csv = (rows) => new Blob(["First Name,User ID/Email (Required)\\r\\n",
  ...Array.from({ length: rows }, (_, row) => "Ann,user" + row + "@example.com\\r\\n")]);
/** What came of a promise, as data. */
globalThis.outcome = (promise) => promise.then(
  (value) => ({ value }),
  (error) => ({ name: error.name, message: error.message }),
);
globalThis.workerText = Promise.all(["engine/hubcheck.js", "web/worker.js"].map(
  (path) => fetch(path).then((response) => response.text()))).then((texts) => texts.join("\\n"));
await globalThis.workerText;
globalThis.isThere = true;
`;

/** The files to serve beside the site; open `probe.html`, wait for `isThere`. */
export async function probe() {
  const page = await readFile(join(dist, "index.html"), "utf8");
  return {
    "probe.html": page.replace("web/site.js", "probe.js"),
    "probe.js": SCRIPT,
  };
}

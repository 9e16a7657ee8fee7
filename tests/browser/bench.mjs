// How fast the page's engine is in Chromium beside two well-known parsers, in one run on the same bytes: they merely
// decode and parse, ours checks, corrects and hands the corrected bytes out. Each works in a worker of its own.
//
//     cargo xtask bench browser          (ROWS=100000 takes a smaller file)

import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "./support/browser.mjs";
import { dist, root } from "./support/server.mjs";

const ROUNDS = 5;

/** Ours may take this share of the time of the other. */
const AIMS = { "Papa Parse": 1 / 3, uDSV: 1 };

/** What stands before `measure` in each worker: `run` takes the bytes and gives a number that shows it did its work. */
const WORKERS = {
  hubcheck: `
    importScripts("/engine/hubcheck.js");
    // As the page's worker, which has got warm before anybody has chosen a file.
    const ready = wasm_bindgen({ module_or_path: "/engine/hubcheck_bg.wasm" }).then(() => {
      for (const begun = performance.now(); performance.now() - begun < 400;) {
        wasm_bindgen.warmUp(performance.now() - begun > 200);
      }
    });
    const options = JSON.stringify({ limit: 4294967295, sha256: false });
    function run(bytes) {
      const pieces = [];
      const checker = new wasm_bindgen.Checker(bytes);
      checker.correct(options, (part, piece) => pieces.push(new Blob([piece]))).free();
      return new Blob(pieces).size;
    }`,
  "Papa Parse": `
    importScripts("/node_modules/papaparse/papaparse.min.js");
    const ready = Promise.resolve();
    function run(bytes) {
      let cells = 0;
      Papa.parse(new TextDecoder().decode(bytes), { step: ({ data }) => (cells += data.length) });
      return cells;
    }`,
  uDSV: `
    importScripts("/node_modules/udsv/dist/uDSV.iife.min.js");
    const ready = Promise.resolve();
    function run(bytes) {
      let cells = 0;
      const text = new TextDecoder().decode(bytes);
      const parser = uDSV.initParser(uDSV.inferSchema(text));
      parser.stringArrs(text, (row) => { cells += row.length; });
      return cells;
    }`,
  "decoding alone": `
    const ready = Promise.resolve();
    const run = (bytes) => new TextDecoder().decode(bytes).length;`,
};

/** Fetching the file is not measured; from the bytes in JavaScript's memory on all is. */
const MEASURE = `
  onmessage = async () => {
    await ready;
    const bytes = new Uint8Array(await (await fetch("/file")).arrayBuffer());
    const begun = performance.now();
    const done = run(bytes);
    postMessage({ seconds: (performance.now() - begun) / 1000, done });
  };`;

const TYPES = { html: "text/html", js: "text/javascript", wasm: "application/wasm" };

/** Serves the built site, the packages, the file, and the workers. */
async function serve(file) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const type = TYPES[path.split(".").pop()] ?? "text/javascript";
    try {
      if (path === "/file") {
        createReadStream(file).pipe(response);
        return;
      }
      const worker = WORKERS[path.slice(1)];
      const page = path === "/bench.html" ? "<!doctype html><title>bench</title>" : worker && worker + MEASURE;
      const body = page ?? await readFile(join(path.startsWith("/node_modules/") ? root : dist, path));
      response.writeHead(200, { "content-type": type }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** Runs on the page. */
function measure(name) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(`/${encodeURIComponent(name)}`);
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage("go");
  });
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

const [file] = process.argv.slice(2);
const megabytes = (await stat(file)).size / 1e6;
const server = await serve(file);
const browser = await launch();
try {
  const times = Object.fromEntries(Object.keys(WORKERS).map((name) => [name, []]));
  const did = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of Object.keys(WORKERS)) {
      // A page of its own: what another one left behind is not cleared away in our time.
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${server.address().port}/bench.html`);
      const { seconds, done } = await page.evaluate(measure, name);
      times[name].push(seconds);
      did[name] = done;
      await page.close();
    }
  }
  console.log(`${megabytes.toFixed(0)} MB in ${browser.browserType().name()} ${browser.version()}, median of ${ROUNDS} rounds in turn`);
  for (const [name, seconds] of Object.entries(times)) {
    const all = seconds.map((one) => one.toFixed(2)).join(" ");
    console.log(`${name.padEnd(15)} ${median(seconds).toFixed(2)} s   (${all})   ${did[name]}`);
  }
  for (const [name, aim] of Object.entries(AIMS)) {
    const ratio = median(times.hubcheck) / median(times[name]);
    const verdict = ratio <= aim ? "met" : "NOT met";
    console.log(`aim: at most ${aim.toFixed(2)} × the time of ${name}: ${ratio.toFixed(2)}, ${verdict}`);
  }
} finally {
  await browser.close();
  server.close();
}

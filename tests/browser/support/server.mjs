// Serves the built site on this machine and writes down every request, so that
// a test can prove what was not asked for.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const dist = join(root, "dist");

/**
 * @param {{under?: string, extra?: Record<string, string>, missing?: string[], plainTypes?: boolean, late?: {path: string, until: Promise<void>},
 *   packed?: boolean, offline?: boolean, folder?: string, headers?: Record<string, string>}} [options]
 *   `under`: the sub-folder the site is put in; `extra`: files that only the
 *   test has; `missing`: files that this host lacks; `plainTypes`: a host that does not know the type of wasm;
 *   `late`: a file that is answered at once, and of which all but the first byte
 *   comes later; without that one Firefox would not count it as answered;
 *   `packed`: gzipped, as a static host sends files;
 *   `offline`: the browser may keep the site. Else the keeper is empty, so that
 *   whatever is in the log was asked for by the page;
 *   `folder`: what is served, by itself the site; `headers`: what every answer says beside its type.
 */
export async function serve({
  under = "/", extra = {}, missing = [], plainTypes = false, late, packed = false, offline = false, folder = dist, headers = {},
} = {}) {
  /** @type {string[]} */
  const log = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    log.push(`${request.method} ${request.url}`);
    const name = pathname.startsWith(under) ? pathname.slice(under.length).replace(/(^|\/)$/, "$1index.html") : "..";
    const path = normalize(name);
    try {
      const empty = offline || path !== "sw.js" ? undefined : "";
      const body = extra[path] ?? empty ?? (path.startsWith("..") || missing.includes(path) ? null : await readFile(join(folder, path)));
      if (body === null) {
        throw new Error("outside");
      }
      const type = plainTypes && path.endsWith(".wasm") ? "application/octet-stream" : TYPES[extname(path)];
      const how = packed ? { "content-encoding": "gzip", "cache-control": "max-age=31536000" } : {};
      response.writeHead(200, { "content-type": type ?? "application/octet-stream", ...how, ...headers });
      if (path === late?.path) {
        response.write(body.subarray(0, 1));
        await late.until;
        response.end(body.subarray(1));
        return;
      }
      response.end(packed ? pack(path, body) : body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}${under}`;
  return {
    address,
    log,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** @type {Map<string, Buffer>} what was packed already: a host does it beforehand */
const packages = new Map();

/** @param {string} path @param {string | Buffer} body */
function pack(path, body) {
  const packed = packages.get(path) ?? gzipSync(body, { level: 9 });
  packages.set(path, packed);
  return packed;
}

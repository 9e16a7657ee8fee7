// Serves the built site on this machine and writes down every request, so that
// a test can prove what was not asked for.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
};

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const dist = join(root, "dist");

/**
 * @param {{under?: string, extra?: Record<string, string>, plainTypes?: boolean, late?: {path: string, until: Promise<void>}}} [options]
 *   `under`: the sub-folder the site is put in; `extra`: files that only the
 *   test has; `plainTypes`: a host that does not know the type of wasm;
 *   `late`: a file that is answered at once, and whose bytes come later.
 */
export async function serve({ under = "/", extra = {}, plainTypes = false, late } = {}) {
  /** @type {string[]} */
  const log = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    log.push(`${request.method} ${request.url}`);
    const name = pathname.startsWith(under) ? pathname.slice(under.length) || "index.html" : "..";
    const path = normalize(name);
    try {
      const body = extra[path] ?? (path.startsWith("..") ? null : await readFile(join(dist, path)));
      if (body === null) {
        throw new Error("outside");
      }
      const type = plainTypes && path.endsWith(".wasm") ? "application/octet-stream" : TYPES[extname(path)];
      response.writeHead(200, { "content-type": type ?? "application/octet-stream" });
      if (path === late?.path) {
        response.flushHeaders();
        await late.until;
      }
      response.end(body);
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

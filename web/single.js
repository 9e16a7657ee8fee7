// Stands in for `source.js` where everything is in one file: the site's files
// are packed into elements of the page, which may load nothing at all.
//
// What must stay true: it exports what `source.js` exports, and asks for
// nothing. The build writes `inlined` in front of it, and the elements behind.

/** Nobody keeps this page but the disk it lies on. */
export const keeper = null;

/**
 * @param {string} path in the folder of the site
 * @returns {Promise<Response>}
 */
export async function get(path) {
  const block = document.querySelector(`script[data-path="${CSS.escape(path)}"]`);
  if (!block) {
    throw new Error(`${path} is not part of this file`);
  }
  const packed = Uint8Array.from(atob(block.textContent ?? ""), (letter) => letter.charCodeAt(0));
  const type = path.endsWith(".wasm") ? "application/wasm" : "text/plain;charset=utf-8";
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked, { headers: { "content-type": type } });
}

/**
 * @param {string} path
 * @returns {Promise<any>} what the script of that path exports
 */
export async function load(path) {
  return inlined[path]();
}

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
 * What makes a worker of a script: one that is handed the bytes of files. A page from the disk and its worker are strangers
 * to WebKit, and what the one was given the other may not read. Messages arrive in the order in which they are sent.
 * @param {string} address
 * @returns {Engine["script"]}
 */
export const employ = (address) => () => {
  const worker = new Worker(address, { name: "hubcheck engine" });
  const send = worker.postMessage.bind(worker);
  let sent = Promise.resolve();
  worker.postMessage = (message) => {
    const [read, before] = [bytesIn(message), sent];
    sent = (async () => {
      const bytes = await read;
      await before;
      send(bytes.length > 0 ? { ...message, ...Object.fromEntries(bytes) } : message, bytes.map(([, bytes]) => bytes));
    })();
  };
  return worker;
};

/**
 * The bytes of the files in a message, by their names there. What cannot be read here goes as it is: the worker has the
 * words for that.
 * @param {any} message
 * @returns {Promise<[string, ArrayBuffer][]>}
 */
async function bytesIn(message) {
  const names = ["file", "baseline", "extra"].filter((name) => message[name] instanceof Blob);
  const read = await Promise.all(names.map((name) => message[name].arrayBuffer().catch(() => null)));
  return names.flatMap((name, nth) => (read[nth] ? [[name, read[nth]]] : []));
}

/**
 * @param {string} path
 * @returns {Promise<any>} what the script of that path exports
 */
export async function load(path) {
  return inlined[path]();
}

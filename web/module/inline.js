// The engine's side without a worker, for where there is none: the worker's own script, in a room of its own.
//
// What must stay true: to the client it behaves like a worker; questions are taken one after the other, and what comes
// after it was ended is not heard. While it works, nothing else runs in this thread.

import room from "../engine/room.js";

/** @implements {Answering} */
export class Inline {
  /** @type {Answering["onmessage"]} */ onmessage = null;
  /** @type {Answering["onerror"]} */ onerror = null;
  /** @type {Answering["onmessageerror"]} */ onmessageerror = null;
  #isOver = false;
  /** @type {Promise<void>} */ #line = Promise.resolve();
  #hear = room((message) => this.#say(message), Read);

  /** @param {any} data */
  postMessage(data) {
    this.#line = this.#line.then(async () => {
      const read = await withBytes(data);
      if (!this.#isOver) {
        this.#hear(read);
      }
    }).catch((error) => this.onerror?.(error));
  }

  terminate() {
    this.#isOver = true;
  }

  /**
   * @param {Message} message
   * @returns {boolean} whether the engine should stop what it does
   */
  #say(message) {
    this.onmessage?.(/** @type {MessageEvent} */ ({ data: message }));
    return this.#isOver;
  }
}

/** A file with its bytes, or why they could not be read. */
class Given {
  /** @param {Blob} blob @param {ArrayBuffer | null} bytes @param {unknown} error */
  constructor(blob, bytes, error) {
    this.size = blob.size;
    this.bytes = bytes;
    this.error = error;
  }
}

/** What a worker has to read a blob at once. Here that was done before. */
class Read {
  /** @param {Given} given */
  readAsArrayBuffer(given) {
    if (!given.bytes) {
      throw given.error;
    }
    return given.bytes;
  }
}

/** @param {any} data */
async function withBytes(data) {
  if (data instanceof WebAssembly.Module) {
    return data;
  }
  const read = { ...data };
  for (const key of ["file", "baseline", "extra"]) {
    if (read[key] instanceof Blob) {
      read[key] = await read[key].arrayBuffer().then(
        (/** @type {ArrayBuffer} */ bytes) => new Given(read[key], bytes, null),
        (/** @type {unknown} */ error) => new Given(read[key], null, error),
      );
    }
  }
  return read;
}

// Tries to send something from the page, so that everyone can see that it fails.
//
// What must stay true: nothing of a file is in what is tried; only the address says which way it was.

/**
 * Every way of sending that a page has, one after the other; the browser says which of them its policy stopped.
 * @param {string} address
 */
export async function attempts(address) {
  let stopped = 0;
  const count = () => void stopped++;
  document.addEventListener("securitypolicyviolation", count);
  /** @type {Record<string, () => Promise<unknown>>} */
  const ways = {
    fetch: () => fetch(`${address}?fetch`, { method: "POST", body: "test", mode: "no-cors" }),
    XMLHttpRequest: () => new Promise((resolve, reject) => {
      const request = Object.assign(new XMLHttpRequest(), { onload: resolve, onerror: reject });
      request.open("POST", `${address}?request`);
      request.send("test");
    }),
    WebSocket: () => new Promise((resolve, reject) => {
      Object.assign(new WebSocket(address.replace(/^http/, "ws")), { onopen: resolve, onerror: reject });
    }),
    image: () => new Promise((resolve, reject) => {
      Object.assign(new Image(), { onload: resolve, onerror: reject, src: `${address}?image` });
    }),
  };
  /** @type {string[][]} */
  const ended = [];
  for (const [how, attempt] of Object.entries(ways)) {
    const before = stopped;
    const end = await attempt().then(() => "sent", () => "failed");
    await new Promise((resolve) => setTimeout(resolve, 50)); // what was stopped is told a moment later
    ended.push([how, stopped > before ? "blocked" : end]);
  }
  document.removeEventListener("securitypolicyviolation", count);
  return ended;
}

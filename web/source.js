// Where the site's own files come from: from beside this one, by request.
//
// What must stay true: no other script asks for a file by its address. In the
// one file `hubcheck.html` the build puts `single.js` into this place, and
// everything else stays as it is.

/** The folder that holds `index.html`, wherever the site was put. */
const SITE = new URL("../", import.meta.url);

/** Who keeps the site for times without a network. */
export const keeper = new URL("sw.js", SITE).href;

/**
 * @param {string} path in the folder of the site
 * @param {RequestInit} [how]
 * @returns {Promise<Response>} a fine one
 */
export async function get(path, how) {
  const response = await fetch(new URL(path, SITE), how);
  if (!response.ok) {
    throw new Error(`${path} answered ${response.status}`);
  }
  return response;
}

/** What makes a worker of a script: it reads the page's files itself. @type {(address: string) => Engine["script"]} */
export const employ = (address) => address;

/**
 * @param {string} path
 * @returns {Promise<any>} what the script of that path exports
 */
export function load(path) {
  return import(new URL(path, SITE).href);
}

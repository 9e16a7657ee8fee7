// Mounts the app on the page and gives it the engine.

import { Client } from "./client.js";
import { LANGUAGES, loadApp, loadEngine, loadLanguage, locked } from "./load.js";

const language = wanted();
const texts = loadLanguage(language);
const app = loadApp();
const client = new Client(loadEngine(app), locked, loadLanguage);
const root = /** @type {HTMLElement} */ (document.getElementById("app"));

try {
  const { mount } = await app;
  mount(root, client, language, (await texts) ?? undefined);
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  (root.querySelector(".lede") ?? root).textContent = `The page could not be loaded (${why}). Reload it to try again.`;
  root.querySelector(".badge")?.remove();
  root.setAttribute("role", "alert");
}

/** The language that the address asks for (`?lang=da`), else the one chosen here before, else the browser's first that we have. */
function wanted() {
  const asked = [new URLSearchParams(location.search).get("lang"), chosen(), ...navigator.languages];
  const tags = asked.map((tag) => (tag ?? "").toLowerCase().split("-")[0]);
  return tags.find((tag) => tag === "en" || LANGUAGES.includes(tag)) ?? "en";
}

/** What the menu was set to on the last visit. */
function chosen() {
  try {
    return String(JSON.parse(localStorage.getItem("hubcheck.settings") ?? "{}").language ?? "");
  } catch {
    return ""; // the storage is closed to us, or holds something else
  }
}

// Mounts the app on the page and gives it the engine.

import { Client } from "./client.js";
import { loadApp, loadEngine, locked } from "./load.js";

const app = loadApp();
const client = new Client(loadEngine(app), locked);
const root = /** @type {HTMLElement} */ (document.getElementById("app"));

try {
  const { mount } = await app;
  mount(root, client);
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  (root.querySelector(".lede") ?? root).textContent = `The page could not be loaded (${why}). Reload it to try again.`;
  root.querySelector(".badge")?.remove();
  root.setAttribute("role", "alert");
}

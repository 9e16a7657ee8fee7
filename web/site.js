// Takes a file as soon as there is a field for it, and mounts the app on the
// page with the engine when they are here.

import { Client } from "./client.js";
import { frame } from "./embed.js";
import { LANGUAGES, loadLanguage, loadSite, locked } from "./load.js";

const language = wanted();
const { engine, app } = loadSite(language);
const framed = frame(new URL(location.href));
const client = framed?.client(engine, locked, loadLanguage) ?? new Client(engine, locked, loadLanguage);
const root = /** @type {HTMLElement} */ (document.getElementById("app"));
const early = takeEarly(root);

try {
  const { mount } = await app;
  const texts = await client.language(language);
  const focused = document.activeElement?.id;
  const mounted = mount(root, client, language, texts ?? undefined, early(), framed?.invitation());
  framed?.attend(mounted, root, client);
  if (focused) {
    // The app puts another field in its place, a moment later.
    requestAnimationFrame(() => document.getElementById(focused)?.focus());
  }
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  (root.querySelector(".lede") ?? root).textContent = `The page could not be loaded (${why}). Reload it to try again.`;
  root.querySelector(".badge")?.remove();
  root.querySelector(".welcome__file")?.remove();
  root.setAttribute("role", "alert");
}

/**
 * Remembers the file that is chosen or dropped before the app is here; nobody reads it yet.
 * @param {HTMLElement} root
 * @returns {() => File | undefined} ends that and gives the file
 */
function takeEarly(root) {
  const field = /** @type {HTMLInputElement} */ (root.querySelector("#file"));
  const waits = /** @type {HTMLElement} */ (root.querySelector(".welcome__waits"));
  /** @type {File | undefined} */
  let file = field.files?.[0]; // chosen before this script was here
  const tell = () => {
    waits.hidden = file === undefined;
    /** @type {HTMLElement} */ (waits.querySelector("bdi")).textContent = file?.name ?? "";
  };
  const choose = () => {
    file = field.files?.[0] ?? file;
    tell();
  };
  /** @param {DragEvent} event */
  const drag = (event) => {
    if (event.dataTransfer?.types.includes("Files")) {
      event.preventDefault(); // or the browser opens the file in place of the page
      file = event.dataTransfer.files[0] ?? file;
      tell();
    }
  };
  field.addEventListener("change", choose);
  addEventListener("dragover", drag);
  addEventListener("drop", drag);
  tell();
  return () => {
    removeEventListener("dragover", drag);
    removeEventListener("drop", drag);
    return file;
  };
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

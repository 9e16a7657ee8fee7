// A page of somebody else with `<hub-check>` in it, and what a person does there.

import { open } from "../browser/support/browser.mjs";
import { serve } from "../browser/support/server.mjs";

export const USERS = "User ID/Email (Required),Contact Center Standard\r\nann@example.com,SAND\r\nbo@example.com,TRUE\r\n";

/** What an element says once it is there. */
export const READY = "Your file stays in this browser tab";

/**
 * Serves a folder and opens a page of it.
 * @param {import("node:test").TestContext} t
 * @param {import("playwright-core").Browser} browser
 * @param {string} folder
 */
export async function visitPlace(t, browser, folder, { path = "", ...options } = {}) {
  const server = await serve({ folder, ...options });
  t.after(() => server.close());
  const opened = await open(browser, `${server.address}${path}`);
  t.after(() => opened.context.close());
  return { ...opened, server };
}

/** Drops a file on an element, as a mouse would: the page around hears what bubbles out of it. */
export async function drop(page, name = "users.csv", text = USERS, nth = 0) {
  await page.evaluate(async ([name, text, nth]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type: "text/csv" }));
    const inside = document.querySelectorAll("hub-check")[nth].shadowRoot.querySelector(".main");
    for (const type of ["dragover", "drop"]) {
      inside.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, composed: true, cancelable: true }));
    }
  }, [name, text, nth]);
}

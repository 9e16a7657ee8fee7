// Asks the browser to keep the site, so that it opens without a network, and
// hears when a newer one has come.
//
// What must stay true: it asks before the lock, which allows no such thing any
// more; nothing of a file goes to the keeper; a newer site takes the place of
// this one only when somebody says so, or when no page of it is open.

import { keeper } from "./source.js";

/** A host or a browser that does not answer is not waited for. */
const ANSWER_WITHIN_MS = 3_000;

/** Settles once the browser has answered, or takes too long. Whatever comes of it, the page works. */
export async function keep() {
  const patience = new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN_MS));
  await Promise.race([ask().catch(() => {}), patience]);
}

async function ask() {
  // A page within a page is kept by nobody: it belongs to the one around it.
  if (keeper && window.top === window && navigator.serviceWorker) {
    // Its own address alone is asked for anew each time, so a newer site is never overlooked.
    const registration = await navigator.serviceWorker.register(keeper, { updateViaCache: "none" });
    document.documentElement.dataset.kept = "";
    watch(registration);
  }
}

/** @param {ServiceWorkerRegistration} registration */
function watch(registration) {
  const tell = () => {
    // Without a controller this is the first visit: what waits then is no newer site.
    if (registration.waiting && navigator.serviceWorker.controller) {
      document.documentElement.dataset.newer = "";
      dispatchEvent(new Event("hubcheck-newer"));
    }
  };
  const follow = () => registration.installing?.addEventListener("statechange", tell);
  registration.addEventListener("updatefound", follow);
  follow();
  tell();
  addEventListener("hubcheck-use-newer", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting?.postMessage("take over");
  });
}

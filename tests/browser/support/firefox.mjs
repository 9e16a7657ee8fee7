// Firefox as Debian brings it, driven by Playwright through WebDriver BiDi.

import { firefox } from "playwright-core";

/** What a person can set for all pages, as Firefox's own preferences: by BiDi it cannot be set yet. */
const PREFERENCES = {
  colorScheme: { dark: { "ui.systemUsesDarkTheme": 1 }, light: { "ui.systemUsesDarkTheme": 0 } },
  reducedMotion: { reduce: { "ui.prefersReducedMotion": 1 } },
  // With a palette that somebody who needs one would choose: the one without a screen has no contrast.
  forcedColors: {
    active: {
      "browser.display.document_color_use": 2,
      "ui.highlight": "#00005a",
      "ui.highlighttext": "#ffffff",
      "ui.selecteditem": "#00005a",
      "ui.selecteditemtext": "#ffffff",
    },
  },
};

/**
 * Playwright reads `ariaLabelledByElements` in a world of its own; who then reads it in the page's world, as what looks for
 * a role and a name there does, ends Firefox's process (ESR 153). Without it Playwright goes by the attribute itself.
 */
const UNBROKEN = { "accessibility.ARIAElementReflection.enabled": false };

/** What Firefox would ask of the world by itself. */
const QUIET = {
  "app.normandy.enabled": false,
  "browser.region.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "nimbus.rollouts.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
};

export async function launch() {
  const shared = await begin({});
  return {
    /** Whoever wants preferences of their own gets a browser of their own. */
    async newContext({ colorScheme, reducedMotion, forcedColors, ...options } = {}) {
      const chosen = Object.entries({ colorScheme, reducedMotion, forcedColors }).map(([name, value]) => PREFERENCES[name][value]);
      const preferences = Object.assign({}, ...chosen);
      if (Object.keys(preferences).length === 0) {
        return shared.newContext(options);
      }
      const own = await begin(preferences);
      const context = await own.newContext(options);
      context.on("close", () => void own.close());
      return context;
    },
    close: () => shared.close(),
  };
}

async function begin(preferences) {
  const browser = await firefox.launch({
    channel: "moz-firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    firefoxUserPrefs: { ...QUIET, ...UNBROKEN, ...preferences },
  });
  mend(browser);
  return browser;
}

/**
 * Playwright speaks to newer Firefoxes than Debian's. Two things are mended in what goes to and fro: a command that sets the
 * colour scheme of each context, also if none is asked for, is not known yet; and a download has no number of its own yet.
 */
function mend(browser) {
  const session = Object.getPrototypeOf(browser._connection.toImpl(browser)._browserSession);
  const { send, dispatchMessage } = session;
  if (session.isMended) {
    return;
  }
  session.isMended = true;
  session.send = async function (method, parameters) {
    try {
      return await send.call(this, method, parameters);
    } catch (error) {
      if (method === "emulation.setMediaFeaturesOverride" && /unknown command/.test(error.message)) {
        return {};
      }
      throw error;
    }
  };
  session.dispatchMessage = function (message) {
    if (message.method?.startsWith("browsingContext.download")) {
      message.params.download ??= message.params.url;
    }
    return dispatchMessage.call(this, message);
  };
}

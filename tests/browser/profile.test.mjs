// The organization's own profile: given in the options, told what it states, forgotten again; a bad one says where.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.mjs";
import { drop, settled, visit } from "./support/page.mjs";

const FILE = "User ID/Email (Required),Location,Cost Centre,Webex Contact Center Premium Agent\r\n"
  + "anna@example.com,Arhus,7,TRUE\r\nbo@example.com,Aarhus,8,TRUE\r\n";
const PROFILE = JSON.stringify({
  profile: 1,
  name: "Example Ltd",
  limits: { users: 500, source: "our guide" },
  locations: ["Aarhus", "Odense"],
  domains: ["example.com"],
  licences_left: { Premium: 1 },
  columns: ["Cost Centre"],
});

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

/** Gives the file field a profile, as a person who chooses one does. */
const give = (page, text) =>
  page.getByLabel("Choose the profile").setInputFiles({ name: "profile.json", mimeType: "application/json", buffer: Buffer.from(text) });

const group = (page) => page.getByRole("group", { name: "Profile of your organization" });

test("a profile is told, gone by, kept nowhere and forgotten", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await give(page, PROFILE);
  await group(page).getByText("Example Ltd").waitFor();
  assert.deepEqual(await group(page).getByRole("listitem").allTextContents(), [
    "2 locations",
    "1 domain",
    "1 further column",
    "at most 500 users in a file (our guide)",
    "1 of “Premium” left",
  ]);
  await drop(page, "users.csv", FILE);
  await settled(page);
  const found = (await page.locator(".desk__findings").textContent()) ?? "";
  assert.match(found, /A location that your profile does not have/);
  assert.match(found, /More licences given than are left/);
  assert.doesNotMatch(found, /A column that Control Hub's export does not have/);
  assert.deepEqual(await page.evaluate(() => ({ ...localStorage })), {}, "it is not stored");
  await group(page).getByRole("button", { name: "Remove" }).click();
  await settled(page);
  const without = (await page.locator(".desk__findings").textContent()) ?? "";
  assert.doesNotMatch(without, /your profile/);
  assert.match(without, /A column that Control Hub's export does not have/);
  await stayedQuiet();
});

test("a bad profile is not taken, and says at which line and key", async (t) => {
  const { page, stayedQuiet } = await visit(t, browser);
  await give(page, '{\n  "profile": 1,\n  "locatoins": ["Aarhus"]\n}\n');
  const status = group(page).getByRole("status");
  await status.getByText("Line 3, “locatoins”: there is no such key; “locations” may be meant.").waitFor();
  await page.getByLabel("Choose the profile").waitFor();
  await give(page, PROFILE);
  await group(page).getByText("Example Ltd").waitFor();
  assert.equal(await status.textContent(), "");
  await stayedQuiet();
});

// Installs the tarball into an empty project, as a reader of its README would.

import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Where `cargo xtask module` puts the package. */
export const made = process.env.HUBCHECK_PACKAGE ?? join(root, "target/module");

/** @param {string} command @param {string[]} words @param {string} cwd */
export async function run(command, words, cwd) {
  try {
    return await promisify(execFile)(command, words, { cwd, maxBuffer: 2 ** 28 });
  } catch (error) {
    throw new Error(`${command} ${words.join(" ")}: ${error.message}\n${error.stdout}\n${error.stderr}`);
  }
}

export async function tarball() {
  const names = (await readdir(made)).filter((name) => name.endsWith(".tgz"));
  if (names.length !== 1) {
    throw new Error(`there must be one tarball in ${made}: run \`cargo xtask module\``);
  }
  return join(made, names[0]);
}

/**
 * A new project with the package in it; the test removes it.
 * @param {import("node:test").TestContext | {after: (undo: () => Promise<void>) => void}} t
 * @param {Record<string, string | Uint8Array>} [files]
 */
export async function project(t, files = {}) {
  const folder = await mkdtemp(join(tmpdir(), "hubcheck-package-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "package.json"), '{ "name": "empty", "private": true, "type": "module" }\n');
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  await run("npm", ["install", "--offline", "--no-audit", "--no-fund", await tarball()], folder);
  return folder;
}

// The step of `action.yml` without a program of its own: it builds one from these sources.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { access, mkdtemp, readFile, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const script = (name) => fileURLToPath(new URL(`../../action/${name}`, import.meta.url));

/** Where the program that the tests use was built: there is nothing left to compile. */
const target = dirname(dirname(process.env.HUBCHECK ?? "target/release/hubcheck"));

const skip = process.platform === "win32" && "Windows has no bash of its own";

/** The path of a program. */
async function found(name) {
  for (const folder of process.env.PATH.split(":")) {
    const path = join(folder, name);
    if (await access(path).then(() => true, () => false)) {
      return path;
    }
  }
  throw new Error(`${name} is not on the PATH`);
}

/** Runs a script in a folder that is not the sources' own. */
function run(name, cwd, more = {}) {
  const { HUBCHECK_PROGRAM, ...env } = process.env;
  return new Promise((resolve) => {
    execFile("bash", [script(name)], { cwd, env: { ...env, CARGO_TARGET_DIR: target, ...more } }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}

test("the step builds the program and checks with it", { skip }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "hubcheck-action-"));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "clean.csv"), "User ID/Email (Required),Webex Contact Center Premium Agent\r\nanna@example.com,TRUE\r\n");
  await writeFile(join(folder, "damaged.csv"), "User ID/Email (Required),Webex Contact Center Premium Agent\r\nanna@example.com,SAND\r\n");
  const built = await run("program.sh", folder);
  assert.deepEqual([built.code, built.stdout], [0, `${join(target, "release/hubcheck")}\n`], built.stderr);
  const outputs = join(folder, "outputs.txt");
  for (const [name, status] of [["clean.csv", 0], ["damaged.csv", 1]]) {
    const step = await run("check.sh", folder, { HUBCHECK_FILES: name, GITHUB_OUTPUT: outputs });
    assert.equal(step.code, status, step.stderr);
  }
  assert.equal(await readFile(outputs, "utf8"), "status=0\nstatus=1\n");
  assert.deepEqual((await readdir(folder)).sort(), ["clean.csv", "damaged.csv", "outputs.txt"]);
});

test("the step says that building needs Rust where there is none", { skip }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "hubcheck-action-"));
  t.after(() => rm(folder, { recursive: true }));
  for (const name of ["bash", "dirname"]) {
    await symlink(await found(name), join(folder, name));
  }
  const step = await run("check.sh", folder, { HUBCHECK_FILES: "clean.csv", PATH: folder });
  assert.deepEqual([step.code, step.stdout], [2, ""]);
  assert.match(step.stderr, /building the program needs Rust.*\n.*could not be built; see above\./);
});

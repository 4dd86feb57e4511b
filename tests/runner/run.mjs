// Running the programs that test: their output goes to a log, and is shown when something failed.
import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, say } from "../../web/tools/machine.mjs";

const logs = join(root, "build", "tests");

/** A file beside the logs, for a machine-readable report; what an earlier run left there is gone. */
export function report(name) {
  mkdirSync(logs, { recursive: true });
  const path = join(logs, name);
  rmSync(path, { force: true });
  return path;
}

/** Runs a program; resolves to true when it ended with 0. Its output is in build/tests/<name>.log, and shown if not. */
export async function quietly(name, program, args, env = {}) {
  const path = report(`${name}.log`);
  const log = createWriteStream(path);
  const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const code = await new Promise((done) => {
    child.on("error", (error) => {
      log.write(`${program}: ${error.message}\n`);
      done(1);
    });
    child.on("close", done);
  });
  await new Promise((done) => {
    log.end(done);
  });
  if (code !== 0) showEnd(path);
  return code === 0;
}

/** Prints the last lines of a log. */
function showEnd(path) {
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  const shown = lines.slice(-200);
  if (shown.length < lines.length) say(`… ${lines.length - shown.length} lines before are in ${path}`);
  say(shown.map((line) => `  | ${line}`).join("\n"));
}

/** A JSON report, or null where the program did not get as far as writing it. */
export function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

// What the tools share: where the repository is, running a program, finding one in PATH. Node built-ins only.
import { spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The version that is built: that of package.json, or for a release that is tried the one that BW_VERSION names. */
export function asked_version() {
  return process.env.BW_VERSION || JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
}

/** One line of progress. */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Says what is wrong and ends the process. */
export function stop(lines) {
  process.stderr.write(`\n${[lines].flat().join("\n")}\n`);
  process.exit(1);
}

/** True where that file can be run. */
function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Full path of a program of PATH, or null. */
export function which(name) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    if (runs(path)) return path;
  }
  return null;
}

/** Runs a program in the repository with its output shown; true when it ended with 0. */
export function run(program, args, options = {}) {
  return spawnSync(program, args, { cwd: root, stdio: "inherit", ...options }).status === 0;
}

/** Runs a program quietly; its output when it ended with 0, else null. */
export function output(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: root, encoding: "utf8", ...options });
  return done.status === 0 ? done.stdout.trim() : null;
}

/** The first of these names in PATH, or else of these files, that can be run; null where there is none. */
function first_of(names, files) {
  return names.map(which).find((path) => path !== null) ?? files.find(runs) ?? null;
}

/** The Chromium to test with: $CHROMIUM, else the first of the usual names in PATH, else null. */
export function chromium() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const mac = ["/Applications/Chromium.app/Contents/MacOS/Chromium"];
  mac.push("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
  return process.env.CHROMIUM || first_of(names, mac);
}

/** The Firefox to test with: $FIREFOX, else Debian's, else any, else null. */
export function firefox() {
  const mac = ["/Applications/Firefox.app/Contents/MacOS/firefox"];
  return process.env.FIREFOX || first_of(["firefox-esr", "firefox"], mac);
}

/** WebKitGTK's own browser, which its driver opens: $MINIBROWSER, else where distributions have it, else null. */
export function minibrowser() {
  const folders = ["/usr/libexec", "/usr/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu"];
  const files = folders.flatMap((folder) => ["4.1", "4.0"].map((api) => `${folder}/webkit2gtk-${api}/MiniBrowser`));
  return process.env.MINIBROWSER || first_of([], files);
}

// Holds the C++ of the engine against .clang-tidy, as many files at once as there are processors. A file is looked at again
// when it, a header of ours that it reads, its compiler's flags, .clang-tidy or clang-tidy itself is another than before.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { output, root, say, stop } from "../../web/tools/machine.mjs";

const engine = join(root, "engine");
const build = join(root, "build", "native");
/** An empty file for each look that found nothing, by what was looked at. */
const clean = join(root, "build", "tidy");

/** What compiles the files of the engine for this machine, by a native build that is configured for the files of today. */
function compiled() {
  if (output("cmake", ["--preset", "native"]) === null) stop("The native build could not be configured.");
  const all = JSON.parse(readFileSync(join(build, "compile_commands.json"), "utf8"));
  // Two programs compile a file of the command line; one look is enough.
  return [...new Map(all.map((one) => [one.file, one])).values()].filter(({ file }) => file.startsWith(`${engine}/`));
}

/** The file and every header of the engine that it reads. */
function read_by(file, seen = new Set()) {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const [, header] of readFileSync(file, "utf8").matchAll(/^#include "(.+)"/gm))
    read_by(join(engine, header), seen);
  return seen;
}

/** The name of a look at a file by a clang-tidy: the same as long as it would find the same. */
function name_of({ file, command }, version) {
  const hash = createHash("sha256").update(`${version}\0${command}`);
  for (const part of [join(root, ".clang-tidy"), ...read_by(file)]) hash.update(readFileSync(part)).update("\0");
  return hash.digest("hex");
}

/** What clang-tidy says of one file; empty where that is nothing. */
export function look(file) {
  const args = ["--quiet", "-p", build, `--header-filter=^${engine}/`, file];
  return new Promise((done) => {
    const child = spawn("clang-tidy", args, { cwd: root });
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
    });
    child.stderr.resume(); // how much it did not say of other people's headers
    child.on("error", (error) => done(`clang-tidy: ${error.message}\n`));
    child.on("close", (code) => done(code === 0 ? "" : said || `clang-tidy ended with ${code} at ${file}\n`));
  });
}

/** What is wrong in these files, in the words of clang-tidy, and how many of them were looked at. */
async function tidy(files) {
  mkdirSync(clean, { recursive: true });
  const version = output("clang-tidy", ["--version"]);
  if (version === null) stop("clang-tidy is missing: `node web/tools/setup.mjs --tests` installs it or says how.");
  const waiting = files
    .map(({ file, ...one }) => ({ file, mark: join(clean, name_of({ file, ...one }, version)) }))
    .filter(({ mark }) => !existsSync(mark));
  const looked = waiting.length;
  const said = [];
  const work = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const words = await look(next.file);
      if (words === "") writeFileSync(next.mark, "");
      else said.push(words);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return { said: said.join(""), looked };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = compiled();
  const { said, looked } = await tidy(files);
  say(said || `.clang-tidy finds nothing in ${files.length} files, of which ${looked} are others than before.`);
  process.exitCode = said ? 1 : 0;
}

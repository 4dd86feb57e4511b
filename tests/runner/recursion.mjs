// Looks for functions of the engine that can call themselves, with clang-tidy (misc-no-recursion): what a stranger writes
// must not decide how deep the stack grows. An exception stands at the function, with its reason (NOLINT).
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root, run, say, stop } from "../../web/tools/machine.mjs";

const build = join(root, "build", "native");
const commands = join(build, "compile_commands.json");

/** The files of the engine that are compiled for this machine; the native build is configured where it is not. */
export function engine_files() {
  if (!existsSync(commands) && !run("cmake", ["--preset", "native"])) stop("The native build could not be configured.");
  const files = JSON.parse(readFileSync(commands, "utf8")).map(({ file }) => file);
  return files.filter((file) => file.startsWith(join(root, "engine")) && existsSync(file));
}

/** What clang-tidy says of some files; empty where nothing calls itself. */
function look(files) {
  const check = ["--quiet", "--checks=-*,misc-no-recursion", "--warnings-as-errors=*"];
  const args = ["-p", build, ...check, `--header-filter=^${join(root, "engine")}/`, ...files];
  return new Promise((done) => {
    const child = spawn("clang-tidy", args, { cwd: root });
    let said = "";
    child.stdout.on("data", (text) => {
      said += text;
    });
    child.stderr.resume(); // how much it did not say of other people's headers
    child.on("error", (error) => done(`clang-tidy: ${error.message}\n`));
    child.on("close", (code) => done(code === 0 ? "" : said || `clang-tidy ended with ${code}\n`));
  });
}

/** What is wrong in files of the engine, in the words of clang-tidy; as many at once as there are processors. */
export async function recursion(files = engine_files()) {
  const waiting = [...files];
  const said = [];
  const work = async () => {
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) said.push(await look([file]));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return said.join("");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = engine_files();
  const said = await recursion(files);
  say(said || `No function of ${files.length} files calls itself, but for the exceptions that say why.`);
  process.exitCode = said ? 1 : 0;
}

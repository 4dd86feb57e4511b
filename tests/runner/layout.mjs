// Holds the layout of the C++ against .clang-format; with --write lays it out.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root, say, stop } from "../../web/tools/machine.mjs";

const files = ["engine", "tests"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .filter((file) => /\.[ch]pp$/.test(file))
    .map((file) => join(folder, file)),
);
const write = process.argv.includes("--write");
const { status, error } = spawnSync("clang-format", [...(write ? ["-i"] : ["--dry-run", "--Werror"]), ...files], {
  cwd: root,
  stdio: "inherit",
});
if (error) stop(`clang-format: ${error.message}. \`node web/tools/setup.mjs --tests\` installs it or says how.`);
if (status !== 0) stop("Not laid out by .clang-format: `npm run format` does it.");
say(`${files.length} files of C++ are laid out by .clang-format.`);

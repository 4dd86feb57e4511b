// `npm run release:publish -- X.Y.Z [--really]`: gives out what `npm run release` made; without --really it says what it would run, and npm tries.
import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { output, root, run, say, stop } from "./machine.mjs";
import { checksums } from "./release/artifacts.mjs";
import { numbers_of, section } from "./release/changelog.mjs";
import { kept, write_list } from "./release/versions.mjs";

const kBranch = "versions";

function asked() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { really: { type: "boolean", default: false } },
  });
  const numbers = positionals.length === 1 ? numbers_of(positionals[0]) : null;
  if (!numbers) throw new Error("Which version? npm run release:publish -- X.Y.Z [--really]");
  return { version: numbers.join("."), really: values.really };
}

/** The files of the release, each with the checksum that it was made with. */
function files_of(version) {
  const folder = join(root, "build", "release", version);
  const sums = join(folder, "SHA256SUMS");
  if (!existsSync(sums)) throw new Error(`${version} is not made: npm run release -- ${version}`);
  const text = readFileSync(sums, "utf8");
  const names = [...text.matchAll(/^[0-9a-f]{64} {2}(.+)$/gm)].map(([, name]) => name);
  if (checksums(folder, names) !== text)
    throw new Error(`${relative(root, folder)} is not what was made: its checksums differ.`);
  return { folder, names };
}

/** Commands, said before they run; what only says is not run. */
function doing(really) {
  return (program, args, options) => {
    say(`${really ? "" : "would run: "}${program} ${args.join(" ")}`);
    if (really && !run(program, args, options)) throw new Error(`${program} ${args[0]} did not work.`);
  };
}

/** Adds the folder of the version to the branch that keeps all of them. */
function keep(version, really) {
  const from = join(root, "build", "kept");
  const tree = join(root, "build", "branch");
  const act = doing(really);
  const at = { cwd: tree };
  if (really && existsSync(tree)) rmSync(tree, { recursive: true });
  const there = output("git", ["ls-remote", "--heads", "origin", kBranch]);
  if (there) act("git", ["fetch", "--depth=1", "origin", `${kBranch}:refs/remotes/origin/${kBranch}`]);
  act("git", ["worktree", "add", "--force", "--detach", tree, ...(there ? [`origin/${kBranch}`] : [])]);
  if (!there) act("git", ["checkout", "--orphan", kBranch], at);
  if (!there) act("git", ["rm", "-rfq", "."], at);
  say(`${really ? "" : "would copy: "}build/kept/${version} and versions.json`);
  if (really) {
    const versions = kept(from);
    if (!versions.some((one) => one.version === version))
      throw new Error(`build/kept has no ${version}: npm run release with --write.`);
    cpSync(join(from, version), join(tree, version), { recursive: true });
    write_list(tree, versions);
  }
  const us = ["-c", "user.name=release", "-c", "user.email=release@localhost"];
  act("git", ["add", "--all", "--force", "."], at);
  act("git", [...us, "commit", "-qm", `Keep version ${version}`], at);
  act("git", ["push", "origin", `HEAD:${kBranch}`], at);
}

try {
  const { version, really } = asked();
  const { folder, names } = files_of(version);
  const act = doing(really);
  const archive = names.find((name) => name.endsWith(".tgz"));
  const changes = section(readFileSync(join(root, ".github", "CHANGELOG.md"), "utf8"), version);
  if (really && changes === null) throw new Error(`CHANGELOG.md has no section ${version}.`);
  if (really) act("npm", ["publish", join(folder, archive), "--access", "public", "--provenance"]);
  else if (!run("npm", ["publish", join(folder, archive), "--dry-run"]))
    throw new Error("npm would not take the package.");
  const shown = [...names, "SHA256SUMS"].map((name) => join(folder, name));
  act("gh", [
    "release",
    "create",
    `v${version}`,
    "--title",
    version,
    "--notes-file",
    join(folder, "NOTES.md"),
    ...shown,
  ]);
  keep(version, really);
  say(really ? `${version} is given out.` : "\nNothing was given out (--really gives it out).");
} catch (error) {
  stop(error.message);
}

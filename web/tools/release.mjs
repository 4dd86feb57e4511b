// `npm run release -- X.Y.Z [--write] [--keep FOLDER]`: makes a version, whole and tried; without --write no file that is kept changes.
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root, run, say, stop } from "./machine.mjs";
import { compare, numbers_of, released, section } from "./release/changelog.mjs";
import { add, digest, kept, make_version, place } from "./release/versions.mjs";

const kChanges = join(root, ".github", "CHANGELOG.md");
const kCitation = join(root, "CITATION.cff");
const kDist = join(root, "dist");

/** What was asked for, or the reason why that is nothing to do. */
function asked() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { write: { type: "boolean", default: false }, keep: { type: "string" } },
  });
  const numbers = positionals.length === 1 ? numbers_of(positionals[0]) : null;
  if (!numbers) throw new Error("Which version? npm run release -- X.Y.Z [--write] [--keep FOLDER]");
  return { version: numbers.join("."), write: values.write, keep: resolve(values.keep ?? join(root, "build", "kept")) };
}

/** Holds the wish against what is there, before anything is built; gives the list of changes as it will be. */
function planned({ version, keep }) {
  const { version: now } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  if (compare(version, now) < 0) throw new Error(`${version} comes before ${now}, which package.json says.`);
  const versions = kept(keep);
  const later = versions.find((one) => compare(one.version, version) > 0);
  if (later) throw new Error(`${later.version} was given out already, and ${version} comes before it.`);
  const date = new Date().toISOString().slice(0, 10);
  const changes = released(readFileSync(kChanges, "utf8"), version, date);
  return { now, versions, changes, notes: section(changes, version) ?? "" };
}

/** Builds the page as that version, and the site of all versions around it. */
async function make({ version, keep }, { notes }) {
  process.env.BW_VERSION = version;
  const { buildAll } = await import("./build.mjs");
  await buildAll();
  const { notices } = await import("./notices.mjs");
  if (!notices().complete)
    throw new Error(
      "A release is made where Debian's copyright files are: the notices of what is compiled in are not complete here.",
    );
  const made = join(root, "build", "release", `v-${version}`);
  make_version(kDist, made);
  const { make_artifacts } = await import("./release/artifacts.mjs");
  const to = join(root, "build", "release", version);
  const files = make_artifacts(to, kDist, notes);
  const site = join(root, "build", "release", "site-versions"); // those of before and this one, tried before one is kept
  rmSync(site, { recursive: true, force: true });
  place_into(keep, site);
  const links = JSON.parse(readFileSync(join(root, "tests", "links", "corpus.json"), "utf8")).length;
  add(site, version, made, links);
  place(site, kDist);
  rmSync(site, { recursive: true, force: true });
  return { made, to, files, links };
}

/** A copy of the kept versions, each of which is what it was. */
function place_into(keep, site) {
  for (const { version, links } of kept(keep)) add(site, version, join(keep, version), links);
}

/** Writes what is kept: the number, the list of changes, the folder of the version. */
function write({ version, keep }, { now, changes }, { made, links }) {
  add(keep, version, made, links);
  if (version !== now && !run("npm", ["version", "--no-git-tag-version", version]))
    throw new Error("npm could not write the version.");
  const citation = readFileSync(kCitation, "utf8");
  writeFileSync(kCitation, citation.replace(/^version: .*$/m, `version: ${version}`));
  writeFileSync(kChanges, changes);
}

function said(wish, plan, made) {
  const kB = (file) => `${Math.round(statSync(join(made.to, file)).size / 1024)} kB`;
  const here = (path) => relative(root, path);
  say(`\n${wish.version} is made${wish.write ? "" : ", and nothing that is kept has changed (--write changes it)"}:`);
  say(
    `  dist/              the page, and beside it dist/v/${wish.version}/ (sha256 ${digest(made.made).slice(0, 16)}…)`,
  );
  if (plan.versions.length > 0)
    say(`  dist/v/            also ${plan.versions.map(({ version }) => version).join(", ")}, as they were`);
  for (const file of made.files) say(`  ${here(join(made.to, file))}  ${kB(file)}`);
  const done = wish.write ? "has" : "would have";
  say(
    `  package.json       ${wish.version === plan.now ? `has ${plan.now} already` : `${done} ${wish.version} in the place of ${plan.now}`}`,
  );
  say(`  CHANGELOG.md       ${done} a section ${wish.version} of ${plan.notes.split("\n").length} lines`);
  say(`  ${here(wish.keep)}/  ${done} ${wish.version}, for later releases to keep`);
  if (wish.write)
    say(`\nThen: git commit -am "Version ${wish.version}" && git tag v${wish.version} && git push --follow-tags`);
  else say("\nbuild/ and dist/ are of this version until the next npm run build.");
}

try {
  const wish = asked();
  const plan = planned(wish);
  const made = await make(wish, plan);
  if (wish.write) write(wish, plan, made);
  said(wish, plan, made);
  if (existsSync(made.made)) rmSync(made.made, { recursive: true });
} catch (error) {
  stop(error.message);
}

// Versions that were given out: each is a folder v/X.Y.Z of the site, which no later release changes; versions.json lists them.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compare, numbers_of } from "./changelog.mjs";

const kList = "versions.json";
const kOffer = '<script defer src="./newest.js"></script>';

/** The files of a folder by their paths from it, in one order on every machine. */
export function files_of(folder, under = "") {
  const entries = readdirSync(join(folder, under), { withFileTypes: true });
  const found = entries.flatMap((entry) => {
    const path = under ? `${under}/${entry.name}` : entry.name;
    return entry.isDirectory() ? files_of(folder, path) : [path];
  });
  return found.sort();
}

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** One number for all that a folder holds: names and contents. */
export function digest(folder) {
  return sha256(
    files_of(folder)
      .map((path) => `${sha256(readFileSync(join(folder, path)))}  ${path}\n`)
      .join(""),
  );
}

/** What a folder of versions says that it holds. */
export function listed(folder) {
  const file = join(folder, kList);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).versions : [];
}

/** Writes the list, the newest first. Also where there is none: the page asks for it. */
export function write_list(folder, versions) {
  mkdirSync(folder, { recursive: true });
  const sorted = [...versions].sort((one, other) => compare(other.version, one.version));
  const list = { newest: sorted[0]?.version ?? "", versions: sorted };
  writeFileSync(join(folder, kList), `${JSON.stringify(list, null, 1)}\n`);
}

/** The versions of a folder; throws where one is not what it was when it was given out, or is not in the list. */
export function kept(folder) {
  if (!existsSync(folder)) return [];
  const versions = listed(folder);
  for (const { version, sha256: was } of versions)
    if (!existsSync(join(folder, version)) || digest(join(folder, version)) !== was)
      throw new Error(
        `${join(folder, version)} is not what was given out as ${version}: take it from where it is published.`,
      );
  const unknown = readdirSync(folder).filter(
    (name) => numbers_of(name) && !versions.some(({ version }) => version === name),
  );
  if (unknown.length > 0) throw new Error(`${join(folder, unknown[0])} is not in its ${kList}.`);
  return versions;
}

/** Makes a version of a built page in the folder `to`: the page itself, and in its first page the offer of the newest. */
export function make_version(dist, to) {
  rmSync(to, { recursive: true, force: true });
  cpSync(dist, to, { recursive: true, filter: (path) => path !== join(dist, "v") });
  const page = join(to, "index.html");
  const html = readFileSync(page, "utf8");
  if (!html.includes("</head>"))
    throw new Error("index.html has no head to write the offer of the newest version into.");
  writeFileSync(page, html.replace("</head>", `${kOffer}\n</head>`));
}

/** Adds a version to a folder of versions, where it may be already if it is the same. links: entries of the corpus of links at that time. */
export function add(folder, version, made, links) {
  const entry = { version, sha256: digest(made), links };
  const versions = kept(folder);
  const old = versions.find((one) => one.version === version);
  if (old && old.sha256 !== entry.sha256)
    throw new Error(
      `${version} was given out, and would be another now: a version never changes. Choose the next one.`,
    );
  if (old) return;
  cpSync(made, join(folder, version), { recursive: true });
  write_list(folder, [...versions, entry]);
}

/** Puts the kept versions beside a built page, into dist/v. */
export function place(folder, dist) {
  const versions = kept(folder);
  for (const { version } of versions) cpSync(join(folder, version), join(dist, "v", version), { recursive: true });
  write_list(join(dist, "v"), versions);
  return versions;
}

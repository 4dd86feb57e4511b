// What a release gives besides the site: the package, dist.zip, the notes, and the checksums of all of them.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { zipSync } from "fflate";
import { makePackage } from "../package.mjs";
import { files_of, sha256 } from "./versions.mjs";

const kTime = new Date("1980-01-01T00:00:00"); // the first that a zip can say: the same files give the same bytes

/** A folder as a zip. */
export function zip_of(folder) {
  const files = files_of(folder).map((path) => [path, [readFileSync(join(folder, path)), { mtime: kTime }]]);
  return zipSync(Object.fromEntries(files), { level: 9 });
}

/** Lines as `sha256sum -c` reads them. */
export function checksums(folder, names) {
  return names.map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`).join("");
}

/** Makes the files in the folder `to`; gives their names. notes: what changed, as text. */
export function make_artifacts(to, dist, notes) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const { archive } = makePackage(join(to, "package"));
  const name = basename(archive);
  renameSync(archive, join(to, name));
  rmSync(join(to, "package"), { recursive: true });
  writeFileSync(join(to, "dist.zip"), zip_of(dist));
  writeFileSync(join(to, "SHA256SUMS"), checksums(to, [name, "dist.zip"]));
  writeFileSync(join(to, "NOTES.md"), `${notes}\n`);
  return [name, "dist.zip", "SHA256SUMS", "NOTES.md"];
}

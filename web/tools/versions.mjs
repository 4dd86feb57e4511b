// `npm run versions [-- --keep FOLDER]`: puts the versions that were given out beside the page that is built, into dist/v.
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root, say, stop } from "./machine.mjs";
import { place } from "./release/versions.mjs";

export const kKept = join(root, "build", "kept");

try {
  const { values } = parseArgs({ options: { keep: { type: "string" } } });
  const versions = place(values.keep ? resolve(values.keep) : kKept, join(root, "dist"));
  say(`dist/v: ${versions.map(({ version }) => version).join(", ") || "no version was given out yet"}`);
} catch (error) {
  stop(error.message);
}

// `npm run types`: writes web/src/engine/types.gen.ts from engine/api/schema.json; `--check` only says whether it is fresh.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const source = join(root, "engine", "api", "schema.json");
const target = join(root, "web", "src", "engine", "types.gen.ts");

const header =
  "// The types of the JSON API. Generated from engine/api/schema.json by `npm run types`: edit that file, not this one.";

/** The text that types.gen.ts must have for this schema. */
async function generate(schema) {
  const text = await compile(plain(schema), "BothwaysApi", {
    additionalProperties: false,
    bannerComment: header,
    cwd: root,
    unreachableDefinitions: true,
  });
  return withoutNoise(text);
}

/**
 * The schema without what the generator makes too much of: words beside a $ref (it would make a second type), and an
 * upper bound on the length of a list that has no lower one (it would make a union of tuples).
 */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  if (typeof value.$ref === "string") return { $ref: value.$ref };
  const kept = Object.entries(value).filter(([key]) => key !== "maxItems" || "minItems" in value);
  return Object.fromEntries(kept.map(([key, inner]) => [key, plain(inner)]));
}

/** Drops "This interface was referenced by …" and the bounds that the type already says. */
function withoutNoise(text) {
  return text
    .replace(/ \* This interface was referenced by .*\n \* via the `definition` .*\n/g, "")
    .replace(/ \* +@(min|max)Items \d+\n/g, " *\n")
    .replace(/(\n *\*)+(?=\n *\*\/)/g, "")
    .replace(/\/\*\*\n *\*\/\n/g, "");
}

const wanted = await generate(JSON.parse(readFileSync(source, "utf8")));
if (!process.argv.includes("--check")) {
  writeFileSync(target, wanted);
  console.log("wrote web/src/engine/types.gen.ts");
} else {
  let found = "";
  try {
    found = readFileSync(target, "utf8");
  } catch {
    // A missing file is a stale one.
  }
  if (found !== wanted) {
    console.error("web/src/engine/types.gen.ts is stale: run `npm run types`");
    process.exit(1);
  }
  console.log("web/src/engine/types.gen.ts is fresh");
}

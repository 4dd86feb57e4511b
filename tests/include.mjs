// Everything that a request can ask to be included, as the schema of the API lists it: tests that want all of it take it from here.
import { readFileSync } from "node:fs";

const schema = JSON.parse(readFileSync(new URL("../engine/api/schema.json", import.meta.url), "utf8"));

/** @type {import("../web/src/engine/types.gen.ts").Include[]} */
export const include = schema.definitions.Include.enum;

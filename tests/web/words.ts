// The words of the language as the catalogue says them, asked of the engine in Node.
import type { CatalogueResponse } from "../../web/src/engine/types.gen.ts";
import { callWasm, instantiate } from "../golden/engine/module.ts";

const asked = callWasm(await instantiate(), JSON.stringify({ v: 1, kind: "catalogue" }));
export const { modes, ops, words } = JSON.parse(asked) as CatalogueResponse;

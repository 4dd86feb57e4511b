// Every code of the catalogue by example: a network text or a request, and the whole of what the engine says about it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Diagnostic } from "../../web/src/engine/types.gen";
import { catalogue_of, read } from "./engine/ask";
import { longestQuotation } from "./engine/quotation";
import { type Engine, start } from "./engine/transport";

const here = fileURLToPath(new URL(".", import.meta.url));
/** Writes what the engine says now in the place of what is expected; then read the difference, word by word. */
const bless = process.env.BW_BLESS === "1";

/** Codes that no text and no request can provoke. */
const unreachable = ["E_INTERNAL", "E_MEMORY"];

const folders = readdirSync(here).filter((name) => name.startsWith("bad-"));
const codeOf = (folder: string) => folder.slice("bad-".length).replaceAll("-", "_").toUpperCase();
const examples = folders.flatMap((folder) =>
  readdirSync(join(here, folder))
    .filter((file) => /\.(net|request)$/.test(file))
    .map((file) => ({ folder, file })),
);

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

/** A .net is a network to differentiate; a .request is the request itself. */
function requestOf(path: string): string | Uint8Array {
  const bytes = readFileSync(path);
  if (path.endsWith(".request")) return bytes;
  return JSON.stringify({ v: 1, kind: "differentiate", network: { text: bytes.toString() } });
}

interface Said {
  diagnostics: Diagnostic[];
  total: number;
}

describe.each(examples)("$folder/$file", ({ folder, file }) => {
  test("is answered word for word", async () => {
    const path = join(here, folder, file);
    const response = read(await engine.call(requestOf(path)));
    const said: Said = { diagnostics: response.diagnostics, total: response.diagnostics_total };
    const expected = path.replace(/\.(net|request)$/, ".json");
    if (bless) writeFileSync(expected, `${JSON.stringify(said, null, 2)}\n`);
    expect(existsSync(expected), `${expected} is missing: BW_BLESS=1 writes it`).toBe(true);
    expect(said).toEqual(JSON.parse(readFileSync(expected, "utf8")));
    const codes = said.diagnostics.map((d) => d.code.replace(/^[EW]_/, ""));
    expect(codes).toContain(codeOf(folder));
    for (const d of said.diagnostics) {
      expect(d.message).toMatch(/^[^a-z ].*[.?…]$/s);
      expect(d.hint).toMatch(/^([^a-z ].*[.?…])?$/s);
      expect(longestQuotation(d)).toBeLessThanOrEqual(40);
    }
  });
});

test("every code has an example, and every example a code", async () => {
  const response = await catalogue_of(engine);
  const known = response.codes.map(({ code }) => code.replace(/^[EW]_/, "")).sort();
  const shown = [...folders.map(codeOf), ...unreachable.map((code) => code.replace(/^[EW]_/, ""))].sort();
  expect(shown).toEqual(known);
  for (const folder of folders) expect(examples.some((example) => example.folder === folder)).toBe(true);
});

test("every expected answer belongs to an example", () => {
  const left = folders.flatMap((folder) => {
    const files = readdirSync(join(here, folder));
    const stems = files.filter((file) => !file.endsWith(".json")).map((file) => file.replace(/\.[a-z]+$/, ""));
    return files.filter((file) => file.endsWith(".json") && !stems.includes(file.replace(/\.json$/, "")));
  });
  expect(left).toEqual([]);
});

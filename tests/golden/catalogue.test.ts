// What the engine says about itself, against the contract and against what it does.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CatalogueResponse, GraphResponse } from "../../web/src/engine/types.gen";
import { asJson, asText, cases } from "./cases";
import { ask, catalogue_of, differentiate, responseOf } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
let catalogue: CatalogueResponse;
beforeAll(async () => {
  engine = await start();
  catalogue = await catalogue_of(engine);
});
afterAll(() => engine.close());

const schema = JSON.parse(readFileSync(new URL("../../engine/api/schema.json", import.meta.url), "utf8"));
const unique = (names: string[]) => expect(names.toSorted()).toEqual([...new Set(names)].toSorted());

test("codes are those of the contract, in its order", () => {
  expect(catalogue.codes.map((entry) => entry.code)).toEqual(schema.definitions.Code.enum);
  for (const { code, severity, doc } of catalogue.codes) {
    const kind = code.startsWith("E_") ? "error" : code === "W_SKIPPED" ? "note" : "warning";
    expect(severity).toBe(kind);
    expect(doc).not.toBe("");
  }
});

test("the version is that of package.json", () => {
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(catalogue.version).toBe(version);
});

interface Schema {
  $ref?: string;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
}
const definition = (ref: string): Schema => schema.definitions[ref.replace("#/definitions/", "")];

/** Whether something has the fields on this way, through lists and choices. */
function leads(from: Schema, way: string[]): boolean {
  if (from.$ref) return leads(definition(from.$ref), way);
  if (from.anyOf) return from.anyOf.some((one) => leads(one, way));
  if (from.items) return leads(from.items, way);
  const [first, ...rest] = way;
  if (first === undefined) return true;
  const next = from.properties?.[first];
  return next !== undefined && leads(next, rest);
}

test("kinds are those of the contract, in its order of refusal, and what they show are fields of their answers", () => {
  const [refused] = schema.definitions.ErrorResponse.properties.kind.anyOf;
  expect(catalogue.kinds.map(({ name }) => name)).toEqual(refused.enum);
  for (const { name, doc, safe, compared } of catalogue.kinds) {
    expect(doc, name).not.toBe("");
    const all = [...safe, ...compared];
    const lost = all.filter((path) => !leads(schema.definitions[responseOf(name)], path.split(".")));
    expect(lost, name).toEqual([]);
    const inside = all.filter((path) => all.some((other) => path.startsWith(`${other}.`)));
    expect(inside, name).toEqual([]);
    unique(all);
  }
});

test("names of ops, modes and limits are unique, and every row is documented", () => {
  unique(catalogue.ops.flatMap((op) => [op.name, ...op.aliases]));
  unique(catalogue.modes.map((mode) => mode.name));
  unique(catalogue.limits.map((limit) => limit.name));
  for (const op of catalogue.ops) {
    expect(op.doc, op.name).not.toBe("");
    expect(op.ports, op.name).toHaveLength(op.arity);
    // A leaf or a literal has nothing to write as a formula.
    if (op.arity > 0) expect(op.latex, op.name).not.toBe("");
  }
});

// As PyTorch and JAX take them where they are absent.
test.each([
  ["leaky_relu", "alpha", 0.01],
  ["elu", "alpha", 1],
  ["layer_norm", "eps", 1e-5],
])("%s says what %s is where it is absent", (op, name, value) => {
  expect(catalogue.ops.find((row) => row.name === op)?.attrs.find((attr) => attr.name === name)?.default).toBe(value);
});

test("each standard schedule of each mode runs as the catalogue says it", async () => {
  const schedules = catalogue.modes.flatMap((mode) => mode.schedules.map((schedule) => schedule.request));
  const network = { text: "param x = 0.5\ny = x * sin(x)" };
  const { runs } = await differentiate(engine, { network, modes: schedules });
  expect(runs.map((run) => run.mode)).toEqual(schedules.map((request) => request.mode));
  for (const run of runs) expect(run.direction).toBe(catalogue.modes.find((mode) => mode.name === run.mode)?.direction);
});

async function graphOf(network: Parameters<typeof asText>[0], form: typeof asText): Promise<GraphResponse> {
  const response = await ask(engine, { v: 1, kind: "graph", network: form(network) });
  if (!response.ok || response.kind !== "graph") throw new Error(JSON.stringify(response.diagnostics));
  return response;
}

test.each(cases)("$id: text → JSON → text → JSON gives the same JSON, from both forms", async (k) => {
  for (const form of [asText, asJson]) {
    const one = await graphOf(k, form);
    const again = await ask(engine, { v: 1, kind: "graph", network: { text: one.text } });
    const back = await ask(engine, { v: 1, kind: "graph", network: one.network });
    if (!again.ok || again.kind !== "graph" || !back.ok || back.kind !== "graph")
      throw new Error("refused its own text");
    expect(again.network).toEqual(one.network);
    expect(back.network).toEqual(one.network);
    expect(back.text).toBe(again.text);
  }
});

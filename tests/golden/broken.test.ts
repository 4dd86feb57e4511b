// Broken engines through the API: the whole answer for one network, and every preset by the schema.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BrokenRequest, BrokenResponse } from "../../web/src/engine/types.gen";
import { ask, differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

async function broken(text: string, more: Partial<BrokenRequest> = {}): Promise<BrokenResponse> {
  const response = await ask(engine, { v: 1, kind: "broken", network: { text }, ...more });
  if (response.ok && response.kind === "broken") return response;
  throw new Error(`refused: ${JSON.stringify(response.diagnostics, null, 1)}`);
}

test("b = a + a, c = b + b: 4 is right; the broken engines give 1, 8, 4, 1 and 12", async () => {
  const { gradient, engines, diagnostics } = await broken("param a = 3\nb = a + a\nc = b + b");
  const a = (x: number) => [{ id: "a", shape: [], value: [x] }];
  expect([gradient, diagnostics]).toEqual([a(4), []]);
  expect(engines.map((e) => [e.id, e.gradient, e.right, e.first_wrong?.node, e.calls, e.work.visits])).toEqual([
    ["overwrite", a(1), false, "b", null, 3],
    ["queue", a(8), false, "a", null, 7],
    ["recursion", a(4), true, undefined, "7", 7],
    ["one_path", a(1), false, "b", null, 3],
    ["no_reset", a(12), false, "b", null, 6],
  ]);
  for (const e of engines) {
    expect(e.pseudocode.length).toBeGreaterThan(3);
    expect([e.title, e.why].every((text) => /^[A-Z]/.test(text))).toBe(true);
    expect([e.why.endsWith("."), e.work.reverse, e.stopped]).toEqual([true, 3, false]);
  }
});

const examples = new URL("../../web/examples/", import.meta.url);
test.each(readdirSync(examples))("%s: the gradient of differentiate, to the last bit", async (name) => {
  const text = readFileSync(new URL(name, examples), "utf8");
  const graph = await ask(engine, { v: 1, kind: "graph", network: { text } });
  if (!graph.ok || graph.kind !== "graph") throw new Error("refused");
  const count = (id: string) => graph.graph.nodes.find((n) => n.id === id)?.shape.reduce((n, m) => n * m, 1) ?? 0;
  const seeds = graph.graph.outputs.map((id) => ({ id, value: Array.from({ length: count(id) }, (_, i) => i + 1) }));
  const got = await broken(text, { seeds });
  const { runs } = await differentiate(engine, { network: { text }, seeds, modes: [{ mode: "reverse" }] });
  expect(got.gradient).toEqual(runs[0]?.gradient);
  for (const e of got.engines) {
    expect([e.id, e.stopped, e.gradient === null]).toEqual([e.id, e.right === null, e.right === null]);
    if (e.id === "recursion") expect(e.right).not.toBe(false);
  }
});

test("what cannot be differentiated, and what is too large, is refused", async () => {
  const codes = async (text: string) => {
    const answer = await ask(engine, { v: 1, kind: "broken", network: { text } });
    return answer.diagnostics.map(({ code, path }) => [code, path]);
  };
  expect(await codes("param x = [1, 2]\ny = x * x")).toEqual([["E_SEED", "$.seeds"]]);
  expect(await codes("param x = ones(150, 150)\ny = sum(x)")).toEqual([["E_LIMIT", "$.network"]]);
});

// What parts of statements are called: by what they compute, with the operation's own symbol, and nothing long in them.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { load } from "../../web/src/engine/load.ts";
import type { CatalogueResponse, GraphResponse, Request } from "../../web/src/engine/types.gen.ts";
import { spoken_name } from "../../web/src/view/operation.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const ask = <R>(request: Request): R => JSON.parse(engine.call(JSON.stringify(request))) as R;
const { ops } = ask<CatalogueResponse>({ v: 1, kind: "catalogue" });

function names(text: string): Record<string, string> {
  const { graph } = ask<GraphResponse>({ v: 1, kind: "graph", network: { text } });
  const shown = graph.nodes.map(({ id }) => [id, spoken_name(id, graph, ops)] as const);
  return Object.fromEntries(shown.filter(([id, name]) => id !== name));
}

test("a part of a statement is called by what it computes, a named node by its name", () => {
  expect(names("param w = 0.5\ninput x = 2\nparam b = 1\na = sigmoid(w*x + b)\nL = a*a\n")).toEqual({
    "a.1": "(w * x)",
    "a.2": "((w * x) + b)",
  });
  expect(names("param W = [[1, 2], [3, 4]]\ninput x = [1, 2]\nh = tanh(W.T @ x)\nL = sum(h)\n")).toEqual({
    "h.1": "(W.T)",
    "h.2": "((W.T) @ x)",
  });
});

test("what is long in it is left out, so that the name is short however long the statement is", () => {
  const long = `L = ${Array.from({ length: 60 }, () => "w").join("*")}\n`;
  const all = Object.values(names(`param w = 0.5\n${long}`));
  expect(all.length).toBe(58);
  for (const name of all) expect(name.length).toBeLessThan(40);
  expect(all.at(-1)).toContain("…");
});

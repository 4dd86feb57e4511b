// Generators give the same numbers by every transport: reference values from SplitMix64 and the inverse normal
// distribution function in another language's standard library.
import { afterAll, beforeAll, expect, test } from "vitest";
import { find } from "./compare";
import { ask } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

async function leaf(declaration: string): Promise<number[]> {
  const text = `param x = ${declaration}\ny = sum(x)`;
  const response = await ask(engine, { v: 1, kind: "differentiate", network: { text }, modes: [], include: ["value"] });
  if (!response.ok || response.kind !== "differentiate") throw new Error(JSON.stringify(response.diagnostics));
  return (find(response.nodes, "x").value ?? []).map(Number);
}

test("uniform, exactly", async () => {
  expect(await leaf("uniform(3, seed=1)")).toEqual([0.133123150344562, 0.4915635145254025, 0.9420055071735924]);
});

test("randn, to 15 digits", async () => {
  const wanted = [0.1676268464091558, 0.6612741976640493, 1.89573954968701, -0.1399260306755332];
  for (const [i, x] of (await leaf("randn(4, seed=1)")).entries()) expect(x).toBeCloseTo(wanted[i] as number, 14);
});

test("xavier of 2 × 3, within ±√(6/5)", async () => {
  const wanted = [0.19978669773275343, 0.5458596082118997, 0.2095325381571926];
  for (const [i, x] of (await leaf("xavier(2, 3, seed=2)")).slice(0, 3).entries())
    expect(x).toBeCloseTo(wanted[i] as number, 14);
});

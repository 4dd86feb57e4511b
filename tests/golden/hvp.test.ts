// Hessian-vector products of the golden vectors, by differences of gradients: the engine has no second derivatives yet.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ModeRequest } from "../../web/src/engine/types.gen";
import { asText, type Case, load } from "./cases";
import { differs } from "./compare";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

interface WithHessian extends Case {
  hvp?: { of: string; wrt: string[]; v: number[][]; value: number[][] };
}
const { cases } = load<{ cases: WithHessian[] }>("vectors.json");
const asked = cases.flatMap(({ hvp, ...k }) => (hvp ? [{ id: k.id, k, hvp }] : []));

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

/**
 * (∇(x + εv) − ∇(x − εv)) / 2ε with ε = 1e-5: the error of the formula is about ε² = 1e-10 of a third derivative along
 * v, that of rounding about 1e-16 / ε = 1e-11 of a gradient. Held to 1e-8 of the largest number of each block.
 */
const step = 1e-5;
const tolerance = 1e-8;

async function gradient(
  k: WithHessian,
  { of, wrt, v }: NonNullable<WithHessian["hvp"]>,
  sign: number,
  mode: ModeRequest,
) {
  const at = wrt.map((id, i) => {
    const leaf = k.inputs.find((input) => input.name === id);
    if (leaf === undefined) throw new Error(`there is no leaf ${id}`);
    return { id, value: leaf.value.map((x, j) => x + sign * step * (v[i]?.[j] ?? Number.NaN)) };
  });
  const seeds = [{ id: of, value: [1] }];
  const response = await differentiate(engine, { network: asText(k), at, seeds, modes: [mode], include: [] });
  const blocks = response.runs[0]?.gradient ?? [];
  return wrt.map((id) => (blocks.find((block) => block.id === id)?.value ?? []).map(Number));
}

test("there are 8", () => expect(asked.length).toBe(8));

describe.each(asked)("$id: Hessian times v by central differences of two gradients", ({ k, hvp }) => {
  const modes: ModeRequest[] = [{ mode: "reverse" }, { mode: "forward", chunk: "all" }];
  test.each(modes)("of $mode", async (mode) => {
    const [up, down] = [await gradient(k, hvp, 1, mode), await gradient(k, hvp, -1, mode)];
    for (const [i, wanted] of hvp.value.entries()) {
      const got = (up[i] ?? []).map((x, j) => (x - (down[i]?.[j] ?? Number.NaN)) / (2 * step));
      const floor = tolerance * Math.max(...wanted.map(Math.abs));
      expect(differs(got, wanted, 0, floor)).toBe(null);
    }
  });
});

// Kinks, ties and the border of the number range: what the engine answers there, by the policy its catalogue states.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Real } from "../../web/src/engine/types.gen";
import { load } from "./cases";
import { find } from "./compare";
import { ask } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

interface Edge {
  id: string;
  inputs: { name: string; shape: number[]; value: Real[] }[];
  program: string[];
  nodes: { name: string; value: Real[]; grad: Real[] }[];
  policy: string;
}
const { edge_cases } = load<{ edge_cases: Edge[] }>("vectors.json");

/**
 * Where the policy leaves a choice and the engine's is another than the recorded one: bce takes the limit at p = y = 0.
 */
const chosen: Record<string, Record<string, { value?: Real[]; grad?: Real[] }>> = {
  "bce-p0-y0": { p: { grad: [1] }, L: { value: [0] } },
};

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

/** Equal, NaN alike, or within rounding; one zero is as good as the other but where the case is about its sign. */
function same(got: Real | undefined, want: Real, sign: boolean, dust = 1e-15): boolean {
  const [a, b] = [Number(got), Number(want)];
  if (Number.isNaN(b)) return Number.isNaN(a);
  if (sign && b === 0) return Object.is(a, b);
  return a === b || Math.abs(a - b) <= 1e-12 * Math.abs(b) + dust;
}

test("there are 40", () => expect(edge_cases.length).toBe(40));

describe.each(edge_cases)("$id", ({ id, inputs, program, nodes, policy }) => {
  test(policy, async () => {
    const network = {
      inputs: inputs.map(({ name, shape, value }) => ({ id: name, shape, value, diff: true })),
      nodes: [],
    };
    const numbers = (value: Real[]) =>
      value.map((x) =>
        Object.is(x, -0)
          ? "-0.0"
          : x === "NaN"
            ? "nan"
            : x === "Infinity"
              ? "inf"
              : x === "-Infinity"
                ? "-inf"
                : `${x}`,
      );
    const literal = ({ shape, value }: Edge["inputs"][number]) => {
      const all = numbers(value);
      if (shape.length === 0) return `${all[0]}`;
      if (shape.length === 1) return `[${all.join(", ")}]`;
      const [rows = 0, cols = 0] = shape;
      return `[${Array.from({ length: rows }, (_, r) => `[${all.slice(r * cols, (r + 1) * cols).join(", ")}]`).join(", ")}]`;
    };
    const empty = inputs.some(({ shape }) => shape.includes(0));
    const text = [...inputs.map((leaf) => `param ${leaf.name} = ${literal(leaf)}`), ...program].join("\n");
    const last = nodes.at(-1) as Edge["nodes"][number];
    const seeds = [{ id: last.name, value: last.value.map(() => 1) }];
    const modes = [{ mode: "forward" }, { mode: "reverse" }];
    const form = empty ? network : { text };
    const response = await ask(engine, {
      v: 1,
      kind: "differentiate",
      network: form,
      seeds,
      modes,
      include: ["value", "adjoint", "gradient_forward"],
    });
    if (empty) {
      expect(response.ok).toBe(false);
      expect(response.diagnostics.map((d) => d.code)).toContain("E_SHAPE_EMPTY");
      return;
    }
    if (!response.ok || response.kind !== "differentiate") throw new Error(JSON.stringify(response.diagnostics));
    const wrong: string[] = [];
    for (const { name, value, grad } of nodes) {
      const node = find(response.nodes, name);
      const want = { value, grad, ...chosen[id]?.[name] };
      const check = (what: string, got: Real[] | null | undefined, list: Real[], dust?: number) =>
        list.forEach((x, i) => {
          if (!same(got?.[i], x, id.startsWith("relu") && what === "value", dust))
            wrong.push(`${what} of ${name}[${i}]: ${got?.[i]}, expected ${x}`);
        });
      check("value", node.value, want.value);
      check("adjoint", node.adjoint, want.grad);
      // Carried forward, a direction of 0 times an infinite derivative is NaN; and what cancels term by term going back
      // may leave dust.
      const finite = nodes.every((one) => [...one.value, ...one.grad].every((x) => typeof x === "number"));
      if (finite) check("gradient_forward", node.gradient_forward, want.grad, 1e-12);
    }
    expect(wrong).toEqual([]);
    const odd = nodes.some(
      ({ name }) =>
        find(response.nodes, name).value?.some((x) => typeof x === "string") ||
        find(response.nodes, name).adjoint?.some((x) => typeof x === "string"),
    );
    expect(response.diagnostics.some((d) => d.code === "W_NONFINITE")).toBe(odd);
  });
});

// Worked examples from papers, textbooks and lecture notes: to the digits as printed, and to their exact values.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DifferentiateResponse, Real } from "../../web/src/engine/types.gen";
import { load } from "./cases";
import { find } from "./compare";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

type Numbers = Record<string, number>;
interface Digits<T> {
  values?: Record<string, T>;
  gradients?: Record<string, Record<string, T>>;
  tangents?: Record<string, Record<string, T>>;
}
interface Example {
  id: string;
  expression: string[];
  inputs: Record<string, number | string>;
  parameters: Record<string, number | string>;
  outputs: string[];
  expected: Digits<number>;
  expected_text: Digits<string>;
  tolerance: number;
  exact: Digits<number> & { rel_tolerance: number };
}
const examples = load<Example[]>("published.json");

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const leaves = (example: Example) => ({ ...example.inputs, ...example.parameters });
const ask = (example: Example, output: string, along?: string): Promise<DifferentiateResponse> => {
  const declared = Object.entries(leaves(example)).map(([name, value]) => `param ${name} = ${value}`);
  const text = [...declared, ...example.expression, `output ${example.outputs.join(", ")}`].join("\n");
  const tangent = along === undefined ? {} : { tangent: [{ id: along, value: [1] }] };
  const include = ["value", "tangent", "adjoint", "gradient_forward"] as const;
  const seeds = [{ id: output, value: [1] }];
  return differentiate(engine, {
    network: { text },
    seeds,
    ...tangent,
    include: [...include],
  });
};
const first = (list: Real[] | null | undefined) => Number(list?.[0] ?? Number.NaN);

/** Half a unit of the last printed digit; null where it is not printed as a decimal. */
function half_unit(printed: string | undefined): number | null {
  const match = printed?.replace("−", "-").match(/^[-+]?\d*\.?(\d*)(?:e([-+]?\d+))?$/i);
  return match ? 0.5 * 10 ** (Number(match[2] ?? 0) - (match[1] ?? "").length) : null;
}

test("there are 54", () => expect(examples.length).toBe(54));

describe.each(examples)("$id", (example) => {
  const { expected, expected_text, exact, tolerance } = example;
  /** What differs, one line each. */
  const wrong = (
    got: (name: string) => number,
    what: string,
    wanted?: Numbers,
    text?: Record<string, string>,
    sharp?: Numbers,
  ) => {
    const printed = Object.entries(wanted ?? {}).flatMap(([name, value]) => {
      const unit = half_unit(text?.[name]);
      // Some authors cut instead of rounding: then a whole unit; and none may be further off than the source allows.
      const allowed = unit === null ? tolerance : Math.max(2 * unit, 1e-12 * Math.abs(value));
      return Math.abs(got(name) - value) <= Math.max(allowed, 0)
        ? []
        : [`${what} of ${name}: ${got(name)}, printed ${text?.[name] ?? value}`];
    });
    const digits = Object.entries(sharp ?? {}).flatMap(([name, value]) => {
      const off = Math.abs(got(name) - value);
      return off <= exact.rel_tolerance * Math.abs(value) ? [] : [`${what} of ${name}: ${got(name)}, exact ${value}`];
    });
    return [...printed, ...digits];
  };

  test("values", async () => {
    const { nodes } = await ask(example, example.outputs[0] as string);
    const got = (name: string) => first(find(nodes, name).value);
    expect(wrong(got, "value", expected.values, expected_text.values, exact.values)).toEqual([]);
  });

  test("gradients, both ways", async () => {
    const outputs = new Set([...Object.keys(expected.gradients ?? {}), ...Object.keys(exact.gradients ?? {})]);
    for (const output of outputs) {
      const { nodes, runs, check_cost } = await ask(example, output);
      // Above the limit of the check the runs, forward ones among them, still speak for the leaves.
      const ways = check_cost === undefined ? (["adjoint"] as const) : (["adjoint", "gradient_forward"] as const);
      for (const leaf of Object.keys(leaves(example)))
        for (const run of runs) {
          const want = exact.gradients?.[output]?.[leaf];
          const got = first(find(run.gradient, leaf).value);
          if (want !== undefined)
            expect(Math.abs(got - want)).toBeLessThanOrEqual(1e-12 * Math.max(Math.abs(want), 1e-3));
        }
      for (const way of ways) {
        const got = (name: string) => first(find(nodes, name)[way]);
        const lines = wrong(
          got,
          `∂${output} by ${way}`,
          expected.gradients?.[output],
          expected_text.gradients?.[output],
          exact.gradients?.[output],
        );
        expect(lines).toEqual([]);
      }
    }
  });

  test("tangents", async () => {
    const along = new Set([...Object.keys(expected.tangents ?? {}), ...Object.keys(exact.tangents ?? {})]);
    for (const leaf of along) {
      const { nodes } = await ask(example, example.outputs[0] as string, leaf);
      const got = (name: string) => first(find(nodes, name).tangent);
      expect(
        wrong(
          got,
          `tangent along ${leaf}`,
          expected.tangents?.[leaf],
          expected_text.tangents?.[leaf],
          exact.tangents?.[leaf],
        ),
      ).toEqual([]);
    }
  });
});

// The card's derivations: sums over consumers and over inputs, their names, and the three ways they are printed.
import { describe, expect, test } from "vitest";
import type { Local, NodeResult, OpInfo } from "../../web/src/engine/types.gen.ts";
import { axes_of, derive_against, derive_along } from "../../web/src/view/derivation.ts";
import { sum_latex, sum_plain } from "../../web/src/view/math.ts";
import { numbers_of, type Question } from "../../web/src/view/question.ts";
import { graph_of } from "./samples.ts";

// z = W @ a for a of two elements; L reads z and, a second time, a.
const written = graph_of(
  [
    { id: "w" },
    { id: "W", shape: [2, 2] },
    { id: "a", inputs: ["w"], shape: [2] },
    { id: "z", inputs: ["W", "a"], shape: [2] },
    { id: "L", inputs: ["z", "a"] },
  ],
  ["L"],
  ["w", "W"],
);
const node = written.nodes.find(({ id }) => id === "z");
if (node) node.op = "product";
const last = written.nodes.at(-1);
if (last) last.op = "loss";
const results: NodeResult[] = [
  { id: "w", value: [1], tangent: [1], adjoint: [9] },
  { id: "W", value: [1, 2, 3, 4], tangent: [0, 0, 0, 0], adjoint: [0, 0, 0, 0] },
  {
    id: "a",
    value: [5, 6],
    tangent: [0.5, -0.25],
    adjoint: [2.5, 1],
    contributions: [
      { consumer: "z", port: 1, local: [1, 2, 3, 4], upstream: [-0.5, 1], product: [2.5, 3] },
      { consumer: "L", port: 1, local: [0, -2], upstream: [1], product: [0, -2] },
    ],
  },
  { id: "z", value: [0, 0], tangent: [0, 0.5], adjoint: [-0.5, 1], contributions: [] },
  { id: "L", value: [0], tangent: [3], adjoint: [1], contributions: [] },
];
const scalars = graph_of(
  [
    { id: "a[0]", inputs: [], of: ["a", 0] },
    { id: "a[1]", inputs: [], of: ["a", 1] },
    { id: "W[0,1]", of: ["W", 1] },
    { id: "W[1,1]", of: ["W", 3] },
    { id: "z[0].1", inputs: ["W[0,1]", "a[1]"], of: ["z", 0, true] },
    { id: "z[1].1", inputs: ["W[1,1]", "a[1]"], of: ["z", 1, true] },
    { id: "z[0]", inputs: ["z[0].1"], of: ["z", 0] },
    { id: "L", inputs: ["z[0]", "a[1]"], of: ["L", 0] },
  ],
  ["L"],
  [],
);
for (const one of scalars.nodes) if (one.id === "L") one.op = "loss";
const rule = (name: string, derivative_latex: string[]): OpInfo =>
  ({ name, derivative_latex, aliases: [], symbol: "" }) as unknown as OpInfo;
const ops = [rule("product", ["\\bar Y\\,{1}^\\top", "{0}^\\top\\,\\bar Y"]), rule("op", ["{1}", "{0}"])];

function ask(id: string, index: number, change: Partial<Question> = {}): Question {
  return {
    place: { id, index },
    by: "w",
    of: "L",
    seed: 0,
    written: numbers_of(written, results),
    locals: new Map<string, Local[]>([
      [
        "z",
        [
          { input: "W", port: 0, jacobian: [5, 6, 0, 0, 0, 0, 5, 6], shape: [2, 4] },
          { input: "a", port: 1, jacobian: [1, 2, 3, 4], shape: [2, 2] },
        ],
      ],
    ]),
    scalars: numbers_of(scalars, []),
    fresh: true,
    ops,
    ...change,
  };
}

describe("backward", () => {
  test("each use adds local × upstream, element by element, named by the operand that the local derivative is", () => {
    const derived = derive_against(ask("a", 1));
    expect(derived && sum_plain(derived.sum).split("\n")).toEqual([
      "∂L/∂a[1] = W[0,1] · ∂L/∂z[0] + W[1,1] · ∂L/∂z[1] + ∂L/∂a[1] · ∂L/∂L",
      "  = 2 · (\u22120.5) + 4 · 1 + (\u22122) · 1",
      "  = 1",
    ]);
    expect(derived?.from).toEqual([
      { id: "z", index: 0 },
      { id: "z", index: 1 },
      { id: "L", index: 0 },
    ]);
    expect(derived?.zeros).toBe(0);
  });

  test("a product of arrays is named as the one operation that adds all of it up", () => {
    expect(derive_against(ask("a", 1))?.whole).toEqual([{ product: "W.T @ δ", delta: "∂L/∂z", of: "z" }]);
  });

  test("without the scalars the local derivatives have their own names, and zeros are counted", () => {
    const derived = derive_against(ask("a", 0, { scalars: null }));
    expect(derived && sum_plain(derived.sum).split("\n")[0]).toBe(
      "∂L/∂a[0] = ∂z[0]/∂a[0] · ∂L/∂z[0] + ∂z[1]/∂a[0] · ∂L/∂z[1]",
    );
    expect(derived?.zeros).toBe(1);
  });

  test("the seed of an output is a term of its own", () => {
    const derived = derive_against(ask("L", 0, { seed: 1 }));
    expect(derived && sum_plain(derived.sum)).toBe("∂L/∂L = seed\n  = 1\n  = 1");
  });

  test("there is none where the engine gives none", () => {
    const without = numbers_of(written, [{ id: "a", adjoint: null }]);
    expect(derive_against(ask("a", 0, { written: without }))).toBeNull();
  });
});

describe("forward", () => {
  test("each input adds local × tangent", () => {
    const derived = derive_along(ask("z", 1));
    expect(derived && sum_plain(derived.sum).split("\n").slice(1)).toEqual([
      "  = 5 · 0 + 6 · 0 + 3 · 0.5 + 4 · (\u22120.25)",
      "  = 0.5",
    ]);
    expect(derived?.zeros).toBe(2);
  });

  test("it waits for the local derivatives", () => {
    expect(derive_along(ask("z", 1, { locals: null }))).toBeNull();
  });
});

test("a rounded number is never said to be equal", () => {
  const rough = numbers_of(written, [
    {
      id: "z",
      adjoint: [1 / 3],
      contributions: [{ consumer: "L", port: 0, local: [1 / 3], upstream: [1], product: null }],
    },
  ]);
  const derived = derive_against(ask("z", 0, { written: rough }));
  expect(derived?.sum.exactly).toBe(false);
  expect(derived && sum_plain(derived.sum)).toContain("≈ 0.333 · 1");
});

test("LaTeX has fractions, subscripts and no character that TeX does not know", () => {
  const derived = derive_against(ask("a", 1));
  const latex = derived ? sum_latex(derived.sum) : "";
  expect(latex).toContain(
    "\\frac{\\partial L}{\\partial a_{1}} &= W_{0,1} \\cdot \\frac{\\partial L}{\\partial z_{0}}",
  );
  expect(latex).toContain("2 \\cdot (-0.5) + 4 \\cdot 1");
  expect(latex).toMatch(/^\\begin\{aligned\}\n[\x20-\x7e\n]*\n\\end\{aligned\}$/);
});

test("an element is chosen by what its shape has", () => {
  expect(axes_of([], 0)).toEqual([]);
  expect(axes_of([4], 2)).toEqual([{ label: "element", at: 2, most: 3 }]);
  expect(axes_of([2, 3], 4)).toEqual([
    { label: "row", at: 1, most: 1 },
    { label: "column", at: 1, most: 2 },
  ]);
});

// Skips in a text: found where one part of a sum is made of the other, taken away and put back with nothing else changed.
import { describe, expect, test } from "vitest";
import type { GraphNode, NodeResult } from "../../web/src/engine/types.gen.ts";
import { reaching, skips_of } from "../../web/src/text/skips.ts";

const names = (text: string) => skips_of(text).map(({ name, from, on }) => [name, from, on]);
const leaves = "param x = 1\nparam w = 2\n";

describe("a skip", () => {
  test("is a part of a sum that the other part was made of, on either side and over several statements", () => {
    expect(names(`${leaves}y = tanh(w*x) + x`)).toEqual([["y", "x", true]]);
    expect(names(`${leaves}y = x + tanh(w*x)`)).toEqual([["y", "x", true]]);
    expect(names(`${leaves}a = w*x\nb = tanh(a)\nc = b + a\nd = x + c`)).toEqual([
      ["c", "a", true],
      ["d", "x", true],
    ]);
  });

  test("is no sum of strangers, of more than two parts, of the same, no difference, and none in a bracket", () => {
    for (const line of [
      "y = x + w",
      "y = w*x + w + x",
      "y = x + x",
      "y = tanh(x) - x",
      "y = sin(x + w*x)",
      "y = tanh(x) * x",
    ])
      expect(names(leaves + line), line).toEqual([]);
  });

  test("of two names is the one that the other is made of", () => {
    expect(names(`${leaves}f = tanh(w*x)\nr = f + x`)).toEqual([["r", "x", true]]);
    expect(names(`${leaves}f = tanh(w*x)\nr = x + f`)).toEqual([["r", "x", true]]);
  });
});

describe("taken away and put back", () => {
  test.each([
    "y = tanh(w*x) + x\nL = y*y\n",
    "y = x + tanh(w*x)  # the skip\nL = y*y",
    "f = w*x\r\ny = f + x # here\r\nL = y\r\n",
  ])("%j is what it was", (lines) => {
    const text = leaves + lines;
    const [skip] = skips_of(text);
    const [gone] = skips_of(skip?.other ?? "");
    expect(gone).toMatchObject({ name: skip?.name, from: "x", on: false });
    expect(gone?.other.replace(/[ \t]+/g, " ")).toBe(text.replace(/[ \t]+/g, " "));
    expect(skips_of(gone?.other ?? "")[0]?.on).toBe(true);
  });

  test("leaves the other part and the comment", () => {
    expect(skips_of(`${leaves}y = tanh(w*x) + x  # old\n`)[0]?.other).toBe(
      `${leaves}y = tanh(w*x)  # skip: + x;  # old\n`,
    );
  });

  test("of several each by itself", () => {
    const text = `${leaves}a = tanh(x) + x\nb = tanh(a) + a\n`;
    expect(names(skips_of(text)[1]?.other ?? "")).toEqual([
      ["a", "x", true],
      ["b", "a", false],
    ]);
  });
});

test("the size of a gradient is that of its largest element; inner operations and what is not active are left out", () => {
  const node = (id: string, more: Partial<GraphNode> = {}) =>
    ({ id, group: id, category: "elementwise", active: true, ...more }) as GraphNode;
  const nodes = [
    node("x", { group: "", category: "leaf" }),
    node("a.1", { group: "a" }),
    node("a"),
    node("c", { active: false }),
  ];
  const results: NodeResult[] = [
    { id: "x", adjoint: [0.5, -2] },
    { id: "a.1", adjoint: [9] },
    { id: "a", adjoint: [-1] },
    { id: "c", adjoint: [7] },
  ];
  expect(reaching(nodes, results)).toEqual([
    { id: "x", size: 2 },
    { id: "a", size: 1 },
  ]);
});

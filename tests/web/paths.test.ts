// Paths in words: counts of any length, products in the right order, sums, the factored lines, and the marks in the graph.
import { describe, expect, test } from "vitest";
import type { Path, PathsResponse } from "../../web/src/engine/types.gen.ts";
import { fold, kFolded } from "../../web/src/picture/fold.ts";
import { path_marks } from "../../web/src/picture/path_marks.ts";
import {
  count_words,
  doubled_ways,
  factored,
  paths_sheet,
  paths_words,
  product_words,
  same,
  shares,
  short_count,
  sum_words,
  way,
  work_rows,
} from "../../web/src/view/paths.ts";
import { graph_of } from "./samples.ts";

function path(nodes: string, ports: number[], factors: number[]): Path {
  return {
    nodes: nodes.split(" "),
    ports,
    factors: factors.map((one) => ({ shape: [1, 1], value: [one] })),
    product: [factors.reduce((product, one) => product * one, 1)],
  };
}

// x*x + 3x at x = 2: two paths by the square, 2 each, and one by the product, 3. Sum 7.
const square: PathsResponse = {
  v: 1,
  kind: "paths",
  ok: true,
  diagnostics: [],
  diagnostics_total: 0,
  from: "x",
  to: "L",
  rows: 1,
  cols: 1,
  count: "3",
  lengths: [{ length: 2, count: "3" }],
  paths: [path("x a L", [0, 0], [2, 1]), path("x a L", [1, 0], [2, 1]), path("x b L", [0, 1], [3, 1])],
  all_listed: true,
  sum: [7],
  gradient: { forward: [7], reverse: [7] },
  work: {
    one_by_one: { products: "3", adds: "2" },
    forward: { products: 5, adds: 2 },
    reverse: { products: 5, adds: 2 },
  },
  edges: 5,
};

describe("counts", () => {
  test("are grouped, and longer ones say how many digits they have", () => {
    expect(paths_words("1")).toBe("1 path");
    expect(paths_words("1073741824")).toBe("1\u202f073\u202f741\u202f824 paths");
    expect(count_words(`1${"0".repeat(20)}`)).toContain("(21 digits)");
    expect(short_count(`107${"0".repeat(299)}`)).toBe("1.07e301");
    expect(short_count("1234")).toBe("1\u202f234");
  });

  test("of lengths are drawn by their part of the largest, however long they are", () => {
    const big = 2n ** 400n;
    const lengths = [big, big / 4n].map((count, at) => ({ length: at, count: String(count) }));
    expect(shares(lengths)).toEqual([100, 25]);
  });
});

describe("a path", () => {
  test("says which operand it goes by only where the listed nodes leave it open", () => {
    const twice = doubled_ways(square.paths);
    const say = (one: Path | undefined): string => (one ? way(one, twice.has(one.nodes.join(" "))) : "");
    expect(square.paths.map(say)).toEqual([
      "x → a (operand 1) → L (operand 1)",
      "x → a (operand 2) → L (operand 1)",
      "x → b → L",
    ]);
  });

  test("is a product in the order of its edges; of Jacobians in the order in which matrices are multiplied", () => {
    expect(product_words(path("x a L", [0, 0], [2, -0.5]), [1, 1])).toBe("2 × (−0.5) = −1");
    const factors = [
      { shape: [4, 3], value: null },
      { shape: [1, 4], value: [1, 2, 3, 4] },
    ];
    const jacobians: Path = { nodes: ["W", "a", "L"], ports: [0, 0], factors, product: [1, 2, 3] };
    expect(product_words(jacobians, [1, 3])).toBe("[1 × 4] [4 × 3] = [1 × 3]");
    expect(product_words({ nodes: ["x"], ports: [], factors: [], product: [1] }, [1, 1])).toBe("1");
  });

  test("of many edges leaves out operations without a name, and factors of 1", () => {
    const nodes = "x a.1 a.2 a b.1 b.2 b c.1 c.2 c";
    const long = path(nodes, [0, 0, 0, 0, 0, 0, 0, 0, 0], [2, 1, 1, 3, 1, 1, 1, 1, 0.5]);
    expect(way(long, false)).toBe("x → a → b → c");
    expect(product_words(long, [1, 1])).toBe("2 × 3 × 0.5 = 3");
  });

  test("of very many nodes is cut in the middle", () => {
    const count = 100;
    const names = Array.from({ length: count + 1 }, (_, at) => `n${at}`).join(" ");
    const words = way(path(names, Array(count).fill(0), Array(count).fill(1)), false);
    expect(words).toContain("n7 → … 89 more … → n97");
  });
});

describe("the sum", () => {
  test("is written out", () => {
    expect(sum_words(square)).toBe("2 + 2 + 3 = 7");
    expect(sum_words({ ...square, all_listed: false })).toBe("");
    expect(sum_words({ ...square, paths: [], sum: [0] })).toBe("0: no path leads there");
  });

  test("is the same as a derivative but for rounding, and not when it is another", () => {
    expect(same([7], [7 + 1e-12])).toBe(true);
    expect(same([7], [7.001])).toBe(false);
    expect(same([7, 1e-30], [7, 0])).toBe(true);
    expect(same(["NaN"], ["NaN"])).toBe(true);
    expect(same(null, [7])).toBe(false);
  });

  test("with common parts taken out has one product for each edge, in both directions", () => {
    expect(factored(square)).toEqual({
      along: [
        { left: "∂a/∂x", right: "2 × 1 + 2 × 1" },
        { left: "∂b/∂x", right: "3 × 1" },
        { left: "∂L/∂x", right: "1 × ∂a/∂x + 1 × ∂b/∂x" },
      ],
      against: [
        { left: "∂L/∂a", right: "1 × 1" },
        { left: "∂L/∂b", right: "1 × 1" },
        { left: "∂L/∂x", right: "2 × ∂L/∂a + 2 × ∂L/∂a + 3 × ∂L/∂b" },
      ],
    });
    expect(factored({ ...square, all_listed: false })).toBeNull();
    expect(factored({ ...square, cols: 2 })).toBeNull();
  });

  test("a node is written after all that it needs, whatever order its paths are listed in", () => {
    // a feeds c directly and by b: the short path is listed first.
    const paths = [path("x a c L", [0, 0, 0], [2, 3, 5]), path("x a b c L", [0, 0, 1, 0], [2, 7, 11, 5])];
    const found = factored({ ...square, paths, edges: 5, sum: [800] });
    expect(found?.along.map(({ left }) => left)).toEqual(["∂a/∂x", "∂b/∂x", "∂c/∂x", "∂L/∂x"]);
    expect(found?.against.map(({ left }) => left)).toEqual(["∂L/∂c", "∂L/∂b", "∂L/∂a", "∂L/∂x"]);
  });

  test("takes what the engine says, in products and adds", () => {
    expect(work_rows(square).map(({ products, adds }) => [products, adds])).toEqual([
      ["3", "2"],
      ["5", "2"],
      ["5", "2"],
    ]);
  });
});

test("the table of paths keeps every digit", () => {
  const { heads, rows } = paths_sheet({ ...square, paths: [path("x L", [0], [0.30000000000000004])] });
  expect(heads).toEqual(["path", "operands", "factors", "product"]);
  expect(rows).toEqual([["x → L", "1", "0.30000000000000004", 0.30000000000000004]]);
});

describe("the marks in the graph", () => {
  const graph = graph_of(
    [
      { id: "x" },
      { id: "a.1", inputs: ["x"], group: "a" },
      { id: "a", inputs: ["a.1"] },
      { id: "L", inputs: ["a", "x"] },
    ],
    ["L"],
    ["x"],
  );
  const folded = fold(graph, kFolded);

  test("are the folded statements and the links between them", () => {
    const marks = path_marks(folded, ["x", "a.1", "a", "L"]);
    expect([...(marks?.boxes ?? [])].sort()).toEqual(["L", "a", "x"]);
    const ends = folded.links.filter(({ key }) => marks?.wires.has(key)).map(({ source, to }) => `${source} ${to}`);
    expect(ends.sort()).toEqual(["a L", "x a"]);
    expect(path_marks(folded, [])).toBeNull();
  });

  test("are those of the node where a path goes through elements", () => {
    expect(path_marks(folded, ["x[0]", "L"])?.boxes).toEqual(new Set(["x", "L"]));
  });
});

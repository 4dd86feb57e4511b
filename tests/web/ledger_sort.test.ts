// Sorting the ledger, its copy, and the bytes of each sweep.
import { describe, expect, test } from "vitest";
import type { NodeResult } from "../../web/src/engine/types.gen.ts";
import { bytes_of, ledger_rows, saved_for } from "../../web/src/view/ledger.ts";
import { ledger_sheet, sorted, turned } from "../../web/src/view/ledger_sort.ts";
import { cost, graph_of } from "./samples.ts";

const graph = graph_of(
  [{ id: "x10" }, { id: "x9", shape: [2] }, { id: "a", inputs: ["x9"], shape: [2] }, { id: "L", inputs: ["a", "x10"] }],
  ["L"],
  ["x9"],
);
const costs = (add: number, fn = 0) => ({ value: cost(add, fn), tangent: cost(2 * add), adjoint: cost(0) });
const nodes: NodeResult[] = [
  { id: "x10", value: [5], tangent: null, adjoint: null, bytes: 8 },
  { id: "x9", value: [-7, 1], tangent: [1, 0], adjoint: [0.5, "NaN"], bytes: 16, difference: 0 },
  {
    id: "a",
    value: [2, 3],
    tangent: [4, 4],
    adjoint: [0.1, 0.2],
    bytes: 16,
    difference: 1e-16,
    cost: costs(3, 4),
    saved_for: [
      { node: "a", what: "output" },
      { node: "L", what: "input" },
      { node: "L", what: "input" },
    ],
  },
  { id: "L", value: [6], tangent: [9], adjoint: [1], bytes: 8, difference: "Infinity", cost: costs(5) },
];
const rows = ledger_rows(graph, nodes);
const order = (column: string, down: boolean) => sorted(rows, { column, down }).map(({ node }) => node.id);

describe("sorting", () => {
  test("without a column the rows stand in the order of the program", () => {
    expect(sorted(rows, null)).toBe(rows);
  });

  test("names by their numbers, arrays by their largest number, whatever its sign", () => {
    expect(order("node", false)).toEqual(["a", "L", "x9", "x10"]);
    expect(order("value", true)).toEqual(["x9", "L", "x10", "a"]);
    expect(order("value", false)).toEqual(["a", "x10", "L", "x9"]);
  });

  test("what is empty or not a number comes last both ways, in the order of the program", () => {
    expect(order("adjoint", true)).toEqual(["L", "a", "x10", "x9"]);
    expect(order("adjoint", false)).toEqual(["a", "L", "x10", "x9"]);
    expect(order("differs", true)).toEqual(["L", "a", "x9", "x10"]);
  });

  test("costs by flops and function calls, bytes by sweep, kept by how many need it", () => {
    expect(order("value_flops", true).slice(0, 2)).toEqual(["a", "L"]);
    expect(order("tangent_flops", true).slice(0, 2)).toEqual(["L", "a"]);
    expect(order("tangent_bytes", false)[0]).toBe("x10");
    expect(order("kept", true)[0]).toBe("a");
  });

  test("a press turns: numbers from the largest, names from A, then back, then the program", () => {
    const first = turned(null, "value");
    expect(first).toEqual({ column: "value", down: true });
    expect(turned(first, "value")).toEqual({ column: "value", down: false });
    expect(turned({ column: "value", down: false }, "value")).toBeNull();
    expect(turned(null, "node")).toEqual({ column: "node", down: false });
    expect(turned(first, "shape")).toEqual({ column: "shape", down: true });
  });
});

test("a sweep leaves an array where the node has such a number, and nothing elsewhere", () => {
  const [inactive, , a] = nodes;
  expect((["value", "tangent", "adjoint"] as const).map((kind) => inactive && bytes_of(inactive, kind))).toEqual([
    8, 0, 0,
  ]);
  expect((["value", "tangent", "adjoint"] as const).map((kind) => a && bytes_of(a, kind))).toEqual([16, 16, 16]);
  expect(a && saved_for(a)).toEqual(["a", "L"]);
});

test("the copy has every digit, a cell for each heading, and the rows as they stand", () => {
  const { heads, rows: lines } = ledger_sheet(sorted(rows, { column: "value", down: true }), "x9[0]", "L");
  for (const line of lines) expect(line).toHaveLength(heads.length);
  expect(lines[0]?.slice(0, 8)).toEqual(["x9", "op", "2", "[-7, 1]", "[1, 0]", "[0.5, NaN]", "", 0]);
  const a = lines.find(([id]) => id === "a") ?? [];
  expect(a[heads.indexOf("value flops")]).toBe(3);
  expect(a[heads.indexOf("value functions")]).toBe(4);
  expect(a[heads.indexOf("going forward flops")]).toBe(6);
  expect(a.at(-1)).toBe("a, L");
});

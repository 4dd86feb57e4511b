// The estimate before anything runs: products of matrices by hand, and the order of size of what the engine counts.
import { expect, test } from "vitest";
import { operations } from "../../web/src/view/estimate.ts";
import { graph_of } from "./samples.ts";

test("a product of 2×3 by 3×4 is 24 operations, a sum its elements, times two and two for each weight", () => {
  const graph = graph_of(
    [
      { id: "A", shape: [2, 3] },
      { id: "B", shape: [3, 4] },
      { id: "C", inputs: ["A", "B"], shape: [2, 4], category: "linear algebra" },
      { id: "L", inputs: ["C"], shape: [], category: "reduction" },
    ],
    ["L"],
    ["A"],
  );
  expect(operations(graph)).toBeCloseTo((6 + 12 + 24 + 8) * (2 + 2 * 6), 6);
});

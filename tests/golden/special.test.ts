// Small programs whose derivatives are known exactly, at many points, both ways.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Network } from "../../web/src/engine/types.gen";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const modes = [{ mode: "forward" }, { mode: "forward_sparse" }, { mode: "reverse" }];

/** The value of y and dy/dx by each mode, with the node's own adjoint and its forward check. */
async function at(network: Network, x: number) {
  const include = ["value", "adjoint", "gradient_forward", "tangent"] as const;
  const { nodes, runs } = await differentiate(engine, { network, at: { x: [x] }, modes, include: [...include] });
  const leaf = nodes.find((node) => node.id === "x");
  const y = nodes.find((node) => node.id === "y");
  const slopes = [...runs.map((run) => run.gradient?.[0]?.value[0]), leaf?.adjoint?.[0], leaf?.gradient_forward?.[0]];
  return { value: Number(y?.value?.[0]), slopes: [...slopes, y?.tangent?.[0]].map(Number) };
}

const points = [3, 0.5, 1e-3, 7.25, 40];
const programs = [
  { text: "x - x", f: () => 0, slope: () => 0, at: [...points, 0, -2] },
  { text: "x / x", f: () => 1, slope: () => 0, at: [...points, -2] },
  { text: "x * x", f: (x: number) => x * x, slope: (x: number) => 2 * x, at: [...points, 0, -2] },
  {
    text: "x + sin(x)",
    f: (x: number) => x + Math.sin(x),
    slope: (x: number) => 1 + Math.cos(x),
    at: [...points, 0, -2],
  },
  { text: "x ** x", f: (x: number) => x ** x, slope: (x: number) => x ** x * (Math.log(x) + 1), at: [3, 0.5, 1, 2] },
];

describe.each(programs)("y = $text", (program) => {
  const network = { text: `param x = 3\ny = ${program.text}\n` };
  test.each(program.at)("at %d", async (x) => {
    const { value, slopes } = await at(network, x);
    expect(Math.abs(value - program.f(x))).toBeLessThanOrEqual(1e-14 * Math.abs(program.f(x)));
    // 1 + cos x loses digits where it nearly cancels: the scale is that of its terms.
    const scale = Math.max(Math.abs(program.slope(x)), program.text.includes("sin") ? 2 : 0);
    for (const slope of slopes) expect(Math.abs(slope - program.slope(x))).toBeLessThanOrEqual(1e-14 * scale);
  });
});

test("x ** x at 3 is 27 (1 + ln 3)", async () => {
  const { slopes } = await at({ text: "param x = 3\ny = x ** x\n" }, 3);
  for (const slope of slopes) expect(Math.abs(slope - 56.66253179403897)).toBeLessThanOrEqual(1e-14 * 56);
});

test("x * x as JSON has two edges between the same nodes, told apart by port", async () => {
  const network: Network = {
    inputs: [{ id: "x", value: 3, diff: true }],
    nodes: [{ id: "y", op: "mul", in: ["x", "x"] }],
  };
  const { graph, nodes } = await differentiate(engine, { network, include: ["graph", "local", "contributions"] });
  const uses = graph?.nodes.find((node) => node.id === "x")?.consumers;
  expect(uses).toEqual([
    { node: "y", port: 0 },
    { node: "y", port: 1 },
  ]);
  const contributions = nodes.find((node) => node.id === "x")?.contributions;
  expect(contributions?.map((c) => [c.consumer, c.port, c.product?.[0]]).sort()).toEqual([
    ["y", 0, 3],
    ["y", 1, 3],
  ]);
  expect(nodes.find((node) => node.id === "y")?.local?.map((edge) => [edge.port, edge.jacobian])).toEqual([
    [0, [3]],
    [1, [3]],
  ]);
});

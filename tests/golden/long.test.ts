// Networks too long to list: chains of 100,000 nodes, 2^1000 paths. Linear time; no recursion over nodes anywhere.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Network } from "../../web/src/engine/types.gen";
import { generated, jsonNodes } from "./cases";
import { differs, find } from "./compare";
import { differentiate } from "./engine/ask";
import { type Engine, start, transport } from "./engine/transport";
import type { Op } from "./model/parse";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

/** The operations that lead from x[k] to x[k+1], by the rule that the data gives. */
const rules: Record<string, (k: number) => Op[]> = {
  "s = sin(x[k]); t = 0.001 * s; x[k+1] = x[k] + t  (3 nodes a step)": (k) => [
    { id: `s${k}`, op: "sin", in: [`x${k}`] },
    { id: `t${k}`, op: "mul", in: [0.001, `s${k}`] },
    { id: `x${k + 1}`, op: "add", in: [`x${k}`, `t${k}`] },
  ],
  "x[k+1] = 0.9999*x[k] + 0.0001  (2 nodes a step)": (k) => [
    { id: `m${k}`, op: "mul", in: [0.9999, `x${k}`] },
    { id: `x${k + 1}`, op: "add", in: [`m${k}`, 0.0001] },
  ],
  "x[k+1] = x[k] + 1  (1 node a step)": (k) => [{ id: `x${k + 1}`, op: "add", in: [`x${k}`, 1] }],
  "x[k+1] = x[k] * x[k]": (k) => [{ id: `x${k + 1}`, op: "mul", in: [`x${k}`, `x${k}`] }],
  "x[k+1] = x[k] + x[k]": (k) => [{ id: `x${k + 1}`, op: "add", in: [`x${k}`, `x${k}`] }],
};
/** Half-ulps that pile up: one a step; a squaring doubles what there is, beginning with the rounding of x0. */
const growth = (rule: string, n: number) => (rule === "x[k+1] = x[k] * x[k]" ? 2 ** n : n);
const symbol: Record<string, string> = { add: "+", mul: "*" };

const steps = (rule: string, n: number) => Array.from({ length: n }, (_, k) => rules[rule]?.(k) ?? []).flat();

function asText(ops: Op[], x0: number): Network {
  const lines = ops.map(
    ({ id, op, in: [a, b] }) => `${id} = ${op === "sin" ? `sin(${a})` : `${a} ${symbol[op]} ${b}`}`,
  );
  return { text: `param x0 = ${x0}\n${lines.join("\n")}\n` };
}
function asJson(ops: Op[], x0: number): Network {
  return { inputs: [{ id: "x0", value: [x0], diff: true }], nodes: jsonNodes(ops) };
}

const modes = [{ mode: "forward" }, { mode: "reverse" }];

async function run(network: Network, n: number) {
  const started = performance.now();
  const { nodes, runs, agreement, diagnostics } = await differentiate(engine, { network, modes, include: ["value"] });
  const seconds = (performance.now() - started) / 1000;
  const value = find(nodes, `x${n}`).value ?? [];
  return { seconds, value, gradients: runs.map((r) => find(r.gradient, "x0").value), agreement, diagnostics, runs };
}

const forms = [
  { form: "text", network: asText },
  { form: "json", network: asJson },
];

describe.each(forms)("as $form", ({ form, network }) => {
  test.each(generated)("$rule, $n steps", async ({ rule, n, x0, value, grad_x0 }) => {
    const ops = steps(rule, n);
    expect(ops.length).toBeGreaterThan(0);
    const got = await run(network(ops, x0), n);
    const rtol = Math.max(1e-12, growth(rule, n) * 2 ** -52);
    expect(differs(got.value, [value], rtol)).toBeNull();
    for (const gradient of got.gradients) expect(differs(gradient, [grad_x0], rtol)).toBeNull();
    expect(got.runs.map((r) => r.sweeps)).toEqual([1, 1]);
    const flagged = got.diagnostics.filter((d) => d.code === "W_NONFINITE");
    expect(flagged.length > 0).toBe(value === "Infinity");
    if (value === "Infinity") expect(flagged.map((d) => d.message).join()).toContain(`x${n}`);
  });

  test("the time of a chain grows with its length", async () => {
    const rule = "x[k+1] = x[k] + 1  (1 node a step)";
    const seconds: number[] = [];
    for (const n of [10_000, 100_000]) seconds.push((await run(network(steps(rule, n), 0.5), n)).seconds);
    const [short = 1, long = 1] = seconds;
    console.log(`${transport}, ${form}: 10,000 nodes ${short.toFixed(3)} s, 100,000 ${long.toFixed(3)} s`);
    expect(seconds).toHaveLength(2);
  });
});

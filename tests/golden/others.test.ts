// The golden cases beyond the seed group: values, derivatives both ways, costs and bytes, by the whole table of rows.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DifferentiateResponse, Real } from "../../web/src/engine/types.gen";
import { asText, type Case, load, others, question, wrt } from "./cases";
import { differs, find } from "./compare";
import { ask, differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

type Named = Record<"add" | "mul" | "div" | "cmp" | "fn", number>;
interface Entry {
  flops: Record<string, Named>;
  memory_bytes: Record<string, number>;
}
const costs = load<Record<string, Entry>>("costs.json");

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

/** Some true gradients are 0 and leave rounding dust: the floor of the comparison rule. */
const floor = (k: Case) =>
  1e-15 * Math.max(0, ...k.nodes.flatMap((node) => node.grad ?? []).map((x) => Math.abs(Number(x))));
const nothing: string[] = [];

test("there are as many as there should be", () => expect(others.length).toBe(71));

describe.each(others)("$id", (k) => {
  let response: DifferentiateResponse;
  const modes = [
    { mode: "forward", chunk: 1 },
    { mode: "forward", chunk: "all" as const },
    { mode: "reverse" },
    { mode: "forward_sparse" },
  ];
  const include = ["value", "tangent", "adjoint", "gradient_forward", "cost"] as const;
  beforeAll(async () => {
    response = await differentiate(engine, { ...question(k, asText(k)), modes, include: [...include] });
  });

  test("values, tangents, adjoints, and adjoints by forward sweeps", () => {
    const wrong = k.nodes.flatMap(({ name, value, grad, tangent }) => {
      const node = find(response.nodes, name);
      const given = k.inputs.find((leaf) => leaf.name === name)?.value;
      const seed = k.tangent.find((leaf) => leaf.name === name)?.value;
      const same = (what: string, got: Real[] | null | undefined, want: Real[] | undefined) => {
        const line = differs(got, want ?? [], k.rtol, floor(k));
        return line && `${what} of ${name}: ${line}`;
      };
      if (grad === null)
        return [same("value", node.value, value ?? given), node.adjoint === null ? null : `${name} is inactive`];
      const checked = response.check_cost === undefined ? [] : [same("gradient_forward", node.gradient_forward, grad)];
      return [
        same("value", node.value, value ?? given),
        same("tangent", node.tangent, tangent ?? seed),
        same("adjoint", node.adjoint, grad),
        ...checked,
      ];
    });
    expect(wrong.filter((line) => line !== null)).toEqual(nothing);
  });

  test("the gradient by every schedule", () => {
    expect(response.runs).toHaveLength(modes.length);
    for (const run of response.runs)
      for (const id of wrt(k)) {
        const grad = k.nodes.find((node) => node.name === id)?.grad ?? [];
        expect(differs(find(run.gradient, id).value, grad, k.rtol, floor(k)), `${run.title}, ${id}`).toBeNull();
      }
  });

  test("costs and bytes, exactly", () => {
    const { flops, memory_bytes: bytes } = costs[k.id] as Entry;
    const list = (name: string) => {
      const { add, mul, div, cmp, fn } = flops[name] as Named;
      return [add, mul, div, cmp, fn];
    };
    const [one, all, reverse] = response.runs;
    const total = [one, all, reverse].map((run) => run?.cost.total.slice(0, 5));
    expect(total).toEqual([list("forward_one_seed_each"), list("forward_all_seeds"), list("reverse_total")]);
    const peaks = [one, all, reverse].map((run) => [run?.memory.peak_bytes, run?.memory.inner_peak_bytes]);
    expect(peaks).toEqual([
      [bytes.forward_one_seed, bytes.inner_forward_one_seed],
      [bytes.forward_all_seeds, bytes.inner_forward_all_seeds],
      [bytes.reverse, bytes.inner_reverse],
    ]);
    expect(reverse?.memory.saved_bytes).toBe(bytes.reverse_tape);
    expect(one?.memory.inputs_bytes).toBe(bytes.inputs);
  });

  test("Jacobians by forward and by reverse", async () => {
    if (k.jacobian === undefined) return;
    const both = [
      { mode: "forward", chunk: "all" as const },
      { mode: "reverse", chunk: 1 },
      { mode: "forward_sparse" },
    ];
    const network = { text: `${k.inputs.length > 0 ? (asText(k) as { text: string }).text : ""}` };
    const { runs } = await differentiate(engine, { network, want: "jacobian", modes: both, include: [] });
    for (const run of runs)
      for (const block of k.jacobian.blocks) {
        const got = run.jacobian?.find((one) => one.of === k.jacobian?.of && one.wrt === block.wrt);
        expect(got?.shape).toEqual(block.shape);
        expect(differs(got?.value, block.value, k.rtol, floor(k)), run.title).toBeNull();
      }
  });

  test("text → JSON → text → JSON gives the same JSON", async () => {
    const once = await ask(engine, { v: 1, kind: "graph", network: asText(k) });
    if (!once.ok || once.kind !== "graph") throw new Error("refused");
    const again = await ask(engine, { v: 1, kind: "graph", network: { text: once.text } });
    if (!again.ok || again.kind !== "graph") throw new Error("refused");
    expect(again.network).toEqual(once.network);
    const data = await ask(engine, { v: 1, kind: "graph", network: once.network });
    expect(data.ok && data.kind === "graph" && data.text).toBe(once.text);
  });
});

// The stepper's pure parts: lanes under one playhead, products with their numbers, what is alive and for whom.
import { describe, expect, test } from "vitest";
import type { OpInfo, Run, Step, Term } from "../../web/src/engine/types.gen.ts";
import { cut, position_words } from "../../web/src/view/lane_words.ts";
import { barred, dotted, lane_of, last_of, place_in } from "../../web/src/view/lanes.ts";
import { live_buffers } from "../../web/src/view/live_buffers.ts";
import {
  type Context,
  operation,
  pass_words,
  plain_rule,
  sentence,
  terms_of,
  writes,
} from "../../web/src/view/steps.ts";
import { against, along, graph, run_of, steps_of } from "./played.ts";

const ops = [
  { name: "op", aliases: ["σ"], symbol: "", derivative_latex: ["y(1 - {0})", "\\frac{1}{{0}}"] },
  { name: "sum", aliases: [], symbol: "+", derivative_latex: ["1", "1"] },
  { name: "turn", aliases: ["flip"], symbol: ".T", derivative_latex: ["1"] },
  { name: "less", aliases: [], symbol: "-", derivative_latex: ["-1"] },
] as unknown as OpInfo[];

const context: Context = {
  nodes: new Map(graph.nodes.map((node) => [node.id, node])),
  ops,
  outputs: ["L"],
  wrt: ["w"],
  by: "w",
  of: "L",
};
const lanes = [lane_of(along), lane_of(against)];
const [there, back] = lanes as [(typeof lanes)[0], (typeof lanes)[0]];
const step = (run: Run, at: number): Step => run.steps?.[at] as Step;

describe("lanes", () => {
  test("seeds of the weights are the start, and from there both lanes compute the same node at the same position", () => {
    expect(there.frames.map(({ node }) => node)).toEqual([null, "a", "L.1", "L"]);
    expect(back.frames.map(({ node }) => node)).toEqual([null, "a", "L.1", "L", "L", "L", "L.1", "a"]);
    expect(there.frames[0]?.steps).toHaveLength(1);
    expect(back.frames[0]?.steps).toHaveLength(0);
  });

  test("labels say what is written: value with derivative, then adjoints, a plus where one adds up", () => {
    expect(there.frames.map(({ label }) => label)).toEqual([
      "start",
      `a, ${dotted("a")}`,
      `L.1, ${dotted("L.1")}`,
      `L, ${dotted("L")}`,
    ]);
    const bars = [barred("L"), `${barred("a")}, ${barred("L.1")}`, `${barred("a")} +`, barred("w")];
    expect(back.frames.map(({ label }) => label)).toEqual(["start", "a", "L.1", "L", ...bars]);
    expect(dotted("W1")).toBe("W\u03071");
  });

  test("seeds that follow each other are one position with all their names", () => {
    const two = steps_of([
      { node: "a", sweep: "value" },
      { node: "L", sweep: "adjoint", seed: true },
      { node: "M", sweep: "adjoint", seed: true },
    ]);
    const lane = lane_of(run_of("against", two));
    expect(lane.frames.map(({ label }) => label)).toEqual(["start", "a", `${barred("L")}, ${barred("M")}`]);
    expect(lane.frames[2]?.steps).toHaveLength(2);
  });

  test("the shorter lane waits at its end", () => {
    expect(last_of(lanes)).toBe(7);
    expect(place_in(there, 3)).toMatchObject({ number: 3, waits: false });
    expect(place_in(there, 6)).toMatchObject({ number: 3, waits: true, frame: { node: "L" } });
    expect(place_in(back, 6)).toMatchObject({ number: 6, waits: false });
  });

  test("the position in words has no marks over letters", () => {
    expect(position_words(lanes, 0)).toBe("step 0 of 7: ▸ start; ◂ start");
    expect(position_words(lanes, 1)).toBe("step 1 of 7: ▸ value and derivative of a; ◂ value of a");
    expect(position_words(lanes, 4)).toBe("step 4 of 7: ▸ has ended; ◂ start at L");
    expect(position_words(lanes, 5)).toBe("step 5 of 7: ▸ has ended; ◂ from L back to a, L.1");
  });
});

describe("the cut sum", () => {
  test("is shown for each lane, none while backward has no derivative yet", () => {
    expect(cut(lanes, 2)).toEqual({ sums: [114, null], same: true });
    expect(cut(lanes, 5)).toEqual({ sums: [114, 114], same: true });
  });

  test("is not called the same where one step differs, or is no number", () => {
    const off = (cut_sum: Step["cut_sum"]): Run => ({
      ...against,
      steps: (against.steps ?? []).map((one) => (one.step === 6 ? { ...one, cut_sum } : one)),
    });
    expect(cut([there, lane_of(off(114 + 1e-13))], 0).same).toBe(true);
    expect(cut([there, lane_of(off(114.001))], 0).same).toBe(false);
    expect(cut([there, lane_of(off("NaN"))], 0).same).toBe(false);
  });
});

describe("words of a step", () => {
  test("say the operation with its operands", () => {
    const node = (op: string, inputs: string[]) =>
      ({ ...graph.nodes[1], id: "z", op, inputs }) as (typeof graph.nodes)[0];
    expect(operation(node("op", ["x"]), context)).toBe("z = σ(x)");
    expect(operation(node("sum", ["x", "b"]), context)).toBe("z = x + b");
    expect(operation(node("turn", ["x"]), context)).toBe("z = x.T");
    expect(operation(node("less", ["x"]), context)).toBe("z = -x");
  });

  test("say what is computed, started, and brought back", () => {
    expect(sentence([], context)).toContain("only the inputs are there");
    expect(sentence([step(along, 0)], context)).toBe("Starts with the direction: 1 for w.");
    expect(sentence([step(along, 1)], context)).toBe("Computes a = σ(w, w) and, in the same step, ∂a/∂w.");
    expect(sentence([step(against, 0)], context)).toBe("Computes a = σ(w, w).");
    expect(sentence([step(against, 3)], context)).toBe("Starts the way back at L, with ∂L/∂L = 1.");
    expect(sentence([step(against, 5)], context)).toMatch(/brings ∂L\/∂L\.1 to ∂L\/∂a; a had a part from another use/);
  });

  test("a sum that is added to is written too", () => {
    expect(writes(step(against, 5))).toEqual([{ node: "a", what: "adjoint" }]);
    expect(writes(step(against, 6)).map(({ node }) => node)).toEqual(["w"]);
  });

  test("a pass is counted along the arrows only", () => {
    expect(pass_words({ ...along, sweeps: 41 }, "w")).toBe("pass 1 of 41, along w");
    expect(pass_words(against, "w")).toBe("");
  });

  test("a rule is written out where it is one plain line", () => {
    expect(plain_rule(context.nodes.get("a"), 0, ops)).toBe("a(1 − w)");
    expect(plain_rule(context.nodes.get("a"), 1, ops)).toBe("");
  });
});

describe("products", () => {
  test("of one number each, the second with the sum after it", () => {
    const terms = terms_of(step(along, 1), context);
    expect(terms.map(({ heading }) => heading)).toEqual(["∂a/∂w × ∂w/∂w", "∂a/∂w × ∂w/∂w"]);
    expect(terms[0]?.entries).toEqual([{ name: "a", product: "3 × 1 = 3", sum: "", exactly: "product 3" }]);
    expect(terms[1]?.entries[0]).toMatchObject({ product: "3 × 1 = 3", sum: "6" });
  });

  test("back to a node that has a part already, each shows the sum", () => {
    const terms = terms_of(step(against, 5), context);
    expect(terms.map(({ heading }) => heading)).toEqual(["∂L.1/∂a × ∂L/∂L.1", "∂L.1/∂a × ∂L/∂L.1"]);
    expect(terms.map(({ entries }) => entries[0]?.sum)).toEqual(["10", "19"]);
    expect(terms_of(step(against, 4), context).map(({ entries }) => entries[0]?.sum)).toEqual(["", ""]);
  });

  const nodes = new Map(
    [
      { ...graph.nodes[0], id: "x", shape: [3] },
      { ...graph.nodes[1], id: "z", inputs: ["x"], shape: [2] },
    ].map((node) => [node.id, node as (typeof graph.nodes)[0]]),
  );
  const wide = { ...context, nodes };
  const jacobian = [1, 0, 2, 4, 5, 6]; // of z by x, 2 × 3
  const made = (sweep: Step["sweep"], term: Omit<Term, "to" | "port">): Step => ({
    ...step(along, 1),
    node: "z",
    sweep,
    terms: [{ to: "x", port: 0, ...term }],
    allocates: [{ node: "x", what: "adjoint", bytes: 24 }],
  });

  test("along the arrows a number takes a row of the local derivative, without its zeros", () => {
    const upstream = [10, 100, 1000];
    const product = [2010, 6540];
    const [term] = terms_of(made("tangent", { local: jacobian, upstream, product, sum_after: product }), wide);
    expect(term?.entries.map(({ name, product: said }) => [name, said])).toEqual([
      ["z[0]", "1 × 10 + 2 × 1\u202f000 = 2\u202f010"],
      ["z[1]", "4 × 10 + 5 × 100 + 6 × 1\u202f000 = 6\u202f540"],
    ]);
  });

  test("against them it takes a column", () => {
    const product = [-39, -50, -58];
    const [term] = terms_of(
      made("adjoint", { local: jacobian, upstream: [1, -10], product, sum_after: product }),
      wide,
    );
    expect(term?.entries.map(({ name, product: said }) => [name, said])).toEqual([
      ["x[0]", "1 × 1 + 4 × (−10) = −39"],
      ["x[1]", "5 × (−10) = −50"],
      ["x[2]", "2 × 1 + 6 × (−10) = −58"],
    ]);
  });

  test("rounded digits that do not multiply to the product have a wavy sign; arrays that are not sent are said to be", () => {
    const thirds = {
      local: [1 / 3, 0, 0, 0, 0, 0],
      upstream: [1 / 3, 0, 0],
      product: [1 / 9, 0],
      sum_after: [1 / 9, 0],
    };
    const [term] = terms_of(made("tangent", thirds), wide);
    expect(term?.entries[0]?.product).toBe("0.333 × 0.333 ≈ 0.111");
    expect(term?.entries[1]?.product).toBe("(every local derivative is 0) = 0");
    const [none] = terms_of(made("tangent", { local: null, upstream: null, product: null, sum_after: null }), wide);
    expect(none).toMatchObject({ entries: [], missing: "more than 64 numbers, so they are not listed" });
    const [part] = terms_of(made("tangent", { local: null, upstream: null, product: [7, 8], sum_after: [7, 8] }), wide);
    expect(part?.entries.map(({ product }) => product)).toEqual(["7", "8"]);
  });
});

describe("what is alive", () => {
  const at = (position: number) => live_buffers(back, position, context).map(({ name, why }) => `${name}: ${why}`);

  test("is what the steps left, with who reads it later", () => {
    expect(at(0)).toEqual([]);
    expect(at(1)).toEqual(["a: for L.1, L; for ◂ because σ′ at L.1 needs its input"]);
    expect(at(3)).toEqual(["a: for ◂ because σ′ at L.1 needs its input", "L: it is an output"]);
    expect(at(5)).toEqual([
      "a: for ◂ because σ′ at L.1 needs its input",
      "L: it is an output",
      "∂L/∂a: for L.1, a",
      "∂L/∂L.1: for L.1",
    ]);
    expect(at(7)).toEqual(["L: it is an output", "∂L/∂w: part of the answer"]);
  });

  test("adds up to the bytes that the engine says", () => {
    for (const lane of lanes)
      for (let position = 1; position < lane.frames.length; position++) {
        const sum = live_buffers(lane, position, context).reduce((all, { bytes }) => all + bytes, 0);
        expect(sum).toBe(lane.frames[position]?.steps.at(-1)?.live_bytes_after);
      }
  });

  test("derivatives of weights are not working memory", () => {
    const kept = live_buffers(there, 0, context);
    expect(kept).toEqual([{ name: "∂w/∂w", bytes: 8, why: "for a", apart: true }]);
    expect(live_buffers(there, 1, context).every(({ apart }) => !apart)).toBe(true);
  });

  test("an output that its own derivative needs is called so", () => {
    const own = steps_of([
      { node: "a", sweep: "value", allocates: [["a", "value"]] },
      { node: "a", sweep: "adjoint", reads: [["a", "value"]], frees: [["a", "value"]] },
    ]);
    const kept = live_buffers(lane_of(run_of("against", own)), 1, context);
    expect(kept.map(({ why }) => why)).toEqual(["for ◂ because σ′ at a needs its output"]);
  });
});

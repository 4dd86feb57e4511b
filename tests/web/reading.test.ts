// The sentence that compares the schedules, the meeting line and the words of the ledger.
import { describe, expect, test } from "vitest";
import type { DifferentiateResponse, NodeResult } from "../../web/src/engine/types.gen.ts";
import { agreement, counts_of } from "../../web/src/view/agreement.ts";
import { adds_up, check_heading, difference_cell, ledger_rows, lines, why_empty } from "../../web/src/view/ledger.ts";
import { meeting } from "../../web/src/view/meeting.ts";
import { headline, memory_reading, reading } from "../../web/src/view/reading.ts";
import { cost, graph_of, run, skip } from "./samples.ts";

const kThin = "\u202f";

describe("the sentence", () => {
  const one = { weights: 41, outputs: 1 };

  test("says how far backward is ahead", () => {
    const runs = [run("along", 8774), run("along", 522), run("against", 174)];
    expect(reading(runs, one, cost(74))).toBe(
      "The cheapest way back needs 174 flops for all 41 derivatives, 2.4 times the values alone; the cheapest way forward needs 522, 3.0 times as many.",
    );
  });

  test("says so when forward is ahead, and why", () => {
    const runs = [run("along", 120), run("against", 210)];
    expect(reading(runs, { weights: 2, outputs: 5 }, cost(40))).toBe(
      "Here the cheapest way is forward (2 weights, 5 outputs): 120 flops for all 10 derivatives against 210 going back.",
    );
    expect(reading(runs, one, cost(40))).toBe(
      "Here the cheapest way is forward: 120 flops for all 41 derivatives against 210 going back.",
    );
  });

  test("says so when neither is", () => {
    expect(reading([run("along", 26), run("against", 26)], { weights: 1, outputs: 1 }, cost(10))).toBe(
      "The cheapest ways back and forward both need 26 flops for the derivative: here neither direction is ahead.",
    );
  });

  test("marks a prediction", () => {
    expect(reading([run("along", 3e9, 8, true), run("against", 100)], one, cost(40))).toContain("(predicted, not run)");
  });

  test("says what each direction has to remember", () => {
    const runs = [run("along", 8774, 128), run("along", 522, 4032), run("against", 174, 168)];
    expect(memory_reading(runs)).toBe(
      `Working memory: 168\u00a0B going back, 128\u00a0B to 4${kThin}032\u00a0B going forward.`,
    );
    expect(memory_reading([run("against", 174)])).toBe("");
  });

  test("says nothing where one direction was not run", () => {
    expect(reading([run("against", 174)], one, cost(74))).toBe("");
  });
});

describe("the headline and the agreement", () => {
  test("the headline counts", () => {
    expect(counts_of(skip)).toEqual({ weights: 36, outputs: 1 });
    expect(headline({ weights: 41, outputs: 1 }, "L")).toBe("All 41 derivatives of L");
    expect(headline({ weights: 1, outputs: 1 }, "L")).toBe("The derivative of L");
    expect(headline({ weights: 2, outputs: 5 }, "v[0]")).toBe("All 10 derivatives: 5 outputs by 2 weights");
  });

  test("agreement is claimed only where it was found", () => {
    expect(agreement(0, true)).toEqual({ ok: true, words: "Every way gave exactly the same numbers." });
    expect(agreement(2.2e-16, true)).toEqual({
      ok: true,
      words: "Every way gave the same numbers, up to rounding.",
    });
    expect(agreement(2 ** -54, true).words).toBe("Every way gave the same numbers, to the last digit.");
    expect(agreement(2.2e-11, true).words).toBe(
      "Every way gave the same numbers, up to rounding: 2e−11 of their size.",
    );
    expect(agreement(0.01, true).ok).toBe(false);
    expect(agreement("NaN", true).ok).toBe(false);
    expect(agreement(0, false).words).toBe("");
  });
});

describe("the meeting point", () => {
  const graph = graph_of(
    [
      { id: "w", shape: [2] },
      { id: "L", inputs: ["w"] },
    ],
    ["L"],
    ["w"],
  );
  const weight = { id: "w", index: 1 };
  const output = { id: "L", index: 0 };
  const answer = (tangent: NodeResult["tangent"], adjoint: NodeResult["adjoint"], relative: number | "NaN" = 0) => ({
    nodes: [
      { id: "w", adjoint },
      { id: "L", tangent },
    ],
    agreement: { max_relative: 0, node: null, dot_test: { left: 0, right: 0, relative } },
  });

  test("is ✓ where both numbers are the same", () => {
    expect(meeting(graph, answer([0.0373], [1, 0.0373]), weight, output)).toMatchObject({
      output: "L",
      weight: "w[1]",
      along: "0.0373",
      against: "0.0373",
      ok: true,
      words: "exactly equal",
    });
  });

  test("is ✓ where they differ by rounding, and says so", () => {
    const met = meeting(graph, answer([0.1 + 0.2], [1, 0.3], 1e-16), weight, output);
    expect(met).toMatchObject({ ok: true, words: "equal up to rounding" });
  });

  test("says so where large terms cancel and only rounding is left", () => {
    const met = meeting(graph, answer([3e-17], [1, -2e-17], 1e-17), weight, output);
    expect(met).toMatchObject({ ok: true, words: "equal up to rounding of terms that cancel" });
  });

  test.each([
    [[0.5], [1, 0.6], 0.1],
    [["NaN"], [1, 0.6], "NaN"],
    [["Infinity"], [1, 0.6], "NaN"],
    [["NaN"], [1, "NaN"], "NaN"],
  ] as const)("is ✗ for %j and %j", (tangent, adjoint, relative) => {
    expect(meeting(graph, answer([...tangent], [...adjoint], relative), weight, output)).toMatchObject({
      ok: false,
      words: "they differ",
    });
  });

  test("is words where there is none", () => {
    expect(meeting(graph, answer(null, null), weight, output)).toBe("L does not depend on w[1].");
    expect(meeting(graph, answer([1], [1, 1]), null, output)).toBe("No weight is asked for.");
  });
});

describe("the ledger", () => {
  test("has a row for every node, operations of a statement under it", () => {
    const rows = ledger_rows(skip, []);
    expect(rows.map((row) => row.node.id)).toEqual(skip.nodes.map((node) => node.id));
    expect(rows.filter((row) => row.inner).map((row) => row.node.id)).toEqual(["a1.1"]);
    expect(rows.filter((row) => row.wrt).map((row) => row.node.id)).toEqual(["W1", "b1", "W2", "w3"]);
  });

  test("says inactive, not 0", () => {
    const [x, , W1] = ledger_rows(skip, []);
    expect(x && why_empty(x, null)).toBe("inactive");
    expect(W1 && why_empty(W1, [1])).toBe("");
    expect(W1 && why_empty(W1, undefined)).toBe("left out");
  });

  test("lists few numbers and sums up many", () => {
    const name = (index: number) => `a[${index}]`;
    expect(lines([1, 0.25], name)).toEqual([
      { text: "1", title: "a[0] = 1" },
      { text: "0.25", title: "a[1] = 0.25" },
    ]);
    expect(lines([1, 2, 3, 4, 5, 6, "NaN"], name).map((line) => line.text)).toEqual(["7 numbers", "1 … 6"]);
  });

  test("adds the uses of a node up", () => {
    const use = (product: number[] | null) => ({ consumer: "h", port: 0, local: null, upstream: null, product });
    expect(adds_up([use([0.12]), use([0.38])], 0, 0.5)).toBe("0.12 + 0.38 = 0.50");
    expect(adds_up([use([0.12])], 0, 0.12)).toBeNull();
    expect(adds_up([use([0.12]), use(null)], 0, 0.5)).toBeNull();
  });

  test("heads the check with its own cost, or says why there is none", () => {
    const response = {
      diagnostics: [],
      check_cost: { sweeps: 9, total: cost(1234) },
    } as unknown as DifferentiateResponse;
    expect(check_heading(response, "L")).toEqual({
      heading: `check: ∂L/∂node by 9 extra forward passes (1${kThin}234 flops, in no total)`,
      why: "",
    });
    const refused = {
      diagnostics: [{ code: "W_LEFT_OUT", severity: "warning", message: "too many elements", hint: "" }],
    };
    expect(check_heading(refused as unknown as DifferentiateResponse, "L").why).toBe("too many elements");
  });

  test("marks a difference that is no rounding", () => {
    expect(difference_cell(0)).toEqual({ text: "0", ok: true });
    expect(difference_cell(1e-16)).toEqual({ text: "1e−16", ok: true });
    expect(difference_cell(0.1).ok).toBe(false);
    expect(difference_cell("Infinity").ok).toBe(false);
    expect(difference_cell("NaN").ok).toBe(false);
  });
});

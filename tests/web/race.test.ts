// The race: lanes end at the engine's totals, numbers appear in the order of its steps, and the board fills as they come.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { load } from "../../web/src/engine/load.ts";
import type {
  CatalogueResponse,
  Cost,
  DifferentiateResponse,
  Graph,
  ModeRequest,
  Request,
  Run,
} from "../../web/src/engine/types.gen.ts";
import { board, counts, found } from "../../web/src/race/board.ts";
import { usual } from "../../web/src/race/choice.ts";
import { colours_of, colours_words, letter } from "../../web/src/race/colours.ts";
import { formula } from "../../web/src/race/formula.ts";
import { fronts } from "../../web/src/race/front.ts";
import { joins_at } from "../../web/src/race/joins.ts";
import {
  moments,
  next_moment,
  next_stop,
  pass_at,
  type RaceLane,
  race_end,
  race_lane,
  reference,
  step_at,
  work_at,
} from "../../web/src/race/lane.ts";
import { numbers_at } from "../../web/src/race/numbers.ts";
import { shares } from "../../web/src/race/shares.ts";
import { stops } from "../../web/src/race/stops.ts";
import { growth, lane_words, moment_words, verdict } from "../../web/src/race/words.ts";
import { elements } from "../../web/src/view/elements.ts";
import { size } from "../../web/src/view/labels.ts";
import { standard } from "../../web/src/view/schedule.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const ask = <R>(request: Request): R => JSON.parse(engine.call(JSON.stringify(request))) as R;
const preset = (id: string): string => readFileSync(new URL(`../../web/examples/${id}.net`, import.meta.url), "utf8");
const hero = preset("four-weights-and-a-skip");
const work = ([add, mul, div, cmp, fn]: Cost): number => add + mul + div + cmp + fn;

interface Asked {
  graph: Graph;
  response: DifferentiateResponse;
  lanes: RaceLane[];
  elements: { weights: ReturnType<typeof elements>; outputs: ReturnType<typeof elements> };
}

/** Lanes of these schedules, with the steps of so many passes. */
function race(text: string, modes: ModeRequest[], passes = 8, along?: string): Asked {
  const network = { text };
  const { graph } = ask<{ graph: Graph }>({ v: 1, kind: "graph", network });
  const want = elements(graph, graph.outputs).count > 1 ? ("jacobian" as const) : ("gradient" as const);
  const one_hot = (id: string) => [
    {
      id,
      value: Array.from({ length: size(graph.nodes.find((node) => node.id === id)?.shape ?? []) }, (_, at) =>
        at === 0 ? 1 : 0,
      ),
    },
  ];
  const common = {
    v: 1,
    kind: "differentiate",
    network,
    want,
    tangent: one_hot(along ?? graph.wrt[0] ?? ""),
    seeds: one_hot(graph.outputs[0] ?? ""),
  } as const;
  const response = ask<DifferentiateResponse>({
    ...common,
    modes,
    include: ["value", "tangent", "adjoint", "contributions"],
  });
  const shapes = new Map(graph.nodes.map((node) => [node.id, size(node.shape)]));
  const lanes = response.runs.map((run, at) => {
    const stepped = new Map<number, { run: Run; fresh: boolean }>();
    for (let pass = 1; pass <= Math.min(run.sweeps, passes); pass++) {
      const mode = { ...(modes[at] as ModeRequest), ...(pass > 1 ? { pass } : {}) };
      const [found] = ask<DifferentiateResponse>({ ...common, modes: [mode], include: ["steps", "timeline"] }).runs;
      if (found) stepped.set(pass, { run: found, fresh: true });
    }
    return race_lane({ id: String(at), label: run.title, run }, stepped, (id) => shapes.get(id) ?? 1);
  });
  return {
    graph,
    response,
    lanes,
    elements: { weights: elements(graph, graph.wrt), outputs: elements(graph, graph.outputs) },
  };
}

const settled = ({ graph, response }: Asked, weight = graph.wrt[0] ?? "") => ({
  graph,
  response,
  weight: { id: weight, index: 0 },
  output: { id: graph.outputs[0] ?? "", index: 0 },
});
const three: ModeRequest[] = [{ mode: "reverse" }, { mode: "forward_sparse" }, { mode: "forward", chunk: 1 }];
const catalogue = ask<CatalogueResponse>({ v: 1, kind: "catalogue" });
const all = standard(catalogue.modes, "jacobian");

describe("four weights and a skip", () => {
  const asked = race(hero, three);
  const { lanes } = asked;
  const [back, carried, single] = lanes as [RaceLane, RaceLane, RaceLane];
  const at = (now: number) => numbers_at(lanes, now, settled(asked), asked.elements);
  const node = (id: string) =>
    asked.response.nodes.find((one) => one.id === id) as DifferentiateResponse["nodes"][number];

  test("the lanes end at 38, 48 and 164, and a single pass at 41", () => {
    expect(lanes.map(({ total }) => total)).toEqual([38, 48, 164]);
    expect(single.first.map(({ end }) => end)).toEqual([41, 82, 123, 164]);
    expect(race_end(lanes)).toBe(164);
    expect(verdict(lanes)).toBe("◂ has everything at 38, before the first of 4 single passes ▸ is through (41).");
  });

  test("all carried along grows to 1, 2, 3, 4 where the others carry 1", () => {
    expect(growth(carried)).toEqual([1, 2, 3, 4]);
    expect([growth(back), growth(single)]).toEqual([[1], [1]]);
    const names = (pass: number): string => ["w1", "w2", "w3", "w4"][pass - 1] ?? "?";
    expect(lane_words(back, null, 164, names)).toMatchObject({ phase: "done at 38", bytes: "peak 56\u00a0B" });
    expect(lane_words(carried, 20, 164, names)).toMatchObject({
      phase: "values and derivatives",
      carries: "carries 3",
    });
    expect(lane_words(single, 61, 164, names)).toMatchObject({ phase: "pass 2 of 4 along w2", carries: "carries 1" });
    expect(lane_words(back, 3, 164, names).phase).toBe("values first");
    expect(lane_words(back, 20, 164, names).phase).toBe("on the way back");
    expect(moment_words(lanes, null, names)).toContain("at rest");
  });

  test("what forward adds at c comes term by term, pass by pass, and at rest is that of the chosen weight", () => {
    const [x, w1, w2, w3] = [0.5, 0.8, -0.6, 0.9];
    const a = Math.tanh(w1 * x);
    const b = Math.tanh(w2 * a);
    const a_dot = (1 - a * a) * x;
    const through_b = w3 * (1 - b * b) * w2 * a_dot;
    const { weights } = asked.elements;
    const c = (work: number | null, id = "w1", lane = single) =>
      joins_at(lane, work, weights, { id, index: 0 }).get("c");
    const beats = single.first[0]?.beats ?? [];
    const end = (node: string): number => beats.find((beat) => beat.node === node)?.end ?? Number.NaN;
    expect(c(end("a") - 1)).toBeUndefined();
    expect(c(end("a"))).toEqual({ terms: [expect.closeTo(a_dot, 12)], total: null });
    expect(c(end("c.1"))).toMatchObject({
      total: null,
      terms: [expect.closeTo(a_dot, 12), expect.closeTo(through_b, 12)],
    });
    expect(c(end("c"))?.total).toBeCloseTo(a_dot + through_b, 12);
    expect(c(end("L") + 1)).toBeUndefined(); // the second pass begins
    expect(c(null)?.total).toBeCloseTo(a_dot + through_b, 12);
    expect(c(null, "w2")).toBeUndefined(); // a does not depend on w2
    expect(c(null, "w1", carried)).toBeUndefined();
    expect(
      c(null, "w1", { ...single, first: single.first.map((pass) => ({ ...pass, numbered: false })) }),
    ).toBeUndefined();
  });

  test("where no steps are looked at, a lane says how many its passes may carry", () => {
    const names = (): string => "w1";
    const unseen = (lane: RaceLane): RaceLane => ({ ...lane, first: [] });
    expect(lane_words(unseen(carried), null, 164, names).carries).toBe("carries ≤ 4");
    expect(lane_words(unseen(single), null, 164, names).carries).toBe("carries 1");
    expect(lane_words(unseen(back), null, 164, names).carries).toBe("carries 1");
  });

  test("at work 0 nothing is there but leaves; at the end everything is", () => {
    for (const one of asked.response.nodes) {
      const leaf = ["x", "y", "w1", "w2", "w3", "w4"].includes(one.id);
      const start = at(0).of(one);
      expect(start.value !== undefined, one.id).toBe(leaf);
      expect(start.adjoint, one.id).toBeUndefined();
      if (!leaf) expect(start.tangent, one.id).toBeUndefined();
      expect(at(164).of(one)).toMatchObject({ value: one.value, tangent: one.tangent, adjoint: one.adjoint });
    }
  });

  test("numbers appear when the first lane has computed them, and backward while pass 1 is on", () => {
    const value = back.first[0]?.beats?.find(({ node }) => node === "b");
    expect(at((value?.end ?? 0) - 1).has_value("b")).toBe(false);
    expect(at(value?.end ?? 0).has_value("b")).toBe(true);
    expect(at(38).of(node("w1")).adjoint).toEqual(node("w1").adjoint);
    expect(at(38).of(node("L")).tangent).toBeUndefined();
    expect(at(41).of(node("b")).tangent).toBeUndefined(); // pass 2 has begun
  });

  test("the second pass shows the derivatives by its own weight", () => {
    const other = race(hero, three, 8, "w2").response.nodes.find(({ id }) => id === "L")?.tangent;
    const almost = at(81);
    expect(almost.weight).toEqual({ id: "w2", index: 0 });
    const beat = single.first[1]?.beats?.find(({ node }) => node === "p");
    const p = race(hero, three, 8, "w2").response.nodes.find(({ id }) => id === "p")?.tangent;
    expect(at(beat?.end ?? 0).of(node("p")).tangent).toEqual(p);
    expect(other).toBeDefined();
    expect(at(164).weight).toEqual({ id: "w1", index: 0 });
  });

  test("a sum waits for its second part", () => {
    const first = back.first[0]?.beats?.find(({ steps }) => steps[0]?.terms.some(({ to }) => to === "a"));
    const now = at(first?.end ?? 0);
    expect(now.pending.has("a")).toBe(true);
    expect(now.of(node("a")).adjoint).toBeUndefined();
    expect(now.of(node("a")).contributions).toMatchObject([{ consumer: "c" }]);
    expect(at(38).pending.size).toBe(0);
    expect(at(38).of(node("a")).contributions).toHaveLength(2);
  });

  test("the board: backward from the last layer to the first, forward a column a pass, all carried at once", () => {
    const { weights, outputs } = asked.elements;
    const row = (lane: RaceLane, now: number) => board([lane], now, outputs, weights);
    const order: string[] = [];
    for (let now = 0; now <= 38; now++) {
      const filled =
        row(back, now)
          .rows[0]?.map((one, at) => (one ? `w${at + 1}` : ""))
          .filter(Boolean) ?? [];
      if (filled.length > order.length) order.push(...filled.filter((one) => !order.includes(one)));
    }
    expect(order).toEqual(["w4", "w3", "w2", "w1"]);
    expect(row(single, 40).columns).toEqual([false, false, false, false]);
    expect(row(single, 82).columns).toEqual([true, true, false, false]);
    expect([row(carried, 47), row(carried, 48)].map(({ columns }) => columns.filter(Boolean).length)).toEqual([0, 4]);
    expect(counts(board(lanes, 38, outputs, weights))).toEqual({ along: 0, against: 4, all: 4 });
    expect(found(board(lanes, 41, outputs, weights), 0, 0)).toEqual({ along: true, against: true });
    expect(shares(lanes, 82)).toEqual({ along: 1, against: 1 });
  });

  test("the formula of a step has the engine's numbers", () => {
    const beat = single.first[0]?.beats?.find(({ node }) => node === "c");
    const named = { by: "w1", of: "L", shown: (id: string) => id };
    expect(formula(single, beat?.end ?? 0, named)).toBe("∂c/∂w1 = 1 × 0.428 + 1 × (−0.219) = 0.208");
    const sum = back.first[0]?.beats?.find(({ node, steps }) => node === "b.1" && steps[0]?.sweep === "adjoint");
    expect(formula(back, sum?.end ?? 0, named)).toContain("∂L/∂a = −0.536 + (−0.6) × (−0.458) = −0.261");
    expect(formula(carried, 48, named)).toBe("L and 4 derivatives of it");
  });

  test("fronts: values in ink along the arrows, then each its own way", () => {
    const links = (now: number, way: "along" | "against") => fronts(lanes, now)[way];
    expect(links(2, "against")).toMatchObject({ node: "a", hue: "ink", links: [["a.1", "a"]] });
    expect(links(37, "against")).toMatchObject({ hue: "against", links: [["a.1", "a"]] });
    expect(links(38, "against")).toBeNull();
    expect(links(3, "along")).toMatchObject({ node: "a", hue: "along" });
  });

  test("steps of the page are those of the way back, and moments those of all lanes", () => {
    expect(reference(lanes)).toBe(back);
    const steps = back.run.sweeps && back.first[0]?.beats?.length;
    expect(step_at(back, 38)).toBe(steps);
    for (let step = 1; step < (steps ?? 0); step++)
      expect(step_at(back, work_at(back, step))).toBeGreaterThanOrEqual(step);
    const every = moments(lanes);
    expect(every.at(-1)).toBe(164);
    expect(next_moment(lanes, 0, 1)).toBe(every.find((one) => one > 0));
    expect(next_moment(lanes, 164, -1)).toBe(every.at(-2));
    expect(stops(lanes)).toEqual(["a.1", "a", "b.1", "b", "c.1", "c", "p.1", "p", "L"]);
    expect(next_stop(lanes, 0, "a")).toBe(2);
    expect(next_stop(lanes, 164, "a")).toBeNull();
  });
});

describe("every schedule of the catalogue, on several networks", () => {
  test.each([
    "two-layers-and-a-skip",
    "several-outputs",
    "growing",
    "softmax",
    "fan-out",
    "single-neuron",
    "sparse-jacobian",
  ])("%s", (id) => {
    const asked = race(preset(id), all);
    for (const lane of asked.lanes) {
      expect(lane.total).toBe(work(lane.run.cost.total));
      const ends = lane.first.map(({ end }) => end);
      expect(ends).toEqual([...ends].sort((a, b) => a - b));
      if (lane.passes <= 8) expect(ends.at(-1)).toBe(lane.total);
      for (const pass of lane.first.slice(0, lane.passes <= 8 ? -1 : undefined))
        expect(pass.beats?.at(-1)?.end).toBe(pass.end);
      const last = lane.first[lane.passes - 1];
      if (last?.beats) expect(last.beats.at(-1)?.end, `${id}: ${lane.run.title}`).toBe(lane.total);
      expect(pass_at(lane, lane.total - 1).number).toBe(lane.passes);
      expect(pass_at(lane, lane.total).number).toBe(lane.passes);
      const peaks = lane.first.flatMap(({ beats }) => (beats ?? []).map(({ bytes }) => bytes));
      expect(Math.max(...peaks), lane.run.title).toBe(lane.run.memory.inner_peak_bytes);
    }
    const end = race_end(asked.lanes);
    const { weights, outputs } = asked.elements;
    const full = counts(board(asked.lanes, end, outputs, weights));
    expect([full.along, full.against]).toEqual([full.all, full.all]);
    expect(counts(board(asked.lanes, 0, outputs, weights))).toMatchObject({ along: 0, against: 0 });
    const numbers = numbers_at(asked.lanes, end, settled(asked), asked.elements);
    for (const one of asked.response.nodes) expect(numbers.of(one)).toEqual(one);
  });

  test("with two weights and five outputs forward has everything first", () => {
    const { lanes } = race(preset("several-outputs"), [{ mode: "reverse" }, { mode: "forward_sparse" }]);
    expect(verdict(lanes)).toMatch(/^▸ .* has everything at 77, before ◂ \(165\)\.$/);
  });
});

describe("by colours: a band of three neighbours", () => {
  const text = preset("sparse-jacobian");
  const modes: ModeRequest[] = [
    { mode: "forward_coloured", chunk: 1 },
    { mode: "reverse_coloured", chunk: 1 },
  ];
  const asked = race(text, modes, 3);
  const [along, against] = asked.lanes as [RaceLane, RaceLane];
  const { weights, outputs } = asked.elements;
  const filled = (cells: readonly boolean[]) => cells.flatMap((one, at) => (one ? [at] : []));

  test("a pass fills the columns of its colour, a sweep the rows", () => {
    const columns = (pass: number) => filled(board([along], along.first[pass]?.end ?? 0, outputs, weights).columns);
    expect([columns(0), columns(1), columns(2)]).toEqual([
      [0, 3, 6],
      [0, 1, 3, 4, 6, 7],
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
    ]);
    const rows = (sweep: number) =>
      filled(board([against], against.first[sweep]?.end ?? 0, outputs, weights).rows.map((row) => row.every(Boolean)));
    expect([rows(0), rows(1), rows(2)]).toEqual([
      [0, 3, 6],
      [0, 1, 3, 4, 6],
      [0, 1, 2, 3, 4, 5, 6],
    ]);
  });

  test("its words name the colour, and never a weight", () => {
    const phase = (lane: RaceLane, pass: number) =>
      lane_words(lane, (lane.first[pass]?.end ?? 0) - 1, 1, () => "w").phase;
    expect([phase(along, 1), phase(against, 2)]).toEqual(["pass 2 of 3, colour B", "sweep 3 of 3 back, colour C"]);
  });

  test("the graph has the chosen weight's numbers in the pass of its colour alone", () => {
    const result = { ...settled(asked), weight: { id: "x", index: 4 }, output: { id: "y", index: 2 } };
    const at = (lane: RaceLane, pass: number) => {
      const numbers = numbers_at([lane], (lane.first[pass]?.end ?? 0) - 1, result, asked.elements);
      const mid = asked.response.nodes.find(({ id }) => id === "y.1");
      const { tangent, adjoint } = numbers.of(mid as NonNullable<typeof mid>);
      return lane === along ? tangent !== undefined : adjoint !== undefined;
    };
    expect([0, 1, 2].map((pass) => at(along, pass))).toEqual([false, true, false]);
    expect([0, 1].map((pass) => at(against, pass))).toEqual([false, false]);
  });

  test("they race beside the usual ones where colours are fewer, and only there", () => {
    const runs = (id: string, want: "gradient" | "jacobian" = "jacobian") =>
      usual(race(preset(id), standard(catalogue.modes, want), 0).lanes.map(({ run }) => run)).map(({ mode }) => mode);
    const four = ["reverse", "reverse_sparse", "forward_sparse", "forward"];
    expect(runs("sparse-jacobian")).toEqual([...four, "reverse_coloured", "forward_coloured"]);
    expect(runs("several-outputs")).toEqual(four);
    expect(runs("four-weights-and-a-skip", "gradient")).toEqual(["reverse", "forward_sparse", "forward"]);
  });

  test("letters and words", () => {
    expect([0, 25, 26, 53].map(letter)).toEqual(["A", "Z", "A2", "B3"]);
    const some = asked.lanes.map(({ run }) => run);
    expect(colours_of(some, "along")?.of).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2]);
    expect(colours_words(some)).toBe(
      "Columns of one letter share no row, and so a pass: ▸ 3 colours (3 at least). Rows of one letter share no column, and so a sweep: ◂ 3 colours (3 at least).",
    );
    expect(colours_words(race(preset("softmax"), modes).lanes.map(({ run }) => run))).toBe("");
  });
});

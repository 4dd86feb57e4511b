// A network too large to show: narrower texts, the race on totals, what stands in a box of its graph, and where the boxes stand.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { load } from "../../web/src/engine/load.ts";
import type {
  CatalogueResponse,
  EstimateRequest,
  EstimateResponse,
  Graph,
  GraphResponse,
  Request,
} from "../../web/src/engine/types.gen.ts";
import { finish } from "../../web/src/picture/portions.ts";
import { shapes_arranging, shapes_scene } from "../../web/src/picture/shapes.ts";
import { slice_request } from "../../web/src/state/large_verbs.ts";
import { kInitial } from "../../web/src/state/state.ts";
import { narrowed } from "../../web/src/text/narrow.ts";
import { shape_facts } from "../../web/src/view/shape_facts.ts";
import { answer_by_totals, lanes_at, percent } from "../../web/src/view/totals.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const ask = <R>(request: Request): R => JSON.parse(engine.call(JSON.stringify(request))) as R;
const { ops, modes } = ask<CatalogueResponse>({ v: 1, kind: "catalogue" });
const folder = new URL("../../web/large/", import.meta.url);
const large = readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), "utf8")] as const);

const graph_of = (text: string): Graph =>
  ask<GraphResponse>({ v: 1, kind: "graph", network: { text }, values: false }).graph;
const estimate = (text: string, more: Partial<EstimateRequest> = {}): EstimateResponse =>
  ask<EstimateResponse>({
    v: 1,
    kind: "estimate",
    network: { text },
    modes: modes.flatMap(({ schedules }) => schedules.map(({ request }) => request)),
    ...more,
  });

describe("a narrower text", () => {
  test.each([
    ["size n = 512\ninput x = randn(784, seed=100)", 8, "size n = 64\ninput x = randn(98, seed=100)"],
    ["h = dense(x, 512, relu)", 256, "h = dense(x, 4, relu)"],
    ["size depth = 50\nrepeat depth { h = dense(h, 1_024) }", 32, "size depth = 50\nrepeat depth { h = dense(h, 32) }"],
    ["repeat 64 { h = dense(h, 64) }", 4, "repeat 64 { h = dense(h, 16) }"],
    ["param w = [20, 30]\nW = reshape(v, 32, 16) # 64", 2, "param w = [20, 30]\nW = reshape(v, 16, 8) # 64"],
    ["param w = 100\nL = w * 3 + 20 - 40", 2, null],
    ["x = 0.5\ny = dense(x, 10)", 2, null],
  ])("%s", (text, factor, expected) => expect(narrowed(text, factor)).toBe(expected));

  test.each(large)("%s has one that is right and small", (_, text) => {
    const small = [2, 4, 8, 16, 32, 64].flatMap((factor) => narrowed(text, factor) ?? []);
    const sizes = small.map((one) => {
      const answer = ask<GraphResponse>({ v: 1, kind: "graph", network: { text: one }, values: false });
      return answer.ok
        ? answer.graph.nodes.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)
        : Infinity;
    });
    expect(Math.min(...sizes)).toBeLessThan(20_000);
  });
});

describe.each(large)("%s", (_, text) => {
  const answer = estimate(text, { batch: 32, dtype: "float32" });
  const graph = graph_of(text);
  const facts = shape_facts(answer);

  test("every statement has its facts, and they are the estimate's", () => {
    for (const one of answer.statements ?? []) {
      const { lines = [], said = "" } = facts.get(one.node) ?? {};
      const digits = (value: unknown) => String(value).replace(/\D/g, "");
      const all = lines.map((line) => digits(line.text));
      if (Number(one.weights) > 0 && Number(one.bytes) > 0) expect(all).toContain(digits(one.weights));
      const [add, mul, div, cmp] = one.cost.adjoint.map(Number) as [number, number, number, number];
      if (add + mul + div + cmp > 0) expect(all).toContain(String(add + mul + div + cmp));
      expect(said.startsWith(`${one.id}, `)).toBe(true);
    }
  });

  test.each([
    ["to the right", { width: 1200, downward: false }],
    ["down", { width: 360, downward: true }],
  ])("its boxes stand apart, %s, each with all of its lines inside", (_way, room) => {
    const of = (id: string) => facts.get(id);
    const arrangement = finish(shapes_arranging(graph, ops, room, of));
    const made = shapes_scene(graph, ops, arrangement, of);
    expect(made.boxes.map(({ key }) => key).sort()).toEqual((answer.statements ?? []).map(({ node }) => node).sort());
    for (const [at, a] of made.boxes.entries()) {
      for (const b of made.boxes.slice(at + 1)) {
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart, `${a.key} and ${b.key}`).toBe(true);
      }
      for (const { x, y } of a.labels)
        expect(x >= a.x && x <= a.x + a.width && y >= a.y && y <= a.y + a.height, a.key).toBe(true);
    }
    expect(made.wires.length).toBeGreaterThan(0);
    expect(made.wires.every(({ mark }) => mark === null)).toBe(true); // no derivative has a number here
  });

  test("the race: all fractions are of the totals, the cheapest is done first, and what is done has everything", () => {
    const start = lanes_at(answer.runs, 0);
    expect(start.every(({ done, sweeps }) => done === 0 && sweeps === 0)).toBe(true);
    const [first] = start;
    const now = lanes_at(answer.runs, first?.work ?? 0);
    expect(now[0]).toMatchObject({ done: 1, said: "done: the whole row, every derivative" });
    for (const { done, work } of now) expect(done).toBeCloseTo((first?.work ?? 0) / work, 12);
    const end = lanes_at(answer.runs, Number.POSITIVE_INFINITY);
    for (const { run, done, sweeps } of end) expect([done, sweeps]).toEqual([1, Number(run.sweeps)]);
    const [back = "", there = ""] = answer_by_totals(answer.runs);
    expect([back[0], there[0]]).toEqual(["◂", "▸"]);
  });
});

test("a share says that it is not nothing", () => {
  expect([0, 1, 0.5, 0.123, 0.0123, 3.1e-6, 1e-12].map(percent)).toEqual([
    "0 %",
    "100 %",
    "50 %",
    "12 %",
    "1.2 %",
    "0.00031 %",
    "1e−10 %",
  ]);
});

test("a slice is the first numbers of every array, seeded where there are several outputs", () => {
  const state = (text: string) => ({ ...kInitial, text, large: { text, graph: graph_of(text) } });
  expect(slice_request(kInitial)).toBeNull();
  const single = "input x = randn(2000, seed=1)\nh = dense(x, 1500)\nL = sum(h)";
  expect(slice_request(state(single))).toMatchObject({ first: 4, modes: [] });
  expect(slice_request(state(single))?.seeds).toBeUndefined();
  const request = slice_request(state(single.replace("L = sum(h)", "output h")));
  expect(request?.seeds).toMatchObject([{ id: "h", value: Array.from({ length: 1500 }, (_, at) => Number(at === 0)) }]);
  const answer = request && ask<{ ok: boolean; nodes: { id: string; value: unknown[] }[] }>(request);
  expect(answer?.ok).toBe(true);
  expect(answer?.nodes.find(({ id }) => id === "h.W")?.value).toHaveLength(4);
});

// The tour: its networks run, its figures are the engine's and the published ones, and no digit stands in its own words.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { load } from "../../web/src/engine/load.ts";
import type {
  CatalogueResponse,
  DifferentiateResponse,
  PathsResponse,
  Request,
} from "../../web/src/engine/types.gen.ts";
import { kTourEnd } from "../../web/src/link/link.ts";
import { needs_jacobian } from "../../web/src/state/ask.ts";
import { knobs_of, kTour, start_of, tour_end } from "../../web/src/tour/steps.ts";
import {
  type Answered,
  type Facts,
  type Figure,
  Missing,
  type Sentence,
  type TourStep,
} from "../../web/src/tour/tour.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const ask = <R>(request: Request): R => JSON.parse(engine.call(JSON.stringify(request))) as R;
const modes = ask<CatalogueResponse>({ v: 1, kind: "catalogue" }).modes.flatMap(({ schedules }) =>
  schedules.map(({ request }) => request),
);

function answered(text: string, expand = false): Answered {
  const network = { text };
  const graph = ask<{ graph: Answered["graph"] }>({ v: 1, kind: "graph", network }).graph;
  const [output = ""] = graph.outputs;
  const elements = graph.nodes.find(({ id }) => id === output)?.shape[0] ?? 1;
  const response = ask<DifferentiateResponse>({
    v: 1,
    kind: "differentiate",
    network,
    modes: expand ? [] : modes,
    expand,
    want: needs_jacobian(graph) ? "jacobian" : "gradient",
    seeds: [{ id: output, value: Array.from({ length: elements }, (_, at) => (at === 0 ? 1 : 0)) }],
    include: ["value", "tangent", "adjoint", "contributions", "cost", "graph"],
  });
  expect(response.ok, text).toBe(true);
  return { graph: response.graph ?? graph, nodes: response.nodes, runs: response.runs };
}

const paths = (text: string) => ask<PathsResponse>({ v: 1, kind: "paths", network: { text }, limit: 1 });

function facts(step: TourStep, knobs = start_of(step)): Facts {
  const text = step.text(knobs);
  const other = step.other?.(knobs);
  return {
    ...answered(text),
    paths: step.paths ? paths(text) : null,
    other: other === undefined ? null : answered(other),
    other_paths: step.paths && other !== undefined ? paths(other) : null,
    scalars: step.scalars?.(knobs) ? answered(text, true) : null,
  };
}

const figures = (sentences: readonly Sentence[]): Figure[] =>
  sentences.flat().filter((part): part is Figure => typeof part !== "string" && part.kind === "number");
const plain = (text: string): string => text.replaceAll("\u202f", "");
const numbers = (step: TourStep, knobs = start_of(step)): string[] =>
  figures(step.sees(facts(step, knobs))).map(({ text }) => plain(text));
const named = (part: string): TourStep => {
  const found = kTour.find(({ title }) => title.includes(part));
  if (!found) throw new Error(part);
  return found;
};

/** The same answer with every number, and every count that is written out, another. */
function altered<T>(value: T): T {
  const change = (one: unknown, key: string): unknown => {
    if (typeof one === "number") return ["index", "element"].includes(key) ? one : one * one + 3 * one + 0.37;
    if (typeof one === "string") return /^\d+$/.test(one) && key === "count" ? `9${one}` : one;
    if (Array.isArray(one)) return one.map((part) => change(part, key));
    if (one && typeof one === "object")
      return Object.fromEntries(
        Object.entries(one).map(([name, part]) => [name, name === "chunk" ? part : change(part, name)]),
      );
    return one;
  };
  return change(value, "") as T;
}

describe.each(kTour.map((step) => [step.title, step] as const))("%s", (_, step) => {
  const found = facts(step);

  test("has sentences of which every number changes with the answer", () => {
    const said = figures(step.sees(found));
    expect(said.length).toBeGreaterThan(1);
    const other = figures(step.sees(altered(found)));
    expect(other).toHaveLength(said.length);
    for (const [at, { text }] of said.entries()) expect(other[at]?.text, `figure ${at}: ${text}`).not.toBe(text);
  });

  test("has no digit in its own words", () => {
    const words = step.sees(found).flatMap((sentence) => sentence.filter((part) => typeof part === "string"));
    expect(words.filter((word) => /\d/.test(word))).toEqual([]);
  });

  test("knows where its sliders stand by the text, and a text of the reader's from its own", () => {
    expect(knobs_of(step, step.text(start_of(step)))).toEqual(start_of(step));
    for (const { id, least, most } of step.knobs)
      for (const value of [least, most]) {
        const knobs = { ...start_of(step), [id]: value };
        expect(knobs_of(step, step.text(knobs))).toEqual(knobs);
        expect(step.sees(facts(step, knobs)).length).toBeGreaterThan(1);
      }
    expect(knobs_of(step, `${step.text(start_of(step))}\n`)).toBeNull();
  });

  test("does not speak of what another network does not have", () => {
    const none: Facts = {
      graph: { nodes: [], outputs: [], wrt: [] },
      nodes: [],
      runs: [],
      paths: null,
      other: null,
      other_paths: null,
      scalars: null,
    };
    expect(() => step.sees(none)).toThrow(Missing);
  });
});

// The figures of the counting convention, worked out by hand where it was written down: 3-4-1 with 21 weights takes 2,058
// flops in 21 passes, 1,018 with values kept, 142 as on paper and 78 backward; 3-4-4-1 takes 502 and 166.
test("21 weights: 21 passes, 2,058 flops, 1,018 with the values kept, 78 backward", () => {
  expect(numbers(named("one pass forward for each"))).toEqual(
    expect.arrayContaining(["21 weights", "21 passes", "2058 flops", "1018 flops", "78 flops"]),
  );
});

test("as on paper 142 against 78; with one layer more 502 against 166", () => {
  const step = named("As on paper");
  expect(numbers(step).slice(0, 3)).toEqual(["142 flops", "21 weights", "78 flops"]);
  const deeper = numbers(step, { layers: 2, width: 4 });
  expect([deeper[0], deeper[2]]).toEqual(["502 flops", "166 flops"]);
});

test("a chain with one weight takes the same flops both ways, and less memory forward", () => {
  const step = named("one weight");
  const [, , , there = "", back = "", room_there = "", room_back = ""] = numbers(step);
  expect(there).toBe(back);
  expect(Number.parseInt(room_there, 10)).toBeLessThan(Number.parseInt(room_back, 10));
});

// 8·(n + 2) bytes backward, 32 forward whatever n is.
test("50 sigmoid neurons: 32 bytes forward, 416 backward; 10 neurons: 32 and 96", () => {
  const step = named("The bill");
  expect(numbers(step).slice(2, 4)).toEqual(["32 bytes", "416 bytes"]);
  expect(numbers(step, { depth: 10 }).slice(2, 4)).toEqual(["32 bytes", "96 bytes"]);
});

// By the chain rule in matrices: ∂L/∂a = W2ᵀ δ with δ = 1 − h².
test("inside a layer: one term for each neuron of the next, their sum is an element of W2ᵀ δ, and all of it is the engine's", () => {
  const step = named("Two outgoing edges");
  const found = facts(step, { inside: 1 });
  const said = figures(step.sees(found)).map(({ text }) => Number(plain(text).replace("\u2212", "-")));
  const h = found.nodes.find(({ id }) => id === "h")?.value?.map(Number) ?? [];
  const column = [0.6, 0.3, -0.2];
  const terms = h.map((value, at) => (column[at] ?? 0) * (1 - value * value));
  expect(said[0]).toBe(3);
  for (const term of terms) expect(said.slice(1, 4).some((one) => Math.abs(one - term) < 1e-3)).toBe(true);
  expect(said[4]).toBeCloseTo(
    terms.reduce((sum, term) => sum + term, 0),
    2,
  );
  const other = figures(step.sees(altered(found))).map(({ text }) => text);
  // How many terms there are is their number, and no figure of the answer.
  for (const [at, { text }] of figures(step.sees(found)).entries()) if (at > 0) expect(other[at]).not.toBe(text);
});

// Each block is passed by the skip (one edge) or by the function: 2^3 paths, of which 1, 3, 3, 1 go through 0, 1, 2, 3 functions.
test("three residual blocks: 8 paths, in lengths of 1, 3, 3 and 1; without the skip 1", () => {
  const said = numbers(named("residual switch"));
  expect(said.slice(0, 2)).toEqual(["8", "1"]);
  expect([said[2], said[4], said[6], said[8]]).toEqual(["1", "3", "3", "1"]);
});

test("the skip is told from the plain network whichever of the two is open", () => {
  const step = named("residual switch");
  expect(numbers(step, { skip: 0, blocks: 3 })).toEqual(numbers(step, { skip: 1, blocks: 3 }));
});

test("a thousand outputs by one input: one pass forward, a thousand sweeps backward, and forward wins", () => {
  const step = named("many outputs");
  const said = numbers(step);
  expect([said[0], said[2]]).toEqual(["1 pass", "1000 sweeps"]);
  const words = step
    .sees(facts(step))
    .flat()
    .filter((part) => typeof part === "string")
    .join(" ");
  expect(words).toContain("Forward wins");
});

test("a link can name each step and the end", () => {
  expect(kTourEnd).toBe(kTour.length + 1);
});

test("the answer has the figures of the reader's network, and they change with it", () => {
  const own = answered("input x = 2\nparam w = 3\nparam v = 1\nL = tanh(w*x)*v");
  const said = figures(tour_end(own)).map(({ text }) => text);
  expect(said).toHaveLength(4);
  expect(said[0]).toBe("2 weights");
  for (const [at, { text }] of figures(tour_end(altered(own))).entries()) expect(text).not.toBe(said[at]);
});

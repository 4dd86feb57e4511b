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
import { kNumbers, knobs_of, kTour, most_of, start_of, tour_end } from "../../web/src/tour/steps.ts";
import { type Answered, type Facts, Missing, type Point, type TourStep } from "../../web/src/tour/tour.ts";
import { zeros_of } from "../../web/src/tour/zeros.ts";
import type { Figure, Sentence } from "../../web/src/view/sentence.ts";

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

const sentences_of = (points: readonly Point[]): Sentence[] => points.map(({ said }) => said);
const figures = (points: readonly Point[]): Figure[] =>
  sentences_of(points)
    .flat()
    .filter((part): part is Figure => typeof part !== "string" && part.kind === "number");
const words_of = (points: readonly Point[]): string[] =>
  sentences_of(points).map((said) => said.map((part) => (typeof part === "string" ? part : part.text)).join(""));
/** Words of each sentence of a text: names and numbers are words too, signs between them are not. */
const lengths = (text: string): number[] =>
  text.split(/(?<=[.?!])\s+/).map((sentence) => sentence.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length);
const plain = (text: string): string => text.replaceAll("\u202f", "");
const numbers = (step: TourStep, knobs = start_of(step)): string[] =>
  figures(step.sees(facts(step, knobs))).map(({ text }) => plain(text));
const named = (part: string): TourStep => {
  const found = kTour.find(({ title }) => title.includes(part));
  if (!found) throw new Error(part);
  return found;
};

/** Figures that count nodes and scalars of the graph, which stays as it is. */
const kOfTheGraph = /^\d+ (numbers|blocks)$/;

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
    for (const [at, { text }] of said.entries())
      if (!kOfTheGraph.test(text)) expect(other[at]?.text, `figure ${at}: ${text}`).not.toBe(text);
  });

  test("has no digit in its own words", () => {
    const words = sentences_of(step.sees(found)).flatMap((said) => said.filter((part) => typeof part === "string"));
    expect(words.filter((word) => /\d/.test(word))).toEqual([]);
  });

  test("has no sentence of more than 25 words, wherever its sliders stand", () => {
    for (const knobs of [start_of(step), most_of(step)])
      for (const text of [...words_of(step.sees(facts(step, knobs))), step.task])
        for (const length of lengths(text)) expect(length, text).toBeLessThanOrEqual(25);
  });

  test("speaks of nodes that are there, or of another part of the page", () => {
    for (const knobs of [start_of(step), most_of(step)]) {
      const { graph, scalars, ...answer } = facts(step, knobs);
      const ids = [graph, scalars?.graph].flatMap((one) => one?.nodes.map(({ id }) => id) ?? []);
      for (const { nodes, part } of step.sees({ graph, scalars, ...answer })) {
        expect(nodes.length > 0 || part !== "").toBe(true);
        expect(nodes.filter((id) => !ids.includes(id))).toEqual([]);
      }
    }
  });

  test("knows where its sliders stand by the text, and a text of the reader's from its own", () => {
    expect(knobs_of(step, step.text(start_of(step)))).toEqual(start_of(step));
    for (const { id, stops } of step.knobs)
      for (const value of stops) {
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
// flops in 21 passes, 1,018 with values kept, 142 as on paper and 78 backward; 3-4-4-1 takes 502 and 166. Functions count
// beside them, once for each time that the values are made: σ of every neuron and two logarithms, 7 and 11.
test("21 weights: 21 passes, work 2,205, 1,025 with the values kept, 85 backward", () => {
  expect(numbers(named("one pass forward for each"))).toEqual(
    expect.arrayContaining(["21 weights", "21 passes", `${2058 + 21 * 7}`, `${1018 + 7}`, `${78 + 7}`]),
  );
});

test("as on paper 149 against 85; with one layer more 513 against 177", () => {
  const step = named("As on paper");
  const said = numbers(step, { layers: 1, width: 4, inputs: 3 });
  expect(said.slice(1, 4)).toEqual([`${142 + 7}`, "21 weights", `${78 + 7}`]);
  const deeper = numbers(step, { layers: 2, width: 4, inputs: 3 });
  expect([deeper[1], deeper[3]]).toEqual([`${502 + 11}`, `${166 + 11}`]);
});

// By hand: a neuron reads the row of W1 that is its own, so that of m · (m·n) derivatives m·n can be other than zero.
test("the zeros of ∂a1/∂W1: one row of weights for each neuron, and the engine's numbers there", () => {
  const step = named("As on paper");
  for (const [width, inputs] of [
    [3, 2],
    [4, 3],
  ] as const) {
    const found = facts(step, { layers: 1, width, inputs });
    const { rows, columns, filled } = zeros_of(found, "a1", "W1");
    expect([rows, columns, filled.size]).toEqual([width, width * inputs, width * inputs]);
    const text = step.zeros?.text({ width, inputs }) ?? "";
    const { runs } = ask<DifferentiateResponse>({
      v: 1,
      kind: "differentiate",
      network: { text },
      want: "jacobian",
      modes: modes.slice(0, 1),
    });
    const values = runs[0]?.jacobian?.[0]?.value ?? [];
    expect(values).toHaveLength(rows * columns);
    for (const [at, value] of values.entries()) expect(value !== 0, `${at}`).toBe(filled.has(at));
    expect([...filled].every((at) => Math.floor(at / columns) === Math.floor((at % columns) / inputs))).toBe(true);
  }
});

test("a chain with one weight takes the same work both ways, and less memory forward", () => {
  const step = named("for one weight");
  const [, , , there = "", back = "", room_there = "", room_back = ""] = numbers(step);
  expect(there).toBe(back);
  expect(Number.parseInt(room_there, 10)).toBeLessThan(Number.parseInt(room_back, 10));
});

// 8·(n + 2) bytes backward, 32 forward whatever n is.
test("50 sigmoid neurons: 32 bytes forward, 416 backward; 10 neurons: 32 and 96", () => {
  const step = named("The bill");
  expect(numbers(step).slice(2, 5)).toEqual(["32 bytes", "416 bytes", "400 bytes"]);
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
  for (const term of terms)
    expect(said.slice(1, 4).some((one) => Math.abs(Math.abs(one) - Math.abs(term)) < 1e-3)).toBe(true); // a minus stands between them
  expect(words_of(step.sees(found))[0]).toMatch(/: 0\.452 \+ 0\.276 \u2212 0\.182 = 0\.545\.$/);
  expect(said[4]).toBeCloseTo(
    terms.reduce((sum, term) => sum + term, 0),
    2,
  );
  const other = figures(step.sees(altered(found))).map(({ text }) => text);
  // How many terms there are is their number, and no figure of the answer.
  for (const [at, { text }] of figures(step.sees(found)).entries()) if (at > 0) expect(other[at]).not.toBe(text);
});

// Each block is passed by the skip (one edge) or by the function: 2^3 paths. By the chain rule by hand, with t = tanh:
// ∂h3/∂x is the product of 1 + w·(1 − t²), and without the skip of w·(1 − t²).
test("three residual blocks: 8 paths, without the skip 1; the derivatives by the chain rule", () => {
  const said = numbers(named("residual switch"));
  const products = [true, false].map((skip) => {
    let [at, product] = [0.5, 1];
    for (const w of [0.4, 0.7, -0.5]) {
      const t = Math.tanh(w * at);
      product *= Number(skip) + w * (1 - t * t);
      at = Number(skip) * at + t;
    }
    return product;
  });
  expect(said.slice(3, 6)).toEqual(["8", "1", "3 blocks"]);
  for (const [at, product] of products.entries())
    expect(Number(said[6 + at]?.replace("\u2212", "-"))).toBeCloseTo(product, 2);
});

test("the skip is told from the plain network whichever of the two is open", () => {
  const step = named("residual switch");
  expect(numbers(step, { skip: 0, blocks: 3 })).toEqual(numbers(step, { skip: 1, blocks: 3 }));
});

test("outputs by one input: one pass forward, a sweep back for each, and from two on forward wins", () => {
  const step = named("many outputs");
  const of = (outputs: number): string => words_of(step.sees(facts(step, { outputs }))).join(" ");
  expect(of(1)).toContain("Here both cost exactly as much.");
  expect(of(2)).toContain("Here forward wins");
  expect(plain(of(32))).toMatch(/in 1 pass, .*there are 32 outputs: 32 sweeps, .*forward wins/);
});

const kGivenOut = [
  "One neuro",
  "A chain: ",
  "Many weig",
  "As on pap",
  "Two outgo",
  "The resid",
  "The bill:",
  "One input",
];

test("a link can name each step and the end", () => {
  expect(kNumbers).toHaveLength(kTour.length + 1);
  expect(kNumbers.indexOf(kTourEnd)).toBe(kTour.length);
  expect([...kNumbers].sort((a, b) => a - b)).toEqual(kNumbers.map((_, at) => at + 1));
  // What links were given out with: the first seven, one input and many outputs, the answer.
  expect([1, 2, 3, 4, 5, 6, 7, 8].map((number) => kTour[kNumbers.indexOf(number)]?.title.slice(0, 9))).toEqual(
    kGivenOut,
  );
});

test("the answer has the figures of the reader's network, and they change with it", () => {
  const own = answered("input x = 2\nparam w = 3\nparam v = 1\nL = tanh(w*x)*v");
  const said = figures(tour_end(own)).map(({ text }) => text);
  expect(said).toHaveLength(4);
  expect(said[0]).toBe("2 weights");
  const few = figures(
    tour_end(answered("input x = [1, 2, 3]\nparam w = 0.3\nparam v = 0.2\ny = tanh(w*x)*v\noutput y")),
  );
  expect(few.map(({ text }) => text)).toContain("3 sweeps"); // forward is cheaper, and it says so
  for (const [at, { text }] of figures(tour_end(altered(own))).entries()) expect(text).not.toBe(said[at]);
});

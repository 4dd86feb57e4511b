// The short answer: of every preset and of texts of all kinds, each number is the engine's and changes with it, and each column is short.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { load } from "../../web/src/engine/load.ts";
import type {
  CatalogueResponse,
  Cost,
  DifferentiateResponse,
  ModeRequest,
  Request,
  Run,
} from "../../web/src/engine/types.gen.ts";
import { joins_at } from "../../web/src/race/joins.ts";
import { race_lane } from "../../web/src/race/lane.ts";
import { needs_jacobian } from "../../web/src/state/ask.ts";
import { carried, in_short } from "../../web/src/view/carried.ts";
import { elements } from "../../web/src/view/elements.ts";
import { meeting } from "../../web/src/view/meeting.ts";
import { standard } from "../../web/src/view/schedule.ts";
import type { Sentence } from "../../web/src/view/sentence.ts";
import {
  type Facts,
  join_of,
  type Other,
  type ShortAnswer,
  short_answer,
  ways_of,
} from "../../web/src/view/short_answer.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const ask = <R>(request: Request): R => JSON.parse(engine.call(JSON.stringify(request))) as R;
const { modes: listed } = ask<CatalogueResponse>({ v: 1, kind: "catalogue" });

const examples = new URL("../../web/examples/", import.meta.url);
const presets = readdirSync(examples).map((name) => name.replace(/\.net$/, ""));
const preset = (id: string): string => readFileSync(new URL(`${id}.net`, examples), "utf8");

/** By every standard schedule, where no others are asked for. */
function differentiate(text: string, asked: readonly ModeRequest[] | null, include: Include[]): DifferentiateResponse {
  const network = { text };
  const { graph } = ask<{ graph: Facts["graph"] }>({ v: 1, kind: "graph", network });
  const want = needs_jacobian(graph) ? "jacobian" : "gradient";
  const [output = ""] = graph.outputs;
  const length = (id: string): number =>
    graph.nodes.find((node) => node.id === id)?.shape.reduce((n, m) => n * m, 1) ?? 1;
  const unit = (id: string) => [{ id, value: Array.from({ length: length(id) }, (_, at) => Number(at === 0)) }];
  const response = ask<DifferentiateResponse>({
    v: 1,
    kind: "differentiate",
    network,
    want,
    seeds: unit(output),
    ...(graph.wrt[0] === undefined ? {} : { tangent: unit(graph.wrt[0]) }),
    modes: [...(asked ?? standard(listed, want))],
    include,
  });
  expect(response.ok, text).toBe(true);
  return response;
}
type Include = NonNullable<Extract<Request, { kind: "differentiate" }>["include"]>[number];

function other(id: string): Other {
  const ways = ways_of(differentiate(preset(id), null, []).runs);
  if (!ways) throw new Error(id);
  return { id, ways };
}
const deep = other("four-layers-of-eight");
const wide = other("many-outputs");

interface Found {
  response: DifferentiateResponse;
  /** The run that carries all, with its steps. */
  steps: Run | undefined;
  /** Forward along the first weight, with its steps. */
  single: Run | undefined;
  deep: Other;
  wide: Other;
}

function found(text: string): Found {
  const response = differentiate(text, null, ["value", "tangent", "adjoint", "contributions", "cost", "graph"]);
  const along = ways_of(response.runs)?.along.mode ?? "";
  const stepped = (mode: ModeRequest) => differentiate(text, [mode], ["steps"]).runs[0];
  return { response, steps: stepped({ mode: along }), single: stepped({ mode: "forward", chunk: 1 }), deep, wide };
}

function facts({ response, steps, single, deep, wide }: Found, id = ""): Facts {
  const { graph, nodes, runs } = response;
  if (!graph) throw new Error("no graph");
  const at = (node: string | undefined) => (node === undefined ? null : { id: node, index: 0 });
  const join = join_of(graph, nodes);
  const lane =
    single && race_lane({ id: "", label: "", run: single }, new Map([[1, { run: single, fresh: true }]]), () => 1);
  const joins = joins_at(lane, null, elements(graph, graph.wrt), at(graph.wrt[0]));
  const statements = graph.nodes.filter((node) => node.id === node.group).map((node) => node.id);
  return {
    graph,
    nodes,
    runs,
    met: meeting(graph, response, at(graph.wrt[0]), at(graph.outputs[0])),
    carried: steps ? carried(steps, statements) : [],
    joined: (join && joins.get(join.id)) ?? null,
    preset: id,
    deep,
    wide,
  };
}

const text_of = (...sentences: readonly Sentence[]): string =>
  sentences
    .map((sentence) => sentence.map((part) => (typeof part === "string" ? part : part.text)).join(""))
    .join("")
    .replaceAll("\u202f", "")
    .replaceAll("\u00a0", " ")
    .replaceAll("\u2212", "-");
const columns = (answer: ShortAnswer): string[] => answer.columns.map(({ head, body }) => text_of(head, body));
const said = (text: string, id = ""): string[] => columns(short_answer(facts(found(text), id)));
const figures = ({ columns, brief }: ShortAnswer): string[] =>
  [...columns.flatMap(({ head, body }) => [...head, ...body]), ...brief].flatMap((part) =>
    typeof part !== "string" && part.kind === "number" ? [part.text] : [],
  );

/** Words as a reader counts them: a figure with its unit is one, a sign alone none. */
const words_in = (sentence: Sentence): number =>
  sentence
    .map((part) => (typeof part === "string" ? part : part.text))
    .join("")
    .split(/[ \n]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/**
 * The same answers with every number another, but zeros of derivatives and what there is one of: whichever way was ahead
 * still is. Shapes and places stay.
 */
function altered<T>(value: T): T {
  const kept = ["shape", "graph", "chunk", "pass", "port"];
  const number = (one: number, key: string): number => {
    if (["value", "tangent", "adjoint", "product"].includes(key)) return one * 1.7 + Math.sign(one) * 0.37;
    return ["sweeps", "directions"].includes(key) && one === 1 ? one : one * 3 + Math.sign(one);
  };
  const change = (one: unknown, key: string): unknown => {
    if (typeof one === "number") return number(one, key);
    if (Array.isArray(one)) return one.map((part) => change(part, key));
    if (!one || typeof one !== "object") return one;
    if ("what" in one && "bytes" in one)
      return { ...one, bytes: Number(one.bytes) * (one.what === "tangent" ? 2 : 1) + (one.what === "tangent" ? 8 : 0) };
    const inside = Object.entries(one).map(([name, part]) => {
      const same = kept.includes(name);
      return [name, same ? part : change(part, key === "cost" ? key : name)];
    });
    return Object.fromEntries(inside);
  };
  return change(value, "") as T;
}

const kTexts: Readonly<Record<string, string>> = {
  "one weight": "param w = 3\nL = w*w\n",
  "one weight, many outputs": "param w = 0.3\ninput x = [1, 2, 3]\ny = tanh(w*x)\noutput y\n",
  "as many weights as outputs": "param x = [0.5, -0.3, 0.2]\ny = tanh(x)\noutput y\n",
  "many weights that meet late": "param W = randn(6, 6, seed=1)\nparam v = randn(6, seed=2)\nL = sum(tanh(W @ v))\n",
  "a weight that is used four times": "param w = 0.5\nL = w + w*w*w\n",
  "not a number": "param w = -1\nparam v = 2\nL = log(w)*v\n",
};
const all: [name: string, text: string, id: string][] = [
  ...presets.map((id): [string, string, string] => [id, preset(id), id]),
  ...Object.entries(kTexts).map(([name, text]): [string, string, string] => [name, text, ""]),
];

describe.each(all)("%s", (_, text, id) => {
  const mine = found(text);
  const answer = short_answer(facts(mine, id));

  test("has three columns of at most 45 words", () => {
    expect(answer.columns).toHaveLength(3);
    for (const { head, body } of answer.columns)
      expect(words_in([...head, ...body]), text_of(head, body)).toBeLessThanOrEqual(45);
    expect(words_in(answer.brief), text_of(answer.brief)).toBeLessThanOrEqual(25);
  });

  test("has no digit in its own words, and closes every sentence", () => {
    for (const { head, body } of answer.columns) {
      const words = [...head, ...body].filter((part) => typeof part === "string");
      expect(words.filter((word) => /\d/.test(word))).toEqual([]);
      expect(text_of(head, body)).toMatch(/^[A-Z][^{}$]*\.$/);
      expect(text_of(head, body)).not.toMatch(/undefined|null|\s\s|\.\.|\s[.,;:]|NaN %/);
    }
  });

  test("has every figure from the engine: the costs asked anew, each schedule alone", () => {
    const flops = ([add, mul, div, cmp]: Cost): number => add + mul + div + cmp;
    const want = mine.response.runs[0]?.jacobian ? "jacobian" : "gradient";
    const alone = (mode: ModeRequest): Run | undefined =>
      ask<DifferentiateResponse>({ v: 1, kind: "differentiate", network: { text }, want, modes: [mode], include: [] })
        .runs[0];
    const several = mine.response.runs.some(({ mode }) => mode === "reverse_sparse");
    expect(several).toBe(want === "jacobian");
    const [back, row, each, along] = [
      { mode: several ? "reverse_sparse" : "reverse" },
      { mode: "reverse" },
      { mode: "forward", chunk: 1 },
      { mode: "forward_sparse" },
    ].map(alone);
    if (!back || !row || !each || !along) throw new Error("the engine gave no runs");
    const [, carries = "", keeps = ""] = columns(answer);
    expect(carries).toMatch(new RegExp(`▸ ${flops(along.cost.total)} flops? to ◂ ${flops(back.cost.total)}\\b`));
    if (several) expect(carries).toContain(`One a sweep: ${flops(each.cost.total)} to ${flops(row.cost.total)}.`);
    else if (along.directions > 1) expect(carries).toContain(`Forward one weight a pass: ${flops(each.cost.total)}.`);
    const { saved_for_adjoint_bytes, inner_peak_bytes } = back.memory;
    if (saved_for_adjoint_bytes > 0)
      expect(keeps).toContain(`it keeps ◂ ${saved_for_adjoint_bytes} B for the way back, peak ${inner_peak_bytes} B`);
    else expect(keeps).toContain(`its peak is ${inner_peak_bytes} B`);
    const beside = ({ memory }: Run): string =>
      memory.inner_peak_bytes === inner_peak_bytes
        ? "as much"
        : memory.inner_peak_bytes < inner_peak_bytes
          ? "less"
          : "more";
    expect(keeps).toContain(`needs ${beside(each)}, ${each.memory.inner_peak_bytes} B`);
    if (along.directions > 1)
      expect(keeps).toContain(`all carried ${beside(along)}, ${along.memory.inner_peak_bytes} B`);
  });

  test("has figures of which every one changes with the answer", () => {
    const other = short_answer(facts(altered(mine), id));
    const [before, after] = [figures(answer), figures(other)];
    expect(before.length).toBeGreaterThan(4);
    expect(after).toHaveLength(before.length);
    for (const [at, figure] of before.entries())
      if (!/^(. )?(0|NaN|…)$/.test(figure)) expect(after[at], `figure ${at} of ${before.join(" | ")}`).not.toBe(figure);
  });
});

// By hand: the flops are those of tests/golden/presets.json, the derivatives of the chain rule; tanh′ = 1 − tanh², (p − y) for bce ∘ σ.
test("four weights and a skip: what there is to say of it", () => {
  const [can, carries, keeps] = said(preset("four-weights-and-a-skip"), "four-weights-and-a-skip");
  const [x, w1, w2, w3, w4] = [0.5, 0.8, -0.6, 0.9, 1.2];
  const a = Math.tanh(w1 * x);
  const b = Math.tanh(w2 * a);
  const c = a + w3 * b;
  const p = 1 / (1 + Math.exp(-w4 * c));
  const at_c = (p - 1) * w4;
  const through_b = at_c * w3 * (1 - b * b) * w2;
  const three = (value: number): string => value.toPrecision(3);
  const a_dot = (1 - a * a) * x;
  const ahead = [a_dot, -w3 * (1 - b * b) * w2 * a_dot];
  const L = three((at_c + through_b) * (1 - a * a) * x);
  expect(can).toBe(
    `You can. It gives the same gradient on every graph: for w1 ▸ ${L} = ◂ ${L}. Forward adds where paths meet, at c: ${ahead.map((one) => one.toFixed(3)).join(" - ")} ≈ ${three(a_dot * (1 + w3 * (1 - b * b) * w2))}; backward where a value is used twice, at a: ${three(through_b)} - ${three(-at_c)} = ${three(at_c + through_b)}.`,
  );
  expect(carries).toBe(
    "But each step carries one number for every weight so far: 1, 2, 3, 4 where backward carries one, as there is one L. Here ▸ 43 flops to ◂ 33. The gap grows: with 264 weights 32211 to 1237. Forward one weight a pass: 144.",
  );
  expect(keeps).toBe(
    "Backward pays with memory: it keeps ◂ 32 B for the way back, peak 56 B; that grows with depth. Forward one weight a pass needs less, 48 B; all carried more, 80 B. With 2 weights and 20 outputs forward wins, 123 to 270.",
  );
  expect(text_of(short_answer(facts(found(preset("four-weights-and-a-skip")))).brief)).toBe(
    "You can, but each step carries one number for every weight so far: ▸ 43 flops to ◂ 33.",
  );
});

test("where forward adds inside a statement, the sum is not called that of the statement", () => {
  // L = 3w(2w + 1), so ∂L/∂w = 12w + 3 = 39; the sum inside, of a + b, is 1 + 2 = 3.
  const [can] = said("param w = 3\na = w\nb = 2*w\nL = (a + b) * (b + 1)\n");
  expect(can).toMatch(/Forward adds where paths meet, at L: .* = 39/);
  const [inside] = said("param w = 3\nb = 2*w\nL = tanh(w + b)\n");
  expect(inside).toContain("Forward adds where paths meet, at L;");
});

test("two weights and twenty outputs: forward wins, and the other network is the one where it does not", () => {
  const [, carries, keeps] = said(preset("many-outputs"), "many-outputs");
  expect(carries).toBe(
    "Here forward wins: ▸ 123 flops to ◂ 270. Each step carries one number for every weight so far: 1, 2; backward one for every output ahead. One a sweep: 162 to 1524. With 264 weights and one loss backward wins, 32211 to 1237.",
  );
  expect(keeps).not.toContain("forward wins");
});

test("five outputs that read one point each: on paper backward carries one number for each, and one a sweep five", () => {
  const [, carries, keeps] = said(preset("five-points"), "five-points");
  expect(carries).toBe(
    "But each step carries one number for every weight so far: 1, 2 where backward carries one for every output ahead. Here ▸ 60 flops to ◂ 55. The gap grows: with 264 weights 32211 to 1237. One a sweep: 120 to 255.",
  );
  expect(keeps).toContain("With 2 weights and 20 outputs forward wins, 123 to 270.");
});

test("264 weights do not send the reader to themselves", () => {
  const [, carries, keeps] = said(preset("four-layers-of-eight"), "four-layers-of-eight");
  expect(carries).not.toContain("the gap");
  expect(keeps).toContain("With 2 weights and 20 outputs forward wins");
});

test("one weight: no list of weights, and a tie is called one", () => {
  expect(said("param w = 3\nL = w*w\n")[1]).toContain(
    "Here neither is ahead: ▸ 4 flops to ◂ 4. With one weight each step carries one number, as backward does.",
  );
});

test("a figure that was worked out and not counted says so", () => {
  const mine = found(preset("four-weights-and-a-skip"));
  const runs = mine.response.runs.map((run) => ({ ...run, predicted: run.chunk === 1 }));
  const [, carries] = columns(short_answer(facts({ ...mine, response: { ...mine.response, runs } })));
  expect(carries).toContain("33 (predicted)");
  expect(carries).toContain("Forward one weight a pass: 144 (predicted).");
});

test("what is not known yet, or hidden, is not said", () => {
  const mine = found(preset("four-weights-and-a-skip"));
  const before = columns(short_answer({ ...facts(mine), carried: [], deep: null, wide: null }));
  expect(before[1]).toBe(
    "But each step carries one number for every weight so far; backward one, as there is one L. Here ▸ 43 flops to ◂ 33. Forward one weight a pass: 144.",
  );
  expect(before[2]).toMatch(/all carried more, 80 B\.$/);
  const nodes = mine.response.nodes.map(({ contributions, ...node }) => node);
  expect(columns(short_answer({ ...facts(mine), nodes }))[0]).toMatch(/used twice, at a\.$/);
  const hidden = mine.response.nodes.map((node) => (node.id === "a" ? { ...node, adjoint: ["?" as never] } : node));
  expect(columns(short_answer({ ...facts(mine), nodes: hidden }))[0]).toMatch(/at a: .* = \?\.$/);
  const forward = mine.response.runs.filter(({ direction }) => direction === "along");
  expect(columns(short_answer({ ...facts(mine), runs: forward }))).toHaveLength(1);
});

describe("how many derivatives are carried", () => {
  test("is counted a statement, of its elements the most", () => {
    // a1[i] = σ(W1[i,:] x + b1[i]): 3 + 1; h has all 16 of them and 4 + 1 of its own; p all 41.
    const { steps, response } = found(preset("two-layers-and-a-skip"));
    expect(steps && carried(steps, ["a1", "h", "a2", "p", "L"])).toEqual([4, 21, 21, 41, 41]);
    expect(steps && carried(steps, ["x", "nobody"])).toEqual([]);
    expect(response.graph?.wrt).toHaveLength(6);
    expect(carried({}, ["a1"])).toEqual([]);
  });

  test("is written without repetitions, and in short where it is long", () => {
    expect(in_short([1, 2, 3, 4, 4])).toEqual([1, 2, 3, 4]);
    expect(in_short([1, 2, 3, 4, 5, 5, 6])).toEqual([1, 2, null, 6]);
    expect(in_short([])).toEqual([]);
  });
});

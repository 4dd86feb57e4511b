// Hidden numbers: no answer that the page gets holds one, and what the reader types is judged by what the engines gave.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Outcome } from "../../web/src/engine/client.ts";
import { load } from "../../web/src/engine/load.ts";
import type {
  CatalogueResponse,
  DifferentiateRequest,
  DifferentiateResponse,
  Request,
} from "../../web/src/engine/types.gen.ts";
import { kMostHidden } from "../../web/src/link/link.ts";
import { allowed, grade, is_right } from "../../web/src/state/grade.ts";
import type { Asked } from "../../web/src/state/hidden.ts";
import {
  all_of,
  cells_of,
  has_room,
  hidable,
  hidden_part,
  keys_of,
  still_there,
  toggled,
} from "../../web/src/state/hiding.ts";
import { masked, truth_of } from "../../web/src/state/mask.ts";
import { MaskedEngine } from "../../web/src/state/masked_engine.ts";
import { response_of } from "../../web/src/state/outcome.ts";
import type { Result } from "../../web/src/state/result.ts";
import type { Asks } from "../../web/src/state/slice.ts";
import { exact, number, sum_of } from "../../web/src/view/format.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const asks = {
  call: async (request: Request): Promise<Outcome<unknown>> => ({
    status: "done",
    response: JSON.parse(engine.call(JSON.stringify(request))),
  }),
  lane: 3,
  in_page: { is_ready: false },
} as unknown as Asks;

const { kinds, modes } = JSON.parse(engine.call(JSON.stringify({ v: 1, kind: "catalogue" }))) as CatalogueResponse;
const known_kinds = () => kinds;

// a is used by p and q: two contributions, and one of them is a hidden adjoint's only way.
const text = "input x = 0.8\nparam w = 0.55\na = sigmoid(w*x)\np = tanh(a)\nq = sin(a)\nr = p*q\nL = r + q\n";
const base = { v: 1, kind: "differentiate", network: { text } } as const;
const main: DifferentiateRequest = {
  ...base,
  tangent: [{ id: "w", value: [1] }],
  seeds: [{ id: "L", value: [1] }],
  modes: [{ mode: "forward", chunk: 1 }, { mode: "reverse" }],
  include: ["value", "tangent", "adjoint", "gradient_forward", "contributions", "cost", "graph", "groups"],
};
const others: Request[] = [
  { ...main, include: ["local"], modes: [] },
  { ...main, expand: true, modes: [], include: ["value", "tangent", "adjoint", "local", "contributions", "graph"] },
  { ...main, include: ["steps", "timeline"] },
  // What the referees say of every node, who know no rule and are a little off.
  ...["w", "a", "q"].map((id): Request => {
    const referees = modes.filter(({ referee }) => referee).map(({ name }) => ({ mode: name }));
    return { ...base, wrt: [id], modes: referees, include: [] };
  }),
  { v: 1, kind: "paths", network: { text } },
  { v: 1, kind: "paths", network: { text }, from: "a", to: "L" },
  { v: 1, kind: "broken", network: { text } },
];

/** Every number of an answer, and every run of digits in its sentences. */
function numbers(one: unknown, key = ""): number[] {
  if (typeof one === "number") return [one];
  if (typeof one === "string") return key === "why" ? (one.match(/\d+\.\d+(e-?\d+)?/g) ?? []).map(Number) : [];
  if (Array.isArray(one)) return one.flatMap((part) => numbers(part, key));
  if (one && typeof one === "object") return Object.entries(one).flatMap(([name, part]) => numbers(part, name));
  return [];
}

const cells: Asked[] = [
  { id: "a", index: 0, of: "adjoint" },
  { id: "w", index: 0, of: "adjoint" },
  { id: "q", index: 0, of: "tangent" },
  { id: "p", index: 0, of: "value" },
];

describe.each(cells)("$of of $id", (cell) => {
  let truth = Number.NaN;
  const masked = new MaskedEngine(asks, () => [cell], known_kinds);
  const open = new MaskedEngine(asks, () => [], known_kinds);
  const call = async (from: Asks, request: Request, channel?: string) => {
    const outcome = await (from.call as (request: Request, channel?: string) => Promise<Outcome<unknown>>)(
      request,
      channel,
    );
    if (outcome.status !== "done") throw new Error(outcome.status);
    return outcome.response;
  };
  const told = (response: unknown): number[] =>
    numbers(response).filter((one) => Math.abs(Math.abs(one) - Math.abs(truth)) < 1e-4 * Math.abs(truth));

  beforeAll(async () => {
    truth = truth_of((await call(open, main)) as DifferentiateResponse, cell) ?? Number.NaN;
    expect(Math.abs(truth)).toBeGreaterThan(0.01);
  });

  test("is in the open answer, and in none that passes the mask", async () => {
    expect(told(await call(open, main)).length).toBeGreaterThan(0);
    const response = (await call(masked, main)) as DifferentiateResponse;
    expect(response.nodes.find(({ id }) => id === cell.id)?.[cell.of]?.[cell.index]).toBe("?");
    expect(told(response)).toEqual([]);
    for (const [at, request] of others.entries())
      expect(told(await call(masked, request, `other ${at}`)), JSON.stringify(request)).toEqual([]);
  });

  test("leaves the other numbers, the costs and the network as they are", async () => {
    const whole = (await call(open, main)) as DifferentiateResponse;
    const answer = (await call(masked, main)) as DifferentiateResponse;
    expect(answer.graph).toEqual(whole.graph);
    expect(answer.runs.map(({ cost }) => cost)).toEqual(whole.runs.map(({ cost }) => cost));
    const left = numbers(whole).length - numbers(answer).length;
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(12);
  });
});

const shown_of = (kind: string) => kinds.find(({ name }) => name === kind);

test("a referee that is a little off gives nothing away, and a neighbour in the network is none", () => {
  const known = { nodes: [{ id: "a", adjoint: [0.5] }] } as unknown as DifferentiateResponse;
  const answer = {
    runs: [{ gradient: [{ id: "a", value: [0.5 * (1 + 1e-5)] }] }],
    nodes: [{ id: "b", adjoint: [0.5 * (1 + 1e-5)] }],
  };
  const made = masked(answer, shown_of("differentiate"), [{ id: "a", index: 0, of: "adjoint" }], known);
  expect(made).toEqual({ runs: [{ gradient: [{ id: "a", value: ["?"] }] }], nodes: answer.nodes });
});

test("of a kind that nothing is said of, no number gets through: in no list, no field, no text", async () => {
  const own = {
    total: 0.5,
    nodes: [{ id: "a1", value: 0.25, adjoint: [1e-3, "NaN", null] }, 7],
    runs: { cost: [[3, 4], { deep: -8 }] },
    count: "123456",
    most: "-Infinity",
    why: "It is 0.125, or \u22122.5e-7.",
    right: true,
  };
  const frame = { v: 1, kind: "echo", ok: true, diagnostics: [], diagnostics_total: 0 };
  const echoes = { call: async () => ({ status: "done", response: { ...frame, ...own } }) } as unknown as Asks;
  const hiding = new MaskedEngine(echoes, () => cells, known_kinds);
  const request = { v: 1, kind: "echo" } as unknown as Request;
  const outcome = await (hiding.call as (request: Request) => Promise<Outcome<object>>)(request);
  if (outcome.status !== "done") throw new Error(outcome.status);
  const { v, diagnostics_total, ...rest } = outcome.response as typeof frame & typeof own;
  expect([v, diagnostics_total]).toEqual([1, 0]);
  expect(JSON.stringify(rest)).not.toMatch(/\d|Infinity|NaN/);
  expect(rest).toMatchObject({
    kind: "echo",
    ok: true,
    right: true,
    total: "?",
    nodes: [{ adjoint: ["?", "?", null] }, "?"],
  });
});

test("a new number in an answer of a known kind is hidden, and what stands beside it is not", () => {
  const answer = JSON.parse(engine.call(JSON.stringify(main)));
  const grown = structuredClone(answer);
  grown.norm = 0.75;
  grown.nodes[0].half = [0.375];
  grown.runs[0].steps_taken = { first: 3 };
  grown.agreement.dot_test.sum = 1.5;
  const made = masked(grown, shown_of("differentiate"), [{ id: "none", index: 0, of: "adjoint" }], answer);
  expect([made.norm, made.nodes[0].half, made.runs[0].steps_taken, made.agreement.dot_test.sum]).toEqual([
    "?",
    ["?"],
    { first: "?" },
    "?",
  ]);
  delete made.norm;
  delete made.nodes[0].half;
  delete made.runs[0].steps_taken;
  delete made.agreement.dot_test.sum;
  expect(made).toEqual(answer);
});

const more: Request[] = [
  main,
  ...others,
  { ...main, want: "jacobian", seeds: undefined, layout: true } as DifferentiateRequest,
  { v: 1, kind: "graph", network: { text } },
  { v: 1, kind: "graph", network: { text }, expand: true },
  {
    v: 1,
    kind: "scale",
    network: { text: "size n = 2\nparam w = randn(n, seed=1)\nL = sum(w)\n" },
    vary: "n",
    sizes: [2, 3],
  },
  { v: 1, kind: "number", text: "1.25" },
];
test.each(more.map((request, at) => [at, request.kind, request] as const))(
  "%i, %s: where no number is a hidden one, the answer is the same",
  (_, kind, request) => {
    const answer = JSON.parse(engine.call(JSON.stringify(request)));
    expect(answer.ok).toBe(true);
    expect(masked(answer, shown_of(kind), [{ id: "none", index: 0, of: "adjoint" }], null)).toEqual(answer);
  },
);

test("a text whose weights have the same number as a hidden one is read as it is", async () => {
  const cell: Asked = { id: "w", index: 0, of: "adjoint" }; // 4, as v
  const masked = new MaskedEngine(asks, () => [cell], known_kinds);
  const network = { text: "param w = 2\nparam v = 4\nL = w*w + v\n" };
  await masked.call({ ...main, network, tangent: [{ id: "w", value: [1] }] });
  for (const request of [
    { v: 1, kind: "graph", network },
    { v: 1, kind: "catalogue" },
  ] as const) {
    const outcome = await (masked.call as (request: Request) => Promise<Outcome<unknown>>)(request);
    expect(outcome).toEqual({ status: "done", response: JSON.parse(engine.call(JSON.stringify(request))) });
  }
});

test("while nothing is hidden the answer itself goes through, and the fast lane is open", async () => {
  const response = { ok: true };
  const plain = { call: async () => ({ status: "done", response }), lane: 3 } as unknown as Asks;
  const open = new MaskedEngine(plain, () => [], known_kinds);
  const outcome = await open.call({ v: 1, kind: "catalogue" });
  expect(outcome.status === "done" && outcome.response).toBe(response);
  expect(open.lane).toBe(3);
  expect(new MaskedEngine(plain, () => cells, known_kinds).lane).toBe(0);
});

test("a hidden number is written as a question mark, also in a sum", () => {
  const mask = "?" as unknown as number;
  expect([number(mask), exact(mask)]).toEqual(["?", "?"]);
  expect(sum_of([0.5, mask], 0.75)).toBe("0.5 + ? = 0.75");
  expect(sum_of([0.5, 0.25], mask)).toBe("0.5 + 0.25 = ?");
});

describe("hiding of a network", () => {
  const own =
    "input x = [0.53, -1.07]\ninput t = [0.31]\nparam W1 = [[0.43, -0.37], [0.23, 0.71], [-0.59, 0.13]]\n" +
    "param b1 = [0.11, -0.19, 0.07]\nparam W2 = [[0.61, -0.83, 0.29]]\nh = tanh(W1 @ x + b1)\ny = W2 @ h\nL = mse(y, t)\n";
  const ask = (request: object) => JSON.parse(engine.call(JSON.stringify(request)));
  const request = {
    ...main,
    network: { text: own },
    tangent: [{ id: "W1", value: [1, 0, 0, 0, 0, 0] }],
  } as DifferentiateRequest;
  const response = ask(request) as DifferentiateResponse;
  const graph = response.graph as NonNullable<DifferentiateResponse["graph"]>;
  const result = { graph, response, weight: { id: "W1", index: 0 }, output: { id: "L", index: 0 } } as Result;
  const node = (id: string) => graph.nodes.find((one) => one.id === id) as (typeof graph.nodes)[number];
  const at = (some: readonly Asked[]) => some.map(({ index }) => index);

  test("an array, a row, a column and an element are the places that their names say", () => {
    expect(at(cells_of(node("W1"), "adjoint"))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(at(cells_of(node("W1"), "adjoint", { row: 1 }))).toEqual([2, 3]);
    expect(at(cells_of(node("W1"), "adjoint", { column: 1 }))).toEqual([1, 3, 5]);
    expect(at(cells_of(node("W1"), "adjoint", { row: 2, column: 0 }))).toEqual([4]);
    expect(at(cells_of(node("b1"), "value", { row: 2 }))).toEqual([2]);
    expect(at(cells_of(node("L"), "value"))).toEqual([0]);
  });

  test("what nobody has to find is not offered: values of leaves and what they are by the weight, ∂L/∂L", () => {
    const ids = (of: Asked["of"]) => new Set(hidable(result, of).map(({ node }) => node.id));
    expect([..."W1 b1 W2 h y".split(" ")].every((id) => ids("adjoint").has(id))).toBe(true);
    expect([
      ids("adjoint").has("L"),
      ids("adjoint").has("x"),
      ids("tangent").has("b1"),
      ids("value").has("W1"),
    ]).toEqual([false, false, false, false]);
    expect([ids("tangent").has("h"), ids("value").has("L")]).toEqual([true, true]);
  });

  test("a press hides what is not hidden yet, and shows what all is; a link has room for so many", () => {
    const [row, column, all] = [{ row: 0 }, { column: 0 }, {}].map((part) => cells_of(node("W1"), "adjoint", part)) as [
      Asked[],
      Asked[],
      Asked[],
    ];
    expect(at(toggled(row, column))).toEqual([0, 1, 2, 4]);
    expect([hidden_part(keys_of(row), all), hidden_part(keys_of(all), row), hidden_part(keys_of([]), row)]).toEqual([
      "mixed",
      "true",
      "false",
    ]);
    expect(at(toggled(all, column))).toEqual([1, 3, 5]);
    const many = Array.from({ length: kMostHidden }, (_, index): Asked => ({ id: "big", index, of: "value" }));
    expect(
      [[many, row] as const, [many.slice(6), all] as const, [many, many] as const, [[], []] as const].map(
        ([some, more]) => has_room(keys_of(some), more),
      ),
    ).toEqual([false, true, true, false]);
    expect(still_there(result, [...row, ...many, { id: "W1", index: 6, of: "adjoint" }])).toEqual(row);
  });

  test.each([
    ["an array", cells_of(node("W1"), "adjoint")],
    ["a row", cells_of(node("W1"), "adjoint", { row: 1 })],
    ["a column", cells_of(node("W1"), "adjoint", { column: 1 })],
    ["all ◂", all_of(result, "adjoint")],
    ["all ▸", all_of(result, "tangent")],
    ["all values", all_of(result, "value")],
  ])("of %s no answer holds a number", async (_, cells) => {
    const masked = new MaskedEngine(asks, () => cells, known_kinds);
    const truths = cells.map((cell) => Math.abs(Number(truth_of(response, cell)))).filter((truth) => truth > 0.01);
    expect(truths.length).toBeGreaterThan(1);
    const leaves = new Set(
      graph.nodes.filter(({ category }) => category === "leaf" || category === "const").map(({ id }) => id),
    );
    const call = async (asked: Request, channel?: string) => {
      const outcome = await (masked.call as (request: Request, channel?: string) => Promise<Outcome<unknown>>)(
        asked,
        channel,
      );
      if (outcome.status !== "done") throw new Error(outcome.status);
      const { graph: _, layout: __, seeds: ___, tangent: ____, ...rest } = outcome.response as DifferentiateResponse;
      const nodes = rest.nodes?.map((one) =>
        leaves.has(one.id.replace(/\[.*$/, "")) ? { ...one, value: undefined } : one,
      );
      const found = numbers({ ...rest, nodes }).map(Math.abs);
      return found.filter((one) => truths.some((truth) => Math.abs(one - truth) < 1e-8 * truth));
    };
    const compared = (all: readonly number[]) => all.filter((one) => !Number.isInteger(one)); // counts are whole
    expect(compared(await call(request))).toEqual([]);
    for (const more of [
      { ...request, include: ["local"], modes: [] },
      { ...request, expand: true, modes: [], include: ["value", "tangent", "adjoint", "local", "contributions"] },
      { ...request, include: ["steps", "timeline"] },
      { ...request, want: "jacobian", seeds: undefined },
      { v: 1, kind: "paths", network: { text: own } },
      { v: 1, kind: "broken", network: { text: own } },
    ] as Request[])
      expect(compared(await call(more, "other")), JSON.stringify(more)).toEqual([]);
  });
});

describe("the judge", () => {
  const cell: Asked = { id: "a", index: 0, of: "adjoint" };
  const masked = new MaskedEngine(asks, () => [cell], known_kinds);
  let response: DifferentiateResponse;
  const graded = async (by: MaskedEngine, at: Asked, typed: string, digits = 3) => {
    const outcome = await grade(by, at, typed, "answer", digits);
    const found = response_of(outcome);
    if (!found) throw new Error(outcome.status);
    return found;
  };
  const say = async (x: number | string, at: Asked = cell) => graded(masked, at, String(x));
  beforeAll(async () => {
    await masked.call(main);
    if (!masked.unmasked) throw new Error("nothing behind the mask");
    response = masked.unmasked.response;
  });
  const truth = () => Number(truth_of(response, cell));
  const use = (at: number) => {
    const found = response.nodes.find(({ id }) => id === "a")?.contributions?.[at];
    if (!found) throw new Error("no such use");
    return {
      consumer: found.consumer,
      product: Number(found.product?.[0]),
      local: Number(found.local?.[0]),
      upstream: Number(found.upstream?.[0]),
    };
  };

  test("takes three digits of the right number, and not a number two percent away", async () => {
    expect(await say(truth().toPrecision(3))).toMatchObject({ right: true });
    expect(await say(truth() * 1.02)).toMatchObject({ right: false });
    expect(await say("none")).toMatchObject({ right: false, said: expect.stringContaining("That is no number") });
    expect(await say("0,5")).toMatchObject({ right: false, said: expect.stringContaining("The decimal point is `.`") });
  });

  test("takes what the page prints, and as many digits as are asked for", async () => {
    expect(await say(number(truth()))).toMatchObject({ right: true });
    const network = { text: "param w = 0.05745\nL = -w*w\n" }; // the derivative is −0.1149
    const at: Asked = { id: "w", index: 0, of: "adjoint" };
    const fresh = new MaskedEngine(asks, () => [at], known_kinds);
    await fresh.call({ ...main, network, tangent: [{ id: "w", value: [1] }] });
    const right = async (typed: string, digits = 3) => (await graded(fresh, at, typed, digits)).right;
    for (const typed of ["\u22120.115", "-.1149", "\u22121.15e\u22121", "-0.1150"])
      expect(await right(typed), typed).toBe(true);
    for (const typed of ["\u22120.11", "\u22120.114", "\u22120.1", "\u22120.12", "0.1149", "\u22120,115"])
      expect(await right(typed), typed).toBe(false);
    expect([await right("-0.11", 2), await right("-0.1", 1), await right("-0.115", 4)]).toEqual([true, true, false]);
    expect((await graded(fresh, at, "-0.114")).said).toBe("Near, but not to 3 significant digits.");
    expect((await graded(fresh, at, "-0.115", 2)).said).toBe("Right: it is \u22120.11.");
  });

  test("\u22120.7 is not \u22120.696 with three digits, and a decimal on the edge is taken whatever its double is", () => {
    expect([is_right(-0.7, -0.696, 3), is_right(-0.7, -0.696, 1), is_right(-0.7, -0.696, 2)]).toEqual([
      false,
      true,
      true,
    ]);
    expect([is_right(-0.696, -0.6964, 3), is_right(-0.697, -0.6964, 3)]).toEqual([true, false]);
    expect([is_right(0.5, 0, 3), is_right(0, 0, 3), is_right(-0, 0, 3), is_right(1e-9, 0, 3)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    const { NaN: none, POSITIVE_INFINITY: endless } = Number;
    expect([is_right(none, none, 3), is_right(endless, endless, 3), is_right(1, endless, 3)]).toEqual([
      true,
      true,
      false,
    ]);
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
        fc.integer({ min: 1, max: 9 }),
        (x, digits) => {
          expect(is_right(Number(x.toPrecision(digits)), x, digits)).toBe(true);
          if (Math.abs(x) > 1e-300) expect(is_right(x + 1.001 * allowed(x, digits), x, digits)).toBe(false);
        },
      ),
    );
  });

  test("knows the wrong sign", async () => {
    expect((await say(-truth())).said).toContain("the sign is not");
  });

  test("knows one branch instead of the sum", async () => {
    for (const at of [0, 1]) {
      const { product, consumer } = use(at);
      expect((await say(product)).said).toBe(
        `That is what comes back by ${consumer} alone: it is one of 2 uses, and all are added.`,
      );
    }
  });

  test("knows a factor that was forgotten", async () => {
    const { upstream, local, consumer } = use(0);
    expect((await say(upstream)).said).toContain(
      `the factor of the step through ${consumer}, its local derivative, is missing`,
    );
    expect((await say(local)).said).toContain(`the local derivative of ${consumer} alone`);
  });

  test("knows what broken engines give", async () => {
    const weight: Asked = { id: "w", index: 0, of: "adjoint" };
    const broken = JSON.parse(engine.call(JSON.stringify({ v: 1, kind: "broken", network: { text } })));
    const wrong = broken.engines.find(({ right }: { right: boolean }) => !right);
    const { said } = await say(wrong.gradient[0].value[0], weight);
    expect(said).toContain(wrong.title);
  });

  test("says so where no mistake gives the number", async () => {
    expect((await say(123.456)).said).toBe("Not yet. No typical mistake gives this number.");
  });
});

// Jacobians with zeros of structure: colours, figures by hand, and that the numbers are those of the dense ways.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DifferentiateResponse, ModeRequest, Run } from "../../web/src/engine/types.gen";
import { differs } from "./compare";
import { ask, differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

const modes: ModeRequest[] = [
  { mode: "reverse", chunk: 1 },
  { mode: "forward", chunk: 1 },
  { mode: "reverse_coloured", chunk: 1 },
  { mode: "forward_coloured", chunk: 1 },
  { mode: "reverse_coloured", chunk: "all" },
  { mode: "forward_coloured", chunk: "all", keep_values: true },
  { mode: "reverse_sparse" },
  { mode: "forward_sparse" },
];
const run = (response: DifferentiateResponse, mode: string, chunk?: number | "all"): Run => {
  const found = response.runs.find((one) => one.mode === mode && (chunk === undefined || one.chunk === chunk));
  if (!found) throw new Error(`no run ${mode}`);
  return found;
};
const of = (text: string) => differentiate(engine, { network: { text }, want: "jacobian", modes, include: [] });
const numbers = (from: number, n: number) =>
  Array.from({ length: n }, (_, i) => (((from + i * 37) % 101) / 50 - 1).toFixed(2));
/** y_i reads `width` neighbours of x. */
const band = (rows: number, width: number) => `param x = [${numbers(11, rows + width - 1)}]
y = ${Array.from({ length: width }, (_, at) => `sin(x[${at}:${at + rows}] * ${(at + 2) / 4})`).join(" + ")}
output y`;
/** Every row reads x[0] and one of the others. */
const arrow = (rows: number) => `param x = [${numbers(5, rows + 1)}]
y = exp(x[0]) * x[1:${rows + 1}]
output y`;
/** Every row reads every column. */
const full = (rows: number) => `param x = [${numbers(3, rows)}]
y = softmax(x)
output y`;

describe.each([
  // width neighbours meet in each row; columns that lie width apart do not: width colours, and no fewer. The same with rows.
  { title: "a band of 3", text: band(12, 3), columns: 14, rows: 12, along: [3, 3], against: [3, 3] },
  { title: "a band of 2", text: band(5, 2), columns: 6, rows: 5, along: [2, 2], against: [2, 2] },
  { title: "a diagonal", text: band(9, 1), columns: 9, rows: 9, along: [1, 1], against: [1, 1] },
  // x[0] meets every other column, and those do not meet each other: two colours; of the rows all meet in it.
  { title: "an arrow", text: arrow(7), columns: 8, rows: 7, along: [2, 2], against: [7, 7] },
  { title: "full", text: full(6), columns: 6, rows: 6, along: [6, 6], against: [6, 6] },
])("$title", ({ text, columns, rows, along, against }) => {
  let response: DifferentiateResponse;
  beforeAll(async () => {
    response = await of(text);
  });
  const colouring = (mode: string) => run(response, mode, 1).colouring;

  test("the number of colours, and its lower bound", () => {
    const figures = (mode: string) => [colouring(mode)?.colours, colouring(mode)?.at_least];
    expect([figures("forward_coloured"), figures("reverse_coloured")]).toEqual([along, against]);
    expect([colouring("forward_coloured")?.of.length, colouring("reverse_coloured")?.of.length]).toEqual([
      columns,
      rows,
    ]);
    expect([run(response, "forward_coloured", 1).sweeps, run(response, "reverse_coloured", 1).sweeps]).toEqual([
      along[0],
      against[0],
    ]);
    expect([run(response, "forward_coloured", "all").sweeps, run(response, "reverse_coloured", "all").sweeps]).toEqual([
      1, 1,
    ]);
  });

  test("where the Jacobian is not 0 its place is said, and of one colour no two share one", () => {
    const value = run(response, "reverse").jacobian?.[0]?.value.map(Number) ?? [];
    const found = Array.from({ length: columns }, (_, column) =>
      Array.from({ length: rows }, (_, row) => row).filter((row) => value[row * columns + column] !== 0),
    );
    expect(colouring("forward_coloured")?.met).toEqual(found);
    for (const mode of ["forward_coloured", "reverse_coloured"]) {
      const { of: colours = [], met = [] } = colouring(mode) ?? {};
      const seen = new Set<string>();
      for (const [at, places] of met.entries())
        for (const place of places) {
          expect(seen.has(`${colours[at]} ${place}`)).toBe(false);
          seen.add(`${colours[at]} ${place}`);
        }
    }
  });

  test("every way has the numbers of reverse, and passes cost what they cost in forward and reverse", () => {
    const first = run(response, "reverse").jacobian?.[0]?.value ?? [];
    for (const one of response.runs) expect(differs(one.jacobian?.[0]?.value, first, 1e-12), one.title).toBeNull();
    expect(Number(response.agreement.max_relative)).toBeLessThanOrEqual(1e-12);
    const each = (mode: string) =>
      run(response, mode, 1).cost.total.map((n) => Number(n) / run(response, mode, 1).sweeps);
    expect(each("forward_coloured")).toEqual(each("forward"));
    const back = (mode: string) =>
      run(response, mode, 1).cost.derivative.map((n) => Number(n) / run(response, mode, 1).sweeps);
    expect(back("reverse_coloured")).toEqual(back("reverse"));
    const least = Math.min(
      ...response.runs.map(({ cost }) => cost.total.slice(0, 5).reduce((a, b) => Number(a) + Number(b), 0)),
    );
    const paper = run(response, "forward_sparse")
      .cost.total.slice(0, 5)
      .reduce((a, b) => Number(a) + Number(b), 0);
    if (along[0] !== columns) expect(least).toBe(paper);
  });
});

test("a gradient has one direction back, and columns that all meet in its one row", async () => {
  const text = "param x = [1, 2, 3]\nL = sum(x * x)";
  const { runs } = await differentiate(engine, { network: { text }, modes, include: [] });
  for (const one of runs) expect(one.gradient, one.title).toEqual([{ id: "x", shape: [3], value: [2, 4, 6] }]);
  expect(runs.map(({ sweeps }) => sweeps)).toEqual([1, 3, 1, 3, 1, 1, 1, 1]);
});

test("several outputs, an inner leaf and one that no output reads", async () => {
  const text = `param a = [1, 2]
param b = [3, 4]
param unread = 5
u = a * b
v = sin(u[0])
w = u[1] + b
output v, w
wrt a, u, unread`;
  const response = await of(text);
  // v by u[0]; w[0] and w[1] by u[1]; nothing passes into u, so that a has no part in anything.
  expect(run(response, "forward_coloured", 1).colouring).toEqual({
    colours: 1,
    at_least: 1,
    of: [0, 0, 0, 0, 0],
    met: [[], [], [0], [1, 2], []],
  });
  expect(run(response, "reverse_coloured", 1).colouring).toEqual({
    colours: 2,
    at_least: 2,
    of: [0, 0, 1],
    met: [[2], [3], [3]],
  });
  expect(Number(response.agreement.max_relative)).toBe(0);
  for (const one of response.runs) {
    const shapes = one.jacobian?.map(({ of: row, wrt, value }) => [row, wrt, value.map((one) => Number(one) + 0)]); // -0 is 0
    expect(shapes, one.title).toEqual([
      ["v", "a", [0, 0]],
      ["v", "u", [Math.cos(3), 0]],
      ["v", "unread", [0]],
      ["w", "a", [0, 0, 0, 0]],
      ["w", "u", [0, 1, 0, 1]],
      ["w", "unread", [0, 0]],
    ]);
  }
});

test("what has too many scalars is left out, and says so", async () => {
  const text = "param x = zeros(30000)\ny = x * x\noutput y";
  const few: ModeRequest[] = [{ mode: "forward_coloured" }, { mode: "reverse_coloured" }, { mode: "reverse_sparse" }];
  const response = await ask(engine, {
    v: 1,
    kind: "scale",
    network: { text: "size n = 30000\nparam x = zeros(n)\ny = x * x\noutput y" },
    vary: "n",
    sizes: [30000],
    want: "jacobian",
    modes: few,
  });
  expect(response).toMatchObject({ ok: true });
  const left = await ask(engine, {
    v: 1,
    kind: "differentiate",
    network: { text },
    seeds: { y: Array.from({ length: 30000 }, () => 1) },
    modes: few,
    include: [],
  });
  expect(left).toMatchObject({ ok: true, runs: [] });
  expect((left as DifferentiateResponse).diagnostics.map(({ code }) => code)).toEqual([
    "W_LEFT_OUT",
    "W_LEFT_OUT",
    "W_LEFT_OUT",
  ]);
});

test("the catalogue says which schedules are for Jacobians alone", async () => {
  const catalogue = await ask(engine, { v: 1, kind: "catalogue" });
  if (!("modes" in catalogue)) throw new Error("no catalogue");
  const some = catalogue.modes.flatMap(({ schedules }) =>
    schedules.filter(({ want }) => want === "jacobian").map(({ request }) => request),
  );
  expect(some).toEqual([
    { mode: "reverse", chunk: "all" },
    { mode: "reverse_sparse" },
    { mode: "reverse_coloured", chunk: 1 },
    { mode: "forward_coloured", chunk: 1 },
  ]);
});

// Any direction: vectors and what links say of them, the dial's numbers, and derivatives against the engine's own Jacobian.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../web/src/engine/client.ts";
import { load } from "../../web/src/engine/load.ts";
import type { DifferentiateResponse, GraphResponse, NamedValue, Request } from "../../web/src/engine/types.gen.ts";
import { ask_direction, type DirectionAnswer } from "../../web/src/state/ask_direction.ts";
import { dir_of, directions_of, kDirections, type Vector } from "../../web/src/state/directions.ts";
import type { Result } from "../../web/src/state/result.ts";
import type { Asks } from "../../web/src/state/slice.ts";
import { changed, count_of, numbers_of } from "../../web/src/state/vectors.ts";
import { degrees, direction_rows, on_circle, pairing, steepest } from "../../web/src/view/directions.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const ask = <R>(request: object): R => JSON.parse(engine.call(JSON.stringify(request))) as R;
const asks = {
  call: (request: Request) => Promise.resolve({ status: "done", response: ask(request) }),
} as unknown as Asks;

const members = [
  { id: "a", shape: [2] },
  { id: "b", shape: [] },
];

describe("vectors", () => {
  test.each<[string, Vector, NamedValue[]]>([
    [
      "one",
      { kind: "one" },
      [
        { id: "a", value: [0, 1] },
        { id: "b", value: [0] },
      ],
    ],
    [
      "equal",
      { kind: "equal" },
      [
        { id: "a", value: [1, 1] },
        { id: "b", value: [1] },
      ],
    ],
    [
      "random",
      { kind: "random", seed: 3 },
      [
        { id: "a", value: [7, 8] },
        { id: "b", value: [9] },
      ],
    ],
    [
      "own, with what is not there left out",
      {
        kind: "own",
        numbers: [
          ["a", 1, -2],
          ["a", 5, 1],
          ["c", 0, 1],
        ],
      },
      [
        { id: "a", value: [0, -2] },
        { id: "b", value: [0] },
      ],
    ],
  ])("%s", (_, vector, expected) =>
    expect(numbers_of(vector, members, { id: "a", index: 1 }, [7, 8, 9])).toEqual(expected),
  );

  test("a number that is changed makes it one of the reader's own, and 0 is left out", () => {
    const now = numbers_of({ kind: "equal" }, members, null, []);
    expect(changed(now, { id: "b", index: 0 }, 0.5)).toEqual({
      kind: "own",
      numbers: [
        ["a", 0, 1],
        ["a", 1, 1],
        ["b", 0, 0.5],
      ],
    });
    expect(changed(now, { id: "a", index: 0 }, 0)).toEqual({
      kind: "own",
      numbers: [
        ["a", 1, 1],
        ["b", 0, 1],
      ],
    });
  });

  test("a link says them, and nothing of how the page opens", () => {
    expect(dir_of(kDirections)).toBeUndefined();
    const all: Vector[] = [
      { kind: "one" },
      { kind: "equal" },
      { kind: "random", seed: 5 },
      { kind: "own", numbers: [["a", 0, 2]] },
    ];
    for (const tangent of all)
      for (const cotangent of all)
        expect(directions_of(dir_of({ tangent, cotangent }))).toEqual({ tangent, cotangent });
  });
});

test("the dial: exact on its axes, of length 1 everywhere, and the angle comes back", () => {
  expect([0, 90, 180, 270].map(on_circle)).toEqual([
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ]);
  for (let angle = 0; angle < 360; angle += 7) {
    const [x, y] = on_circle(angle);
    expect(Math.hypot(x, y)).toBeCloseTo(1, 14);
    expect(degrees(Math.atan2(y, x))).toBeCloseTo(angle, 2);
  }
});

const text =
  "param u = [0.6, -0.4]\nparam c = 2\ninput W = [[0.5, -0.8], [1.1, 0.3], [-0.6, 0.9]]\nv = tanh(W @ u) * c\ns = sum(v*v)\noutput v, s\n";

async function found(tangent: Vector, cotangent: Vector): Promise<DirectionAnswer> {
  const { graph } = ask<GraphResponse>({ v: 1, kind: "graph", network: { text } });
  const result = {
    ...{ text, graph, at: [], request: {}, weight: { id: "u", index: 1 }, output: { id: "v", index: 2 } },
  } as unknown as Result;
  const outcome = (await ask_direction(asks, { result, tangent, cotangent })) as Outcome<DirectionAnswer>;
  if (outcome.status !== "done" || !outcome.response.ok) throw new Error(JSON.stringify(outcome));
  return outcome.response;
}

/** The Jacobian of the whole, 4 by 3, by forward mode alone. */
function jacobian(): number[][] {
  const asked = { v: 1, kind: "differentiate", network: { text }, want: "jacobian", modes: [{ mode: "forward" }] };
  const blocks = ask<DifferentiateResponse>(asked).runs[0]?.jacobian ?? [];
  const row = (of: string, at: number): number[] =>
    blocks
      .filter((block) => block.of === of)
      .flatMap(({ value, shape }) => value.slice(at * Number(shape[1]), (at + 1) * Number(shape[1])).map(Number));
  return [row("v", 0), row("v", 1), row("v", 2), row("s", 0)];
}

describe("a jvp and a vjp", () => {
  const vectors: [string, Vector][] = [
    ["one", { kind: "one" }],
    ["equal", { kind: "equal" }],
    ["random", { kind: "random", seed: 11 }],
    [
      "own",
      {
        kind: "own",
        numbers: [
          ["u", 0, 0.25],
          ["c", 0, -3],
          ["v", 1, 2],
          ["s", 0, 0.5],
        ],
      },
    ],
  ];
  test.each(vectors.flatMap(([a, there]) => vectors.map(([b, back]) => [a, b, there, back] as const)))(
    "along %s, with %s: J·ẋ and ȳᵀ·J of the Jacobian, and the same pairing from both ends",
    async (_a, _b, tangent, cotangent) => {
      const answer = await found(tangent, cotangent);
      const [x, y] = [answer.tangent, answer.cotangent].map((list) => list.flatMap(({ value }) => value.map(Number)));
      const J = jacobian();
      const dot = (a: readonly number[], b: readonly number[]) =>
        a.reduce((sum, one, at) => sum + one * (b[at] ?? 0), 0);
      const shapes = new Map([
        ["u", { shape: [2] }],
        ["v", { shape: [3] }],
      ] as [string, { shape: number[] }][]);
      const leaves = direction_rows(answer.tangent, answer.response, "adjoint", shapes);
      const outputs = direction_rows(answer.cotangent, answer.response, "tangent", shapes);
      expect(leaves.map(({ name }) => name)).toEqual(["u[0]", "u[1]", "c"]);
      const numeric = ({ in_full }: { in_full: string }) => Number(in_full.replaceAll("−", "-"));
      for (const [at, row] of outputs.entries()) expect(numeric(row)).toBeCloseTo(dot(J[at] ?? [], x ?? []), 12);
      for (const [at, leaf] of leaves.entries())
        expect(numeric(leaf)).toBeCloseTo(
          dot(
            J.map((row) => row[at] ?? 0),
            y ?? [],
          ),
          12,
        );
      expect(pairing(answer.response)?.ok).toBe(true);
      expect(steepest(leaves, 0, 1)).toBeCloseTo(
        degrees(Math.atan2(numeric(leaves[1] as never), numeric(leaves[0] as never))),
        2,
      );
    },
  );

  test("what a quiz hides says nothing: no angle, no pairing", async () => {
    const answer = await found({ kind: "equal" }, { kind: "equal" });
    const hidden = {
      ...answer.response,
      agreement: { ...answer.response.agreement, dot_test: { left: "?", right: "?", relative: "?" } },
    };
    expect(pairing(hidden as never)?.ok).toBeNull();
    const rows = [{ number: Number.NaN }, { number: 1 }] as never;
    expect(steepest(rows, 0, 1)).toBeNull();
  });

  test("the gradient points where its numbers say, however small and negative they are", () => {
    const rows = [{ number: -1.5e-7 }, { number: -1.5e-7 }] as never;
    expect(steepest(rows, 0, 1)).toBe(225);
  });

  test("random numbers are those of the seed, as many as there are elements", async () => {
    const [a, b, c] = await Promise.all(
      [11, 11, 12].map(async (seed) => (await found({ kind: "random", seed }, { kind: "one" })).tangent),
    );
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    expect(a?.map(({ value }) => value.length)).toEqual([2, 1]);
    expect(count_of(members)).toBe(3);
  });
});

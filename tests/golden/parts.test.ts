// Answers in parts: put together, however they are cut, they are the answer that a request without parts has.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type {
  DifferentiateRequest,
  DifferentiateResponse,
  MoreResponse,
  Network,
} from "../../web/src/engine/types.gen";
import { runs_there, with_part } from "../../web/src/state/join";
import { blocks, chain, tangle } from "../bench/graphs.mjs";
import { ask, catalogue_of, differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

let engine: Engine;
let all: Omit<DifferentiateRequest, "v" | "kind" | "network">;
beforeAll(async () => {
  engine = await start();
  const { modes } = await catalogue_of(engine);
  const standard = modes.flatMap((mode) => mode.schedules.map((schedule) => schedule.request));
  all = {
    modes: [...standard, ...modes.filter(({ referee }) => referee).map(({ name }) => ({ mode: name }))],
    include: ["value", "tangent", "adjoint", "gradient_forward", "contributions", "cost", "graph", "groups"],
  };
});
afterAll(() => engine.close());

async function more(of: number, have: number, work: number): Promise<MoreResponse> {
  const response = await ask(engine, { v: 1, kind: "more", of, have, work });
  if (response.ok && response.kind === "more") return response;
  throw new Error(JSON.stringify(response.diagnostics));
}

/** The answers on the way to the whole one, and the parts. */
async function parts(request: Omit<DifferentiateRequest, "v" | "kind">, work: number) {
  let answer = await differentiate(engine, { ...request, parts: 0 });
  const seen = [answer];
  const got: MoreResponse[] = [];
  const of = answer.more?.of;
  while (of !== undefined && answer.more) {
    const part = await more(of, runs_there(answer.runs), work);
    got.push(part);
    answer = with_part(answer, part);
    seen.push(answer);
  }
  return { answer, seen, got };
}

/** What must hold of every answer on the way: figures that are not counted say so, and are those that are counted later. */
function holds(seen: readonly DifferentiateResponse[], whole: DifferentiateResponse): void {
  for (const answer of seen)
    for (const [at, run] of answer.runs.entries()) {
      const counted = whole.runs[at];
      expect(run.title).toBe(counted?.title);
      if (!run.pending) continue;
      expect(run.predicted).toBe(true);
      expect(run.gradient ?? run.jacobian).toBeUndefined();
    }
}

const folder = new URL("../../web/examples/", import.meta.url);
const presets = readdirSync(folder)
  .filter((file) => file.endsWith(".net"))
  .map((file): [string, Network] => [file, { text: readFileSync(new URL(file, folder), "utf8") }]);
const odd: [string, Network][] = [
  ["a value that is no number", { text: "param x = 0\ny = log(x)\nz = y*0 + x" }],
  ["a kink, and something unused", { text: "param x = 0\nparam u = 1\ny = relu(x)" }],
  ["nothing to differentiate by", { text: "input x = 2\ny = x*x" }],
];
const large: [string, Network][] = [
  ["a chain", { text: chain(90) }],
  ["a random graph", { text: tangle(120) }],
  ["layers", { text: blocks(2, true) }],
];

describe.each([...presets, ...odd, ...large])("%s", (_, network) => {
  test.each([1, 3_000, 1_000_000_000])("in parts of work %i", async (work) => {
    const { graph } = await differentiate(engine, { network, want: "jacobian", modes: [], include: ["graph"] });
    const sizes = graph?.outputs.map((id) => graph.nodes.find((node) => node.id === id)?.shape ?? []) ?? [];
    const want = sizes.length === 1 && sizes[0]?.length === 0 ? ("gradient" as const) : ("jacobian" as const);
    const request = { ...all, network, want };
    const whole = await differentiate(engine, request);
    const { answer, seen, got } = await parts(request, work);
    expect(answer).toEqual(whole);
    holds(seen, whole);
    const done = got.map((part) => part.sweeps_done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    if (seen[0]?.more) expect(done.at(-1)).toBe(seen[0].more.sweeps);
    expect(got.every((part, at) => part.done === (at === got.length - 1))).toBe(true);
  });
});

test("with steps and a time line", async () => {
  const text = chain(30);
  const request = {
    ...all,
    network: { text },
    include: [...(all.include ?? []), "steps" as const, "timeline" as const],
  };
  expect((await parts(request, 500)).answer).toEqual(await differentiate(engine, request));
});

test("several answers are gone on with side by side, an answer that got lost is given again, and others in between change nothing", async () => {
  const networks = [chain(60), tangle(60), blocks(1)].map((text) => ({ ...all, network: { text } }));
  const wholes = [];
  for (const request of networks) wholes.push(await differentiate(engine, request));
  const firsts = [];
  for (const request of networks) firsts.push(await differentiate(engine, { ...request, parts: 0 }));
  while (firsts.some((answer) => answer.more))
    for (const [at, answer] of firsts.entries()) {
      if (!answer.more) continue;
      await more(answer.more.of, runs_there(answer.runs), 20_000); // nobody hears this one
      await differentiate(engine, { network: { text: "param x = 1\ny = x*x" } });
      const part = await more(answer.more.of, runs_there(answer.runs), 20_000);
      firsts[at] = with_part(answer, part);
    }
  expect(firsts).toEqual(wholes);
});

test("what is small comes whole, and a ninth answer puts the first away", async () => {
  const small = { ...all, network: { text: "param x = 2\ny = x*x" } };
  expect(await differentiate(engine, { ...small, parts: 2_000_000 })).toEqual(await differentiate(engine, small));
  const asked = [];
  for (let at = 0; at < 9; at++)
    asked.push(await differentiate(engine, { ...all, network: { text: chain(30, at) }, parts: 0 }));
  const gone = await ask(engine, { v: 1, kind: "more", of: asked[0]?.more?.of ?? 0, have: 0, work: 1 });
  expect(gone.ok ? "" : gone.diagnostics[0]?.code).toBe("E_GONE");
  expect((await more(asked[8]?.more?.of ?? 0, 0, 1)).done).toBe(false);
});

test("numbers without a trace come at once, and the same", async () => {
  const request = { ...all, network: { text: chain(60) }, include: ["value", "adjoint"] as const };
  const asked = { ...request, include: [...request.include], modes: (all.modes ?? []).slice(0, 4) };
  const whole = await differentiate(engine, asked);
  expect((await parts(asked, 1000)).answer).toEqual(whole);
});

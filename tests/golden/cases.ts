// The golden vectors and what the engine is asked about each: the same network as text and as JSON.
import { readFileSync } from "node:fs";
import type {
  DifferentiateRequest,
  DifferentiateResponse,
  ModeRequest,
  Network,
  NetworkJson,
  Real,
  Run,
} from "../../web/src/engine/types.gen";
import { include } from "../include.mjs";
import { differentiate } from "./engine/ask";
import type { Engine } from "./engine/transport";
import { type Op, parse } from "./model/parse";

export interface Case {
  id: string;
  group: string;
  inputs: { name: string; shape: number[]; differentiable: boolean; value: number[] }[];
  program: string[];
  seeds: { node: string; cotangent: number[] }[];
  tangent: { name: string; value: number[] }[];
  nodes: {
    name: string;
    shape: number[];
    value?: Real[];
    grad: Real[] | null;
    tangent?: Real[];
    connected?: boolean;
  }[];
  jacobian?: { of: string; blocks: { wrt: string; shape: [number, number]; value: Real[] }[] };
  rtol: number;
}
interface Generated {
  rule: string;
  x0: number;
  n: number;
  value: Real;
  grad_x0: Real;
}

export const load = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8")) as T;
const vectors = load<{ cases: Case[]; generated: Generated[] }>("vectors.json");
export const generated = vectors.generated;
/** The cases that everything is asked of, as text and as JSON; the small parser of `model/` reads their programs. */
export const cases = vectors.cases.filter((k) => k.group === "seed");
/** The others: more operations, larger graphs, harder numbers. */
export const others = vectors.cases.filter((k) => k.group !== "seed");

export const wrt = (k: Case) => k.inputs.filter((leaf) => leaf.differentiable).map((leaf) => leaf.name);
export const seeded = (k: Case) => k.seeds.map((seed) => seed.node);
/** Elements of wrt: how many sweeps of one direction a gradient takes. */
export const directions = (k: Case) =>
  k.inputs.filter((leaf) => leaf.differentiable).reduce((n, leaf) => n + leaf.value.length, 0);

function literal(shape: readonly number[], value: readonly number[]): string {
  if (shape.length === 0) return String(value[0]);
  const step = value.length / (shape[0] ?? 1);
  const parts = Array.from({ length: shape[0] ?? 0 }, (_, i) => value.slice(i * step, (i + 1) * step));
  return `[${parts.map((part) => literal(shape.slice(1), part)).join(", ")}]`;
}

/** The network language: declarations in front of the program as it stands. */
export function asText(k: Case): Network {
  const declare = (leaf: Case["inputs"][number]) =>
    `${leaf.differentiable ? "param" : "input"} ${leaf.name} = ${literal(leaf.shape, leaf.value)}`;
  const lines = [...k.inputs.map(declare), ...k.program, `output ${seeded(k).join(", ")}`, `wrt ${wrt(k).join(", ")}`];
  return { text: `${lines.join("\n")}\n` };
}

/** Operations as JSON nodes: each literal becomes a const, shared by all that use it. */
export function jsonNodes(ops: Op[]): NetworkJson["nodes"] {
  const literals = new Set(ops.flatMap((op) => op.in.filter((x) => typeof x === "number")));
  const consts = [...literals].map((x) => ({ id: `${x}`, op: "const", in: [], attrs: { value: x } }));
  return [...consts, ...ops.map(({ id, op, in: operands }) => ({ id, op, in: operands.map(String) }))];
}

export function asJson(k: Case): Network {
  const inputs = k.inputs.map(({ name, shape, differentiable, value }) => ({
    id: name,
    shape,
    value,
    diff: differentiable,
  }));
  return { inputs, nodes: jsonNodes(parse(k.program.join("\n")).ops), outputs: seeded(k), wrt: wrt(k) };
}

/** A chunk that divides neither one nor all: 3 where there are more directions, else one fewer than there are. */
export const oddChunk = (k: Case) => Math.max(1, Math.min(3, directions(k) - 1));

/** Every schedule of a gradient. */
export const schedules = (k: Case): ModeRequest[] => [
  { mode: "forward", chunk: 1 },
  { mode: "forward", chunk: "all" },
  { mode: "forward", chunk: oddChunk(k) },
  { mode: "forward", chunk: 1, keep_values: true },
  { mode: "forward_sparse" },
  { mode: "reverse" },
];

const named = (list: { name: string; value: number[] }[]) => list.map(({ name: id, value }) => ({ id, value }));

/** Everything about one case, by every schedule. */
export function question(k: Case, network: Network): DifferentiateRequest {
  const seeds = k.seeds.map(({ node: id, cotangent: value }) => ({ id, value }));
  return { v: 1, kind: "differentiate", network, seeds, tangent: named(k.tangent), modes: schedules(k), include };
}

export function answer(engine: Engine, k: Case, network: Network): Promise<DifferentiateResponse> {
  return differentiate(engine, question(k, network));
}

/** The run of schedules(k) at this place. */
export function runs(response: DifferentiateResponse) {
  const at = (i: number): Run => {
    const run = response.runs[i];
    if (run === undefined) throw new Error(`there is no run ${i}`);
    return run;
  };
  return { one: at(0), all: at(1), odd: at(2), kept: at(3), sparse: at(4), reverse: at(5), each: response.runs };
}

// The corpus of links: tokens that were given out once and must open for ever, each with what it says and what is computed from it.
import { readFileSync } from "node:fs";
import type { DifferentiateRequest, DifferentiateResponse, GraphResponse } from "../../web/src/engine/types.gen.ts";
import type { Link } from "../../web/src/link/link.ts";
import { callWasm, instantiate } from "../golden/engine/module.ts";

export interface Kept {
  name: string;
  token: string;
  link: Link;
  /** The numbers of the network at the values of the link, along its weight and back from its output, counted as it says. */
  numbers: Numbers;
}

export interface Numbers {
  nodes: { id: string; value: unknown; tangent: unknown; adjoint: unknown }[];
  /** add, mul, div, cmp, functions and framework flops of going back once, and of going forward for each weight. */
  reverse: number[];
  forward: number[];
}

export const file = new URL("./corpus.json", import.meta.url);
export const corpus = (): Kept[] => JSON.parse(readFileSync(file, "utf8")) as Kept[];

const engine = await instantiate();

/** What the engine that was built says of a link. */
export const numbers_of = (link: Link): Numbers => numbers_by((request) => callWasm(engine, request), link);

/** What an engine says of a link; `call` answers a request of its API. */
export function numbers_by(call: (request: string) => string, { src, vals = [], wrt, of, count = 1 }: Link): Numbers {
  const ask = <R>(request: object): R => JSON.parse(call(JSON.stringify(request))) as R;
  const answer = ask<GraphResponse>({ v: 1, kind: "graph", network: { text: src } });
  const { graph, network } = answer;
  const length = (id: string): number =>
    (graph.nodes.find((node) => node.id === id)?.shape ?? []).reduce((product, extent) => product * extent, 1);
  const unit = ([id, index]: readonly [string, number]) => [
    { id, value: Array.from({ length: length(id) }, (_, at) => Number(at === index)) },
  ];
  const at = network.inputs.flatMap(({ id, value }) => {
    const mine = vals.filter(([leaf]) => leaf === id);
    const whole = [value].flat();
    for (const [, index, number] of mine) whole[index] = number;
    return mine.length > 0 ? [{ id, value: whole }] : [];
  });
  const request: DifferentiateRequest = {
    v: 1,
    kind: "differentiate",
    network: { text: src },
    at,
    tangent: unit(wrt ?? [graph.wrt[0] ?? "", 0]),
    seeds: unit(of ?? [graph.outputs[0] ?? "", 0]),
    modes: [{ mode: "reverse" }, { mode: "forward", chunk: 1 }],
    include: ["value", "tangent", "adjoint", "cost"],
    count,
  };
  const { nodes, runs } = ask<DifferentiateResponse>(request);
  return {
    nodes: nodes.map(({ id, value, tangent, adjoint }) => ({ id, value, tangent, adjoint })),
    reverse: [...(runs[0]?.cost.total ?? [])],
    forward: [...(runs[1]?.cost.total ?? [])],
  };
}

/** Where two differ; numbers may by 1e-12 relative: another build of the engine may round otherwise. */
function far(found: unknown, kept: unknown, where: string): string[] {
  if (typeof kept === "number" && typeof found === "number")
    return Math.abs(found - kept) <= 1e-12 * Math.max(1e-300, Math.abs(kept))
      ? []
      : [`${where}: ${found}, not ${kept}`];
  if (Array.isArray(kept) && Array.isArray(found) && kept.length === found.length)
    return kept.flatMap((one, at) => far(found[at], one, `${where}[${at}]`));
  return JSON.stringify(found) === JSON.stringify(kept) ? [] : [`${where}: ${JSON.stringify(found)}`];
}

/** Where numbers differ from those that a link gave; costs and names must be the same. */
export function differences(found: Numbers, kept: Numbers): string[] {
  const whole = ({ nodes, reverse, forward }: Numbers): string =>
    JSON.stringify([nodes.map(({ id }) => id), reverse, forward]);
  const counted = whole(found) === whole(kept) ? [] : [`counts or names: ${whole(found)}, not ${whole(kept)}`];
  const parts = ["value", "tangent", "adjoint"] as const;
  return [
    ...counted,
    ...kept.nodes.flatMap((node, at) =>
      parts.flatMap((part) => far(found.nodes[at]?.[part], node[part], `${node.id} ${part}`)),
    ),
  ];
}

// Where the lanes of a race are → which numbers of the graph are there, and what is still to be added to a sum.
import type { Contribution, Graph, NodeResult, NullableReals } from "../engine/types.gen.ts";
import type { Elements } from "../view/elements.ts";
import type { Place } from "../view/labels.ts";
import { type Beat, is_done, type Pass, pass_at, pass_of, type RaceLane, written } from "./lane.ts";

/** The numbers of the nodes at one moment. Ids are of the network as written. */
export interface RaceNumbers {
  /** The element that ▸ goes along, and the one that ◂ is of: those of the present passes. */
  weight: Place | null;
  output: Place | null;
  /** A node with what is there of it: without a value, tangent or adjoint that nothing has computed yet. */
  of(node: NodeResult): NodeResult;
  has_value(id: string): boolean;
  /** Nodes to whose adjoints something is still to be added. */
  pending: ReadonlySet<string>;
}

/** What the numbers are taken from. */
export interface Known {
  nodes: readonly NodeResult[];
  leaves: ReadonlySet<string>;
  weight: Place | null;
  output: Place | null;
  weights: Elements;
  outputs: Elements;
}

/** The beats of a pass that have ended. */
function ended({ beats }: Pass, work: number): readonly Beat[] {
  return (beats ?? []).filter(({ end }) => end <= work);
}

/** Nodes whose last beat of that kind has ended: where a node is taken apart, all of its elements have. */
function complete(pass: Pass, work: number, sweeps: readonly string[]): Set<string> {
  const done = new Set<string>();
  const open = new Set<string>();
  for (const { steps, node, end } of pass.beats ?? []) {
    if (!steps.some(({ sweep, again }) => sweeps.includes(sweep) && !again)) continue;
    (end <= work ? done : open).add(written(node));
  }
  for (const id of open) done.delete(id);
  return done;
}

const same = (a: Place | null, b: Place | null): boolean => a?.id === b?.id && a?.index === b?.index;

/** The lane whose derivatives the nodes show: of several along the arrows the one with the most passes. */
export function shown_lane(lanes: readonly RaceLane[], direction: RaceLane["direction"]): RaceLane | undefined {
  const all = lanes.filter((lane) => lane.direction === direction);
  return [...all].sort((a, b) => b.passes - a.passes)[0];
}

function values_there(lanes: readonly RaceLane[], work: number): (id: string) => boolean {
  const found = new Set<string>();
  let all = false;
  for (const lane of lanes) {
    const first = lane.first[0];
    if (!first) continue;
    if (first.end <= work || is_done(lane, work)) all = true;
    else for (const id of complete(first, work, ["value", "tangent"])) found.add(id);
  }
  return (id) => all || found.has(id);
}

/** Tangents of a pass along one direction, by node; what a term has no numbers for is not there. */
function tangents(pass: Pass, work: number): Map<string, NullableReals> {
  const found = new Map<string, NullableReals>();
  for (const { steps } of ended(pass, work))
    for (const { node, sweep, seed, terms } of steps)
      if (sweep === "tangent" && !seed) found.set(node, terms.at(-1)?.sum_after ?? null);
  return found;
}

interface Adjoints {
  sums: Map<string, NullableReals>;
  /** How many products have come, and how many there will be. */
  come: Map<string, number>;
  all: Map<string, number>;
  consumers: Map<string, string[]>;
}

function adjoints(pass: Pass, work: number): Adjoints {
  const found: Adjoints = { sums: new Map(), come: new Map(), all: new Map(), consumers: new Map() };
  const add = (map: Map<string, number>, id: string): void => void map.set(id, (map.get(id) ?? 0) + 1);
  for (const { steps, end } of pass.beats ?? [])
    for (const { node, sweep, seed, terms } of steps) {
      if (sweep !== "adjoint") continue;
      if (seed) add(found.all, node);
      if (seed && end <= work) add(found.come, node);
      for (const { to, sum_after } of terms) {
        add(found.all, to);
        if (end > work) continue;
        add(found.come, to);
        found.sums.set(to, sum_after);
        found.consumers.set(to, [...(found.consumers.get(to) ?? []), node]);
      }
    }
  return found;
}

function arrived(uses: readonly Contribution[] | undefined, consumers: readonly string[]): Contribution[] {
  return (uses ?? []).filter(({ consumer }) => consumers.includes(consumer));
}

/** What a result has for a race. */
interface Settled {
  graph: Graph;
  response: { nodes: readonly NodeResult[] };
  weight: Place | null;
  output: Place | null;
}

/** What is shown of a result when so much work is done. */
export function numbers_at(
  lanes: readonly RaceLane[],
  work: number,
  { graph, response, weight, output }: Settled,
  elements: { weights: Elements; outputs: Elements },
): RaceNumbers {
  const leaves = new Set(graph.nodes.filter(({ inputs }) => inputs.length === 0).map(({ id }) => id));
  return race_numbers(lanes, work, { nodes: response.nodes, leaves, weight, output, ...elements });
}

/** What is shown of the nodes when so much work is done. */
export function race_numbers(lanes: readonly RaceLane[], work: number, known: Known): RaceNumbers {
  const has = values_there(lanes, work);
  const [there, back] = [shown_lane(lanes, "along"), shown_lane(lanes, "against")];
  const [along, against] = [there && pass_at(there, work), back && pass_at(back, work)];
  const place = (all: Elements, pass: Pass | undefined, own: Place | null): Place | null =>
    (pass && all.at(pass.number - 1)) ?? own;
  const done = (lane: RaceLane | undefined): boolean => lane !== undefined && is_done(lane, work);
  const weight = there?.single && !done(there) ? place(known.weights, along, known.weight) : known.weight;
  const output = back?.single && !done(back) ? place(known.outputs, against, known.output) : known.output;
  // Of a pass that carries several, the numbers of the chosen one are there if it is among them.
  const has_it = (lane: RaceLane | undefined, pass: Pass | undefined, all: Elements, own: Place | null): boolean =>
    !lane || !pass || !own || pass_of(lane, all.of(own)) === pass.number;
  const is_weight = there?.single ? same(weight, known.weight) : has_it(there, along, known.weights, known.weight);
  const is_output = back?.single ? same(output, known.output) : has_it(back, against, known.outputs, known.output);
  const tangent_there = along ? complete(along, work, ["tangent"]) : new Set<string>();
  const along_it = along && there?.single ? tangents(along, work) : new Map<string, NullableReals>();
  const brought = against ? adjoints(against, work) : null;
  const pending = new Set<string>();
  for (const [id, count] of brought?.come ?? []) if (count < (brought?.all.get(id) ?? 0)) pending.add(id);
  if (done(back)) pending.clear();

  const tangent_of = ({ id, tangent }: NodeResult): NullableReals | undefined => {
    if (!there || known.leaves.has(id) || done(there)) return there ? tangent : undefined;
    if (!tangent_there.has(id)) return undefined;
    if (is_weight) return tangent;
    return along?.numbered ? (along_it.get(id) ?? undefined) : undefined;
  };
  const adjoint_of = ({ id, adjoint }: NodeResult): NullableReals | undefined => {
    if (!back || done(back)) return back ? adjoint : undefined;
    if (!brought?.come.get(id) || pending.has(id)) return undefined;
    if (is_output) return adjoint;
    return back.single && against?.numbered ? (brought.sums.get(id) ?? undefined) : undefined;
  };
  return {
    weight,
    output,
    pending,
    has_value: (id) => known.leaves.has(id) || has(id),
    of: (node) => ({
      ...node,
      value: known.leaves.has(node.id) || has(node.id) ? node.value : undefined,
      tangent: tangent_of(node),
      adjoint: adjoint_of(node),
      contributions:
        done(back) || !brought || !is_output
          ? done(back)
            ? node.contributions
            : []
          : arrived(node.contributions, brought.consumers.get(node.id) ?? []),
    }),
  };
}

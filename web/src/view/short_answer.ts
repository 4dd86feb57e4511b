// The question of the page answered for one network: three columns of words, and every number in them one of the engine's.
import type { Direction, Graph, GraphNode, NodeResult, Real, Run } from "../engine/types.gen.ts";
import { in_short, type Join } from "./carried.ts";
import { bytes, counted, flops_of, real, sum_of, whole } from "./format.ts";
import { element, kGlyph } from "./labels.ts";
import type { Meeting } from "./meeting.ts";
import { count, digits, type Figure, name, type Sentence, say } from "./sentence.ts";

/** The schedules that the answer compares: each direction with all that it carries, on paper, and one weight or output a sweep. */
export interface Ways {
  back: Run;
  along: Run;
  each: Run;
  row: Run;
}

/** Another network, by its costs. */
export interface Other {
  /** Id of the preset. */
  id: string;
  ways: Ways;
}

export interface Facts {
  graph: Graph;
  nodes: readonly NodeResult[];
  runs: readonly Run[];
  /** The derivative that both directions give; words where there is none. */
  met: Meeting | string;
  /** How many derivatives the statements carry with all weights carried along; empty before it is known. */
  carried: readonly number[];
  /** What forward adds where paths meet, along the weight that is shown; null before it is known, or where it is no single number. */
  joined: Join | null;
  /** Id of the preset that is shown, and two others to compare with once their costs are there: many weights, many outputs. */
  preset: string;
  deep: Other | null;
  wide: Other | null;
}

/** The head begins the first sentence of the body. */
export interface Column {
  head: Sentence;
  body: Sentence;
}

export interface ShortAnswer {
  columns: readonly Column[];
  /** All of it in one sentence. */
  brief: Sentence;
}

/** The compared schedules among the runs; null where one of them was left out. */
export function ways_of(runs: readonly Run[]): Ways | null {
  const of = (direction: Direction): Run[] => runs.filter((run) => run.direction === direction && !run.cuts);
  const all = (some: readonly Run[]): Run | undefined => some.find(({ chunk }) => chunk === undefined);
  const [forward, [row, ...others]] = [of("along"), of("against")];
  const each = forward.find(({ chunk, keep_values }) => chunk === 1 && !keep_values);
  const along = all(forward);
  return row && each && along ? { back: all(others) ?? row, along, each, row } : null;
}

const work = (run: Run): number => flops_of(run.cost.total);

/** The flops of a run, marked where they were worked out and not counted. */
function flops(run: Run): Sentence {
  return say`${count(work(run), "", run.direction)}${run.predicted ? " (predicted)" : ""}`;
}

/** `▸ 43 flops to ◂ 33`. */
function apart({ along, back }: Ways): Sentence {
  const [there, home] = [counted(work(along), "flop"), whole(work(back))];
  const guess = ({ predicted }: Run): string => (predicted ? " (predicted)" : "");
  return say`${digits(`${kGlyph.along} ${there}`, "along")}${guess(along)} to ${digits(`${kGlyph.against} ${home}`, "against")}${guess(back)}`;
}

/** A statement or a leaf: what the reader has written. */
const is_written = ({ id, group, category }: GraphNode): boolean => category === "leaf" || id === group;

/** The first statement in which several operands have a derivative along the weight, so that forward adds there. */
export function join_of({ nodes }: Graph, results: readonly NodeResult[]): GraphNode | undefined {
  const moving = new Set(results.filter(({ tangent }) => tangent?.some((one) => real(one) !== 0)).map(({ id }) => id));
  const join = nodes.find(({ inputs }) => inputs.filter((id) => moving.has(id)).length > 1);
  return nodes.find(({ id }) => id === join?.group);
}

/** The first value that is used more than once on the way to the output, statements before leaves, so that backward adds there. */
export function fan_out_of({ nodes }: Graph, outputs: readonly string[]): GraphNode | undefined {
  const used = nodes.filter(
    (node) => node.connected && node.consumers.length > 1 && is_written(node) && !outputs.includes(node.id),
  );
  return used.find(({ category }) => category !== "leaf") ?? used[0];
}

const kMostTerms = 3;

/** What the uses of a node add to one element of its derivative; empty while that is not known, or where only one adds. */
function sum_at(node: GraphNode, results: readonly NodeResult[]): { at: string; sum: string } | null {
  const { adjoint, contributions = [] } = results.find(({ id }) => id === node.id) ?? {};
  const products = contributions.map(({ product }) => product);
  const given = products.filter((product) => product !== null);
  const terms = (index: number): Real[] => given.map((product) => product[index] ?? 0);
  const index = adjoint?.findIndex((_, at) => terms(at).filter((one) => real(one) !== 0).length > 1) ?? -1;
  const total = adjoint?.[index];
  if (total === undefined || given.length < products.length || given.length > kMostTerms) return null;
  return { at: element(node.id, node.shape, index), sum: sum_of(terms(index), total) };
}

function same_gradient(met: Meeting | string): Sentence {
  if (typeof met === "string") return say`It gives the same gradient on every graph.`;
  const { weight, along, against, ok } = met;
  const there = digits(`${kGlyph.along} ${along}`, "along");
  const back = digits(`${kGlyph.against} ${against}`, "against");
  if (ok === false)
    return say`It gives the same gradient on every graph, but here, for ${name(weight)}, they differ: ${there} ≠ ${back}.`;
  return say`It gives the same gradient on every graph: for ${name(weight)} ${there} ${ok ? "=" : "and"} ${back}.`;
}

function where_it_adds({ graph, nodes, joined }: Facts): Sentence {
  const [join, used] = [join_of(graph, nodes), fan_out_of(graph, graph.outputs)];
  const sum = used ? sum_at(used, nodes) : null;
  const total = joined?.total ?? null;
  const ahead = joined && total !== null ? say`: ${digits(sum_of(joined.terms, total), "along")}` : [];
  const there = join ? say`orward adds where paths meet, at ${name(join.id)}${ahead}` : [];
  if (!used) return join ? say` F${there}.` : [];
  const often = used.consumers.length === 2 ? "twice" : "several times";
  const at = name(sum?.at ?? used.id);
  const terms = sum ? say`: ${digits(sum.sum, "against")}` : [];
  const back = say`where a value is used ${often}, at ${at}${terms}.`;
  return join ? say` F${there}; backward ${back}` : say` Backward adds ${back}`;
}

/** `1, 2, 3, 4`. */
function list_of(carried: readonly number[]): Sentence {
  return in_short(carried).flatMap((one, at) => [
    ...(at > 0 ? [", "] : []),
    one === null ? "…" : count(one, "", "along"),
  ]);
}

/** Words that open the other network. */
const opens = ({ id }: Other, text: string): Figure => ({ ...digits(text), opens: id });

/** How much the ways are apart where there are many weights and one output; nothing where that is no more than here. */
function many_weights({ deep, preset }: Facts, { back, along }: Ways, backward_wins: boolean): Sentence {
  if (!deep || deep.id === preset || deep.ways.along.directions <= along.directions) return [];
  const { ways } = deep;
  const weights = opens(deep, counted(ways.along.directions, "weight"));
  const [there, home] = [flops(ways.along), flops(ways.back)];
  if (!backward_wins) return say` With ${weights} and one loss backward wins, ${there} to ${home}.`;
  if (work(ways.along) * work(back) <= work(along) * work(ways.back)) return [];
  return say` The gap grows: with ${weights} ${there} to ${home}.`;
}

/** Who needs fewer flops. */
type Verdict = Direction | "neither";

function verdict_of({ back, along }: Ways): Verdict {
  const ahead = Math.sign(work(along) - work(back));
  return ahead > 0 ? "against" : ahead < 0 ? "along" : "neither";
}

const kVerdicts: Readonly<Record<Verdict, string>> = {
  against: "Here backward wins",
  along: "Here forward wins",
  neither: "Here neither is ahead",
};

function what_it_carries(facts: Facts, ways: Ways): Column {
  const { back, each, along, row } = ways;
  const verdict = verdict_of(ways);
  const [one, several] = [along.directions === 1, back.directions > 1];
  const list = list_of(facts.carried);
  const passes = several
    ? say` One a sweep: ${flops(each)} to ${flops(row)}.`
    : one
      ? []
      : say` Forward one weight a pass: ${flops(each)}.`;
  const more = many_weights(facts, ways, verdict === "against");
  const carries = several ? "one for every output ahead" : "one";
  if (verdict === "against" && !one) {
    const numbers = list.length > 0 ? say`: ${list} where backward carries ${carries}` : say`; backward ${carries}`;
    const since = several ? [] : say`, as there is one ${name(facts.graph.outputs[0] ?? "")}`;
    const head = say`But each step carries one number for every weight so far`;
    return { head, body: say`${numbers}${since}. Here ${apart(ways)}.${more}${passes}` };
  }
  const why = one
    ? say` With one weight each step carries one number${several ? `; backward ${carries}` : ", as backward does"}.`
    : say` Each step carries one number for every weight so far${list.length > 0 ? say`: ${list}` : []}; backward ${carries}.`;
  return { head: [kVerdicts[verdict]], body: say`: ${apart(ways)}.${why}${passes}${more}` };
}

function many_outputs({ wide, preset }: Facts): Sentence {
  if (!wide || wide.id === preset) return [];
  const { back, along } = wide.ways;
  const outputs = opens(wide, counted(back.directions, "output"));
  return say` With ${count(along.directions, "weight")} and ${outputs} forward wins, ${flops(along)} to ${flops(back)}.`;
}

function what_it_keeps(facts: Facts, ways: Ways): Column {
  const { back, each, along } = ways;
  const kept = back.memory.saved_for_adjoint_bytes;
  const peak = ({ memory, direction }: Run): Figure => digits(bytes(memory.inner_peak_bytes), direction);
  const more = back.memory.inner_peak_bytes > each.memory.inner_peak_bytes;
  const beside = ({ memory }: Run): string => {
    const apart = Math.sign(memory.inner_peak_bytes - back.memory.inner_peak_bytes);
    return apart === 0 ? "as much" : apart < 0 ? "less" : "more";
  };
  const both = along.directions === 1 ? [] : say`; all carried ${beside(along)}, ${peak(along)}`;
  const others = say` Forward${along.directions === 1 ? "" : " one weight a pass"} needs ${beside(each)}, ${peak(each)}${both}.`;
  const wide = verdict_of(ways) === "along" ? [] : many_outputs(facts);
  if (kept === 0)
    return { head: ["Backward keeps nothing here"], body: say`: its peak is ${peak(back)}.${others}${wide}` };
  return {
    head: [more ? "Backward pays with memory" : "With depth backward pays with memory"],
    body: say`: it keeps ${digits(`${kGlyph.against} ${bytes(kept)}`, "against")} for the way back, peak ${peak(back)}; that grows with depth.${others}${wide}`,
  };
}

/** The answer; of schedules that were left out it does not speak. */
export function short_answer(facts: Facts): ShortAnswer {
  const can: Column = { head: ["You can."], body: say` ${same_gradient(facts.met)}${where_it_adds(facts)}` };
  const ways = ways_of(facts.runs);
  if (!ways) return { columns: [can], brief: say`You can: ${same_gradient(facts.met)}` };
  const verdict = verdict_of(ways);
  return {
    columns: [can, what_it_carries(facts, ways), what_it_keeps(facts, ways)],
    brief:
      verdict === "against" && ways.along.directions > 1
        ? say`You can, but each step carries one number for every weight so far: ${apart(ways)}.`
        : say`You can. ${kVerdicts[verdict]}: ${apart(ways)}.`,
  };
}

// Graph → folded graph: each statement is one block, or its operations, or its neurons; a leaf stands beside the block
// that uses it, or alone if several do.
import type { Graph, GraphNode } from "../engine/types.gen.ts";
import { by_id } from "../view/by_id.ts";
import { type Place, size } from "../view/labels.ts";
import { is_const, is_leaf } from "../view/leaves.ts";
import { push } from "./once.ts";

/** How far a statement that is not folded is taken apart. */
export type Level = "operations" | "neurons";

/** Which statements are taken apart, by id of the group. Neurons need the graph of scalars; without it they stay folded. */
export interface Unfolding {
  levels: Readonly<Record<string, Level>>;
  scalars: Graph | null;
}

/** A statement, one of its operations, one of its neurons, or a leaf that several blocks use. */
export interface Block {
  /** Id of its last operation or scalar. */
  id: string;
  node: GraphNode;
  /** Ids of all its operations, in order of execution; none for a leaf. */
  members: string[];
  /** Leaves used here and nowhere else, in order of declaration. */
  leaves: GraphNode[];
  level: "leaf" | "statement" | "operation" | "neuron";
  group: string;
  /** What the next press makes of its statement; null where there is nothing to take apart. */
  next: Level | "folded" | null;
}

/** All uses of one node by one block. Two uses by the same block are one link that says so. */
export interface Link {
  key: string;
  /** The node whose value goes along the link; a scalar where it comes from a neuron. */
  source: string;
  /** The block where it comes from; the same as `to` for a leaf that stands beside its block. */
  from: string;
  to: string;
  uses: number;
}

export interface Folded {
  blocks: Block[];
  links: Link[];
  /** The block of each operation, by id. */
  home: ReadonlyMap<string, string>;
  /** Of each scalar of a neuron: which element it is. Others are products and partial sums. */
  places: ReadonlyMap<string, Place>;
}

export const kFolded: Unfolding = { levels: {}, scalars: null };

const kMostNeurons = 64;

/** The computed nodes of each statement, by group. */
function statements(graph: Graph): Map<string, GraphNode[]> {
  const members = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    if (is_leaf(node) || is_const(node)) continue;
    const group = node.group || node.id;
    const known = members.get(group);
    if (known) known.push(node);
    else members.set(group, [node]);
  }
  return members;
}

/** The computed nodes of the statement that a node belongs to; none for a leaf. */
export function statement_of(graph: Graph, id: string): GraphNode[] {
  const group = by_id(graph.nodes).get(id)?.group || id;
  return statements(graph).get(group) ?? [];
}

/** What a press makes of a statement at this level: folded → operations → neurons → folded. */
export function next_level(nodes: readonly GraphNode[], level: Level | undefined): Block["next"] {
  const neurons = size(nodes.at(-1)?.shape ?? []);
  const steps: Level[] = [];
  if (nodes.length > 1) steps.push("operations");
  if (neurons > 1 && neurons <= kMostNeurons) steps.push("neurons");
  const next = steps[level ? steps.indexOf(level) + 1 : 0];
  return next ?? (level ? "folded" : null);
}

/** The element that each scalar is, and the scalars of each node, in order. Products and partial sums are neither. */
function elements_of(scalars: Graph): { places: Map<string, Place>; elements: Map<string, string[]> } {
  const places = new Map<string, Place>();
  const elements = new Map<string, string[]>();
  for (const { id, of } of scalars.nodes) {
    if (!of || of.inner) continue;
    places.set(id, { id: of.node, index: of.element });
    const known = elements.get(of.node) ?? [];
    known[of.element] = id;
    elements.set(of.node, known);
  }
  return { places, elements };
}

/** The neuron of each scalar of a statement: an element of its result with all that is computed for it alone. */
function neurons_of(scalars: readonly GraphNode[], results: ReadonlySet<string>): Map<string, string> {
  const owner = new Map<string, string>();
  for (const scalar of [...scalars].reverse()) {
    const owners = new Set(scalar.consumers.map((use) => owner.get(use.node) ?? ""));
    const [only] = owners;
    owner.set(scalar.id, results.has(scalar.id) || owners.size !== 1 || !only ? scalar.id : only);
  }
  return owner;
}

interface Part {
  block: Block;
  /** Operations, or scalars of the expanded graph. */
  nodes: GraphNode[];
}

function parts_of(
  group: string,
  nodes: readonly GraphNode[],
  { levels, scalars }: Unfolding,
  elements: ReadonlyMap<string, string[]>,
): Part[] {
  const last = nodes.at(-1);
  if (!last) return [];
  const level = levels[group];
  const next = next_level(nodes, level);
  const block = (node: GraphNode, own: readonly GraphNode[], kind: Block["level"]): Part => ({
    block: { id: node.id, node, members: own.map((one) => one.id), leaves: [], level: kind, group, next },
    nodes: [...own],
  });
  if (level === "operations") return nodes.map((node) => block(node, [node], "operation"));
  if (level !== "neurons" || !scalars) return [block(last, nodes, "statement")];
  const own = scalars.nodes.filter((node) => node.group === group && !is_leaf(node) && !is_const(node));
  const owner = neurons_of(own, new Set(elements.get(last.id)));
  const parts = new Map<string, GraphNode[]>();
  for (const node of own) {
    const id = owner.get(node.id) ?? node.id;
    push(parts, id, node);
  }
  return own.flatMap((node) => {
    const members = parts.get(node.id);
    return members ? [block(node, members, "neuron")] : [];
  });
}

/** Folds a graph by its groups. Constants inside a statement are part of it; blocks come in order of execution. */
export function fold(graph: Graph, open: Unfolding = kFolded): Folded {
  const used = Object.values(open.levels).includes("neurons") ? open.scalars : null;
  const { places, elements } = elements_of(used ?? { nodes: [], outputs: [], wrt: [] });
  const parts = [...statements(graph)].flatMap(([group, nodes]) => parts_of(group, nodes, open, elements));
  const home = new Map(parts.flatMap(({ block }) => block.members.map((id) => [id, block.id] as const)));
  const known = by_id(graph.nodes);
  /** The nodes that the picture shows for an operand: itself, its neurons, or what an element belongs to. */
  const shown = (input: string): string[] => {
    if (home.has(input)) return [input];
    const node = known.get(input);
    if (node && is_const(node)) return [];
    if (node && is_leaf(node)) return [input];
    if (node) return elements.get(node.id) ?? [];
    const place = places.get(input);
    return place && place.id !== input ? shown(place.id) : [];
  };
  const uses = new Map<string, Map<string, number>>(); // source → block → how often
  for (const { block, nodes } of parts)
    for (const input of nodes.flatMap((node) => node.inputs))
      for (const source of shown(input)) {
        if (home.get(source) === block.id) continue;
        const users = uses.get(source) ?? new Map<string, number>();
        users.set(block.id, (users.get(block.id) ?? 0) + 1);
        uses.set(source, users);
      }
  return {
    ...stand(
      graph,
      parts.map((part) => part.block),
      uses,
      home,
    ),
    home,
    places,
  };
}

/** Puts each leaf beside its only user, or before the first of several. A leaf that nothing uses is in the ledger only. */
function stand(
  graph: Graph,
  blocks: readonly Block[],
  uses: ReadonlyMap<string, ReadonlyMap<string, number>>,
  home: ReadonlyMap<string, string>,
): Pick<Folded, "blocks" | "links"> {
  const by_id = new Map(blocks.map((block) => [block.id, block]));
  const alone = new Map<string, Block[]>();
  const beside = new Set<string>();
  for (const node of graph.nodes) {
    const users = [...(uses.get(node.id)?.keys() ?? [])];
    const [first] = users;
    if (!is_leaf(node) || first === undefined) continue;
    if (users.length === 1) {
      by_id.get(first)?.leaves.push(node);
      beside.add(node.id);
    } else {
      const leaf: Block = { id: node.id, node, members: [], leaves: [], level: "leaf", group: "", next: null };
      push(alone, first, leaf);
    }
  }
  const links = [...uses].flatMap(([source, users]) =>
    [...users].map(([to, count]): Link => {
      const from = beside.has(source) ? to : (home.get(source) ?? source);
      return { key: `${source} ${to}`, source, from, to, uses: count };
    }),
  );
  return { blocks: blocks.flatMap((block) => [...(alone.get(block.id) ?? []), block]), links };
}

/** Every node that a derivative by `start` is carried to, itself included: through a comparison none is. */
export function reached_from(graph: Graph, start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const { id, inputs, active } of graph.nodes)
    if (active && inputs.some((input) => reached.has(input))) reached.add(id);
  return reached;
}

// Graph → folded graph: each statement is one block; a leaf stands beside the block that uses it, or alone if several do.
import type { Graph, GraphNode } from "../engine/types.gen.ts";

/** A statement with all operations that its line made, or a leaf that several statements use. */
export interface Block {
  /** Id of the statement's last operation, which carries the statement's name. */
  id: string;
  node: GraphNode;
  /** Ids of all its operations, in order of execution; none for a leaf. */
  members: string[];
  /** Leaves used here and nowhere else, in order of declaration. */
  leaves: GraphNode[];
}

/** All uses of one node by one block. Two uses by the same block are one link that says so. */
export interface Link {
  key: string;
  /** The node whose value goes along the link. */
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
}

const kLeaf = "leaf";
const kConst = "const";

/** True for inputs and params. */
export function is_leaf(node: GraphNode): boolean {
  return node.category === kLeaf;
}

/** True for numbers written in the text: they have no bytes, no step and no derivative. */
export function is_const(node: GraphNode): boolean {
  return node.category === kConst;
}

/** How many statements a graph has. */
export function statements(graph: Graph): number {
  return new Set(graph.nodes.filter((node) => !is_leaf(node) && !is_const(node)).map((node) => node.group || node.id))
    .size;
}

/** Folds a graph by its groups. Constants inside a statement are part of it; blocks come in order of execution. */
export function fold(graph: Graph): Folded {
  const members = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    if (is_leaf(node) || is_const(node)) continue;
    const group = node.group || node.id;
    const known = members.get(group);
    if (known) known.push(node);
    else members.set(group, [node]);
  }
  const blocks: Block[] = [];
  const block_of = new Map<string, Block>();
  for (const nodes of members.values()) {
    const last = nodes.at(-1);
    if (!last) continue;
    const block: Block = { id: last.id, node: last, members: nodes.map((node) => node.id), leaves: [] };
    blocks.push(block);
    for (const node of nodes) block_of.set(node.id, block);
  }
  const links = new Map<string, Link>();
  const alone: { node: GraphNode; before: Block }[] = [];
  for (const node of graph.nodes) {
    if (is_const(node)) continue;
    const users = node.consumers.map((use) => block_of.get(use.node)).filter((block) => block !== undefined);
    const [first] = users;
    if (!first) continue; // nothing uses it: a leaf like that is in the ledger only
    const beside = is_leaf(node) && users.every((user) => user === first);
    const own = is_leaf(node) ? node.id : (block_of.get(node.id)?.id ?? node.id);
    if (beside) first.leaves.push(node);
    else if (is_leaf(node)) alone.push({ node, before: first });
    for (const { id: to } of users) {
      if (to === own) continue;
      const key = `${node.id} ${to}`;
      const known = links.get(key);
      if (known) known.uses += 1;
      else links.set(key, { key, source: node.id, from: beside ? to : own, to, uses: 1 });
    }
  }
  const leaves_before = (block: Block): Block[] =>
    alone.filter(({ before }) => before === block).map(({ node }) => ({ id: node.id, node, members: [], leaves: [] }));
  const all = alone.length === 0 ? blocks : blocks.flatMap((block) => [...leaves_before(block), block]);
  const home = new Map([...block_of].map(([id, block]) => [id, block.id]));
  return { blocks: all, links: [...links.values()], home };
}

/** Every node that the value of `start` reaches, itself included. */
export function reached_from(graph: Graph, start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const node of graph.nodes) if (node.inputs.some((input) => reached.has(input))) reached.add(node.id);
  return reached;
}

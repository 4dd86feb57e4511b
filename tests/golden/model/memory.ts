// How many bytes are live, by the memory model, while a network runs in program order: 8 a number, one buffer a node.
import { type Layout, lay, type Placed } from "./count";
import type { Model } from "./parse";
import { size } from "./rows";

/** Live buffers by name, with the peaks; tangents and adjoints of wrt are outside of the inner figure. */
class Live {
  private sizes = new Map<string, number>();
  peak = 0;
  innerPeak = 0;

  constructor(private outer: Set<string>) {}

  add(name: string, numbers: number) {
    if (!this.sizes.has(name)) this.sizes.set(name, numbers);
  }
  free(name: string) {
    this.sizes.delete(name);
  }
  bytes() {
    return 8 * [...this.sizes.values()].reduce((n, k) => n + k, 0);
  }
  /** Where a node is computed, with operands and result live. */
  measure() {
    this.peak = Math.max(this.peak, this.bytes());
    const outside = [...this.sizes].reduce((n, [name, k]) => n + (this.outer.has(name) ? 8 * k : 0), 0);
    this.innerPeak = Math.max(this.innerPeak, this.bytes() - outside);
  }
}

const ids = (node: Placed) => node.operands.filter((x) => typeof x === "string");
const value = (id: string) => `value ${id}`;
const slope = (id: string) => `slope ${id}`;

/** The names whose last use in program order is this node. */
function lastUses({ nodes }: Layout): Map<string, string[]> {
  const last = new Map<string, string>();
  for (const node of nodes) for (const id of [node.id, ...ids(node)]) last.set(id, node.id);
  const at = new Map<string, string[]>();
  for (const [id, user] of last) at.set(user, [...(at.get(user) ?? []), id]);
  return at;
}

/** Forward with p tangents carried together. */
export function forwardMemory(model: Model, p: number, seeded?: string[]) {
  const layout = lay(model, seeded);
  const held = new Set([...model.outputs, ...layout.seeded]);
  const live = new Live(new Set(model.wrt.map(slope)));
  const last = lastUses(layout);
  for (const id of model.wrt) live.add(slope(id), p * size(layout.shapes.get(id)));
  for (const node of layout.nodes) {
    live.add(value(node.id), size(node.out));
    if (node.isActive) live.add(slope(node.id), p * size(node.out));
    live.measure();
    for (const id of (last.get(node.id) ?? []).filter((name) => !held.has(name))) {
      live.free(value(id));
      live.free(slope(id));
    }
  }
  return { peak: live.peak, inner: live.innerPeak };
}

/** Reverse for one gradient; saved: bytes of non-leaf values live when the value sweep ends. */
export function reverseMemory(model: Model, seeded?: string[]) {
  const layout = lay(model, seeded);
  const isNode = new Set(layout.nodes.map((node) => node.id));
  const held = new Set([...model.outputs, ...layout.seeded]);
  const live = new Live(new Set(model.wrt.map(slope)));
  const last = lastUses(layout);

  const savers = new Map<string, Set<string>>();
  for (const node of layout.nodes.filter((n) => n.connected)) {
    for (const what of node.row.saves(node)) {
      const id = what === "out" ? node.id : String(node.operands[what]);
      if (isNode.has(id)) savers.set(id, (savers.get(id) ?? new Set()).add(node.id));
    }
  }
  for (const node of layout.nodes) {
    live.add(value(node.id), size(node.out));
    live.measure();
    for (const id of last.get(node.id) ?? []) if (!held.has(id) && !savers.has(id)) live.free(value(id));
  }
  const saved = live.bytes();

  for (const id of layout.seeded) live.add(slope(id), size(layout.shapes.get(id)));
  live.measure();
  for (const node of layout.nodes.filter((n) => n.connected).toReversed()) {
    for (const [port, id] of node.operands.entries()) {
      if (node.active[port]) live.add(slope(String(id)), size(layout.shapes.get(String(id))));
    }
    live.measure();
    live.free(slope(node.id));
    for (const [id, users] of savers) {
      users.delete(node.id);
      if (users.size === 0 && !held.has(id)) live.free(value(id));
    }
  }
  return { peak: live.peak, inner: live.innerPeak, saved };
}

// Where forward may have to add: the nodes of which two operands depend on the same weight.
import type { Graph } from "../engine/types.gen.ts";

const kMostBits = 4_000_000; // nodes × weights that are looked at

/** Ids of those nodes; none of a network with too many of both. Time in proportion to nodes × weights. */
export function joined({ nodes, wrt }: Graph): Set<string> {
  const found = new Set<string>();
  if (nodes.length * wrt.length > kMostBits) return found;
  const words = Math.ceil(wrt.length / 32);
  const bit = new Map(wrt.map((id, at) => [id, at]));
  const reached = new Map<string, Uint32Array>();
  for (const { id, inputs } of nodes) {
    const own = new Uint32Array(words);
    const at = bit.get(id);
    if (at !== undefined) own[at >> 5] = 1 << (at & 31);
    for (const input of inputs) {
      const theirs = reached.get(input);
      for (const [word, bits] of (theirs ?? []).entries()) {
        if (((own[word] ?? 0) & bits) !== 0) found.add(id);
        own[word] = (own[word] ?? 0) | bits;
      }
    }
    reached.set(id, own);
  }
  return found;
}

// The elements of several nodes, one node after the other, without a list of them.
import type { Graph } from "../engine/types.gen.ts";
import { by_id } from "./by_id.ts";
import { type Place, size } from "./labels.ts";

export interface Elements {
  count: number;
  /** The element of a position from 0; null where there is none. */
  at(position: number): Place | null;
  /** The position of an element that is among them. */
  of(place: Place): number;
}

export function elements(graph: Pick<Graph, "nodes">, ids: readonly string[]): Elements {
  const nodes = by_id(graph.nodes);
  const parts = ids.map((id) => ({ id, size: size(nodes.get(id)?.shape ?? []) }));
  return {
    count: parts.reduce((sum, part) => sum + part.size, 0),
    at: (position) => {
      let left = position;
      for (const { id, size } of parts) {
        if (left < size) return left < 0 ? null : { id, index: left };
        left -= size;
      }
      return null;
    },
    of: ({ id, index }) => {
      let before = 0;
      for (const part of parts) {
        if (part.id === id) break;
        before += part.size;
      }
      return before + index;
    },
  };
}

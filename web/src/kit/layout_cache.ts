// Keeps the places of a graph while only its numbers change, and lets a worker find them where they are many.
import type { Graph, OpInfo } from "../engine/types.gen.ts";
import { type Arrangement, plan, type Room, settle } from "../picture/arrange.ts";
import type { Unfolding } from "../picture/fold.ts";
import { request_layout } from "../picture/layout_client.ts";
import { levels_of } from "../state/graph.ts";
import type { Result } from "../state/result.ts";
import type { State } from "../state/state.ts";

/** Places, or null while a worker is at it. */
export interface Cached {
  graph: Graph;
  room: Room;
  open: Unfolding;
  arrangement: Arrangement | null;
  /** How many blocks are to be placed. */
  count: number;
  /** What finds better places could not be loaded. */
  lost: boolean;
}

export class LayoutCache {
  private last: Cached | null = null;

  /** `ready` is called when a worker has found the places. */
  constructor(private readonly ready: () => void) {}

  of(result: Result, state: State, room: Room): Cached {
    const { last } = this;
    const { graph } = result;
    const known = state.graph.scalars;
    // The graph of scalars of an older answer to the same text has the same structure.
    const scalars = known?.of.text === result.text ? (known.response?.graph ?? null) : null;
    const open: Unfolding = { levels: levels_of(state), scalars };
    if (last && last.room === room && same_open(last.open, open) && same_structure(last.graph, graph)) return last;
    return this.make(graph, state.catalogue?.ops ?? [], room, open);
  }

  /** Has the places found anew. */
  again(): void {
    this.last = null;
    this.ready();
  }

  private make(graph: Graph, ops: readonly OpInfo[], room: Room, open: Unfolding): Cached {
    const planned = plan(graph, ops, room, open);
    const far = planned.by === "dagre";
    const made: Cached = {
      graph,
      room,
      open,
      arrangement: far ? null : settle(planned),
      count: planned.plots.length,
      lost: false,
    };
    this.last = made;
    if (far)
      void request_layout(planned.plots, planned.folded.links, () => {
        made.lost = true;
      }).then((layout) => {
        made.arrangement = settle(planned, layout);
        this.ready();
      });
    return made;
  }
}

function same_open(a: Unfolding, b: Unfolding): boolean {
  if (JSON.stringify(a.levels) !== JSON.stringify(b.levels)) return false;
  if (!Object.values(a.levels).includes("neurons")) return true;
  return a.scalars === b.scalars || (a.scalars !== null && b.scalars !== null && same_structure(a.scalars, b.scalars));
}

function same_structure(a: Graph, b: Graph): boolean {
  if (a === b) return true;
  const say = ({ nodes, outputs, wrt }: Graph): string => {
    const own = nodes.map(({ id, label, inputs, shape, active, connected, group }) => [
      [id, label, inputs, shape],
      [active, connected, group],
    ]);
    return JSON.stringify([outputs, wrt, own]);
  };
  return say(a) === say(b);
}

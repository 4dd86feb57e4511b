// Keeps the places of a graph while only its numbers change.
import type { Graph } from "../engine/types.gen.ts";
import { type Arrangement, arranging, plan, type Room, settle } from "../picture/arrange.ts";
import type { Unfolding } from "../picture/fold.ts";
import { preparing } from "../picture/label_placement.ts";
import { in_tasks } from "../picture/portions.ts";
import { levels_of } from "../state/graph.ts";
import type { Result } from "../state/result.ts";
import type { State } from "../state/state.ts";

interface Cached {
  graph: Graph;
  room: Room;
  open: Unfolding;
  arrangement: Arrangement;
}

/** What is to be placed. */
type Asked = Omit<Cached, "arrangement">;

const kLarge = 1000; // nodes; more are placed in portions

export class LayoutCache {
  private last: Cached | null = null;
  /** What is being placed. */
  private coming: Asked | null = null;

  of(result: Result, state: State, room: Room): Arrangement {
    const asked = asked_of(result, state, room);
    if (this.last && same(this.last, asked)) return this.last.arrangement;
    const arrangement = settle(plan(asked.graph, state.catalogue?.ops ?? [], room, asked.open));
    this.last = { ...asked, arrangement };
    return arrangement;
  }

  /** The same; of a large graph null while it is placed, and `there` is called when it is. */
  soon(result: Result, state: State, room: Room, there: () => void): Arrangement | null {
    const asked = asked_of(result, state, room);
    const nodes = asked.graph.nodes.length + (asked.open.scalars?.nodes.length ?? 0);
    if (nodes <= kLarge || (this.last && same(this.last, asked))) {
      this.coming = null;
      return this.of(result, state, room);
    }
    if (this.coming && same(this.coming, asked)) return null;
    this.coming = asked;
    void in_tasks(placing(asked, state), () => this.coming === asked).then((arrangement) => {
      if (!arrangement) return;
      this.coming = null;
      this.last = { ...asked, arrangement };
      there();
    });
    return null;
  }
}

/** With what its derivatives have to keep clear of. */
function* placing({ graph, room, open }: Asked, state: State): Generator<void, Arrangement> {
  const arrangement = yield* arranging(graph, state.catalogue?.ops ?? [], room, open);
  yield* preparing(arrangement);
  return arrangement;
}

function asked_of({ graph, text }: Result, state: State, room: Room): Asked {
  const known = state.graph.scalars;
  // The graph of scalars of an older answer to the same text has the same structure.
  const scalars = known?.of.text === text ? (known.response?.graph ?? null) : null;
  return { graph, room, open: { levels: levels_of(state), scalars } };
}

function same(a: Asked, b: Asked): boolean {
  return a.room === b.room && same_open(a.open, b.open) && same_structure(a.graph, b.graph);
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

// Sizes → places in layers (Sugiyama, Tagawa & Toda 1981): each column in an order in which few links cross, at heights near to what each joins.
import type { Plot } from "./card.ts";
import { crossed } from "./crossed.ts";
import type { Link } from "./fold.ts";
import { type Crossing, columns_of, kBetweenPlots, type Layout, ranks } from "./layout.ts";
import { median, pooled } from "./pooled.ts";

/** A block, or where a link passes a column. */
interface Stop {
  up: number;
  down: number;
  y: number;
  /** Place in its column, from the top. */
  place: number;
  before: Stop[];
  after: Stop[];
}

const kPassing = { up: -4, down: -4 }; // links that pass stand closer than blocks
const kSweeps = 3; // of heights
const kMostOrders = 24; // sweeps of orders
const kPatience = 4; // sweeps without a better order

interface Net {
  columns: Stop[][];
  blocks: Map<string, Stop>;
  /** Where a link passes, by its key. */
  passing: Map<string, { column: number; stop: Stop }[]>;
}

/** Every block in its column, in order of execution, and a stop in every column that a link passes. */
function net_of(plots: readonly Plot[], links: readonly Link[], column: ReadonlyMap<string, number>): Net {
  const columns: Stop[][] = [];
  const stand = (where: number, { up, down }: { up: number; down: number }): Stop => {
    const here = columns[where] ?? [];
    columns[where] = here;
    const stop = { up, down, y: 0, place: here.length, before: [], after: [] };
    here.push(stop);
    return stop;
  };
  const blocks = new Map(plots.map((plot) => [plot.id, stand(column.get(plot.id) ?? 0, plot)]));
  const passing: Net["passing"] = new Map();
  for (const { key, from, to } of links) {
    let last = blocks.get(from) as Stop;
    const join = (next: Stop): void => {
      last.after.push(next);
      next.before.push(last);
      last = next;
    };
    const passed: { column: number; stop: Stop }[] = [];
    for (let where = (column.get(from) ?? 0) + 1; where < (column.get(to) ?? 0); where++) {
      const stop = stand(where, kPassing);
      join(stop);
      passed.push({ column: where, stop });
    }
    join(blocks.get(to) as Stop);
    if (passed.length > 0) passing.set(key, passed);
  }
  return { columns, blocks, passing };
}

const mean = (stops: readonly Stop[]): number | null =>
  stops.length === 0 ? null : stops.reduce((sum, { place }) => sum + place, 0) / stops.length;

/** Sorts a column by the mean place of what is joined to it on one side; what joins nothing there stays where it is. */
function sorted(column: Stop[], near: (stop: Stop) => readonly Stop[]): void {
  const means = new Map(column.map((stop) => [stop, mean(near(stop)) ?? stop.place]));
  column.sort((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0) || a.place - b.place);
  for (const [place, stop] of column.entries()) stop.place = place;
}

/** How many pairs of links cross between all columns. */
function crossings_of(columns: readonly Stop[][]): number {
  return columns.reduce((sum, column) => sum + crossed(column.map(({ after }) => after.map(({ place }) => place))), 0);
}

/** Puts each column in the best order that sweeps there and back come by. */
function ordered(columns: Stop[][]): void {
  let best = columns.map((column) => [...column]);
  let least = crossings_of(columns);
  for (let sweep = 0, idle = 0; sweep < kMostOrders && idle < kPatience && least > 0; sweep++) {
    const there = sweep % 2 === 0;
    for (const column of there ? columns : [...columns].reverse())
      sorted(column, ({ before, after }) => (there ? before : after));
    const now = crossings_of(columns);
    idle = now < least ? 0 : idle + 1;
    if (now >= least) continue;
    least = now;
    best = columns.map((column) => [...column]);
  }
  for (const [index, column] of best.entries()) {
    columns[index] = column;
    for (const [place, stop] of column.entries()) stop.place = place;
  }
}

/** Moves every stop to the height of what it joins, column by column, there and back. Their order stays. */
function levelled(columns: readonly Stop[][]): void {
  for (let sweep = 0; sweep < kSweeps; sweep++) {
    const there = sweep % 2 === 0;
    for (const column of there ? columns : [...columns].reverse()) {
      const wishes = column.map((stop) => {
        const near = there ? stop.before : stop.after;
        const wish = median(
          near.map(({ y }) => y),
          stop.y,
        );
        return { up: stop.up, down: stop.down, wish };
      });
      for (const [index, y] of pooled(wishes, kBetweenPlots).entries()) (column[index] as Stop).y = y;
    }
  }
}

/** Takes time in proportion to the blocks and the columns that links pass, and a sort of each. */
export function layers(plots: readonly Plot[], links: readonly Link[]): Layout {
  const column = ranks(plots, links);
  const { columns, blocks, passing } = net_of(
    plots,
    links.filter((link) => link.from !== link.to),
    column,
  );
  ordered(columns);
  levelled(columns);
  const { middles, sides } = columns_of(plots, column, 0);
  const at = new Map(plots.map(({ id }) => [id, { x: middles[column.get(id) ?? 0] ?? 0, y: blocks.get(id)?.y ?? 0 }]));
  const crossings = new Map<string, Crossing[]>();
  for (const [key, all] of passing)
    crossings.set(
      key,
      all.map(({ column, stop }) => ({ column, y: stop.y })),
    );
  return { at, columns: sides, column, crossings };
}

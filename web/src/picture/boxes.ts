// A placed card and its numbers → one box of the scene.
import type { NullableReals, Real } from "../engine/types.gen.ts";
import { exact, number, real } from "../view/format.ts";
import { derivative, element, type Place } from "../view/labels.ts";
import { captions } from "./captions.ts";
import type { Column } from "./card.ts";
import { kHeads, kTitle } from "./measure.ts";
import { spoken } from "./names.ts";
import type { Box, Cell, Context, Hue, Label } from "./pieces.ts";
import type { Placed } from "./route.ts";

/** What a press makes of a statement. */
const kPress = {
  operations: "unfold into operations",
  neurons: "unfold into neurons",
  folded: "fold the statement",
} as const;

interface Pane {
  column: Column;
  hue: Hue;
  values: NullableReals | undefined;
  /** What an element of this pane is called. */
  name(index: number): string;
}

function cells_of(placed: Placed, pane: Pane, top: number, context: Context): Cell[] {
  const { card } = placed;
  const { grid } = pane.column;
  const values: readonly (Real | undefined)[] = pane.values ?? [];
  const sizes = values.map((value) => Math.abs(real(value ?? 0))).filter(Number.isFinite);
  const largest = sizes.reduce((most, one) => Math.max(most, one), 0);
  const width = grid.digits ? pane.column.width / grid.columns : grid.cell_width;
  return grid.elements.map((index, cell) => {
    const value = values[index];
    const x = real(value ?? 0);
    const here = (place: Place | null): boolean => place?.id === card.node.id && place.index === index;
    const meets = (pane.hue === "against" && here(context.weight)) || (pane.hue === "along" && here(context.output));
    const pick = grid.pressable && pane.hue === "ink" && context.wrt.includes(card.node.id);
    return {
      key: `${card.node.id} ${pane.hue} ${index}`,
      x: placed.x + pane.column.x + (cell % grid.columns) * width,
      y: placed.y + top + pane.column.y + Math.floor(cell / grid.columns) * grid.cell_height,
      width,
      height: grid.cell_height,
      hue: pane.hue,
      text: grid.digits && value !== undefined ? number(value) : "",
      empty: value === undefined,
      strength: largest > 0 ? Math.min(1, Math.abs(x) / largest) || 0 : 0,
      negative: x < 0,
      get title() {
        return value === undefined ? `${pane.name(index)}: not computed yet` : `${pane.name(index)} = ${exact(value)}`;
      },
      ring: meets ? "meets" : pane.hue === "ink" && here(context.weight) ? "seed" : "",
      pick: pick ? { id: card.node.id, index } : null,
      place: context.places.get(card.node.id) ?? { id: card.node.id, index },
    };
  });
}

/** The box of a card; but for its place it is made when it is drawn. */
class CardBox implements Box {
  private made: { name?: string; labels?: Label[]; cells?: Cell[]; toggle?: Box["toggle"] } = {};

  constructor(
    private readonly placed: Placed,
    private readonly context: Context,
  ) {}

  get key(): string {
    return this.placed.card.node.id;
  }
  get x(): number {
    return this.placed.x;
  }
  get y(): number {
    return this.placed.y;
  }
  get width(): number {
    return this.placed.card.width;
  }
  get height(): number {
    return this.placed.card.height;
  }
  get kind(): Box["kind"] {
    return this.placed.card.leaf ? "leaf" : "statement";
  }
  get output(): boolean {
    return this.context.outputs.includes(this.key);
  }
  get part(): boolean {
    const level = this.placed.card.block?.level;
    return level === "operation" || level === "neuron";
  }
  get toggle(): Box["toggle"] {
    const { block } = this.placed.card;
    if (!block?.next) return null;
    this.made.toggle ??= { group: block.group, next: block.next, words: kPress[block.next] };
    return this.made.toggle;
  }
  get place(): Place {
    const { id, of } = this.placed.card.node;
    return this.context.places.get(id) ?? (of ? { id: of.node, index: of.element } : { id, index: 0 });
  }
  get name(): string {
    this.made.name ??= spoken(this.placed, this.context);
    return this.made.name;
  }
  get labels(): Label[] {
    this.made.labels ??= captions(this.placed, this.context);
    return this.made.labels;
  }
  get cells(): Cell[] {
    this.made.cells ??= all_cells(this.placed, this.context);
    return this.made.cells;
  }
}

function all_cells(placed: Placed, context: Context): Cell[] {
  const { card } = placed;
  const { value, along, against } = card;
  const { id, shape } = card.node;
  const result = context.results.get(id);
  const name = (index: number): string => element(id, shape, index);
  const panes: (Pane | null)[] = [
    { column: value, hue: "ink", values: result?.value, name },
    along && { column: along, hue: "along", values: result?.tangent, name: (i) => derivative(name(i), context.by) },
    against && {
      column: against,
      hue: "against",
      values: result?.adjoint,
      name: (i) => derivative(context.of, name(i)),
    },
  ];
  const top = kTitle + (card.leaf ? 0 : kHeads);
  return panes.flatMap((pane) => (pane ? cells_of(placed, pane, top, context) : []));
}

export function box_of(placed: Placed, context: Context): Box {
  return new CardBox(placed, context);
}

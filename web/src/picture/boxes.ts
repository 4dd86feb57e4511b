// A placed card and its numbers → one box of the scene.
import type { NullableReals, Real } from "../engine/types.gen.ts";
import { exact, number, real } from "../view/format.ts";
import { derivative, element, type Place } from "../view/labels.ts";
import { captions } from "./captions.ts";
import type { Column } from "./card.ts";
import { kHeads, kTitle } from "./measure.ts";
import { spoken } from "./names.ts";
import { once } from "./once.ts";
import type { Box, Cell, Context, Hue } from "./pieces.ts";
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
      title: value === undefined ? `${pane.name(index)}: not computed yet` : `${pane.name(index)} = ${exact(value)}`,
      ring: meets ? "meets" : pane.hue === "ink" && here(context.weight) ? "seed" : "",
      pick: pick ? { id: card.node.id, index } : null,
      place: context.places.get(card.node.id) ?? { id: card.node.id, index },
    };
  });
}

/** The box of a card. */
export function box_of(placed: Placed, context: Context): Box {
  const { card, x, y } = placed;
  const { width, height, value, along, against } = card;
  const { id } = card.node;
  const result = context.results.get(id);
  const top = kTitle + (card.leaf ? 0 : kHeads);
  const name = (index: number): string => element(id, card.node.shape, index);
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
  const kind = card.leaf ? "leaf" : "statement";
  const output = context.outputs.includes(id);
  const { block } = card;
  const words = block ? kPress[block.next ?? "folded"] : "";
  const toggle = block?.next ? { group: block.group, next: block.next, words } : null;
  const part = block?.level === "operation" || block?.level === "neuron";
  const { of } = card.node;
  const place = context.places.get(id) ?? (of ? { id: of.node, index: of.element } : { id, index: 0 });
  const cells = once(() => panes.flatMap((pane) => (pane ? cells_of(placed, pane, top, context) : [])));
  const words_in = once(() => captions(placed, context));
  const named = once(() => spoken(placed, context));
  const frame = { key: id, x, y, width, height, kind, output, toggle, part, place } as const;
  return {
    ...frame,
    get name() {
      return named();
    },
    get labels() {
      return words_in();
    },
    get cells() {
      return cells();
    },
  };
}

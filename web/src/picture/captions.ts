// A placed card → its words: title, headings of the columns, the sum under them.
import type { NodeResult } from "../engine/types.gen.ts";
import { counted, number, shape, sum_of } from "../view/format.ts";
import { clipped, derivative, kGlyph, size } from "../view/labels.ts";
import { stated_note } from "../view/stated.ts";
import type { Column } from "./card.ts";
import { kFoot, kHeads, kPad, kTitle, kToggle } from "./measure.ts";
import type { Context, Hue, Label } from "./pieces.ts";
import type { Placed } from "./route.ts";

const kLetter = 7.2; // width of a letter of the title
const kSmallLetter = 6.3; // width of a letter at 11 px
const kSumLetter = 6.2; // and of one of a sum, which has many spaces

function heads(placed: Placed, context: Context): Label[] {
  const { card } = placed;
  const y = placed.y + kTitle;
  const id = card.node.id;
  const fraction = (column: Column | null, hue: Hue, glyph: string, of: string, by: string): Label[] => {
    if (!column) return [];
    const x = placed.x + column.x + column.width / 2;
    const letters = Math.floor(column.width / kSmallLetter);
    const [over, under] = [clipped(`${glyph} ∂${of}`, letters), clipped(`∂${by}`, letters)];
    return [{ x, y: y + kHeads / 2, text: over, under, hue, kind: "head", title: derivative(of, by) }];
  };
  const value = placed.x + card.value.x + card.value.width / 2;
  const labels: Label[] = [{ x: value, y: y + kHeads / 2, text: "value", hue: "ink", kind: "head", title: "" }];
  if (!card.node.active) {
    const x = placed.x + card.width - kPad - card.value.width;
    return [
      ...labels,
      { x, y: y + kHeads / 2, text: "inactive", hue: "ink", kind: "note", title: "depends on no weight" },
    ];
  }
  labels.push(...fraction(card.along, "along", kGlyph.along, id, context.by));
  labels.push(...fraction(card.against, "against", kGlyph.against, context.of, id));
  return labels;
}

/** A sum with the parts that have come. */
function so_far(placed: Placed, uses: NonNullable<NodeResult["contributions"]>, context: Context): string {
  const single = size(placed.card.node.shape) === 1;
  const parts = uses.map(({ consumer, product }) =>
    single && product ? number(product[0] ?? 0) : `from ${context.statement(consumer)}`,
  );
  return [...parts, "…"].join(" + ");
}

function foot(placed: Placed, result: NodeResult | undefined, context: Context): string {
  const uses = result?.contributions ?? [];
  if (context.pending.has(placed.card.node.id)) return so_far(placed, uses, context);
  if (uses.length < 2) return "";
  const products = uses.map((use) => use.product);
  const total = result?.adjoint?.[0];
  if (size(placed.card.node.shape) === 1 && total !== undefined && products.every((product) => product !== null)) {
    const sum = sum_of(
      products.map((product) => product[0] ?? 0),
      total,
    );
    return sum.length * kSmallLetter < placed.card.width ? sum : `${counted(uses.length, "use")} add up`;
  }
  return uses.map((use) => `from ${context.statement(use.consumer)}`).join(" + ");
}

/** What forward adds: the terms that have come where the last operation adds one number, else where they come from. */
function ahead({ card }: Placed, context: Context): string {
  const join = context.joins.get(card.node.id);
  if (join && join.total === null) return [...join.terms.map(number), "…"].join(" + ");
  const sum = join && join.total !== null ? sum_of(join.terms, join.total) : "";
  if (sum && (sum.length + 2) * kSumLetter < card.width) return sum;
  const there = context.results.get(card.node.id)?.tangent;
  const sources = there ? [...new Set(context.moving(card.node.id))] : [];
  return sources.length > 1 ? sources.map((id) => `from ${id}`).join(" + ") : "";
}

/** All words of a card. */
export function captions({ card, x, y }: Placed, context: Context): Label[] {
  const { id } = card.node;
  const left = x + kPad + 2;
  const title = `${card.title}, ${shape(card.node.shape)}`;
  const letters = Math.floor(
    (card.leaf ? card.value.width : card.width - 2 * kPad - (card.block?.next ? kToggle : 0)) / kLetter,
  );
  const labels: Label[] = [
    { x: left, y: y + kTitle / 2, text: clipped(card.title, letters), hue: "ink", kind: "title", title },
  ];
  const adjoint = derivative(context.of, id);
  if (!card.leaf) labels.push(...heads({ card, x, y }, context));
  else if (card.against) {
    const right = x + card.width - kPad;
    const under = card.against.y > 0;
    const room = right - left - (under ? 0 : [...clipped(card.title, letters)].length * kLetter + kPad);
    const text = `${kGlyph.against} ${clipped(adjoint, Math.max(3, Math.floor(room / kSmallLetter) - 2))}`;
    const at = Math.min(x + card.against.x + 2, right - [...text].length * kSmallLetter);
    const height = under ? kTitle + card.against.y - kFoot / 2 : kTitle / 2;
    labels.push({ x: at, y: y + height, text, hue: "against", kind: "note", title: adjoint });
  }
  let bottom = y + card.height - kPad - kFoot / 2 + 2;
  const sum = card.foot ? foot({ card, x, y }, context.results.get(id), context) : "";
  if (sum) {
    const text = clipped(`${kGlyph.against} ${sum}`, Math.floor((card.width - 2 * kPad) / kSumLetter));
    labels.push({ x: left, y: bottom, text, hue: "against", kind: "note", title: `${adjoint}: ${sum}` });
    bottom -= kFoot;
  }
  const added = card.join ? ahead({ card, x, y }, context) : "";
  if (added) {
    const text = clipped(`${kGlyph.along} ${added}`, Math.floor((card.width - 2 * kPad) / kSumLetter));
    const title = `${derivative(id, context.by)}: ${added}`;
    labels.push({ x: left, y: bottom, text, hue: "along", kind: "note", title });
  }
  if (card.join) bottom -= kFoot;
  if (card.stated) {
    const words = stated_note(context.stated, card.block?.members);
    const text = clipped(words, Math.floor((card.width - 2 * kPad) / kSumLetter));
    labels.push({ x: left, y: bottom, text, hue: "ink", kind: "note", title: words });
    bottom -= kFoot;
  }
  const missing = card.value.grid.left_out;
  const text = `and ${missing} more`;
  if (missing > 0) labels.push({ x: left, y: bottom, text, hue: "ink", kind: "note", title: "all are in the ledger" });
  return labels;
}

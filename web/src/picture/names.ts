// What a screen reader says of a node: name, operation, value, gradient, and who uses it.
import type { NullableReals } from "../engine/types.gen.ts";
import { number, real, shape as shape_words, whole } from "../view/format.ts";
import { stated_note } from "../view/stated.ts";
import type { Context } from "./pieces.ts";
import type { Placed } from "./route.ts";

/** One number as it is, several as how many there are and how far they reach. */
function amount(values: NullableReals | undefined): string {
  if (!values || values.length === 0) return "";
  if (values.length === 1) return number(values[0] ?? 0);
  const finite = values.map(real).filter(Number.isFinite);
  if (finite.length === 0) return `${whole(values.length)} numbers, none finite`;
  return `from ${number(Math.min(...finite))} to ${number(Math.max(...finite))}`;
}

/** `y, y = a * b, value 6, gradient of L 2, used by L`. */
export function spoken({ card }: Placed, context: Context): string {
  const { node, leaf, title } = card;
  const result = context.results.get(node.id);
  const users = [...new Set(context.users(node.id).map((id) => context.statement(id)))];
  const parts = [
    node.id,
    leaf || title === node.id ? node.op : title.replace(`${node.id} = `, ""),
    node.shape.length > 0 ? `${shape_words(node.shape)} numbers` : "",
    `value ${amount(result?.value)}`,
    !leaf && result?.tangent ? `derivative by ${context.by} ${amount(result.tangent)}` : "",
    card.stated ? stated_note(context.stated, card.block?.members) : "",
    result?.adjoint ? `gradient of ${context.of} ${amount(result.adjoint)}` : "no gradient",
    users.length > 0 ? `used by ${users.join(", ")}` : context.outputs.includes(node.id) ? "output" : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

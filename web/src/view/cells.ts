// Arrays and costs as cells of a table that is copied, and in full.
import type { Cost, NullableReals } from "../engine/types.gen.ts";
import { counted, flops_of, kClasses, whole } from "./format.ts";
import type { Cell } from "./sheet.ts";

/** An array in one cell: a single number as it is, several in brackets. */
export function array_cell(values: NullableReals | undefined): Cell {
  if (!values) return "";
  return values.length === 1 ? (values[0] ?? "") : `[${values.join(", ")}]`;
}

export const kCostHeads: readonly string[] = ["flops", ...kClasses, "functions", "framework flops"];

/** A cost as the cells under kCostHeads. */
export function cost_cells(cost: Cost | undefined): Cell[] {
  return cost ? [flops_of(cost), ...cost] : kCostHeads.map(() => "");
}

/** How a cost is made up, for a tooltip. */
export function cost_in_full([add, mul, div, cmp, fn, framework]: Cost): string {
  const parts = [`${whole(add)} add`, `${whole(mul)} mul`, `${whole(div)} div`, `${whole(cmp)} cmp`];
  return `${parts.join(", ")}; ${whole(fn)} function calls apart. ${counted(framework, "framework flop")} (a matmul as 2mnk).`;
}

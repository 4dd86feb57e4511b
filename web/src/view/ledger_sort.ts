// The columns of the ledger: what each is sorted by, and the ledger as a table to copy.
import type { NullableReals } from "../engine/types.gen.ts";
import { array_cell, cost_cells, kCostHeads } from "./cells.ts";
import { flops_of, real } from "./format.ts";
import { size } from "./labels.ts";
import { bytes_of, type Row, saved_for } from "./ledger.ts";
import type { Cell, Sheet } from "./sheet.ts";

/** Which way a column is sorted; without one the rows stand in the order of the program. */
export interface Sorting {
  column: string;
  down: boolean;
}

/** An array is as large as its largest number; what is empty comes last, whichever way. */
function largest(values: NullableReals | undefined): number | null {
  return values ? Math.max(...values.map((value) => Math.abs(real(value)))) : null;
}

type Kind = "value" | "tangent" | "adjoint";

const cost =
  (kind: Kind) =>
  ({ result }: Row) =>
    result.cost ? flops_of(result.cost[kind]) + result.cost[kind][4] : null;
const room =
  (kind: Kind) =>
  ({ result }: Row) =>
    bytes_of(result, kind) ?? null;

const kKeys: Readonly<Record<string, (row: Row) => string | number | null>> = {
  node: (row) => row.node.id,
  shape: (row) => size(row.node.shape),
  value: (row) => largest(row.result.value),
  tangent: (row) => largest(row.result.tangent),
  adjoint: (row) => largest(row.result.adjoint),
  check: (row) => largest(row.result.gradient_forward),
  differs: ({ result: { difference } }) => (difference === null || difference === undefined ? null : real(difference)),
  value_flops: cost("value"),
  tangent_flops: cost("tangent"),
  adjoint_flops: cost("adjoint"),
  value_bytes: room("value"),
  tangent_bytes: room("tangent"),
  adjoint_bytes: room("adjoint"),
  kept: (row) => saved_for(row.result).length,
};

type Sorted = string | number | null;

/** NaN has no place among numbers. */
function ordered(value: Sorted): Sorted {
  return Number.isNaN(value) ? null : value;
}

export function sorted(rows: readonly Row[], sorting: Sorting | null): readonly Row[] {
  const key = sorting && kKeys[sorting.column];
  if (!key) return rows;
  const sign = sorting.down ? -1 : 1;
  const compare = (a: string | number, b: string | number): number =>
    typeof a === "string" ? a.localeCompare(String(b), "en", { numeric: true }) : a - Number(b);
  return [...rows].sort((one, other) => {
    const [a, b] = [one, other].map((row) => ordered(key(row))) as [Sorted, Sorted];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * compare(a, b);
  });
}

/** The next way of a column: up, down, then the order of the program again. Numbers begin with the largest. */
export function turned(sorting: Sorting | null, column: string): Sorting | null {
  const first = column !== "node";
  if (sorting?.column !== column) return { column, down: first };
  return sorting.down === first ? { column, down: !first } : null;
}

const kSweeps = ["value", "going forward", "going back"];

/** Every row with every digit; arrays stand in one cell. */
export function ledger_sheet(rows: readonly Row[], by: string, of: string): Sheet {
  const kinds: Kind[] = ["value", "tangent", "adjoint"];
  const line = ({ node, result }: Row): Cell[] => [
    node.id,
    node.op,
    node.shape.join(" x "),
    ...[result.value, result.tangent, result.adjoint, result.gradient_forward].map(array_cell),
    result.difference ?? "",
    ...kinds.flatMap((kind) => cost_cells(result.cost?.[kind])),
    ...kinds.map((kind) => bytes_of(result, kind) ?? ""),
    saved_for(result).join(", "),
  ];
  return {
    name: "the ledger",
    heads: [
      "node",
      "operation",
      "shape",
      "value",
      `forward derivative of node by ${by}`,
      `reverse derivative of ${of} by node`,
      `forward derivative of ${of} by node`,
      "relative difference",
      ...kSweeps.flatMap((sweep) => kCostHeads.map((head) => `${sweep} ${head}`)),
      ...kSweeps.map((sweep) => `${sweep} bytes`),
      "kept for",
    ],
    rows: rows.map(line),
  };
}

// Graph and numbers → the rows of the ledger: one for every node, in order of execution.

import type {
  Contribution,
  Cost,
  Diagnostic,
  DifferentiateResponse,
  Graph,
  GraphNode,
  NodeResult,
  NullableReals,
  Real,
} from "../engine/types.gen.ts";
import { by_id } from "./by_id.ts";
import { cost_in_full } from "./cells.ts";
import { counted, exact, flops_of, functions_of, number, real, sum_of, whole } from "./format.ts";
import { element, size } from "./labels.ts";
import { is_const } from "./leaves.ts";
import { add_costs } from "./reading.ts";

export interface Row {
  node: GraphNode;
  result: NodeResult;
  /** What made the node: its statement, or the operation inside one. */
  label: string;
  /** An operation inside a statement, not its last. */
  inner: boolean;
  /** First row of its statement. */
  starts: boolean;
  elements: number;
  /** Its elements can be chosen as the weight. */
  wrt: boolean;
}

/** All nodes but the numbers written in the text. */
export function ledger_rows(graph: Graph, nodes: readonly NodeResult[]): Row[] {
  const results = by_id(nodes);
  const wrt = new Set(graph.wrt);
  let group = "";
  return graph.nodes
    .filter((node) => !is_const(node))
    .map((node) => {
      const starts = node.group !== group;
      group = node.group;
      const result = results.get(node.id) ?? { id: node.id };
      const inner = node.group !== node.id && node.group !== "";
      return {
        node,
        result,
        label: node.label,
        inner,
        starts,
        elements: size(node.shape),
        wrt: wrt.has(node.id),
      };
    });
}

/** Up to this many numbers stand in a cell one under the other; more are shown row by row on request. */
export const kInCell = 6;

/** One line of a cell: what is shown and every digit of it. */
export interface Line {
  text: string;
  title: string;
}

/** The numbers of a cell, or one line that says how many there are and how far they reach. */
export function lines(values: readonly Real[], name: (index: number) => string): Line[] {
  if (values.length <= kInCell)
    return values.map((value, index) => ({ text: number(value), title: `${name(index)} = ${exact(value)}` }));
  const finite = values.map(real).filter(Number.isFinite);
  const [least, most] = finite.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
  const range =
    finite.length === 0
      ? "none finite"
      : least === most
        ? `all ${number(least)}`
        : `${number(least)} … ${number(most)}`;
  return [
    { text: `${whole(values.length)} numbers`, title: "" },
    { text: range, title: "smallest and largest" },
  ];
}

/** The adjoint of one element as the sum of what its uses add, where there are several. */
export function adds_up(uses: readonly Contribution[] | undefined, index: number, total: Real): string | null {
  if (!uses || uses.length < 2 || uses.some((use) => use.product === null)) return null;
  return sum_of(
    uses.map((use) => use.product?.[index] ?? 0),
    total,
  );
}

/** The name of an element of a row. */
export function name_of(row: Row, index: number): string {
  return element(row.node.id, row.node.shape, index);
}

/** Why a cell has no numbers; empty where it has some. */
export function why_empty(row: Row, values: NullableReals | undefined): string {
  if (values) return "";
  return row.node.active ? "left out" : "inactive";
}

/** What a sweep costs at a node. */
export function cost_cell(cost: Cost | undefined): Line {
  if (!cost) return { text: "", title: "" };
  const calls = functions_of(cost);
  return { text: `${whole(flops_of(cost))}${calls > 0 ? ` + ${whole(calls)} fn` : ""}`, title: cost_in_full(cost) };
}

/** The costs of one sweep of each kind over all nodes, and the bytes of what each computes. */
export function foot(rows: readonly Row[]): { value: Cost; tangent: Cost; adjoint: Cost; bytes: number[] } {
  const cost = (kind: "value" | "tangent" | "adjoint"): Cost => add_costs(rows.map((row) => row.result.cost?.[kind]));
  const kinds = ["value", "tangent", "adjoint"] as const;
  const bytes = kinds.map((kind) => rows.reduce((sum, { result }) => sum + (bytes_of(result, kind) ?? 0), 0));
  return { value: cost("value"), tangent: cost("tangent"), adjoint: cost("adjoint"), bytes };
}

/** The heading of the check, with its own cost, which is in no total; or why there is no check. */
export function check_heading(response: DifferentiateResponse, of: string): { heading: string; why: string } {
  const cost = response.check_cost;
  if (cost) {
    const passes = counted(cost.sweeps, "extra forward pass", "extra forward passes");
    return {
      heading: `check: ∂${of}/∂node by ${passes} (${counted(flops_of(cost.total), "flop")}, in no total)`,
      why: "",
    };
  }
  const left_out = response.diagnostics.find((one: Diagnostic) => one.code === "W_LEFT_OUT");
  return { heading: `check: ∂${of}/∂node by extra forward passes`, why: left_out?.message ?? "left out" };
}

/** Bytes of what one sweep leaves at a node: an array of its shape where it has such a number. */
export function bytes_of(
  { bytes, tangent, adjoint }: NodeResult,
  kind: "value" | "tangent" | "adjoint",
): number | undefined {
  const has = kind === "value" || (kind === "tangent" ? tangent : adjoint);
  return bytes === undefined ? undefined : has ? bytes : 0;
}

/** The nodes whose way back needs a number of this one. */
export function saved_for({ saved_for }: NodeResult): string[] {
  return [...new Set((saved_for ?? []).map((use) => use.node))];
}

/** The largest relative difference as words. */
export function difference_cell(value: Real | null | undefined): { text: string; ok: boolean } {
  if (value === null || value === undefined) return { text: "", ok: true };
  const x = real(value);
  return { text: x === 0 ? "0" : number(value), ok: x <= 1e-9 };
}

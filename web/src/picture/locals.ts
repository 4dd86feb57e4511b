// The derivative along a link, as the engine gives it: of a block's result by what the link brings. Nothing is computed here.
import type { GraphNode, GroupLocal, NodeResult, Real } from "../engine/types.gen.ts";
import { exact, number, shape as shape_words } from "../view/format.ts";
import { derivative, size } from "../view/labels.ts";
import type { Block, Folded, Link } from "./fold.ts";

/** One matrix for each use; rows are elements of the result, columns elements of the source. */
export interface LinkLocal {
  parts: (readonly Real[])[];
  rows: number;
  columns: number;
  of: string;
  by: string;
}

/** Where the numbers come from: nodes as written and scalars by id, and the statements. */
export interface Sources {
  nodes: ReadonlyMap<string, GraphNode>;
  results: ReadonlyMap<string, NodeResult>;
  /** Of a statement by a node outside it. */
  groups: () => ReadonlyMap<string, GroupLocal>;
}

interface Matrix {
  values: readonly Real[];
  rows: number;
  columns: number;
}

function row_of({ values, columns }: Matrix, row: number): Matrix {
  return { values: values.slice(row * columns, (row + 1) * columns), rows: 1, columns };
}

function column_of({ values, rows, columns }: Matrix, column: number): Matrix {
  return { values: values.filter((_, index) => index % columns === column), rows, columns: 1 };
}

/** What the uses of a node by one operation have for a local derivative; empty where one of them is not given. */
function used(results: Sources["results"], source: string, consumer: string): (readonly Real[])[] {
  const uses = (results.get(source)?.contributions ?? []).filter((use) => use.consumer === consumer);
  return uses.every((use) => use.local !== null) ? uses.flatMap((use) => (use.local ? [use.local] : [])) : [];
}

/** The derivative along a link; null where the engine gives none. */
export function link_local(link: Link, block: Block, folded: Folded, from: Sources): LinkLocal | null {
  const element = from.nodes.get(link.source) ? undefined : folded.places.get(link.source);
  const operand = element?.id ?? link.source;
  const result = block.level === "neuron" ? folded.places.get(block.id) : undefined;
  const names = { of: block.id, by: link.source };
  if (block.level === "neuron" && block.members.length === 1 && element) {
    const parts = used(from.results, link.source, block.id);
    if (parts.length > 0) return { parts, rows: 1, columns: 1, ...names };
  }
  if (block.level === "neuron" && !result) return null;
  const of = result?.id ?? block.id;
  const rows = size(from.nodes.get(of)?.shape ?? []);
  const columns = size(from.nodes.get(operand)?.shape ?? []);
  const group = from.groups().get(`${of} ${operand}`)?.jacobian;
  const single = block.level !== "neuron" && block.members.length === 1;
  const whole = single ? used(from.results, operand, block.id) : group ? [group] : [];
  const cut = whole.map((values) => {
    const row = result ? row_of({ values, rows, columns }, result.index) : { values, rows, columns };
    return element ? column_of(row, element.index) : row;
  });
  const [first] = cut;
  return first ? { parts: cut.map(({ values }) => values), rows: first.rows, columns: first.columns, ...names } : null;
}

const kText = { width: 46, height: 12 }; // of a number at 11 px; a longer one is set closer
const kWidest = 44;
const kHighest = 18;
const kGround = 1.5; // px around a small matrix

/** The side of a cell of a small matrix on a line; 0 where it has too many for one. */
function side(rows: number, columns: number): number {
  const most = Math.floor(Math.min(kWidest / columns, kHighest / rows, 5));
  return most < 2 ? 0 : most;
}

/** How much room a derivative of so many rows and columns takes on a line; nothing where it is left to the card. */
export function local_room(rows: number, columns: number): { width: number; height: number } {
  if (rows * columns === 1) return kText;
  const cell = side(rows, columns);
  if (cell === 0) return { width: 0, height: 0 };
  return { width: cell * columns + 2 * kGround, height: cell * rows + 2 * kGround };
}

/** A derivative as it stands on a line: a number, or a small matrix of squares. */
export interface LocalMark {
  text: string;
  /** Side of a square; 0 where there are none. */
  side: number;
  columns: number;
  width: number;
  height: number;
  values: readonly Real[];
  title: string;
}

/** How a derivative is drawn; null where it is too large for a line. */
export function local_mark({ parts, rows, columns, of, by }: LinkLocal): LocalMark | null {
  const [values] = parts;
  if (!values) return null;
  const name = `local derivative ${derivative(of, by)}`;
  const room = local_room(rows, columns);
  if (rows * columns === 1) {
    const words = parts.map((part) => number(part[0] ?? 0)).join(" + ");
    const title = `${name} = ${parts.map((part) => exact(part[0] ?? 0)).join(" + ")}`;
    return { text: words.length > 9 ? `${parts.length} uses` : words, side: 0, columns: 1, values: [], title, ...room };
  }
  const cell = side(rows, columns);
  const title = `${name}, ${shape_words([rows, columns])}: ${values.map(number).join(" ")}`;
  return cell === 0 ? null : { text: "", side: cell, columns, values, title, ...room };
}

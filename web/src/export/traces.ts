// Both sweeps as tables in LaTeX, as in the survey of Baydin et al. (Tables 2 and 3): values beside tangents, values beside adjoints.
import type { DifferentiateResponse, Graph, GraphNode, OpInfo, Real, Shape } from "../engine/types.gen.ts";
import { latex_word } from "../view/latex_letters.ts";
import { latex_number } from "../view/math.ts";
import { document_of, fitting, latex_other } from "./latex_file.ts";

/** What the tables are made of: an answer of the engine with values, tangents and adjoints. */
export interface Traced {
  title: string;
  graph: Graph;
  response: DifferentiateResponse;
  ops: readonly OpInfo[];
}

export const kMostRows = 200;
/** Numbers side by side that fit half a line whatever they are. */
const kFitting = 3;
/** Characters of LaTeX, more of which may not fit half a line. */
const kLong = 60;

/** A name in formulas, whatever it holds: `h.W` → \mathit{h.W}, `a_1` → a_{1}, `w` → w, `σ2` → \sigma_{2}. */
export function latex_id(id: string): string {
  const [, base = "", index = ""] = /^(\p{L}\p{M}*)_?([0-9]+)$/u.exec(id) ?? [];
  if (base) return `${latex_word(base, latex_other)}_{${index}}`;
  const word = latex_word(id, latex_other);
  return word.length > kLong ? fitting(word) : word;
}

/** An array as far as it fits into a line. */
export function latex_array(values: readonly Real[], shape: Shape): string {
  const [rows = 1, columns] = shape;
  if (shape.length === 0) return latex_number(values[0] ?? "NaN");
  if (values.length > 9) return `\\in\\mathbb{R}^{${shape.join("\\times ")}}`;
  const comma = values.length > kFitting ? ",\\;\\allowbreak " : ",\\;";
  if (columns === undefined) return `(${values.map(latex_number).join(comma)})`;
  const lines = Array.from({ length: rows }, (_, row) =>
    values
      .slice(row * columns, (row + 1) * columns)
      .map(latex_number)
      .join(" & "),
  );
  const matrix = `\\left[\\begin{smallmatrix}${lines.join(" \\\\ ")}\\end{smallmatrix}\\right]`;
  return columns > kFitting ? fitting(matrix) : matrix;
}

interface Names {
  of(id: string): string;
  op(node: GraphNode): OpInfo | undefined;
  node(id: string): GraphNode | undefined;
}

function names_of({ graph, ops }: Traced): Names {
  const known = new Map(graph.nodes.map((node) => [node.id, node]));
  return {
    node: (id) => known.get(id),
    op: (node) => ops.find(({ name }) => name === node.op),
    of: (id) => {
      const node = known.get(id);
      const number = node?.category === "const" && node.shape.length === 0;
      return number ? latex_number((node.attrs.value as Real | undefined) ?? "NaN") : latex_id(id);
    },
  };
}

/** A template of a row with its operands `{0}`, its result `y` and what comes from above, `\bar Y`; what is put in is not read again. */
function filled(template: string, inputs: readonly string[], result = "", upstream = ""): string {
  return template.replace(/\\bar [Yy]|(?<![\\A-Za-z])y(?![A-Za-z])|\{(\d)\}/g, (whole, at?: string) => {
    if (at === undefined) return whole === "y" ? result : `${upstream} `;
    return inputs[Number(at)] === undefined ? whole : `{${inputs[Number(at)]}}`;
  });
}

/** A factor behind another: a sum stands in brackets, 1 is left out. */
function times(factor: string, other: string): string {
  if (factor === "1") return other;
  if (factor === "-1") return `-${other}`;
  return `${/[+]|.-/.test(factor) ? `\\left(${factor}\\right)` : factor}\\,${factor.length + other.length > kLong ? "\\allowbreak " : ""}${other}`;
}

/** The local derivative by an operand, as its row writes it for numbers; null where it writes a rule for arrays. */
function local(names: Names, node: GraphNode, port: number): string | null {
  const rule = names.op(node)?.derivative_latex[port] ?? "";
  if (rule === "" || /bar|overline|sum|\bN\b|ties|hat|u'/.test(rule)) return null;
  return filled(rule, node.inputs.map(names.of), names.of(node.id));
}

const fraction = (of: string, by: string): string => `\\frac{\\partial ${of}}{\\partial ${by}}`;
/** An accent over a word with accents in it puts these beside it, so that such a word gets a sign above it instead. */
const accented = (name: string): boolean => /\\mathit\{.*\\[a-z]+\{/.test(name);
const dot = (name: string): string => (accented(name) ? `\\overset{\\cdot}{${name}}` : `\\dot{${name}}`);
const bar = (name: string): string => (accented(name) ? `\\overline{${name}}` : `\\bar{${name}}`);

/** The value of a node out of its operands. */
function value_of(names: Names, node: GraphNode): string {
  const op = names.op(node);
  return op && node.category !== "leaf" ? filled(op.latex, node.inputs.map(names.of)) : "";
}

function tangent_of(names: Names, node: GraphNode): string {
  const terms = node.inputs.flatMap((id, port) => {
    if (!names.node(id)?.active) return [];
    const product = node.category === "linear algebra" ? names.op(node)?.latex : undefined;
    if (product)
      return [
        filled(
          product,
          node.inputs.map((one, at) => (at === port ? dot(names.of(one)) : names.of(one))),
        ),
      ];
    return [times(local(names, node, port) ?? fraction(names.of(node.id), names.of(id)), dot(names.of(id)))];
  });
  return terms.join(" + ").replaceAll("+ -", "- ");
}

function adjoint_of(names: Names, node: GraphNode): string {
  const terms = node.consumers.flatMap(({ node: id, port }) => {
    const user = names.node(id);
    if (!user?.active || !user.connected) return [];
    const rule = names.op(user)?.derivative_latex[port] ?? "";
    const upstream = bar(names.of(id));
    if (user.category === "linear algebra") return [filled(rule, user.inputs.map(names.of), names.of(id), upstream)];
    return [times(local(names, user, port) ?? fraction(names.of(id), names.of(node.id)), upstream)];
  });
  return terms.join(" + ").replaceAll("+ -", "- ");
}

function equation(left: string, formula: string, values: readonly Real[] | null | undefined, shape: Shape): string {
  if (!values) return "";
  const number = latex_array(values, shape);
  const equals = number.startsWith("\\in") ? number : `= ${number}`;
  return `$${left} ${formula ? `= ${formula} ` : ""}${equals}$`;
}

/** Two tables, as a file that compiles by itself and goes into another document by \input. `by` and `of`: the derivative that a dot is, and that a bar is. */
export function traces(traced: Traced, by: string, of: string): string {
  const names = names_of(traced);
  const results = new Map(traced.response.nodes.map((node) => [node.id, node]));
  const nodes = traced.graph.nodes.filter(({ category }) => category !== "const").slice(0, kMostRows);
  const primal = (node: GraphNode): string =>
    equation(names.of(node.id), value_of(names, node), results.get(node.id)?.value, node.shape);
  const seeded = new Set(
    traced.response.seeds.filter(({ value }) => value.some((one) => one !== 0)).map(({ id }) => id),
  );
  const forward = nodes.map((node): [string, string] => {
    const formula = node.category === "leaf" ? "" : tangent_of(names, node);
    return [primal(node), equation(dot(names.of(node.id)), formula, results.get(node.id)?.tangent, node.shape)];
  });
  const reverse = nodes.map((node): [string, string] => {
    const formula = seeded.has(node.id) ? "" : adjoint_of(names, node);
    return [primal(node), equation(bar(names.of(node.id)), formula, results.get(node.id)?.adjoint, node.shape)];
  });
  return document_of(traced.title, traced.graph.nodes.length > kMostRows ? `Only the first ${kMostRows} nodes.` : "", [
    {
      heads: ["Forward primal trace", "Forward tangent trace"],
      rows: forward,
      caption: `Forward: a dot is the derivative ${by}.`,
    },
    {
      heads: ["Forward primal trace", "Reverse adjoint trace (read upwards)"],
      rows: reverse,
      caption: `Reverse: a bar is the derivative of ${of}.`,
    },
  ]);
}

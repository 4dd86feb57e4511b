// What all programs are written from: the nodes with their names and expressions, the seeds, and the engine's numbers to compare with.
import type { DifferentiateResponse, Graph, GraphNode, OpInfo, Real } from "../engine/types.gen.ts";
import { python_array, python_comment, python_names, python_number, python_text } from "./python.ts";
import { expression, type Library, type Piece } from "./rows.ts";

/** What a program is written from: an answer of the engine with values and adjoints. */
export interface Source {
  title: string;
  version: string;
  graph: Graph;
  response: DifferentiateResponse;
  ops: readonly OpInfo[];
}

export const kCheck = `def check(name, found, expected):
    found, expected = np.asarray(found, dtype=float), np.asarray(expected, dtype=float)
    bound = 1e-12 * max(1.0, float(np.max(np.abs(expected), initial=0.0)))
    assert np.shape(found) == np.shape(expected), name + ": another shape"
    assert np.allclose(found, expected, rtol=0.0, atol=bound, equal_nan=True), f"{name}: {found} is not {expected}"
    print("ok", name)`;

export interface Parts {
  names: Map<string, string>;
  /** Nodes whose values are given: leaves, and what the gradient is taken by. */
  given: GraphNode[];
  /** Nodes that are computed, with their expressions. */
  computed: { node: GraphNode; code: string; piece: Piece }[];
  wrt: GraphNode[];
  seeds: { node: GraphNode; code: string }[];
}

export function parts_of({ graph, response, ops }: Source, library: Library): Parts {
  const names = python_names(graph.nodes.map(({ id }) => id));
  const name = (id: string): string => names.get(id) ?? "";
  const known = new Map(graph.nodes.map((node) => [node.id, node]));
  const is_given = (node: GraphNode): boolean => node.category === "leaf" || graph.wrt.includes(node.id);
  const computed = graph.nodes
    .filter((node) => !is_given(node))
    .map((node) => {
      const inputs = node.inputs.map(name);
      const op = ops.find((one) => one.name === node.op);
      const piece: Piece = { node, op, inputs, shapes: node.inputs.map((id) => known.get(id)?.shape ?? []) };
      const value = node.attrs.value as Real | undefined;
      const number = python_number(value ?? "NaN");
      const code =
        node.category === "const" || !op
          ? library === "torch"
            ? `torch.tensor(${number})`
            : `np.float64(${number})`
          : expression(piece, op, library);
      return { node, piece, code };
    });
  const seeds = response.seeds.flatMap(({ id, value }) => {
    const node = known.get(id);
    return node && value.some((one) => one !== 0) ? [{ node, code: python_array(value, node.shape) }] : [];
  });
  const wrt = graph.wrt.flatMap((id) => known.get(id) ?? []);
  return { names, given: graph.nodes.filter(is_given), computed, wrt, seeds };
}

export function values_of({ response }: Source): (node: GraphNode) => string {
  const results = new Map(response.nodes.map((node) => [node.id, node]));
  return (node) => python_array(results.get(node.id)?.value ?? [], node.shape);
}

/** The engine's gradient, and the checks of it. */
export function checks(
  source: Source,
  { wrt, seeds }: Parts,
  value: (node: GraphNode) => string,
  gradient: (node: GraphNode) => string,
): string[] {
  const results = new Map(source.response.nodes.map((node) => [node.id, node]));
  const array = (node: GraphNode, values: readonly Real[] | null | undefined): string =>
    python_array(values ?? Array(node.shape.reduce((all, one) => all * one, 1)).fill(0), node.shape);
  return [
    "# The numbers of the engine of Bothways.",
    ...seeds.map(
      ({ node }) =>
        `check(${python_text(`the value of ${node.id}`)}, ${value(node)}, ${array(node, results.get(node.id)?.value)})`,
    ),
    ...wrt.map(
      (node) =>
        `check(${python_text(`the gradient by ${node.id}`)}, ${gradient(node)}, ${array(node, results.get(node.id)?.adjoint)})`,
    ),
  ];
}

export function head(source: Source, library: string, note: string): string[] {
  return [
    `# ${python_comment(source.title) || "A network"}: its gradient in ${library}, compared with that of Bothways ${python_comment(source.version)}.`,
    `# ${note}`,
  ];
}

export function statement(name: string | undefined, code: string, node: GraphNode): string {
  const label = node.group === node.id || node.label.includes("=") ? python_comment(node.label) : "";
  return `${name} = ${code}${label && node.category !== "leaf" ? `  # ${label}` : ""}`;
}

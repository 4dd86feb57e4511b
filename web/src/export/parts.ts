// What all programs are written from: the nodes with their names and expressions, the seeds, and the engine's numbers to compare with.
import type { GraphNode, JacobianBlock, Real, Shape } from "../engine/types.gen.ts";
import { is_masked } from "../view/format.ts";
import { size } from "../view/labels.ts";
import type { Library, Piece } from "./piece.ts";
import { python_array, python_comment, python_names, python_text } from "./python.ts";
import { expression } from "./rows.ts";
import { said_of } from "./said.ts";
import { jacobian_of, outputs_of, type Source } from "./source.ts";

/** What compares; where numbers are hidden, places can be left out. */
export function check_of({ left_out = [] }: Source): string {
  const some = left_out.length > 0;
  return `def check(name, found, expected${some ? ", left_out=()" : ""}):
    found, expected = ${some ? 'np.array(found, float, order="C"), np.array(expected, float)' : "np.asarray(found, dtype=float), np.asarray(expected, dtype=float)"}
    assert np.shape(found) == np.shape(expected), name + ": another shape"${some ? "\n    for place in left_out:\n        found.reshape(-1)[place] = expected.reshape(-1)[place] = 0.0" : ""}
    bound = 1e-12 * max(1.0, float(np.max(np.abs(expected), initial=0.0)))
    assert np.allclose(found, expected, rtol=0.0, atol=bound, equal_nan=True), f"{name}: {found} is not {expected}"
    print("ok", name)`;
}

export interface Parts {
  names: Map<string, string>;
  /** Nodes whose values are given: leaves, and what the gradient is taken by. */
  given: GraphNode[];
  /** Nodes that are computed, with their expressions. */
  computed: { node: GraphNode; code: string; piece: Piece }[];
  wrt: GraphNode[];
  seeds: { node: GraphNode; code: string }[];
}

/** A number or an array in the text. */
function constant({ attrs: { value }, shape }: GraphNode, library: Library): string {
  const flat = (Array.isArray(value) ? value.flat() : [value ?? "NaN"]) as Real[];
  const made = python_array(flat, shape);
  if (library === "torch") return `torch.tensor(${made})`;
  return shape.length === 0 ? `np.float64(${made})` : `np.array(${made})`;
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
      const code = node.category === "const" || !op ? constant(node, library) : expression(piece, op, library);
      return { node, piece, code };
    });
  const seeds = response.seeds.flatMap(({ id, value }) => {
    const node = known.get(id);
    return node && value.some((one) => one !== 0) ? [{ node, code: python_array(value, node.shape) }] : [];
  });
  const wrt = graph.wrt.flatMap((id) => known.get(id) ?? []);
  return { names, given: graph.nodes.filter(is_given), computed, wrt, seeds };
}

/** The values of the leaves, and of what is held independent. */
function value_in({ response, leaves = [] }: Source): (id: string) => readonly Real[] {
  const results = new Map(response.nodes.map((node) => [node.id, node.value ?? []]));
  const said = new Map(leaves.map(({ id, value }) => [id, value]));
  return (id) => said.get(id) ?? results.get(id) ?? [];
}

export function values_of(source: Source): (node: GraphNode) => string {
  const value = value_in(source);
  return (node) => python_array(value(node.id), node.shape);
}

/** Whether a number that the program would begin with is hidden. */
export function begins_hidden(source: Source): boolean {
  const { graph } = source;
  const value = value_in(source);
  return graph.nodes.some(
    ({ id, category }) => (category === "leaf" || graph.wrt.includes(id)) && value(id).some(is_masked),
  );
}

/** One comparison with numbers of the engine; hidden ones are left out, and where all are, so is the comparison. */
export function compared(name: string, found: string, values: readonly Real[], shape: Shape): string {
  const places = values.flatMap((one, at) => (is_masked(one) ? [at] : []));
  if (places.length > 0 && places.length === values.length) return `# Left out: ${python_comment(name)}.`;
  const expected = python_array(
    values.map((one) => (is_masked(one) ? 0 : one)),
    shape,
  );
  return `check(${python_text(name)}, ${found}, ${expected}${places.length > 0 ? `, [${places.join(", ")}]` : ""})`;
}

const kOurs = "# The numbers of the engine of Bothways.";

/** The engine's gradient, and the checks of it. */
export function checks(
  source: Source,
  { wrt, seeds }: Parts,
  value: (node: GraphNode) => string,
  gradient: (node: GraphNode) => string,
): string[] {
  const results = new Map(source.response.nodes.map((node) => [node.id, node]));
  const array = ({ shape }: GraphNode, values: readonly Real[] | null | undefined) =>
    values ?? Array(size(shape)).fill(0);
  return [
    kOurs,
    ...seeds.map(({ node }) =>
      compared(`the value of ${node.id}`, value(node), array(node, results.get(node.id)?.value), node.shape),
    ),
    ...wrt.map((node) =>
      compared(`the gradient by ${node.id}`, gradient(node), array(node, results.get(node.id)?.adjoint), node.shape),
    ),
  ];
}

/** The engine's Jacobian, and the checks of all of its rows. `rows`: those of an output by a leaf, by their places. */
export function jacobian_checks(
  source: Source,
  { wrt }: Parts,
  blocks: readonly JacobianBlock[],
  value: (node: GraphNode) => string,
  rows: (output: number, leaf: number, shape: Shape) => string,
): string[] {
  const results = new Map(source.response.nodes.map((node) => [node.id, node]));
  const outputs = outputs_of(source);
  return [
    kOurs,
    ...outputs.map((node) =>
      compared(`the value of ${node.id}`, value(node), results.get(node.id)?.value ?? [], node.shape),
    ),
    ...blocks.map((block) => {
      const [output, leaf] = [outputs, wrt].map((nodes, at) =>
        nodes.findIndex(({ id }) => id === (at === 0 ? block.of : block.wrt)),
      ) as [number, number];
      return compared(
        `the Jacobian of ${block.of} by ${block.wrt}`,
        rows(output, leaf, block.shape),
        block.value,
        block.shape,
      );
    }),
  ];
}

export function head(source: Source, library: string, note: string): string[] {
  return [
    `# ${python_comment(source.title) || "A network"}: its ${jacobian_of(source) ? "Jacobian" : "gradient"} in ${library}, compared with that of Bothways ${python_comment(source.version)}.`,
    `# ${note}`,
    ...said_of(source),
  ];
}

export function statement(name: string | undefined, code: string, node: GraphNode): string {
  const label = node.group === node.id || node.label.includes("=") ? python_comment(node.label) : "";
  return `${name} = ${code}${label && node.category !== "leaf" ? `  # ${label}` : ""}`;
}

// One node as one expression of a library: the row's own template, and what a template cannot say, as it depends on attributes.
import type { Attrs, GraphNode, OpInfo, Shape } from "../engine/types.gen.ts";
import { python_number, python_tuple } from "./python.ts";

export type Library = "numpy" | "torch" | "jax";

/** What an expression is made of. */
export interface Piece {
  node: GraphNode;
  /** Its row; absent where the catalogue has none. */
  op: OpInfo | undefined;
  /** Names of the operands. */
  inputs: readonly string[];
  shapes: readonly Shape[];
}

/** An attribute that is a number: what the node says, or what its row takes where it is absent (of whole numbers 0). */
export function number_of({ node, op }: Piece, key: string): number {
  const value = node.attrs[key];
  return typeof value === "number" ? value : (op?.attrs.find(({ name }) => name === key)?.default ?? 0);
}

function list_of(attrs: Attrs, key: string): readonly number[] | null {
  const value = attrs[key];
  return Array.isArray(value) ? value : typeof value === "number" ? [value] : null;
}

/** `1:3, :` for a slice, `1, :` for an index. */
export function places(attrs: Attrs, rank: number, is_slice: boolean): string {
  const axes = ["axis0", "axis1"].slice(0, rank).map((key) => {
    const [from, to] = list_of(attrs, key) ?? [];
    if (from === undefined) return ":";
    return is_slice ? `${from}:${to ?? ""}` : String(from);
  });
  return axes.join(", ");
}

/** Null where the template of the row will do. */
type Maker = (piece: Piece, library: Library) => string | null;
const kModule: Record<Library, string> = { numpy: "np", torch: "torch", jax: "jnp" };

/** Along an axis, or over all: the axis goes, and comes back with size 1 where it is to be kept. */
function reduced(name: string): Maker {
  return ({ node: { attrs, shape }, inputs: [x = ""] }, library) => {
    const axis = list_of(attrs, "axis")?.[0];
    const from: Record<Library, string> = { numpy: "", torch: "torch.", jax: "jax.scipy.special." };
    const prefix = name === "logsumexp" ? from[library] : `${kModule[library]}.`;
    const flat = axis === undefined && library === "torch" && name === "logsumexp";
    const made = `${prefix}${name}(${flat ? `${x}.reshape(-1), 0` : axis === undefined ? x : `${x}, ${axis}`})`;
    return attrs.keepdims ? `${made}.reshape(${python_tuple(shape)})` : made;
  };
}

/** Over all elements, or along an axis. */
function normalised(name: string): Maker {
  return ({ node: { attrs, shape }, inputs: [x = ""] }, library) => {
    const axis = list_of(attrs, "axis")?.[0];
    const prefix: Record<Library, string> = { numpy: "", torch: "torch.", jax: "jax.nn." };
    if (axis !== undefined) return `${prefix[library]}${name}(${x}, ${axis})`;
    return `${prefix[library]}${name}(${x}.reshape(-1), 0).reshape(${python_tuple(shape)})`;
  };
}

const kMakers: Record<string, Maker> = {
  sum: reduced("sum"),
  mean: reduced("mean"),
  amax: reduced("amax"),
  amin: reduced("amin"),
  logsumexp: reduced("logsumexp"),
  softmax: normalised("softmax"),
  log_softmax: normalised("log_softmax"),
  bce_logits: ({ inputs: [x, y] }, library) =>
    library === "torch"
      ? `torch.nn.functional.binary_cross_entropy_with_logits(*torch.broadcast_tensors(${x}, ${y}), reduction="none")`
      : null,
  slice: ({ node, inputs: [x], shapes: [shape = []] }) => `${x}[${places(node.attrs, shape.length, true)}]`,
  index: ({ node, inputs: [x], shapes: [shape = []] }) => `${x}[${places(node.attrs, shape.length, false)}]`,
  reshape: ({ node, inputs: [x] }) => `${x}.reshape(${python_tuple(node.shape)})`,
};

/** Functions of SciPy, which the NumPy program spells itself. */
const kOwn = /scipy\.special\.(erf|log_softmax)\(/g;

/** The value of a node in the words of a library. */
export function expression(piece: Piece, op: OpInfo, library: Library): string {
  const made = kMakers[op.name]?.(piece, library);
  if (made) return made;
  const template = library === "numpy" ? op.numpy.replace(kOwn, "$1(").replaceAll("axis=-1", "-1") : op[library];
  return template.replace(/\{(\w+)\}/g, (_, key: string) => {
    if (/^\d$/.test(key)) return piece.inputs[Number(key)] ?? "";
    const value = number_of(piece, key);
    return key === "axis" ? String(value) : python_number(value);
  });
}

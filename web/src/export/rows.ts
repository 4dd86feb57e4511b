// One node as one expression of a library: the row's own template, and what a template cannot say, as it depends on attributes.
import type { Attrs, OpInfo, Shape } from "../engine/types.gen.ts";
import { type Library, number_of, type Piece } from "./piece.ts";
import { python_number, python_tuple } from "./python.ts";
import { convolution, pool } from "./windows.ts";

function list_of(attrs: Attrs, key: string): readonly number[] | null {
  const value = attrs[key];
  const list = Array.isArray(value) ? value : typeof value === "number" ? [value] : null;
  return list?.filter((one) => typeof one === "number") ?? null;
}

/** `1:3, :` for a slice, `1, :` for an index. */
export function places(attrs: Attrs, rank: number, is_slice: boolean): string {
  const axes = ["axis0", "axis1"].slice(0, rank).map((key, axis) => {
    const [from, to] = list_of(attrs, key) ?? [];
    const step = is_slice ? attrs[`step${axis}`] : undefined;
    if (from === undefined && step === undefined) return ":";
    return is_slice ? `${from ?? ""}:${to ?? ""}${step === undefined ? "" : `:${step}`}` : String(from);
  });
  return axes.join(", ");
}

/** The places that a range keeps of an axis. */
function places_of(range: readonly number[], step: number, extent: number): number[] {
  const at = (place: number): number => (place < 0 ? place + extent : place);
  const from = range[0] === undefined ? (step < 0 ? extent - 1 : 0) : at(range[0]);
  const to = range[1] === undefined ? (step < 0 ? -1 : extent) : at(range[1]);
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
}

/** A list of places for each axis, null for all of it. */
function lists(attrs: Attrs, shape: Shape, is_slice: boolean): (readonly number[] | null)[] {
  return shape.map((extent, axis) => {
    const list = list_of(attrs, `axis${axis}`);
    const step = attrs[`step${axis}`];
    if (!is_slice || (!list && step === undefined)) return list;
    return places_of(list ?? [], typeof step === "number" ? step : 1, extent);
  });
}

/** The lists as one subscript of NumPy: along both axes each place of the one meets each of the other. */
export function taken(attrs: Attrs, shape: Shape): string {
  const [first, second] = lists(attrs, shape, false);
  const list = (some: readonly number[]): string => `[${some.join(", ")}]`;
  if (first && second) return `np.ix_(${list(first)}, ${list(second)})`;
  if (second) return `np.s_[:, ${list(second)}]`;
  return shape.length === 2 ? `np.s_[${list(first ?? [])}, :]` : `np.s_[${list(first ?? [])}]`;
}

/** One axis after the other, by lists of places, as every library has it. */
function by_axis(
  { node: { attrs }, inputs: [x = ""], shapes: [shape = []] }: Piece,
  library: Library,
  is_slice: boolean,
) {
  const list = (some: readonly number[]): string =>
    library === "jax" ? `np.array([${some.join(", ")}])` : `[${some.join(", ")}]`;
  const [first, second] = lists(attrs, shape, is_slice);
  return `${x}${first ? `[${list(first)}]` : ""}${second ? `[:, ${list(second)}]` : ""}`;
}

/** All operands in a list, along an axis. */
function joined(name: Record<Library, string>): Maker {
  return ({ node: { attrs }, inputs }, library) => {
    const axis = list_of(attrs, "axis")?.[0] ?? 0;
    return `${name[library]}([${inputs.join(", ")}], ${axis})`;
  };
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

/** var and std, which are given what is taken from n. */
function spread(name: string): Maker {
  return (piece, library) => {
    const { attrs, shape } = piece.node;
    const axis = list_of(attrs, "axis")?.[0];
    const flat = axis === undefined && library === "torch"; // which takes a correction with an axis alone
    const along = flat ? ", dim=0" : axis === undefined ? "" : `, ${library === "torch" ? "dim" : "axis"}=${axis}`;
    const taken = `${library === "torch" ? "correction" : "ddof"}=${number_of(piece, "ddof")}`;
    const made = `${kModule[library]}.${name}(${piece.inputs[0]}${flat ? ".reshape(-1)" : ""}${along}, ${taken})`;
    return attrs.keepdims ? `${made}.reshape(${python_tuple(shape)})` : made;
  };
}

/** The Euclidean length, of all elements or along an axis. */
const length: Maker = ({ node: { attrs, shape }, inputs: [x = ""] }, library) => {
  const axis = list_of(attrs, "axis")?.[0];
  const whole = axis === undefined ? `${x}.reshape(-1)` : x;
  const along = axis === undefined ? "" : `, ${library === "torch" ? "dim" : "axis"}=${axis}`;
  const made = `${kModule[library]}.linalg.norm(${whole}${along})`;
  return attrs.keepdims ? `${made}.reshape(${python_tuple(shape)})` : made;
};

/** Places as numbers; PyTorch has no axis for all. */
const argmax: Maker = (piece, library) => {
  const made = reduced("argmax")(piece, library);
  return library === "torch" ? `${made}.double()` : `${made} * 1.0`;
};

const cumsum: Maker = ({ node: { attrs }, inputs: [x = ""] }, library) => {
  const axis = list_of(attrs, "axis")?.[0];
  return axis === undefined
    ? `${kModule[library]}.cumsum(${x}.reshape(-1), 0)`
    : `${kModule[library]}.cumsum(${x}, ${axis})`;
};

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
  prod: reduced("prod"),
  var: spread("var"),
  std: spread("std"),
  norm: length,
  cumsum,
  argmax,
  logsumexp: reduced("logsumexp"),
  softmax: normalised("softmax"),
  log_softmax: normalised("log_softmax"),
  conv1d: convolution,
  conv2d: convolution,
  max_pool: pool,
  avg_pool: pool,
  bce_logits: ({ inputs: [x, y] }, library) =>
    library === "torch"
      ? `torch.nn.functional.binary_cross_entropy_with_logits(*torch.broadcast_tensors(${x}, ${y}), reduction="none")`
      : null,
  concat: joined({ numpy: "np.concatenate", torch: "torch.cat", jax: "jnp.concatenate" }),
  stack: joined({ numpy: "np.stack", torch: "torch.stack", jax: "jnp.stack" }),
  take: (piece, library) => by_axis(piece, library, false),
  slice: (piece, library) => {
    const { attrs } = piece.node;
    const backwards = ["step0", "step1"].some((key) => Number(attrs[key] ?? 1) < 0);
    if (backwards && library === "torch") return by_axis(piece, library, true); // which has no negative steps
    return `${piece.inputs[0]}[${places(attrs, piece.shapes[0]?.length ?? 0, true)}]`;
  },
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

// What one use of a value adds to its adjoint, in NumPy: {g} is the adjoint of the result, {y} the result, {0} {1} {2} the operands.
// An independent spelling of the rules: the exported program checks the engine with it.
import type { Shape } from "../engine/types.gen.ts";
import { number_of, type Piece } from "./piece.ts";
import { python_number, python_tuple } from "./python.ts";
import { places, taken } from "./rows.ts";
import { convolution_back, pool_back } from "./windows.ts";

type Maker = (piece: Piece) => string[];
type Rule = readonly string[] | Maker;

function axis_of({ node: { attrs }, shapes: [shape = []] }: Piece): number | null {
  const { axis } = attrs;
  return typeof axis === "number" ? (axis < 0 ? axis + shape.length : axis) : null;
}

/** The shape of the operand with size 1 where it was reduced. */
function kept(piece: Piece): string {
  const [shape = []] = piece.shapes;
  const axis = axis_of(piece);
  return python_tuple(shape.map((extent, at) => (axis === null || at === axis ? 1 : extent)));
}

function count(piece: Piece): number {
  const [shape = []] = piece.shapes;
  const axis = axis_of(piece);
  return shape.reduce((product, extent, at) => (axis === null || at === axis ? product * extent : product), 1);
}

const along = (piece: Piece): string => `axis=${axis_of(piece) ?? "None"}, keepdims=True`;
const spread = (piece: Piece, what = "{g}"): string => `np.reshape(${what}, ${kept(piece)})`;
const alpha = (piece: Piece): string => python_number(number_of(piece, "alpha"));

/** An element that is the largest (or smallest) has a share of the derivative. */
const extreme: Maker = (piece) => {
  const is = `({0} == ${spread(piece, "{y}")})`;
  return [`${spread(piece)} * ${is} / np.sum(${is}, ${along(piece)})`];
};

function matmul({ shapes: [a = [], b = []] }: Piece): string[] {
  if (a.length === 1 && b.length === 1) return ["{g} * {1}", "{g} * {0}"];
  const left = b.length === 1 ? "np.outer({g}, {1})" : "{g} @ {1}.T";
  const right = a.length === 1 ? "np.outer({0}, {g})" : "{0}.T @ {g}";
  return [left, right];
}

const parts: Maker = ({ node: { attrs }, shapes }) => {
  const axis = typeof attrs.axis === "number" ? attrs.axis : 0;
  const rank = shapes[0]?.length ?? 1;
  const at = axis < 0 ? axis + rank : axis;
  const before = ":, ".repeat(at);
  let from = 0;
  return shapes.map((shape) => {
    const begin = from;
    from += shape[at] ?? 0;
    return `{g}[${before}${begin}:${from}]`;
  });
};

const size = (shape: Shape): number => shape.reduce((product, extent) => product * extent, 1);
const kGeluInner = "np.sqrt(2 / np.pi) * ({0} + 0.044715 * {0}**3)";

const kRules: Record<string, Rule> = {
  add: ["{g}", "{g}"],
  sub: ["{g}", "-{g}"],
  mul: ["{g} * {1}", "{g} * {0}"],
  div: ["{g} / {1}", "-{g} * {0} / {1}**2"],
  neg: ["-{g}"],
  pow: ["{g} * {1} * np.power({0}, {1} - 1)", "{g} * {y} * np.log({0})"],
  exp: ["{g} * {y}"],
  log: ["{g} / {0}"],
  sqrt: ["{g} / (2 * {y})"],
  square: ["{g} * 2 * {0}"],
  sin: ["{g} * np.cos({0})"],
  cos: ["-{g} * np.sin({0})"],
  tan: ["{g} * (1 + {y}**2)"],
  abs: ["{g} * np.sign({0})"],
  log1p: ["{g} / (1 + {0})"],
  expm1: ["{g} * np.exp({0})"],
  reciprocal: ["-{g} * {y}**2"],
  asin: ["{g} / np.sqrt(1 - {0}**2)"],
  acos: ["-{g} / np.sqrt(1 - {0}**2)"],
  atan: ["{g} / (1 + {0}**2)"],
  sinh: ["{g} * np.cosh({0})"],
  cosh: ["{g} * np.sinh({0})"],
  erf: ["{g} * 2 / np.sqrt(np.pi) * np.exp(-({0}**2))"],
  log2: ["{g} / ({0} * np.log(2))"],
  log10: ["{g} / ({0} * np.log(10))"],
  asinh: ["{g} / np.sqrt(1 + {0}**2)"],
  acosh: ["{g} / np.sqrt({0}**2 - 1)"],
  atanh: ["{g} / (1 - {0}**2)"],
  atan2: ["{g} * {1} / ({0}**2 + {1}**2)", "-{g} * {0} / ({0}**2 + {1}**2)"],
  hypot: ["{g} * {0} / np.where({y} == 0, 1, {y})", "{g} * {1} / np.where({y} == 0, 1, {y})"],
  logaddexp: ["{g} * np.exp({0} - {y})", "{g} * np.exp({1} - {y})"],
  sign: ["0 * {g}"],
  floor: ["0 * {g}"],
  ceil: ["0 * {g}"],
  round: ["0 * {g}"],
  clip: [
    "{g} * (({1} <= {0}) & ({0} <= {2}) & ({1} < {2}))",
    "{g} * (({0} < {1}) & ({1} <= {2}))",
    "{g} * (({0} > {2}) | ({1} > {2}))",
  ],
  hardtanh: ["{g} * (np.abs({0}) <= 1)"],
  softsign: ["{g} / (1 + np.abs({0}))**2"],
  huber: (piece) => {
    const delta = python_number(number_of(piece, "delta"));
    const bent = `np.clip({0} - {1}, -${delta}, ${delta})`;
    return [`{g} * ${bent}`, `-{g} * ${bent}`];
  },
  tanh: ["{g} * (1 - {y}**2)"],
  sigmoid: ["{g} * {y} * (1 - {y})"],
  relu: ["{g} * ({0} > 0)"],
  leaky_relu: (piece) => [`{g} * np.where({0} > 0, 1.0, ${alpha(piece)})`],
  elu: (piece) => [`{g} * np.where({0} > 0, 1.0, ${alpha(piece)} * np.exp(np.minimum({0}, 0)))`],
  softplus: ["{g} / (1 + np.exp(-{0}))"],
  gelu: ["{g} * (0.5 * (1 + erf({0} / np.sqrt(2))) + {0} * np.exp(-({0}**2) / 2) / np.sqrt(2 * np.pi))"],
  gelu_tanh: [
    `{g} * (0.5 * (1 + np.tanh(${kGeluInner})) + 0.5 * {0} * (1 - np.tanh(${kGeluInner})**2) * np.sqrt(2 / np.pi) * (1 + 0.134145 * {0}**2))`,
  ],
  silu: ["{g} * (1 + {0} * (1 - 1 / (1 + np.exp(-{0})))) / (1 + np.exp(-{0}))"],
  maximum: ["{g} * (({0} > {1}) + 0.5 * ({0} == {1}))", "{g} * (({1} > {0}) + 0.5 * ({0} == {1}))"],
  minimum: ["{g} * (({0} < {1}) + 0.5 * ({0} == {1}))", "{g} * (({1} < {0}) + 0.5 * ({0} == {1}))"],
  less: ["0 * {g}", "0 * {g}"],
  less_equal: ["0 * {g}", "0 * {g}"],
  greater: ["0 * {g}", "0 * {g}"],
  greater_equal: ["0 * {g}", "0 * {g}"],
  equal: ["0 * {g}", "0 * {g}"],
  not_equal: ["0 * {g}", "0 * {g}"],
  where: ["0 * {g}", "{g} * ({0} != 0)", "{g} * ({0} == 0)"],
  stop_gradient: ["0 * {g}"],
  with_derivative: ["{g}", "{g} * {2}", "0 * {g}"],
  matmul,
  dot: ["{g} * {1}", "{g} * {0}"],
  outer: ["{g} @ {1}", "{0} @ {g}"],
  sum: (piece) => [spread(piece)],
  mean: (piece) => [`${spread(piece)} / ${count(piece)}`],
  amax: extreme,
  amin: extreme,
  prod: (piece) => [`${spread(piece)} * products_of_others({0}, ${axis_of(piece) ?? "None"})`],
  var: (piece) => {
    const by = count(piece) - number_of(piece, "ddof");
    return [`${spread(piece)} * 2 * ({0} - np.mean({0}, ${along(piece)})) / ${by}`];
  },
  std: (piece) => {
    const root = spread(piece, "{y}");
    const by = count(piece) - number_of(piece, "ddof");
    return [`${spread(piece)} * ({0} - np.mean({0}, ${along(piece)})) / (${by} * np.where(${root} == 0, 1, ${root}))`];
  },
  norm: (piece) => {
    const root = spread(piece, "{y}");
    return [`${spread(piece)} * {0} / np.where(${root} == 0, 1, ${root})`];
  },
  cumsum: (piece) => {
    const axis = axis_of(piece);
    const backwards = (what: string, along: number): string =>
      `np.flip(np.cumsum(np.flip(${what}, ${along}), ${along}), ${along})`;
    return [axis === null ? `np.reshape(${backwards("{g}", 0)}, np.shape({0}))` : backwards("{g}", axis)];
  },
  argmax: ["0 * {0}"],
  diag: ({ shapes: [shape = []] }) => [shape.length === 1 ? "np.diag({g})" : "{g}[:, None] * np.eye(*np.shape({0}))"],
  trace: ["{g} * np.eye(*np.shape({0}))"],
  logsumexp: (piece) => [`${spread(piece)} * np.exp({0} - ${spread(piece, "{y}")})`],
  softmax: (piece) => [`{y} * ({g} - np.sum({g} * {y}, ${along(piece)}))`],
  log_softmax: (piece) => [`{g} - np.exp({y}) * np.sum({g}, ${along(piece)})`],
  layer_norm: (piece) => {
    const eps = python_number(number_of(piece, "eps"));
    return [`layer_norm_bar({0}, {1}, {g}, ${eps})`, `{g} * layer_norm({0}, 1.0, 0.0, ${eps})`, "{g}"];
  },
  batch_norm: (piece) => {
    const eps = python_number(number_of(piece, "eps"));
    return [`batch_norm_bar({0}, {1}, {g}, ${eps})`, `{g} * batch_norm({0}, 1.0, 0.0, ${eps})`, "{g}"];
  },
  conv1d: convolution_back,
  conv2d: convolution_back,
  max_pool: pool_back,
  avg_pool: pool_back,
  transpose: ["{g}.T"],
  reshape: ({ shapes: [shape = []] }) => [`np.reshape({g}, ${python_tuple(shape)})`],
  concat: parts,
  stack: ({ node: { attrs }, shapes }) => shapes.map((_, port) => `{g}[${attrs.axis ? ":, " : ""}${port}]`),
  take: ({ node, shapes: [shape = []] }) => [`put_each({0}, ${taken(node.attrs, shape)}, {g})`],
  slice: ({ node, shapes: [shape = []] }) => [`put({0}, np.s_[${places(node.attrs, shape.length, true)}], {g})`],
  index: ({ node, shapes: [shape = []] }) => [`put({0}, np.s_[${places(node.attrs, shape.length, false)}], {g})`],
  bce: ["{g} * ({0} - {1}) / ({0} * (1 - {0}))", "{g} * (np.log(1 - {0}) - np.log({0}))"],
  bce_logits: ["{g} * (1 / (1 + np.exp(-{0})) - {1})", "-{g} * {0}"],
  mse: ({ shapes: [a = [], b = []] }) => {
    const most = Math.max(size(a), size(b));
    return [`{g} * 2 * ({0} - {1}) / ${most}`, `{g} * 2 * ({1} - {0}) / ${most}`];
  },
  cross_entropy: [
    "np.expand_dims({g}, -1) * (softmax({0}, -1) * np.sum({1}, -1, keepdims=True) - {1})",
    "-np.expand_dims({g}, -1) * log_softmax({0}, -1)",
  ],
};

/** Names of the rows that have a rule. */
export const kRuled: readonly string[] = Object.keys(kRules);

/** What a use of operand `port` adds to its adjoint. `result` and `bar` are names of the result and its adjoint. */
export function added(piece: Piece, port: number, result: string, bar: string): string {
  const rule = kRules[piece.node.op] ?? [];
  const templates = typeof rule === "function" ? rule(piece) : rule;
  const template = templates[port] ?? "0 * {g}";
  return template.replace(/\{(\w)\}/g, (_, key: string) =>
    key === "g" ? bar : key === "y" ? result : (piece.inputs[Number(key)] ?? ""),
  );
}

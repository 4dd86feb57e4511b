// A network as a NumPy program: NumPy differentiates nothing, so the way back is written out, one line for each use of a value.
import { added } from "./adjoints.ts";
import { checks, head, kCheck, parts_of, type Source, statement, values_of } from "./parts.ts";

const kHelpers: Record<string, string> = {
  fit: `def fit(g, like):
    """The sum of g over all that broadcasting has stretched: an array shaped as like."""
    g = np.asarray(g, dtype=float)
    while g.ndim > np.ndim(like):
        g = g.sum(axis=0)
    for axis, extent in enumerate(np.shape(like)):
        if extent == 1 and g.shape[axis] > 1:
            g = g.sum(axis=axis, keepdims=True)
    return np.broadcast_to(g, np.shape(like))`,
  put: `def put(like, where, g):
    """g where it was taken from, and zero elsewhere."""
    whole = np.zeros_like(like)
    whole[where] = g
    return whole`,
  erf: "erf = np.vectorize(math.erf, otypes=[float])",
  softmax: `def softmax(x, axis):
    e = np.exp(x - np.max(x, axis, keepdims=True))
    return e / np.sum(e, axis, keepdims=True)`,
  log_softmax: `def log_softmax(x, axis):
    x = x - np.max(x, axis, keepdims=True)
    return x - np.log(np.sum(np.exp(x), axis, keepdims=True))`,
  logsumexp: `def logsumexp(x, axis=None):
    most = np.max(x, axis, keepdims=True)
    return np.squeeze(most, axis) + np.log(np.sum(np.exp(x - most), axis))`,
  layer_norm: `def layer_norm(x, gamma, beta, eps):
    c = x - np.mean(x, -1, keepdims=True)
    return c / np.sqrt(np.mean(c * c, -1, keepdims=True) + eps) * gamma + beta`,
  layer_norm_bar: `def layer_norm_bar(x, gamma, g, eps):
    c = x - np.mean(x, -1, keepdims=True)
    s = np.sqrt(np.mean(c * c, -1, keepdims=True) + eps)
    h, g = c / s, g * gamma
    return (g - np.mean(g, -1, keepdims=True) - h * np.mean(g * h, -1, keepdims=True)) / s`,
};

export function numpy(source: Source): string {
  const parts = parts_of(source, "numpy");
  const { names, given, computed, wrt, seeds } = parts;
  const value = values_of(source);
  const name = (id: string): string => names.get(id) ?? "";
  const by = new Set(wrt.map(({ id }) => id));
  const active = new Set(by);
  for (const { node } of computed) if (node.inputs.some((id) => active.has(id))) active.add(node.id);
  const backward = [...computed].reverse().flatMap(({ node, piece }) =>
    !active.has(node.id)
      ? []
      : node.inputs.flatMap((id, port) => {
          const bar = `${name(id)}_bar`;
          return active.has(id)
            ? [`${bar} = ${bar} + fit(${added(piece, port, name(node.id), `${name(node.id)}_bar`)}, ${name(id)})`]
            : [];
        }),
  );
  const body = [
    "# Values.",
    ...given.map(
      (node) =>
        `${name(node.id)} = np.array(${value(node)})${by.has(node.id) && node.category !== "leaf" ? "  # held independent here" : ""}`,
    ),
    ...computed.map(({ node, code }) => statement(name(node.id), code, node)),
    "",
    "# Backward: each line adds what one use of a value contributes to its adjoint.",
    ...[...active].map((id) => `${name(id)}_bar = np.zeros_like(${name(id)})`),
    ...seeds
      .filter(({ node }) => active.has(node.id))
      .map(({ node, code }) => `${name(node.id)}_bar = ${name(node.id)}_bar + np.array(${code})`),
    ...backward,
    "",
    ...checks(
      source,
      parts,
      ({ id }) => name(id),
      (node) => `${name(node.id)}_bar`,
    ),
  ].join("\n");
  const used = Object.keys(kHelpers).filter((helper) => new RegExp(`\\b${helper}\\(`).test(body));
  const helpers = used.includes("layer_norm_bar") ? [...new Set([...used, "layer_norm"])] : used;
  return [
    ...head(
      source,
      "NumPy",
      "Run it with python3. It writes the way back out, line by line, and stops where a number differs.",
    ),
    ...(helpers.includes("erf") ? ["import math", ""] : []),
    "import numpy as np",
    "",
    ...helpers.flatMap((helper) => ["", kHelpers[helper] ?? "", ""]),
    "",
    kCheck,
    "",
    "",
    body,
    "",
  ].join("\n");
}

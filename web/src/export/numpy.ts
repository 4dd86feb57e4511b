// A network as a NumPy program: NumPy differentiates nothing, so the way back is written out, one line for each use of a value.
import { added } from "./adjoints.ts";
import { along_checks } from "./along.ts";
import { check_of, checks, head, jacobian_checks, type Parts, parts_of, statement, values_of } from "./parts.ts";
import { jacobian_of, outputs_of, type Source } from "./source.ts";
import { kWindowHelpers } from "./windows.ts";

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
  put_each: `def put_each(like, where, g):
    """g added where it was taken from, for a place that was taken more than once."""
    whole = np.zeros_like(like)
    np.add.at(whole, where, g)
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
  products_of_others: `def products_of_others(x, axis):
    """For each element the product of all others along an axis, or of all: no division, so that zeros are right."""
    if axis is None:
        return products_of_others(x.reshape(-1), 0).reshape(x.shape)
    return np.stack([np.prod(np.delete(x, i, axis), axis) for i in range(x.shape[axis])], axis)`,
  layer_norm_bar: `def layer_norm_bar(x, gamma, g, eps):
    c = x - np.mean(x, -1, keepdims=True)
    s = np.sqrt(np.mean(c * c, -1, keepdims=True) + eps)
    h, g = c / s, g * gamma
    return (g - np.mean(g, -1, keepdims=True) - h * np.mean(g * h, -1, keepdims=True)) / s`,
  batch_norm: `def batch_norm(x, gamma, beta, eps):
    c = x - np.mean(x, 0)
    return c / np.sqrt(np.mean(c * c, 0) + eps) * gamma + beta`,
  batch_norm_bar: `def batch_norm_bar(x, gamma, g, eps):
    c = x - np.mean(x, 0)
    s = np.sqrt(np.mean(c * c, 0) + eps)
    h, g = c / s, g * gamma
    return (g - np.mean(g, 0) - h * np.mean(g * h, 0)) / s`,
  ...kWindowHelpers,
};

/** The helpers that a program calls, and those that these call. */
function helpers_of(body: string): string[] {
  const called = (text: string): string[] =>
    Object.keys(kHelpers).filter((helper) => new RegExp(`\\b${helper}\\(`).test(text));
  const all = called(body);
  for (const one of all) // which grows meanwhile
    all.push(...called(kHelpers[one] ?? "").filter((helper) => !all.includes(helper)));
  return Object.keys(kHelpers).filter((helper) => all.includes(helper));
}

/** What each use of a value by one node adds to its adjoint. */
function uses_of(
  { node, piece }: Parts["computed"][number],
  active: ReadonlySet<string>,
  name: (id: string) => string,
): string[] {
  return node.inputs.flatMap((id, port) => {
    const bar = `${name(id)}_bar`;
    return active.has(id)
      ? [`${bar} = ${bar} + fit(${added(piece, port, name(node.id), `${name(node.id)}_bar`)}, ${name(id)})`]
      : [];
  });
}

/** By hand: the lines that add to adjoints, for what is seeded or, in a function, for each element of every output. */
function way_back(source: Source, parts: Parts): string[] {
  const { names, computed, wrt, seeds } = parts;
  const name = (id: string): string => names.get(id) ?? "";
  const active = new Set(wrt.map(({ id }) => id));
  for (const { node } of computed) if (node.inputs.some((id) => active.has(id))) active.add(node.id);
  const backward = [...computed]
    .reverse()
    .filter(({ node }) => active.has(node.id))
    .flatMap((one) => uses_of(one, active, name));
  const begin = [...active].map((id) => `${name(id)}_bar = np.zeros_like(${name(id)})`);
  const seeded = (id: string, code: string): string[] =>
    active.has(id) ? [`${name(id)}_bar = ${name(id)}_bar + ${code}`] : [];
  const blocks = jacobian_of(source);
  if (!blocks)
    return [
      kBackward,
      ...begin,
      ...seeds.flatMap(({ node, code }) => seeded(node.id, `np.array(${code})`)),
      ...backward,
      "",
      ...checks(
        source,
        parts,
        ({ id }) => name(id),
        ({ id }) => `${name(id)}_bar`,
      ),
    ];
  const outputs = outputs_of(source);
  const inside = [...begin, ...outputs.flatMap(({ id }, at) => seeded(id, `seeds[${at}]`)), ...backward];
  return [
    `outputs = [${outputs.map(({ id }) => name(id)).join(", ")}]`,
    "",
    "",
    kBackward,
    "def back(*seeds):",
    ...inside.map((line) => `    ${line}`),
    `    return [${wrt.map(({ id }) => `${name(id)}_bar`).join(", ")}]`,
    "",
    "",
    kRows,
    "",
    ...jacobian_checks(
      source,
      parts,
      blocks,
      ({ id }) => name(id),
      (output, leaf) => `jacobian[${output}][${leaf}]`,
    ),
  ];
}

const kBackward = "# Backward: each line adds what one use of a value contributes to its adjoint.";
const kRows = `def rows(at):
    """By every leaf, a row for each element of the output at that place: one way back each."""
    found = []
    for element in range(np.size(outputs[at])):
        seeds = [np.zeros(np.shape(output)) for output in outputs]
        seeds[at].reshape(-1)[element] = 1.0
        found.append([np.reshape(bar, -1) for bar in back(*seeds)])
    return [np.array(rows) for rows in zip(*found)]


jacobian = [rows(at) for at in range(len(outputs))]`;

export function numpy(source: Source): string {
  const parts = parts_of(source, "numpy");
  const { names, given, computed, wrt } = parts;
  const value = values_of(source);
  const name = (id: string): string => names.get(id) ?? "";
  const by = new Set(wrt.map(({ id }) => id));
  const body = [
    "# Values.",
    ...given.map(
      (node) =>
        `${name(node.id)} = np.array(${value(node)})${by.has(node.id) && node.category !== "leaf" ? "  # held independent here" : ""}`,
    ),
    ...computed.map(({ node, code }) => statement(name(node.id), code, node)),
    "",
    ...way_back(source, parts),
    ...along_checks(source, parts, "numpy"),
  ].join("\n");
  const helpers = helpers_of(body);
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
    check_of(source),
    "",
    "",
    body,
    "",
  ].join("\n");
}

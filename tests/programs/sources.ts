// What programs are written from, asked of the engine in Node: every preset, and a network for every row of the catalogue.
import { readdirSync, readFileSync } from "node:fs";
import type {
  CatalogueResponse,
  DifferentiateResponse,
  GraphResponse,
  OpInfo,
} from "../../web/src/engine/types.gen.ts";
import type { Source } from "../../web/src/export/source.ts";
import type { Asked } from "../../web/src/state/hidden.ts";
import { base_of } from "../../web/src/state/leaves.ts";
import { masked } from "../../web/src/state/mask.ts";
import { standard } from "../../web/src/view/schedule.ts";
import { callWasm, instantiate } from "../golden/engine/module.ts";

const engine = await instantiate();
const ask = <R>(request: object): R => JSON.parse(callWasm(engine, JSON.stringify(request))) as R;

export const catalogue = ask<CatalogueResponse>({ v: 1, kind: "catalogue" });
const examples = new URL("../../web/examples/", import.meta.url);
export const presets = readdirSync(examples).map((name) => name.replace(/\.net$/, ""));
export const preset = (id: string): string => readFileSync(new URL(`${id}.net`, examples), "utf8");

/** The source of a text's program; with several outputs it is of the Jacobian, and its row of the first element of the first. */
export function source_of(text: string, title = "a network"): Source {
  const asked = ask<GraphResponse>({ v: 1, kind: "graph", network: { text } });
  if (!asked.ok) throw new Error(`${text}\n${JSON.stringify(asked)}`);
  const { graph } = asked;
  const [first = ""] = graph.outputs;
  const shape = graph.nodes.find(({ id }) => id === first)?.shape ?? [];
  const value = Array.from({ length: shape.reduce((all, one) => all * one, 1) }, (_, at) => Number(at === 0));
  const outputs = graph.nodes.filter(({ id }) => graph.outputs.includes(id));
  const many = outputs.some((node) => node.shape.some((extent) => extent > 1)) || outputs.length > 1;
  const small = JSON.stringify(asked.network.inputs).length < 5000; // else forward, a pass for each weight, takes long
  const response = ask<DifferentiateResponse>({
    v: 1,
    kind: "differentiate",
    network: { text },
    seeds: [{ id: first, value }],
    want: many ? "jacobian" : "gradient",
    modes: standard(
      catalogue.modes.filter(({ direction }) => small || direction === "against"),
      many ? "jacobian" : "gradient",
    ),
    include: ["value", "tangent", "adjoint", "cost", "graph"],
  });
  return { title, version: catalogue.version, graph: response.graph ?? graph, response, ops: catalogue.ops };
}

/** The same with a tangent of all leaves and a cotangent of all outputs, as different numbers. */
export function directed_source_of(text: string, title = "directions"): Source {
  const source = source_of(text, title);
  const vector = (ids: readonly string[], from: number) =>
    ids.map((id) => ({
      id,
      value: Array.from(
        { length: (source.graph.nodes.find((node) => node.id === id)?.shape ?? []).reduce((n, m) => n * m, 1) },
        (_, at) => ((from + at * 37) % 19) / 8 - 1,
      ),
    }));
  const [tangent, cotangent] = [vector(source.graph.wrt, 3), vector(source.graph.outputs, 5)];
  const response = ask<DifferentiateResponse>({
    ...{ v: 1, kind: "differentiate", network: { text }, modes: [], include: ["value", "tangent", "adjoint"] },
    ...{ tangent, seeds: cotangent },
  });
  return { ...source, along: { tangent, cotangent, response } };
}

/** The same for readers who are to find some numbers: as the page has it, with a mask before it. */
export function quiz_source_of(text: string, cells: readonly Asked[], title = "a quiz"): Source {
  const source = source_of(text, title);
  const { network } = ask<GraphResponse>({ v: 1, kind: "graph", network: { text } });
  const shown = catalogue.kinds.find(({ name }) => name === "differentiate");
  const left_out = cells.map(({ id, index, of }) => `${of} of ${id}[${index}]`);
  return {
    ...source,
    response: masked(source.response, shown, cells, source.response),
    left_out,
    leaves: base_of(network),
  };
}

const between = ({ domain: [low = -1, high = 1] }: OpInfo, part: number): number =>
  Math.round((Math.max(low, -2) + (Math.min(high, 2) - Math.max(low, -2)) * part) * 1e4) / 1e4;

/** Networks in which a row is used, with every attribute and shape that it takes. */
const kShaped: Record<string, string[]> = {
  matmul: ["W @ x", "u @ W", "W @ V", "u @ q"],
  dot: ["dot(u, q)"],
  outer: ["outer(u, x)"],
  transpose: ["W.T @ u"],
  reshape: ["reshape(W, shape=[3, 2]) @ u"],
  concat: ["concat(u, x)", "concat(W, W, axis=1)", "concat(W, W)"],
  slice: ["W[0:1, 1:]", "x[1:3]", "W[:, 0:2]", "x[::2]", "x[::-1]", "W[::-1, ::2]", "W[:, -1:0:-1]"],
  take: ["x[[2, 0]]", "x[[1, 1, 0]]", "W[[1, 0], :]", "W[:, [2, 2]]", "take(W, axis0=[1, 1], axis1=[0, 2])"],
  stack: ["stack(u, q)", "stack(u, q, u, axis=1)", "[u[0], x[1], 2]"],
  index: ["W[1]", "W[:, 2]", "x[0]", "W[1, 1]"],
  layer_norm: ["layer_norm(W, x, b)", "layer_norm(x, x, b)", "layer_norm(W, x, b, eps=0.1)"],
  batch_norm: ["batch_norm(W, x, b)", "batch_norm(V, q, u, eps=0.1)"],
  conv1d: [
    "conv1d(x, q)",
    "conv1d(x, q, flip=1)",
    "conv1d(x, u, stride=2, padding=1)",
    "conv1d(x, b, padding=2, flip=1)",
    "conv1d(u, b, padding=1, stride=3)",
    "conv1d(x, u, flip=1, full=1)",
  ],
  conv2d: [
    "conv2d(W, V[0:2, :])",
    "conv2d(V, W[:, 0:2], flip=1)",
    "conv2d(W, V, padding=1)",
    "conv2d(V, W, padding=1, stride=2, flip=1)",
    "conv2d(W, V, full=1)",
  ],
  max_pool: [
    "max_pool(x)",
    "max_pool(W, size=2, stride=1)",
    "max_pool(V, size=2, padding=1)",
    "max_pool(W, size=3, stride=2, padding=1, axes=1)",
  ],
  avg_pool: [
    "avg_pool(x)",
    "avg_pool(W, size=2, stride=1)",
    "avg_pool(V, size=2, padding=1)",
    "avg_pool(W, size=3, stride=2, padding=1, axes=1)",
  ],
  cross_entropy: ["cross_entropy(W, T)", "cross_entropy(x, x)"],
  mse: ["mse(W, T)", "mse(x, b)"],
  where: ["where(c, W, x)"],
  leaky_relu: ["leaky_relu(W)", "leaky_relu(W, alpha=0.3)"],
  elu: ["elu(W)", "elu(W, alpha=0.3)"],
  stop_gradient: ["W * stop_gradient(W)"],
  with_derivative: [
    "with_derivative(stop_gradient(W > 0), W, 0.5)",
    "with_derivative(W * x, x, W)",
    "with_derivative(x, b[1], x)",
  ],
};
const reductions = ["sum", "mean", "amax", "amin", "logsumexp"];
const shares = ["softmax", "log_softmax"];

const kLeaves = `param W = [[0.5, -1.25, 2], [1.5, 0.75, -0.5]]
param V = [[0.5, 1], [-1, 0.25], [2, 0.125]]
param x = [0.3, -0.7, 1.1]
param u = [0.9, -0.4]
param q = [1.3, 0.2]
param b = [0.1, 0.2, 0.3]
input T = [[0.2, 0.3, 0.5], [1, 0, 0]]
input c = [1, 0, 1]
`;

/** One text for each use of a row; the loss weighs every element of the result differently. */
export function texts_of(op: OpInfo): string[] {
  const made = (uses: readonly string[], leaves = kLeaves): string[] =>
    uses.map((use) => `${leaves}y = ${use}\nL = sum(sin(y) * y)\n`);
  const shaped = kShaped[op.name];
  if (shaped) return made(shaped);
  if (reductions.includes(op.name))
    return made(
      ["(W)", "(W, axis=0)", "(W, axis=1)", "(W, axis=-1, keepdims=1)", "(x)", "(W, keepdims=1)"].map(
        (call) => op.name + call,
      ),
    );
  if (shares.includes(op.name))
    return made(["(W)", "(W, axis=0)", "(W, axis=-1)", "(x)"].map((call) => op.name + call));
  const parts = [0.31, 0.62, 0.83];
  const row = (shift: number): string => `[${parts.map((part) => between(op, (part + shift) % 1)).join(", ")}]`;
  const second = op.name === "pow" ? "[0.5, 2, 1.5]" : row(0.1);
  const leaves = `param W = [${row(0)}, ${row(0.2)}]\nparam x = ${second}\nparam s = ${between(op, 0.45)}\n`;
  const spelled = op.symbol && !/^\w/.test(op.symbol);
  if (op.arity === 1) return made([spelled ? `${op.symbol}W` : `${op.name}(W)`], leaves);
  return made(
    [spelled ? `W ${op.symbol} x` : `${op.name}(W, x)`, spelled ? `x ${op.symbol} x` : `${op.name}(W, s)`],
    leaves,
  );
}

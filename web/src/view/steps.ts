// One position of a lane → its words: what is read and written, every product with its numbers, what it cost.
import type { Cost, GraphNode, OpInfo, Real, Run, Step, Term } from "../engine/types.gen.ts";
import { exact, number, real } from "./format.ts";
import { derivative, element } from "./labels.ts";
import { adds_to, receivers } from "./lanes.ts";
import { add_costs } from "./reading.ts";

/** What the words refer to. */
export interface Context {
  nodes: ReadonlyMap<string, GraphNode>;
  ops: readonly OpInfo[];
  outputs: readonly string[];
  wrt: readonly string[];
  /** Names of the weight and of the output. */
  by: string;
  of: string;
}

type What = Step["reads"][number]["what"];

/** The name of what is in memory: a value, a derivative, or what a row keeps beside them. */
export function name_of_buffer(node: string, what: What, { by, of }: Context): string {
  if (what === "tangent") return derivative(node, by);
  if (what === "adjoint") return derivative(of, node);
  return what === "saved" ? `what ${node} keeps beside its value` : node;
}

/** How a function is called in a sentence: `σ′`, or `the derivative of @`. */
export function prime_of(node: GraphNode | undefined, ops: readonly OpInfo[]): string {
  const op = ops.find(({ name }) => name === node?.op);
  const letter = op?.aliases.find((alias) => [...alias].length === 1);
  if (letter) return `${letter}′`;
  return op?.symbol ? `the derivative of ${op.symbol}` : `${node?.op ?? "the operation"}′`;
}

/** The rule of a derivative with the operands' names put in, where it can be written in one plain line; else empty. */
export function plain_rule(node: GraphNode | undefined, port: number, ops: readonly OpInfo[]): string {
  const rule = ops.find(({ name }) => name === node?.op)?.derivative_latex[port] ?? "";
  if (!node || rule === "" || rule.includes("\\") || rule.includes("^{")) return "";
  const named = rule.replace(/\by\b/g, node.id).replace(/\{(\d)\}/g, (_, at) => node.inputs[Number(at)] ?? "?");
  return named.replaceAll("-", "−").replaceAll("^2", "²");
}

/** One number of a product. */
export interface Entry {
  name: string;
  /** `0.132 × 0.5 = 0.0662`. */
  product: string;
  /** The sum so far, where the product is not the first. */
  sum: string;
  /** All digits of the product and of the sum, for who rests on them. */
  exactly: string;
}

export interface TermWords {
  /** `∂a1/∂z1 × ∂z1/∂w`. */
  heading: string;
  /** `∂a1/∂z1 = a1(1 − a1)`, where the catalogue's rule can be written in one plain line; else empty. */
  rule: string;
  entries: readonly Entry[];
  /** Why there are no numbers. */
  missing: string;
}

const kMostFactors = 4; // products written out for one number

/** Local and upstream numbers that make one number of the product; zeros of the local derivative are left out. */
function factors(term: Term, index: number, along: boolean): [Real, Real][] | null {
  const { local, upstream, product } = term;
  if (!local || !upstream || !product) return null;
  const stride = along ? upstream.length : product.length;
  return upstream
    .map((up, at): [Real, Real] => [local[along ? index * stride + at : at * stride + index] ?? 0, up])
    .filter(([factor]) => factor !== 0);
}

function spelled(pairs: readonly [Real, Real][], product: Real): string {
  const bracket = (x: Real): string => (real(x) < 0 ? `(${number(x)})` : number(x));
  if (pairs.length === 0) return `(every local derivative is 0) = ${number(product)}`;
  const shown = pairs.slice(0, kMostFactors).map(([local, up]) => `${number(local)} × ${bracket(up)}`);
  const rest = pairs.length > kMostFactors ? " + …" : "";
  const rounded = pairs.reduce((sum, [local, up]) => sum + short(local) * short(up), 0);
  const exactly = rest === "" && Math.abs(rounded - short(product)) <= 1e-12 * Math.abs(rounded);
  return `${shown.join(" + ")}${rest} ${exactly ? "=" : "≈"} ${number(product)}`;
}

/** The number that is shown. */
function short(value: Real): number {
  return Number(number(value).replaceAll("\u202f", "").replace("\u2212", "-"));
}

function entries_of(term: Term, target: GraphNode | undefined, along: boolean, first: boolean): Entry[] {
  return (term.product ?? []).map((product, index) => {
    const pairs = factors(term, index, along);
    return {
      name: target ? element(target.id, target.shape, index) : "",
      product: pairs ? spelled(pairs, product) : number(product),
      sum: first ? "" : number(term.sum_after?.[index] ?? product),
      exactly: `product ${exact(product)}${first ? "" : `, sum ${exact(term.sum_after?.[index] ?? product)}`}`,
    };
  });
}

/** Every product of a step: from each operand going along, to each operand going against. */
export function terms_of(step: Step, context: Context): TermWords[] {
  const { nodes, by, of, ops } = context;
  const along = step.sweep === "tangent";
  return step.terms.map((term, at) => {
    const before = step.terms.slice(0, at);
    const first = along ? at === 0 : !before.some(({ to }) => to === term.to) && !adds_to(step, term.to);
    const node = nodes.get(step.node);
    const rule = plain_rule(node, term.port, ops);
    const upstream = along ? derivative(term.to, by) : derivative(of, step.node);
    return {
      heading: `${derivative(step.node, term.to)} × ${upstream}`,
      rule: rule === "" ? "" : `${derivative(step.node, term.to)} = ${rule}`,
      entries: entries_of(term, nodes.get(along ? step.node : term.to), along, first),
      missing: term.product ? "" : "more than 64 numbers, so they are not listed",
    };
  });
}

/** The operation of a node with its operands, as in `h.2 = h.1 + b2` or `a1 = σ(a1.2)`. */
export function operation(node: GraphNode | undefined, { nodes, ops }: Pick<Context, "nodes" | "ops">): string {
  const op = ops.find(({ name }) => name === node?.op);
  if (!node || !op) return node?.id ?? "";
  const operands = node.inputs.map((id) => {
    const value = nodes.get(id)?.attrs.value;
    return typeof value === "number" ? number(value) : id;
  });
  const [a = "", b = ""] = operands;
  const called = op.aliases.find((alias) => [...alias].length === 1) ?? op.name;
  if (op.symbol === "") return `${node.id} = ${called}(${operands.join(", ")})`;
  if (operands.length === 2) return `${node.id} = ${a} ${op.symbol} ${b}`;
  return `${node.id} = ${op.symbol.startsWith(".") ? a + op.symbol : op.symbol + a}`;
}

/** What the steps of one position do, in one sentence. */
export function sentence(steps: readonly Step[], context: Context): string {
  const [first] = steps;
  if (!first) return "Starts: only the inputs are there.";
  if (!first.seed) return sentence_of(first, context);
  const nodes = steps.map(({ node }) => node);
  if (first.sweep === "tangent") return `Starts with the direction: ${direction(nodes, context.by)}.`;
  return `Starts the way back at ${nodes.join(", ")}, with ${derivative(context.of, context.of)} = 1.`;
}

/** `1 for W1[0,0], 0 for its other elements and for b1`. */
function direction(nodes: readonly string[], by: string): string {
  const [own = by] = by.split("[");
  const rest = nodes.filter((id) => id !== own).join(", ");
  const zeros = [own === by ? "" : "for its other elements", rest && `for ${rest}`].filter(Boolean).join(" and ");
  return `1 for ${by}${zeros && `, 0 ${zeros}`}`;
}

function sentence_of(step: Step, context: Context): string {
  const { nodes, by, of } = context;
  const written = operation(nodes.get(step.node), context);
  if (step.sweep === "value") {
    const kept = step.cut
      ? " The order is cut here: what later steps read is kept until the way back comes to them."
      : "";
    return `Computes ${written}${step.again ? " again, from what the cut before it kept" : ""}.${kept}`;
  }
  if (step.sweep === "tangent") {
    return `Computes ${written} and, in the same step, ${derivative(step.node, by)}.`;
  }
  const to = receivers(step);
  const adds = to.filter((id) => adds_to(step, id));
  const names = to.map((id) => derivative(of, id)).join(" and ");
  const sum = adds.length > 0 ? `; ${adds.join(", ")} had a part from another use, so the parts add up` : "";
  return `Goes back through ${written}: brings ${derivative(of, step.node)} to ${names}${sum}.`;
}

/** Names of what is read or written, each once. */
export function names(list: readonly { node: string; what: What }[], context: Context): string {
  return [...new Set(list.map(({ node, what }) => name_of_buffer(node, what, context)))].join(", ");
}

/** What a step writes: what it allocates, and the sums that it adds to. */
export function writes(step: Step): { node: string; what: What }[] {
  const sums = step.sweep === "adjoint" ? receivers(step).filter((id) => adds_to(step, id)) : [];
  return [...step.allocates, ...sums.map((node) => ({ node, what: "adjoint" as const }))];
}

/** What these steps cost together. */
export function cost_of(steps: readonly Step[]): Cost {
  return add_costs(steps.map((step) => step.cost));
}

/** What a lane says of its sweeps: `pass 3 of 41`, nothing where it is the only one. */
export function pass_words(run: Run, by: string): string {
  const pass = run.steps?.at(-1)?.pass ?? 1;
  return run.direction === "along" && run.sweeps > 0 ? `pass ${pass} of ${run.sweeps}, along ${by}` : "";
}

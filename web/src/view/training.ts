// What a network takes to predict and to train, as rows and sentences: the engine's estimate in words.
import type { EstimatedRun, EstimateResponse, WideCount } from "../engine/types.gen.ts";
import { counted, number, times } from "./format.ts";
import type { Sheet } from "./sheet.ts";
import { count, flops, functions, size } from "./wide.ts";

/** What is asked about: prediction, or training. */
export interface Row {
  what: string;
  prediction: string;
  training: string;
  /** In words, with how it is counted. */
  why: string;
}

const sum = (...parts: WideCount[]): number => parts.reduce((all: number, part) => all + Number(part), 0);

/** The bytes that all of it takes at its peak. */
export function totals(answer: EstimateResponse): { prediction: number; training: number } {
  const { prediction, training, weights_bytes, data_bytes, gradient_bytes, optimizer_bytes } = answer;
  const held = sum(weights_bytes, data_bytes);
  return {
    prediction: sum(prediction.memory.inner_peak_bytes, held),
    training: sum(training.memory.inner_peak_bytes, held, gradient_bytes, optimizer_bytes),
  };
}

export function rows(answer: EstimateResponse): Row[] {
  const { prediction, training, optimizer } = answer;
  const all = totals(answer);
  return [
    {
      what: "flops",
      prediction: count(flops(prediction.cost.total)),
      training: count(flops(training.cost.total)),
      why: "values; for training the way back, too",
    },
    {
      what: "fn",
      prediction: count(functions(prediction.cost.total)),
      training: count(functions(training.cost.total)),
      why: "evaluations of exp, tanh and the like",
    },
    {
      what: "kept for the way back",
      prediction: size(prediction.memory.saved_for_adjoint_bytes),
      training: size(training.memory.saved_for_adjoint_bytes),
      why: "the activations: values that an adjoint step reads",
    },
    {
      what: "working peak",
      prediction: size(prediction.memory.inner_peak_bytes),
      training: size(training.memory.inner_peak_bytes),
      why: "a prediction frees each value after its last reader",
    },
    { what: "inputs", prediction: size(answer.data_bytes), training: size(answer.data_bytes), why: "the batch itself" },
    {
      what: "weights",
      prediction: size(answer.weights_bytes),
      training: size(answer.weights_bytes),
      why: "once, however large the batch",
    },
    { what: "gradients", prediction: size(0), training: size(answer.gradient_bytes), why: "one number a weight" },
    {
      what: `state of ${optimizer}`,
      prediction: size(0),
      training: size(answer.optimizer_bytes),
      why: `${answer.optimizers.map((one) => `${one.name} ${one.numbers_per_weight}`).join(", ")} numbers a weight`,
    },
    { what: "all together", prediction: size(all.prediction), training: size(all.training), why: "at the peak" },
  ];
}

export interface Question {
  ask: string;
  /** In words, with the figures of this network. */
  say: readonly string[];
}

const kMegabyte = 1e6;
const megabytes = (bytes: number): string => `${number(bytes / kMegabyte)} MB`;

function twice(answer: EstimateResponse): string[] {
  const { value, derivative } = answer.training.cost;
  const [there, back] = [Number(flops(value)), Number(flops(derivative))];
  if (there === 0) return ["The values cost no flops here."];
  return [
    `It takes ${times(back / there)} times the flops of the values here: ${count(flops(derivative))} against ${count(flops(value))}.`,
    "A product W @ x has one product forward, and two back: x̄ = Wᵀ·ȳ for what it read, and W̄ = ȳ·xᵀ for its weights. Where x is an input nobody asks for x̄, so that the first layer has only one; sums over a batch and the way back of other operations come on top.",
  ];
}

function activations(answer: EstimateResponse): string[] {
  const { batch, dtype, number_bytes } = answer;
  const kept = Number(answer.training.memory.saved_for_adjoint_bytes);
  const sizes = answer.dtypes.map(({ name, bytes }) => `${megabytes((kept / number_bytes) * bytes)} in ${name}`);
  return [
    `${size(kept)} at batch ${count(batch)} in ${dtype}: ${sizes.join(", ")}. It grows with the batch; weights, gradients and the state of the optimizer do not.`,
  ];
}

function beside(answer: EstimateResponse): string[] {
  const all = totals(answer);
  const { training, prediction, optimizer } = answer;
  return [
    `${size(all.training)} in place of ${size(all.prediction)}, ${times(all.training / Math.max(1, all.prediction))} times as much: a gradient for each weight (${size(answer.gradient_bytes)}), the values that the way back reads (${size(training.memory.saved_for_adjoint_bytes)}), and the state of the optimizer (${optimizer}: ${size(answer.optimizer_bytes)}).`,
    `A prediction frees each value after its last reader: it never holds more than ${size(prediction.memory.inner_peak_bytes)} beside weights and inputs.`,
  ];
}

const kMostKept = 5; // statements that are named

function kept(answer: EstimateResponse): string[] {
  const { statements = [] } = answer;
  const readers = kept_for(answer);
  const most = statements
    .map((one, at) => ({ one, readers: readers[at] ?? [] }))
    .filter(({ one }) => Number(one.kept_bytes) > 0)
    .sort((a, b) => Number(b.one.kept_bytes) - Number(a.one.kept_bytes));
  if (most.length === 0) return ["Nothing: no adjoint step here reads a value."];
  const named = most
    .slice(0, kMostKept)
    .map(
      ({ one, readers: whom }) =>
        `${one.id} (${size(one.kept_bytes)}${whom.length > 0 ? ` for ${whom.join(", ")}` : ""})`,
    );
  const more = most.length > kMostKept ? ` and ${count(most.length - kMostKept)} more` : "";
  return [
    `${named.join(", ")}${more}. A product keeps what it read, relu, tanh and σ what they gave, the loss the logarithms of its softmax; sums, biases and reshapes keep nothing.`,
  ];
}

/** What people ask about training, each with the answer on this network. */
export function questions(answer: EstimateResponse): Question[] {
  return [
    { ask: "Why is the way back about twice the way there?", say: twice(answer) },
    { ask: "What does training need that prediction does not?", say: beside(answer) },
    { ask: `How many MB of activations does it keep at batch ${count(answer.batch)}?`, say: activations(answer) },
    { ask: "Which values are kept, and for whom?", say: kept(answer) },
  ];
}

/** The schedules, those that take least first. */
export function in_order(runs: readonly EstimatedRun[]): EstimatedRun[] {
  return [...runs].sort((a, b) => Number(flops(a.cost.total)) - Number(flops(b.cost.total)));
}

/** For whom a statement keeps its values: the names of the statements whose adjoint steps read them. */
export function kept_for({ nodes = [], statements = [] }: EstimateResponse): string[][] {
  const home = new Map(nodes.map((node) => [node.id, node.statement]));
  const found = statements.map(() => new Set<string>());
  for (const { statement, saved_for, kept_bytes } of nodes)
    for (const { node } of Number(kept_bytes) > 0 ? saved_for : [])
      found[statement]?.add(statements[home.get(node) ?? -1]?.id ?? node);
  return found.map((names) => [...names]);
}

export function sheet(answer: EstimateResponse): Sheet {
  const heads = ["statement", "shape", "weights", "flops", "fn", "flops back", "fn back", "bytes", "kept bytes"];
  const rows = (answer.statements ?? []).map((one) => [
    one.id,
    one.shape.join("x"),
    one.weights,
    flops(one.cost.value),
    functions(one.cost.value),
    flops(one.cost.adjoint),
    functions(one.cost.adjoint),
    one.bytes,
    one.kept_bytes,
  ]);
  return { name: "the estimate", heads, rows };
}

/** How large a network is. */
export const summary = (answer: EstimateResponse): string =>
  `${counted(Number(answer.weights), "weight")}, ${counted(Number(answer.elements), "number")} for one example`;

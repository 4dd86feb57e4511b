// What a network takes to predict and to train, as rows and sentences: the engine's estimate in words.
import type { EstimatedRun, EstimateResponse, WideCount } from "../engine/types.gen.ts";
import { counted, times } from "./format.ts";
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

/** Why the way back is about twice the way there, and what training needs beside prediction. */
export function sentences(answer: EstimateResponse): string[] {
  const { value, derivative } = answer.training.cost;
  const [there, back] = [Number(flops(value)), Number(flops(derivative))];
  const all = totals(answer);
  return [
    there > 0
      ? `The way back takes ${times(back / there)} times the flops of the values${back > there ? ": of a product of matrices one more for its weights, and one for what it read, where that is no input" : ""}.`
      : "The values cost no flops here.",
    `Training needs ${size(all.training)}, ${times(all.training / Math.max(1, all.prediction))} times what prediction needs: it keeps ${size(answer.training.memory.saved_for_adjoint_bytes)} of activations at batch ${count(answer.batch)} in ${answer.dtype}.`,
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

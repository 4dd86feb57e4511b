// The text of a network of dense layers, made from what a form says: sizes, activation, loss, batch, seed, and weights of one's own.
import type { OpInfo } from "../engine/types.gen.ts";
import { losses } from "./choices.ts";
import { type Pasted, read_pasted } from "./pasted.ts";

/** What the form says. */
export interface Form {
  /** As in `2-3-1`: what comes in, then the width of each layer. */
  sizes: string;
  activation: string;
  /** What the last layer ends in, where the loss leaves that open; empty for nothing. */
  last: string;
  loss: string;
  batch: number;
  seed: number;
  /** Arrays for weights, input and target, by name or in their order. */
  weights: string;
}

/** The text, or what of the form is refused, and why. */
export type Made = { text: string } | { refused: string; field: "sizes" | "weights" | "loss" };

const kMostLayers = 20;
const kMostWidth = 1000;
const kMostBatch = 1000;
const kMostWritten = 256; // numbers of a target that are written out

export const kBounds = { batch: { least: 1, most: kMostBatch }, seed: { least: 0, most: 1e6 } } as const;

/** The sizes of `2-3-1`, with anything between them that stands between numbers. */
export function read_sizes(text: string): { sizes: number[] } | { refused: string } {
  const words = text.split(/[\s,;–—→>×-]+/u).filter(Boolean);
  const odd = words.find((word) => !/^\d+$/.test(word));
  if (odd) return { refused: `Expected sizes such as 2-3-1, but there is \`${odd}\`.` };
  const sizes = words.map(Number);
  const wrong = sizes.find((size) => size < 1 || size > kMostWidth);
  if (wrong !== undefined)
    return { refused: `A size is a whole number from 1 to ${kMostWidth}, but there is ${wrong}.` };
  if (sizes.length < 2) return { refused: "Expected at least two sizes, as in 2-1: what comes in, then each layer." };
  if (sizes.length > kMostLayers + 1)
    return { refused: `At most ${kMostLayers} layers; there are ${sizes.length - 1}.` };
  return { sizes };
}

/** A leaf of the network that the form makes. */
interface Leaf {
  word: "input" | "param";
  name: string;
  shape: readonly number[];
  /** What stands there where nothing was pasted. */
  otherwise: string;
}

/** What a loss wants, by the names of its operands: numbers, a probability or scores, and against what. */
interface Wants {
  prediction: string;
  target: string;
  /** The prediction is between 0 and 1. */
  probability: boolean;
  /** The target is a probability for each class. */
  classes: boolean;
  /** It takes any two arrays, and gives one number. */
  plain: boolean;
}

function wants(op: OpInfo | undefined): Wants {
  const [first = "", second = ""] = op?.ports ?? [];
  const plain = first === "a";
  return {
    prediction: plain ? "p" : first,
    target: plain ? "y" : second,
    probability: first === "p",
    classes: second === "t",
    plain,
  };
}

/** Whether a loss leaves open what the last layer ends in. */
export function leaves_open(ops: readonly OpInfo[], loss: string): boolean {
  return wants(ops.find(({ name }) => name === loss)).plain;
}

/** The loss that is offered first: the one that takes any two arrays. */
export function first_loss(ops: readonly OpInfo[]): string {
  return losses(ops).find((op) => wants(op).plain)?.name ?? "";
}

/** The activation that makes a probability. */
function squashing(ops: readonly OpInfo[]): string {
  return ops.find(({ aliases }) => aliases.includes("σ"))?.name ?? "";
}

const by = (shape: readonly number[]): string => (shape.length === 0 ? "a number" : shape.join("×"));

/** A target that nobody has pasted: 1 and 0 by turns, or a 1 in each row. */
function target_of(shape: readonly number[], classes: boolean): string | null {
  const [rows, columns] = shape.length > 1 ? [shape[0] ?? 1, shape[1] ?? 1] : [1, shape[0] ?? 1];
  if (rows * columns > kMostWritten) return classes ? null : `ones(${shape.join(", ")})`;
  const digit = (row: number, column: number): number => {
    if (classes) return Number(column === row % columns);
    return 1 - ((row * columns + column) % 2);
  };
  const list = Array.from({ length: rows }, (_, row) => {
    return `[${Array.from({ length: columns }, (_, column) => digit(row, column)).join(", ")}]`;
  });
  return shape.length > 1 ? `[${list.join(", ")}]` : (list[0] ?? "");
}

function leaves_of(sizes: readonly number[], form: Form, { target, classes }: Wants): Leaf[] | null {
  const { batch, seed } = form;
  const many = (size: number): number[] => (batch > 1 ? [batch, size] : [size]);
  const random = (shape: readonly number[], at: number): string => `randn(${shape.join(", ")}, seed=${seed + at})`;
  const [from = 1, ...widths] = sizes;
  const to = many(widths.at(-1) ?? 1);
  const told = target_of(to, classes);
  if (told === null) return null;
  const weights = widths.flatMap((width, at): Leaf[] => {
    const shape = [width, sizes[at] ?? 1];
    return [
      { word: "param", name: `W${at + 1}`, shape, otherwise: random(shape, at + 1) },
      { word: "param", name: `b${at + 1}`, shape: [width], otherwise: `zeros(${width})` },
    ];
  });
  const x = many(from);
  return [
    { word: "input", name: "x", shape: x, otherwise: random(x, 0) },
    { word: "input", name: target, shape: to, otherwise: told },
    ...weights,
  ];
}

/** Whether an array can stand where that shape is wanted: rows and columns of 1 are no matter. */
function fits({ shape }: Pasted, wanted: readonly number[]): boolean {
  const real = (sizes: readonly number[]): string => sizes.filter((size) => size !== 1).join();
  return real(shape) === real(wanted);
}

/** Numbers as a literal, the rows of a matrix one under the other. */
function literal(head: string, { rows }: Pasted, wanted: readonly number[]): string {
  const words = rows.flat();
  const columns = wanted[1] ?? words.length;
  const lines = Array.from({ length: words.length / columns }, (_, at) =>
    words.slice(at * columns, (at + 1) * columns),
  );
  const wide = lines.length > 1 ? Math.max(...words.map((word) => word.length)) : 0;
  if (wanted.length < 2) return `${head}[${words.join(", ")}]`;
  const row = (line: readonly string[]): string => `[${line.map((word) => word.padStart(wide)).join(", ")}]`;
  return `${head}[${lines.map(row).join(`,\n${" ".repeat(head.length + 1)}`)}]`;
}

/** Which array stands for which leaf: by its name, else the next in the order W1, b1, W2, b2 …; or why that does not go. */
function matched(arrays: readonly Pasted[], leaves: readonly Leaf[]): Map<string, Pasted> | { refused: string } {
  const found = new Map<string, Pasted>();
  const alike = (name: string): Leaf | undefined =>
    leaves.find((leaf) => leaf.name === name) ?? leaves.find((leaf) => leaf.name.toLowerCase() === name.toLowerCase());
  const listed = leaves
    .filter(({ word }) => word === "param")
    .map(({ name, shape }) => `${name} ${by(shape)}`)
    .join(", ");
  for (const array of arrays) {
    const leaf =
      alike(array.name) ??
      (array.shape.length > 0 ? leaves.find(({ word, name }) => word === "param" && !found.has(name)) : undefined);
    if (!leaf && array.shape.length === 0) continue; // a number with a name of something else
    if (!leaf) return { refused: `There are more arrays than weights. The sizes want ${listed}.` };
    if (found.has(leaf.name)) return { refused: `${leaf.name} is there twice.` };
    if (!fits(array, leaf.shape)) {
      const turned = array.shape.length === 2 && fits({ ...array, shape: [...array.shape].reverse() }, leaf.shape);
      const hint = turned ? "Paste its transpose, .T: a row for each neuron." : `The sizes want ${listed}.`;
      const called = array.name && array.name !== leaf.name ? ` (${array.name})` : "";
      return { refused: `${leaf.name}${called} is ${by(array.shape)} and should be ${by(leaf.shape)}. ${hint}` };
    }
    found.set(leaf.name, array);
  }
  return found;
}

/** The layers as statements; the last one gives the prediction. */
function statements(sizes: readonly number[], form: Form, ops: readonly OpInfo[], want: Wants): string[] {
  const { prediction, target, plain, probability, classes } = want;
  const count = sizes.length - 1;
  const layers = Array.from({ length: count }, (_, at) => {
    const before = at === 0 ? "x" : `h${at}`;
    const sum = form.batch > 1 ? `${before} @ W${at + 1}.T + b${at + 1}` : `W${at + 1} @ ${before} + b${at + 1}`;
    const end = at < count - 1 ? form.activation : probability ? squashing(ops) : plain ? form.last : "";
    return `${at < count - 1 ? `h${at + 1}` : prediction} = ${end ? `${end}(${sum})` : sum}`;
  });
  const call = `${form.loss}(${prediction}, ${target})`;
  const one = plain || (classes && form.batch === 1);
  return [...layers, `L = ${one ? call : `mean(${call})`}`];
}

/** The text of the network. `ops` are those of the catalogue. */
export function layers_text(form: Form, ops: readonly OpInfo[]): Made {
  const read = read_sizes(form.sizes);
  if ("refused" in read) return { ...read, field: "sizes" };
  const { sizes } = read;
  const want = wants(ops.find(({ name }) => name === form.loss));
  const leaves = leaves_of(sizes, form, want);
  if (!leaves)
    return {
      refused: "This loss wants its targets written out: take fewer classes or a smaller batch.",
      field: "loss",
    };
  const pasting = read_pasted(form.weights);
  if ("refused" in pasting) return { ...pasting, field: "weights" };
  const own = matched(pasting.arrays, leaves);
  if (!(own instanceof Map)) return { ...own, field: "weights" };
  const lines = leaves.map(({ word, name, shape, otherwise }) => {
    const head = `${word} ${name} = `;
    const array = own.get(name);
    return array ? literal(head, array, shape) : `${head}${otherwise}`;
  });
  const title = `# ${sizes.join("-")}, ${sizes.length > 2 ? `${form.activation}, ` : ""}${form.loss}${form.batch > 1 ? `, batch of ${form.batch}` : ""}`;
  return { text: [title, ...lines, "", ...statements(sizes, form, ops, want), ""].join("\n") };
}

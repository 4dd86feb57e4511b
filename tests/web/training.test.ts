// What a network takes: the figures of the page against arithmetic of its own, on perceptrons of any size.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { load } from "../../web/src/engine/load.ts";
import type { EstimateRequest, EstimateResponse } from "../../web/src/engine/types.gen.ts";
import { bytes } from "../../web/src/view/format.ts";
import { kept_for, questions, rows, sheet, totals } from "../../web/src/view/training.ts";
import { flops } from "../../web/src/view/wide.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));

/** Layers of relu on one example, with the cross entropy of what the last gives. */
function perceptron(widths: readonly number[]): string {
  const [first = 1, ...rest] = widths;
  const names = rest.map((_, at) => `h${at}`);
  const lines = rest.map((width, at) => {
    const read = names[at - 1] ?? "x";
    return `${names[at]} = dense(${read}, ${width}${at < rest.length - 1 ? ", relu" : ""})`;
  });
  const head = [`input x = randn(${first}, seed=1)`, `input t = zeros(${rest.at(-1)})`];
  return [...head, ...lines, `L = cross_entropy(${names.at(-1)}, t)`, ""].join("\n");
}

function estimate(text: string, more: Partial<EstimateRequest> = {}): EstimateResponse {
  const answer = JSON.parse(engine.call(JSON.stringify({ v: 1, kind: "estimate", network: { text }, ...more })));
  expect(answer.ok, JSON.stringify(answer.diagnostics)).toBe(true);
  return answer;
}

const shapes = [
  [784, 512, 256, 128, 10],
  [3, 4, 2],
  [10_000, 5_000, 5_000, 5_000, 10],
];

test.each(shapes)("weights, gradients, state and activations of a perceptron %#, by hand", (...widths) => {
  const batch = 32;
  const pairs = widths.slice(1).map((width, at) => [widths[at] ?? 0, width] as const);
  const weights = pairs.reduce((sum, [read, width]) => sum + BigInt(read) * BigInt(width) + BigInt(width), 0n);
  const answer = estimate(perceptron(widths), { batch, dtype: "float32", optimizer: "adam" });
  expect(BigInt(answer.weights)).toBe(weights);
  expect(BigInt(answer.weights_bytes)).toBe(4n * weights);
  expect(BigInt(answer.gradient_bytes)).toBe(4n * weights);
  expect(BigInt(answer.optimizer_bytes)).toBe(8n * weights);
  // Products: k multiplications and k − 1 adds a number; one more add for the bias. Each number of relu is a comparison.
  const products = pairs.reduce((sum, [read, width]) => sum + BigInt(2 * read * width), 0n);
  const hidden = widths.slice(1, -1).reduce((sum, width) => sum + BigInt(width), 0n);
  const layers = answer.statements?.filter(({ id }) => id.startsWith("h")) ?? [];
  const values = layers.reduce((sum, one) => sum + BigInt(flops(one.cost.value)), 0n);
  expect(values).toBe(BigInt(batch) * (products + hidden));
  // Kept: what each relu gives, and the logarithms of the softmax that the loss hides.
  const kept = 4n * BigInt(batch) * (hidden + BigInt(widths.at(-1) ?? 0));
  expect(BigInt(answer.training.memory.saved_for_adjoint_bytes)).toBe(kept);
  const [row] = rows(answer).filter(({ what }) => what.startsWith("kept"));
  expect(row).toMatchObject({ prediction: bytes(0), training: bytes(Number(kept)) });
  const said = questions(answer).flatMap(({ say }) => say);
  expect(said.join(" ")).toContain(`${bytes(Number(kept))} at batch 32 in float32`);
});

test("for whom a layer keeps its values, and what all of it takes", () => {
  const answer = estimate(perceptron([6, 5, 4]), { batch: 2 });
  const at = answer.statements?.findIndex(({ id }) => id === "h0") ?? -1;
  expect(kept_for(answer)[at]?.toSorted()).toEqual(["h0", "h1"]); // its own relu, and the product of the next layer
  const { prediction, training } = totals(answer);
  expect(training - prediction).toBe(
    Number(answer.training.memory.inner_peak_bytes) -
      Number(answer.prediction.memory.inner_peak_bytes) +
      Number(answer.gradient_bytes),
  );
  expect(sheet(answer).rows).toHaveLength(answer.statements?.length ?? 0);
});

test("counts that no double holds keep every digit", () => {
  const huge = estimate(perceptron([10_000, 5_000, 5_000, 5_000, 10]), { modes: [{ mode: "forward", chunk: 1 }] });
  const [run] = huge.runs;
  const parts = run?.cost.total.slice(0, 4).reduce((sum: bigint, part) => sum + BigInt(part), 0n) ?? 0n;
  expect(parts).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  expect(run && flops(run.cost.total)).toBe(String(parts));
});

test("bytes have the unit in which they have few digits", () => {
  expect([99_999, 1e5, 5e6, 2e7, 5e9, 2e10, 3e13].map(bytes).map((one) => one.replace(/\s/g, " "))).toEqual([
    "99 999 B",
    "97.7 KiB",
    "4 883 KiB",
    "19.1 MiB",
    "4 768 MiB",
    "18.6 GiB",
    "27.3 TiB",
  ]);
});

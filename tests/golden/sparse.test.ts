// forward_sparse, what a careful student pays, against reverse on deeper and wider networks.
import { afterAll, beforeAll, expect, test } from "vitest";
import { load } from "./cases";
import { differs, find } from "./compare";
import { differentiate } from "./engine/ask";
import { type Engine, start } from "./engine/transport";
import { flops } from "./model/count";
import { parse } from "./model/parse";
import { sparseFlops } from "./model/sparse";

interface Sizes {
  sizes: number[];
  skip?: boolean;
  forward_sparse: number;
  reverse: number;
}
const { networks } = load<{ networks: Sizes[] }>("sparse.json");

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

/** Some number for each place, neither round nor repeating. */
const number = (i: number) => (((i * 37) % 101) / 100 - 0.5).toFixed(2);
const vector = (n: number, from: number) => `[${Array.from({ length: n }, (_, i) => number(from + i)).join(", ")}]`;

/** Sigmoid layers W @ a + b, the last one a vector w @ a + b, and bce; with a skip, the last layer reads a1 + a2. */
function text({ sizes, skip }: Sizes): string {
  const lines = [`input x = ${vector(sizes[0] ?? 0, 1)}`, "input y = 1"];
  const last = sizes.length - 1;
  for (let k = 1; k <= last; k++) {
    const [m = 0, n = 0] = [sizes[k], sizes[k - 1]];
    const rows = Array.from({ length: m }, (_, i) => vector(n, k * 1000 + i * n));
    lines.push(`param W${k} = ${k === last ? rows[0] : `[${rows.join(", ")}]`}`);
    lines.push(`param b${k} = ${k === last ? number(k) : vector(m, k * 500)}`);
  }
  for (let k = 1; k <= last; k++) {
    const below = k === 1 ? "x" : skip && k === last ? "s" : `a${k - 1}`;
    if (below === "s") lines.push("s = a1 + a2");
    lines.push(`a${k} = sigmoid(W${k} @ ${below} + b${k})`);
  }
  return [...lines, `L = bce(a${last}, y)`].join("\n");
}

const titled = networks.map((n) => ({ title: `${n.sizes.join("-")}${n.skip ? " with a skip" : ""}`, ...n }));

test.each(titled)("$title", async (want) => {
  const modes = [{ mode: "forward_sparse" }, { mode: "reverse" }];
  const { runs } = await differentiate(engine, { network: { text: text(want) }, modes, include: [] });
  const [sparse, reverse] = runs;
  expect(flops(sparse?.cost.total ?? [])).toBe(want.forward_sparse);
  expect(flops(reverse?.cost.total ?? [])).toBe(want.reverse);
  for (const block of reverse?.gradient ?? []) {
    expect(differs(find(sparse?.gradient, block.id).value, block.value.map(Number), 1e-12), block.id).toBeNull();
  }
});

test.each(titled)("the model of the tests counts the same: $title", (want) => {
  expect(sparseFlops(parse(text(want)))).toBe(want.forward_sparse);
});

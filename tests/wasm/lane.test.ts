// The fast lane through the page's loader: the bits of the JSON answers, no growth over 100,000 drags, nothing stale.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { kAdjoints, kTangents, kValues, load } from "../../web/src/engine/load.ts";
import type { DifferentiateRequest, DifferentiateResponse, NodeResult, Real } from "../../web/src/engine/types.gen.ts";
import { engine_url } from "../../web/src/engine/where.ts";
import { callWasm, instantiate } from "../golden/engine/module";

const bytes = readFileSync(engine_url);
const all = kValues | kTangents | kAdjoints;
const examples = new URL("../../web/examples/", import.meta.url);
const texts = readdirSync(examples).map((name) => ({ name, text: readFileSync(new URL(name, examples), "utf8") }));

const request = (text: string, more: Partial<DifferentiateRequest> = {}): string =>
  JSON.stringify({
    v: 1,
    kind: "differentiate",
    network: { text },
    want: "jacobian",
    modes: [],
    include: ["value", "tangent", "adjoint", "graph"],
    ...more,
  } satisfies DifferentiateRequest);

/** Every number of a column against the block, by bits; the list of what differs. */
function differing(response: DifferentiateResponse, block: Float64Array): string[] {
  const layout = response.layout;
  if (!layout) return ["no layout"];
  const wrong: string[] = [];
  const plain = (x: Real): number => (typeof x === "string" ? Number(x) : x);
  response.nodes.forEach((node: NodeResult, n: number) => {
    for (const column of ["value", "tangent", "adjoint"] as const) {
      const numbers = node[column] ?? null;
      const at = layout[column][n] ?? null;
      if ((numbers === null) !== (at === null)) wrong.push(`${node.id}.${column} null`);
      if (numbers === null || at === null) continue;
      numbers.forEach((x, i) => {
        if (!Object.is(block[at + i], plain(x))) wrong.push(`${node.id}.${column}[${i}]: ${block[at + i]} not ${x}`);
      });
    }
  });
  return wrong;
}

const random = (() => {
  let state = 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 1073741824 - 1;
  };
})();

test.each(texts)(
  "$name: a frame gives the bits of the JSON answer, at the values of the text and at others",
  async ({ text }) => {
    const engine = await load(bytes);
    const first = JSON.parse(engine.call(request(text, { layout: true }))) as DifferentiateResponse;
    const layout = first.layout;
    if (!layout) throw new Error("no layout");
    const again = engine.frame({ numbers: layout.numbers, leaves: [], parts: all });
    expect(differing(first, again ?? new Float64Array())).toEqual([]);
    const leaves = (first.graph?.nodes ?? []).flatMap((node, n) =>
      node.category === "leaf"
        ? [{ id: node.id, at: layout.value[n] ?? 0, value: (first.nodes[n]?.value ?? []).map(random) }]
        : [],
    );
    const block = engine.frame({ numbers: layout.numbers, leaves, parts: all });
    const at = Object.fromEntries(leaves.map(({ id, value }) => [id, value]));
    for (const more of [
      { at, layout: true },
      { at },
      { at, include: ["value", "tangent", "adjoint", "graph", "cost"] as const },
    ]) {
      const json = JSON.parse(
        engine.call(
          request(text, { ...more, include: [...(more.include ?? ["value", "tangent", "adjoint", "graph"])] }),
        ),
      );
      expect(differing({ ...json, layout }, block ?? new Float64Array())).toEqual([]);
    }
  },
);

test("a request for other numbers, and one for another network, leave the lane as it is", async () => {
  const engine = await load(bytes);
  const text = "param w = [1, 2, 3]\nL = sum(sin(w) * w)\n";
  const { layout } = JSON.parse(engine.call(request(text, { layout: true }))) as DifferentiateResponse;
  const frame = {
    numbers: layout?.numbers ?? 0,
    leaves: [{ at: layout?.value[0] ?? 0, value: [0.5, 0.25, -3] }],
    parts: all,
  };
  const before = engine.frame(frame);
  engine.call(request(text, { at: { w: [9, 9, 9] } }));
  engine.call(request("param x = 3\ny = x * x\n"));
  engine.call(request("param x = \n", { layout: true }));
  expect(engine.frame({ ...frame, leaves: [] })).toEqual(before);
});

test("without a layout there is no lane", async () => {
  const engine = await load(bytes);
  expect(engine.frame({ numbers: 0, leaves: [], parts: all })).toBe(null);
});

test("equal requests get equal bytes, whatever was asked between", async () => {
  const engine = await load(bytes);
  for (const { text } of texts) {
    const first = engine.call(request(text, { layout: true }));
    expect(engine.call(request(text, { layout: true }))).toBe(first);
    engine.call(request("param x = 3\ny = x * x\n", { layout: true }));
    expect(engine.call(request(text, { layout: true }))).toBe(first);
  }
});

test("without cost, steps and timeline the answer is the same but for what was left out", async () => {
  const engine = await load(bytes);
  for (const { text } of texts) {
    const ask = (more: DifferentiateRequest["include"]) => {
      const answer = JSON.parse(
        engine.call(
          request(text, {
            want: "gradient",
            seeds: undefined,
            modes: undefined,
            include: ["value", "adjoint", ...(more ?? [])],
          }),
        ),
      );
      delete answer.gauges;
      for (const node of answer.nodes ?? []) for (const part of ["cost", "bytes", "saved_for"]) delete node[part];
      return answer;
    };
    expect(ask([])).toEqual(ask(["cost"]));
  }
});

test("100,000 drags without growth", async () => {
  const engine = await instantiate();
  const text = texts.find(({ name }) => name === "two-layer.net")?.text ?? "";
  const { layout } = JSON.parse(callWasm(engine, request(text, { layout: true }))) as DifferentiateResponse;
  const before = engine.memory.buffer;
  const block = new Float64Array(before, engine.bw_block(), layout?.numbers);
  for (let i = 0; i < 100_000; i++) {
    block[layout?.value[0] ?? 0] = i / 100_000;
    if (engine.bw_run(all) !== 1) throw new Error("no lane");
  }
  expect(engine.memory.buffer).toBe(before);
  expect(engine.bw_block()).toBe(block.byteOffset);
});

test("what a large network took is used again", async () => {
  const engine = await instantiate();
  const large = (k: number): string =>
    `param x0 = ${k}\n${Array.from({ length: 20_000 }, (_, i) => `x${i + 1} = x${i} * 0.5 + x${i >> 1}`).join("\n")}\noutput x20000\n`;
  const ask = (text: string): void => {
    const answer = JSON.parse(callWasm(engine, request(text, { layout: true, include: ["adjoint"] })));
    if (!answer.layout) throw new Error("no layout");
  };
  // What is free lies in pieces: it takes some rounds until all of them have found their place (of 70 the tenth is the last that grows).
  for (let k = 0; k < 14; k++) for (const text of [large(k), "param x = 3\ny = x * x\n"]) ask(text);
  const before = engine.memory.buffer.byteLength;
  for (let k = 14; k < 30; k++) for (const text of [large(k), "param x = 3\ny = x * x\n"]) ask(text);
  expect(engine.memory.buffer.byteLength).toBe(before);
}, 180_000);

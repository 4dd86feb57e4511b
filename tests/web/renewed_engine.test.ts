// A network that has shrunk gives its memory back; one that is as large as before, or small, keeps its instance.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { FromWorker, ToWorker } from "../../web/src/engine/messages.ts";
import { RenewedEngine } from "../../web/src/engine/renewed.ts";

const module = new WebAssembly.Module(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
const kMiB = 2 ** 20;

/** A chain of so many nodes. */
const chain = (nodes: number): string =>
  ["param w = 2", "v0 = w * w", ...Array.from({ length: nodes }, (_, i) => `v${i + 1} = v${i} + w`)].join("\n");

const numbers = (count: number): string => `param w = 2\ny = sum(w * randn(${count}, seed=1))`;

let id = 0;
const asked = (text: string, opens_lane = true): ToWorker => ({
  id: ++id,
  request: JSON.stringify({
    v: 1,
    kind: "differentiate",
    network: { text },
    modes: [{ mode: "reverse" }],
    include: ["value", "adjoint"],
    first: 4, // numbers of each array
    ...(opens_lane ? { layout: true } : {}),
  }),
  ...(opens_lane ? { opens_lane: true as const } : {}),
});

async function answered(engine: RenewedEngine, message: ToWorker): Promise<{ ok: boolean; nodes?: unknown[] }> {
  const said: FromWorker[] = [];
  await engine.answer(message, (reply) => said.push(reply));
  expect(said).toHaveLength(1);
  const [reply] = said;
  if (reply?.what !== "answer") throw new Error(JSON.stringify(reply));
  return JSON.parse(reply.text);
}

test("a network that shrinks is answered by a new instance, with its frames", async () => {
  const engine = await RenewedEngine.begin(module);
  expect(await answered(engine, asked(chain(90_000)))).toMatchObject({ ok: true });
  const grown = engine.bytes();
  expect(grown).toBeGreaterThan(65 * kMiB);
  // A panel that asks something short meanwhile ends no lane.
  expect(await answered(engine, asked(chain(3), false))).toMatchObject({ ok: true });
  expect(engine.bytes()).toBe(grown);
  const small = await answered(engine, asked(chain(3)));
  expect(small.nodes?.length).toBe(5);
  expect(engine.bytes()).toBeLessThanOrEqual(16 * kMiB);
  const said: FromWorker[] = [];
  await engine.answer({ id: ++id, frame: { numbers: 5, leaves: [], parts: 1 } }, (reply) => said.push(reply));
  expect(said).toMatchObject([{ what: "block", block: expect.any(Float64Array) }]);
}, 60_000);

test("what a short text makes large is not begun anew at each edit", async () => {
  const engine = await RenewedEngine.begin(module);
  expect(await answered(engine, asked(numbers(900_000)))).toMatchObject({ ok: true });
  const grown = engine.bytes();
  expect(grown).toBeGreaterThan(64 * kMiB);
  await answered(engine, asked(numbers(899_999)));
  expect(engine.bytes()).toBeGreaterThanOrEqual(grown);
}, 60_000);

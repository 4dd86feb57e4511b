// A drag in the store with the real engine: by the fast lane and by JSON the page holds the same bits, and nothing old.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { EngineClient, type Port } from "../../web/src/engine/client.ts";
import { load } from "../../web/src/engine/load.ts";
import type { FromWorker, ToWorker } from "../../web/src/engine/messages.ts";
import type { DifferentiateResponse, NodeResult } from "../../web/src/engine/types.gen.ts";
import { engine_url } from "../../web/src/engine/where.ts";
import { live_request } from "../../web/src/state/ask.ts";
import { Drag, merged } from "../../web/src/state/drag.ts";
import { at_of } from "../../web/src/state/leaves.ts";
import type { Result } from "../../web/src/state/result.ts";
import { Store } from "../../web/src/state/store.ts";

const bytes = readFileSync(engine_url);
const examples = new URL("../../web/examples/", import.meta.url);
const kLateMs = 50; // more than a frame waits for
const names = readdirSync(examples);

/** A client whose worker runs here. With `slow`, requests of a drag are answered late, so that frames go alone. */
async function client(slow: boolean, module?: WebAssembly.Module): Promise<EngineClient> {
  const engine = await load(bytes);
  const made = new EngineClient(() => {
    const port: Port = { postMessage, terminate: () => undefined, onmessage: null, onerror: null };
    const say = (data: FromWorker, ms = 0): void => void setTimeout(() => port.onmessage?.({ data }), ms);
    function postMessage(message: ToWorker): void {
      if ("frame" in message) say({ what: "block", id: message.id, block: engine.frame(message.frame) });
      else
        say(
          { what: "answer", id: message.id, text: engine.call(message.request) },
          slow && /"at":/.test(message.request) ? kLateMs : 0,
        );
    }
    say({ what: "ready" });
    return port;
  });
  if (module) made.in_page.take(module);
  return made;
}

async function shown(text: string, engine: EngineClient): Promise<Result> {
  const store = new Store(engine, [{ id: "one", title: "one", question: "?", text }]);
  await store.start();
  if (!store.state.result) throw new Error("no result");
  return store.state.result;
}

const parts = ({ id, value, tangent, adjoint }: NodeResult) => ({ id, value, tangent, adjoint });

test.each(names)("%s: a frame holds the bits of a JSON answer with the same `at`", async (name) => {
  const text = readFileSync(new URL(name, examples), "utf8");
  const result = await shown(text, await client(true));
  expect(result.lane).toBeGreaterThan(0);
  const drag = new Drag({ engine: await client(false) });
  const slow = await client(true);
  const again = await shown(text, slow);
  const frames = new Drag({ engine: slow });
  for (const [step, leaf] of result.base.entries()) {
    const at = at_of([{ id: leaf.id, index: leaf.value.length - 1, value: 0.37 - step / 7 }], result.base);
    const framed = await frames.run(again, at);
    const asked = await drag.run({ ...result, lane: 0 }, at);
    expect(framed?.response.nodes.map(parts)).toEqual(asked?.response.nodes.map(parts));
    expect(framed?.response.nodes.every((node) => !node.gradient_forward && !node.contributions)).toBe(true);
    expect(asked?.response.nodes.some((node) => node.gradient_forward && node.contributions)).toBe(true);
    expect(framed).toMatchObject({ at, live: true });
  }
});

test.each(names)(
  "%s: a frame in the page itself holds them, too, with everything and with numbers alone",
  async (name) => {
    const text = readFileSync(new URL(name, examples), "utf8");
    const engine = await client(false, await WebAssembly.compile(bytes));
    const result = await shown(text, engine);
    await expect.poll(() => engine.in_page.is_ready).toBe(true);
    const drag = new Drag({ engine });
    const frames = new Drag({ engine });
    Object.assign(frames, { lane: result.lane, bare: true });
    for (const leaf of result.base) {
      const at = at_of([{ id: leaf.id, index: 0, value: -0.83 }], result.base);
      const [whole, framed] = [await drag.run(result, at), await frames.run(result, at)];
      const asked = await drag.run({ ...result, lane: 0 }, at);
      expect(whole?.response.nodes.map(parts)).toEqual(asked?.response.nodes.map(parts));
      expect(framed?.response.nodes.map(parts)).toEqual(asked?.response.nodes.map(parts));
      expect(framed?.response.nodes.some((node) => node.gradient_forward)).toBe(false);
    }
  },
);

test("where the rest comes in time it is shown with the frame, and it is that of the frame", async () => {
  const engine = await client(false);
  const result = await shown("param w = 3\nL = w*w + w\n", engine);
  const live = await new Drag({ engine }).run(result, [{ id: "w", value: [5] }]);
  const w = live?.response.nodes.find(({ id }) => id === "w");
  expect(w).toMatchObject({ value: [5], adjoint: [11], gradient_forward: [11] });
});

test("above 200 nodes nothing is asked beside the frame", async () => {
  const lines = Array.from({ length: 210 }, (_, at) => `a${at + 1} = tanh(a${at})`);
  const engine = await client(false);
  const result = await shown(`param a0 = 3\n${lines.join("\n")}\n`, engine);
  const live = await new Drag({ engine }).run(result, [{ id: "a0", value: [0.5] }]);
  expect(live?.response.nodes[0]).toMatchObject({ value: [0.5] });
  expect(live?.response.nodes.every((node) => !node.gradient_forward)).toBe(true);
});

test("a leaf that goes back to the text's value goes back in the lane, too; a lane that is gone is asked by JSON", async () => {
  const engine = await client(true);
  const result = await shown("param w = 3\nparam v = 2\nL = w*v\n", engine);
  const drag = new Drag({ engine });
  await drag.run(result, [{ id: "w", value: [5] }]);
  const back = await drag.run(result, [{ id: "v", value: [7] }]);
  expect(back?.response.nodes.map(({ value }) => value?.[0])).toEqual([3, 7, 21]);
  const fast = await client(false);
  const gone = await new Drag({ engine: fast }).run(result, [{ id: "v", value: [7] }]);
  expect(gone?.response.nodes.find(({ id }) => id === "L")).toMatchObject({ value: [21], gradient_forward: [1] });
});

test("a number that is none is spelled as the answers spell it, and its warning is not kept", async () => {
  const engine = await client(true);
  const result = await shown("param w = 0\nL = log(w)\n", engine);
  expect(result.response.diagnostics.map(({ code }) => code)).toContain("W_NONFINITE");
  const live = await new Drag({ engine }).run(result, [{ id: "w", value: [-1] }]);
  const json = await load(bytes);
  const request = live_request(result.request, [{ id: "w", value: [-1] }], 2);
  const asked = merged(result, JSON.parse(json.call(JSON.stringify(request))) as DifferentiateResponse, []);
  expect(live?.response.nodes.map(parts)).toEqual(asked.response.nodes.map(parts));
  expect(live?.response.diagnostics).toEqual([]);
});

// The first answers of a page: only what is asked first, only of a small network; everything else is left to a worker.
import { beforeEach, expect, test, vi } from "vitest";
import { EngineClient } from "../../web/src/engine/client.ts";
import { FirstAnswers } from "../../web/src/engine/first_answers.ts";
import type { FromWorker } from "../../web/src/engine/messages.ts";
import type { Request } from "../../web/src/engine/types.gen.ts";
import { PlayedPort } from "./played_port.ts";
import { words } from "./words.ts";

const { begin } = vi.hoisted(() => ({ begin: vi.fn() }));
vi.mock("../../web/src/engine/load.ts", () => ({ begin }));

const module = Promise.resolve({} as WebAssembly.Module);
const catalogue: Request = { v: 1, kind: "catalogue" };
const graph = (text: string): Request => ({ v: 1, kind: "graph", network: { text } });
const differentiate = (text: string): Request => ({ v: 1, kind: "differentiate", network: { text } });

/** Shapes of the nodes that the played engine finds in every network. */
let shapes: number[][] = [[]];
const call = vi.fn((request: string): string => {
  const { kind } = JSON.parse(request) as Request;
  return JSON.stringify({ ok: true, kind, words, graph: { nodes: shapes.map((shape) => ({ shape })) } });
});

beforeEach(() => {
  vi.useFakeTimers();
  shapes = [[]];
  call.mockClear();
  begin.mockReset();
  begin.mockResolvedValue({ call, frame: () => null });
  return () => void vi.useRealTimers();
});

/** What they say to these requests, one after another. */
async function said(...requests: Request[]): Promise<string[]> {
  const heard: FromWorker[] = [];
  const first = new FirstAnswers(module);
  first.onmessage = ({ data }) => void heard.push(data);
  for (const [id, request] of requests.entries()) {
    first.postMessage({ id, request: JSON.stringify(request) });
    await vi.advanceTimersByTimeAsync(0);
  }
  return heard.map((message) => ("text" in message ? JSON.parse(message.text).kind : message.what));
}

const all = (text: string): Request[] => [catalogue, graph(text), differentiate(text)];

test("what a page asks first is answered, and a moment later the rest is left to a worker", async () => {
  const heard = await said(...all("L = x*x"));
  expect(heard).toEqual(["ready", "catalogue", "graph", "differentiate"]);
  const first = new FirstAnswers(module);
  const words: string[] = [];
  first.onmessage = ({ data }) => void words.push(data.what);
  for (const [id, request] of all("L = x*x").entries()) first.postMessage({ id, request: JSON.stringify(request) });
  await vi.advanceTimersByTimeAsync(150);
  expect(words).toEqual(["ready", "answer", "answer", "answer"]);
  await vi.advanceTimersByTimeAsync(100);
  expect(words.at(-1)).toBe("over");
});

test.each(["repeat 9 { h = h + x }", "def f(x) = x", "param W = randn(900, 900, seed=1)", `L = ${"x+".repeat(2000)}x`])(
  "a text that may be much is left to a worker: %.40s",
  async (text) => expect(await said(catalogue, graph(text))).toEqual(["ready", "catalogue", "over"]),
);

test("every generator and every layer that the engine has may be much", async () => {
  const names = words.filter(({ role }) => role === "generator" || role === "layer").map(({ text }) => text);
  expect(names).toEqual(expect.arrayContaining(["randn", "linspace", "dense"]));
  for (const name of names) expect((await said(catalogue, graph(`param x = ${name}(9)`))).at(-1), name).toBe("over");
});

test("a graph that is much is not differentiated here", async () => {
  shapes = [[100, 11]];
  expect(await said(...all("L = sum(x)"))).toEqual(["ready", "catalogue", "graph", "over"]);
  shapes = Array(201).fill([]);
  expect(await said(...all("L = sum(x)"))).toEqual(["ready", "catalogue", "graph", "over"]);
  shapes = [[50, 20]];
  expect((await said(...all("L = sum(x)"))).at(-1)).toBe("differentiate");
});

test("nor is another network than the one that was found small, nor anything else", async () => {
  expect((await said(catalogue, graph("L = x"), differentiate("L = y"))).at(-1)).toBe("over");
  expect((await said(graph("L = x"))).at(-1)).toBe("over");
  expect((await said(catalogue, catalogue)).at(-1)).toBe("over");
  expect(call.mock.calls.map(([request]) => JSON.parse(request).kind)).toEqual([
    ...["catalogue", "graph"], // of the first answers
    ...["catalogue", "catalogue"], // of the others
  ]);
});

test("the first answer is there before it is asked for", async () => {
  const heard: FromWorker[] = [];
  const first = new FirstAnswers(module);
  await vi.advanceTimersByTimeAsync(0);
  expect(call).toHaveBeenCalledExactlyOnceWith(JSON.stringify(catalogue));
  first.onmessage = ({ data }) => void heard.push(data);
  first.postMessage({ id: 7, request: JSON.stringify(catalogue) });
  await vi.advanceTimersByTimeAsync(0);
  expect(heard.map(({ what }) => what)).toEqual(["ready", "answer"]);
  expect(heard[1]).toMatchObject({ id: 7 });
  expect(call).toHaveBeenCalledTimes(1);
});

test("what is ended answers no more", async () => {
  const heard = vi.fn();
  const first = new FirstAnswers(module);
  first.onmessage = heard;
  for (const [id, request] of all("L = x").entries()) first.postMessage({ id, request: JSON.stringify(request) });
  first.terminate();
  await vi.advanceTimersByTimeAsync(500);
  expect(heard).not.toHaveBeenCalled();
  expect(call).toHaveBeenCalledTimes(1);
});

test("an engine that does not begin is said to have failed", async () => {
  begin.mockRejectedValue(new Error("no memory"));
  expect(await said(catalogue)).toEqual(["failed"]);
  begin.mockResolvedValue({
    call: () => {
      throw new Error("unreachable");
    },
  });
  expect(await said(catalogue)).toEqual(["failed"]);
});

test("a client goes on in a worker with what the first answers leave, and with all after it", async () => {
  const worker = new PlayedPort();
  let opened = false;
  const client = new EngineClient(() => {
    if (opened) return worker;
    opened = true;
    return new FirstAnswers(module);
  });
  expect(await client.call({ v: 1, kind: "catalogue" })).toMatchObject({ status: "done" });
  const left = client.call({ v: 1, kind: "graph", network: { text: "repeat" } });
  await vi.advanceTimersByTimeAsync(0);
  expect(worker.sent).toHaveLength(1);
  worker.say({ what: "ready" });
  worker.say({ what: "answer", id: worker.sent[0]?.id ?? 0, text: '{"ok":true}' });
  expect(await left).toEqual({ status: "done", response: { ok: true } });
  expect(worker.ended).toBe(false);
});

test("a client begins the worker when the first answers are over, before it is asked again", async () => {
  const worker = new PlayedPort();
  const ports = [new FirstAnswers(module), worker];
  const spawn = vi.fn(() => ports[spawn.mock.calls.length - 1] as PlayedPort);
  const client = new EngineClient(spawn);
  for (const request of all("L = x")) await client.call(request as never);
  await vi.advanceTimersByTimeAsync(500);
  expect(spawn).toHaveBeenCalledTimes(2);
  expect(client.lane).toBe(0);
});

// The engine client with a worker that the test plays: newest wins, time limit, patience, traps, cancel.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { EngineClient } from "../../web/src/engine/client.ts";
import type { DifferentiateRequest, GraphRequest } from "../../web/src/engine/types.gen.ts";
import { PlayedPort } from "./played_port.ts";

class Played extends PlayedPort {
  answer(index = this.sent.length - 1): void {
    const message = this.sent[index];
    if (message && "request" in message)
      this.say({ what: "answer", id: message.id, text: JSON.stringify({ asked: JSON.parse(message.request) }) });
  }
}

const ask = (text: string): GraphRequest => ({ v: 1, kind: "graph", network: { text } });

let workers: Played[] = [];
let client: EngineClient;
const worker = (index = workers.length - 1): Played => workers[index] as Played;
const sent = (played: Played): string[] =>
  played.sent.map((message) => ("request" in message ? JSON.parse(message.request).network.text : "frame"));

beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  client = new EngineClient(
    () => {
      workers.push(new Played());
      return worker();
    },
    { seconds: 10, patience_ms: 300 },
  );
});
afterEach(() => void vi.useRealTimers());

describe("in peace", () => {
  test("a request gets its answer, and one worker serves all", async () => {
    const first = client.call(ask("a"));
    worker().say({ what: "ready" });
    worker().answer();
    expect(await first).toEqual({ status: "done", response: { asked: ask("a") } });
    const second = client.call(ask("b"));
    worker().answer();
    expect(await second).toMatchObject({ status: "done" });
    expect(workers).toHaveLength(1);
  });
});

describe("channels", () => {
  test("a request of one channel does not drop one of another, and the first channel goes first", async () => {
    const running = client.call(ask("a"), "steps");
    worker().say({ what: "ready" });
    const all = [client.call(ask("b"), "scaling"), client.call(ask("c"), "steps"), client.call(ask("d"))];
    for (let i = 0; i < 4; i++) worker().answer();
    expect((await Promise.all([running, ...all])).map((outcome) => outcome.status)).toEqual(Array(4).fill("done"));
    expect(sent(worker())).toEqual(["a", "d", "b", "c"]);
  });

  test("a long request of another channel is ended for the first channel, and for its own, but for no other", async () => {
    const long = client.call(ask("long"), "scaling");
    worker().say({ what: "ready" });
    const other = client.call(ask("other"), "steps");
    vi.advanceTimersByTime(5000);
    expect(workers).toHaveLength(1);
    const first = client.call(ask("first"));
    vi.advanceTimersByTime(1);
    expect(await long).toEqual({ status: "superseded" });
    worker().say({ what: "ready" });
    worker().answer();
    worker().answer();
    expect((await first).status).toBe("done");
    expect((await other).status).toBe("done");
  });
});

describe("newest wins", () => {
  test("of the requests that wait only the last is asked", async () => {
    const all = ["a", "b", "c", "d"].map((text) => client.call(ask(text)));
    worker().say({ what: "ready" });
    worker().answer();
    worker().answer();
    expect((await Promise.all(all)).map((outcome) => outcome.status)).toEqual([
      "done",
      "superseded",
      "superseded",
      "done",
    ]);
    expect(sent(worker())).toEqual(["a", "d"]);
  });

  test("a request that keeps a newer one waiting too long is ended with its worker", async () => {
    const old = client.call(ask("slow"));
    worker().say({ what: "ready" });
    vi.advanceTimersByTime(200);
    const next = client.call(ask("new"));
    vi.advanceTimersByTime(99);
    expect(worker(0).ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(worker(0).ended).toBe(true);
    expect(await old).toEqual({ status: "superseded" });
    expect(sent(worker(1))).toEqual(["new"]);
    worker(1).say({ what: "ready" });
    worker(1).answer();
    expect(await next).toMatchObject({ status: "done" });
  });

  test("an answer of an ended worker changes nothing", async () => {
    const old = client.call(ask("old"));
    worker(0).say({ what: "ready" });
    client.cancel();
    const next = client.call(ask("new"));
    worker(0).answer();
    worker(1).say({ what: "answer", id: 1, text: "{}" });
    worker(1).answer();
    expect(await old).toEqual({ status: "cancelled" });
    expect(await next).toEqual({ status: "done", response: { asked: ask("new") } });
  });
});

describe("limits", () => {
  test("a request is ended when its time is over, and the next finds a new worker", async () => {
    const long = client.call(ask("long"));
    worker().say({ what: "ready" });
    vi.advanceTimersByTime(9_999);
    expect(worker(0).ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await long).toEqual({ status: "too_long", seconds: 10 });
    const next = client.call(ask("next"));
    expect(workers).toHaveLength(2);
    worker(1).answer();
    expect(await next).toMatchObject({ status: "done" });
  });

  test("loading is not counted", async () => {
    const call = client.call(ask("a"));
    vi.advanceTimersByTime(60_000);
    expect(worker(0).ended).toBe(false);
    worker().say({ what: "ready" });
    worker().answer();
    expect(await call).toMatchObject({ status: "done" });
  });

  test("an answer stops the clock", async () => {
    const call = client.call(ask("a"));
    worker().say({ what: "ready" });
    worker().answer();
    await call;
    vi.advanceTimersByTime(60_000);
    expect(worker(0).ended).toBe(false);
  });
});

describe("traps and failures", () => {
  test("a trapped request is replayed once in a new worker", async () => {
    const call = client.call(ask("a"));
    worker(0).say({ what: "ready" });
    worker(0).say({ what: "trap", id: 1, message: "unreachable" });
    expect(worker(0).ended).toBe(true);
    expect(sent(worker(1))).toEqual(["a"]);
    worker(1).answer();
    expect(await call).toMatchObject({ status: "done" });
  });

  test("a second trap is reported, and the engine is there again", async () => {
    const call = client.call(ask("a"));
    for (const index of [0, 1]) worker(index).say({ what: "trap", id: 1, message: "unreachable" });
    expect(await call).toEqual({ status: "trapped", message: "unreachable" });
    const next = client.call(ask("b"));
    expect(workers).toHaveLength(3);
    worker(2).answer();
    expect(await next).toMatchObject({ status: "done" });
  });

  test("a trap does not take a newer request with it", async () => {
    const old = client.call(ask("a"));
    const next = client.call(ask("b"));
    worker(0).say({ what: "trap", id: 1, message: "unreachable" });
    expect(await old).toEqual({ status: "trapped", message: "unreachable" });
    expect(sent(worker(1))).toEqual(["b"]);
    worker(1).answer();
    expect(await next).toMatchObject({ status: "done" });
  });

  test("an engine that cannot be loaded is reported", async () => {
    const call = client.call(ask("a"));
    worker().say({ what: "failed", message: "404" });
    expect(await call).toEqual({ status: "failed", message: "404" });
  });

  test("so is a worker that does not start", async () => {
    const call = client.call(ask("a"));
    worker().onerror?.({});
    expect(await call).toEqual({ status: "failed", message: "the worker did not start" });
  });

  test("cancel of one channel ends what it runs or waits for, and no other", async () => {
    const long = client.call(ask("long"), "scaling");
    worker().say({ what: "ready" });
    const other = client.call(ask("other"), "steps");
    client.cancel("main");
    expect(workers).toHaveLength(1);
    client.cancel("scaling");
    expect(await long).toEqual({ status: "cancelled" });
    worker().say({ what: "ready" });
    worker().answer();
    expect(await other).toMatchObject({ status: "done" });
    const waits = [client.call(ask("a"), "steps"), client.call(ask("b"), "scaling")];
    client.cancel("scaling");
    worker().answer();
    expect((await Promise.all(waits)).map(({ status }) => status)).toEqual(["done", "cancelled"]);
    expect(workers).toHaveLength(2);
  });

  test("cancel ends what runs and what waits", async () => {
    const calls = [client.call(ask("a")), client.call(ask("b"))];
    client.cancel();
    expect(await Promise.all(calls)).toEqual([{ status: "cancelled" }, { status: "cancelled" }]);
    expect(worker(0).ended).toBe(true);
  });
});

describe("frames", () => {
  const open: DifferentiateRequest = { v: 1, kind: "differentiate", network: { text: "a" }, layout: true };
  const frame = { numbers: 3, leaves: [{ at: 0, value: [1] }], parts: 7 };
  const layout = { numbers: 3, value: [0], tangent: [1], adjoint: [2] };
  const id = (): number => worker().sent.at(-1)?.id ?? 0;
  const answer_with = (text: object): void => worker().say({ what: "answer", id: id(), text: JSON.stringify(text) });
  async function opened(): Promise<number> {
    const call = client.call(open);
    worker().say({ what: "ready" });
    answer_with({ ok: true, layout });
    await call;
    return client.lane;
  }

  test("a frame gets its block", async () => {
    const lane = await opened();
    expect(lane).toBeGreaterThan(0);
    const got = client.frame(lane, frame);
    expect(worker().sent.at(-1)).toEqual({ id: id(), frame });
    worker().say({ what: "block", id: id(), block: new Float64Array([1, 2, 3]) });
    expect(await got).toEqual({ status: "block", block: new Float64Array([1, 2, 3]) });
  });

  test("the newest frame wins", async () => {
    const lane = await opened();
    const all = [1, 2, 3].map(() => client.frame(lane, frame));
    worker().say({ what: "block", id: id(), block: new Float64Array(3) });
    worker().say({ what: "block", id: id(), block: new Float64Array(3) });
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual(["block", "superseded", "block"]);
  });

  test("a frame never takes the place of a request, a request does that of a frame", async () => {
    const lane = await opened();
    const running = client.call(ask("running"));
    const dropped = client.frame(lane, frame);
    const request = client.call(ask("waits"));
    expect(await dropped).toEqual({ status: "superseded" });
    expect(await client.frame(lane, frame)).toEqual({ status: "superseded" });
    worker().answer();
    worker().answer();
    expect([(await running).status, (await request).status]).toEqual(["done", "done"]);
  });

  test("a lane ends with the next one, with its worker, and not with a refusal", async () => {
    const first = await opened();
    const refused = client.call(open);
    answer_with({ ok: false });
    await refused;
    expect(client.lane).toBe(first);
    const again = client.call(open);
    answer_with({ ok: true, layout });
    await again;
    expect(await client.frame(first, frame)).toEqual({ status: "no_lane" });
    const trapped = client.frame(client.lane, frame);
    worker().say({ what: "trap", id: id(), message: "unreachable" });
    expect(await trapped).toEqual({ status: "trapped", message: "unreachable" });
    expect(client.lane).toBe(0);
    expect(await client.frame(first, frame)).toEqual({ status: "no_lane" });
  });

  test("a frame that waits while another lane is opened finds its own gone", async () => {
    const lane = await opened();
    const call = client.call(open);
    const waiting = client.frame(lane, frame);
    answer_with({ ok: true, layout });
    await call;
    expect(await waiting).toEqual({ status: "no_lane" });
  });
});

// The card of a node asks in peace: what is shown all the time goes before its questions, and then they are asked again.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EngineClient } from "../../web/src/engine/client.ts";
import { Store } from "../../web/src/state/store.ts";
import { PlayedPort } from "./played_port.ts";
import { skip } from "./samples.ts";

const catalogue = { ok: true, kind: "catalogue", modes: [], ops: [], count: 1 };
const checked = { ok: true, kind: "graph", graph: skip, network: { inputs: [], nodes: [] } };
const computed = { ok: true, kind: "differentiate", nodes: [], runs: [], seeds: [], diagnostics: [] };

let workers: PlayedPort[];
const worker = (): PlayedPort => workers.at(-1) as PlayedPort;
const requests = () => worker().sent.map((sent) => JSON.parse("request" in sent ? sent.request : "{}"));

/** The worker answers what it was asked last. */
async function answer(response: object): Promise<void> {
  worker().say({ what: "answer", id: worker().sent.at(-1)?.id ?? 0, text: JSON.stringify(response) });
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
});
afterEach(() => void vi.useRealTimers());

/** A client whose next workers are ready at once. */
function client(): EngineClient {
  return new EngineClient(() => {
    const port = new PlayedPort();
    workers.push(port);
    queueMicrotask(() => port.say({ what: "ready" }));
    return port;
  });
}

test("the page goes first, and the card gets its numbers all the same", async () => {
  const store = new Store(client(), [{ id: "one", title: "One", question: "?", text: "L = 1" }]);
  void store.start();
  await vi.advanceTimersByTimeAsync(0);
  await answer(catalogue);
  await answer(checked);
  await answer(computed);
  store.graph.open_card({ id: "L", index: 0 });
  store.edit("L = ");
  await vi.advanceTimersByTimeAsync(400); // longer than the page waits for a card
  expect(workers).toHaveLength(2);
  expect(requests()).toMatchObject([{ kind: "graph" }]);
  await answer({ ok: false, diagnostics: [{ code: "E_SYNTAX", message: "no" }] });
  expect(store.state.graph.locals?.why ?? "").toBe("");
  await answer(computed); // the network in scalars, which waited longer
  expect(requests().at(-1)).toMatchObject({ include: ["local"] });
  await answer({ ...computed, nodes: [{ id: "L", local: [] }] });
  expect(store.state.graph.locals).toMatchObject({
    of: store.state.result,
    why: "",
    response: { nodes: [{ id: "L" }] },
  });
});

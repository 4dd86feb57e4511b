// Several networks on one engine, with an engine that the test plays: turns, lanes, and what becomes of the others when one ends it.
import { describe, expect, test } from "vitest";
import { Engines } from "../../web/src/embed/shared.ts";
import type { Port } from "../../web/src/engine/client.ts";
import type { FromWorker, ToWorker } from "../../web/src/engine/messages.ts";
import { PlayedPort } from "./played_port.ts";

function engines() {
  const made: PlayedPort[] = [];
  const all = new Engines(() => {
    const port = new PlayedPort();
    made.push(port);
    return port;
  });
  const heard: FromWorker[][] = [];
  const open = (): Port => {
    const port = all.port();
    const mine: FromWorker[] = [];
    heard.push(mine);
    port.onmessage = ({ data }) => void mine.push(data);
    return port;
  };
  return { made, heard, open };
}
const request = (id: number, layout = false): ToWorker => ({
  id,
  request: JSON.stringify(layout ? { layout: true } : {}),
});

describe("two networks", () => {
  test("have one engine, and take turns though their numbers are the same", () => {
    const { made, heard, open } = engines();
    const [a, b] = [open(), open()];
    a.postMessage(request(1));
    b.postMessage(request(1));
    expect(made).toHaveLength(1);
    expect(made[0]?.sent).toHaveLength(1);
    made[0]?.say({ what: "answer", id: 1, text: "for a" });
    expect(made[0]?.sent).toHaveLength(2);
    made[0]?.say({ what: "answer", id: 1, text: "for b" });
    expect(heard).toEqual([[{ what: "answer", id: 1, text: "for a" }], [{ what: "answer", id: 1, text: "for b" }]]);
  });
  test("a frame never runs on the layout of the other", () => {
    const { made, heard, open } = engines();
    const [a, b] = [open(), open()];
    a.postMessage(request(1, true));
    made[0]?.say({ what: "answer", id: 1, text: "{}" });
    b.postMessage(request(1, true));
    made[0]?.say({ what: "answer", id: 1, text: "{}" });
    const frame = { numbers: 1, leaves: [], parts: 1 };
    a.postMessage({ id: 2, frame });
    expect(heard[0]?.at(-1)).toEqual({ what: "block", id: 2, block: null });
    b.postMessage({ id: 2, frame });
    expect(made[0]?.sent).toHaveLength(3);
  });
  test("where one ends its computation, the other goes on in a new engine", () => {
    const { made, heard, open } = engines();
    const [a, b] = [open(), open()];
    a.postMessage(request(1));
    b.postMessage(request(2));
    a.terminate();
    expect([made.length, made[0]?.ended]).toEqual([2, true]);
    expect(made[1]?.sent).toEqual([request(2)]);
    made[1]?.say({ what: "answer", id: 2, text: "b" });
    expect(heard).toEqual([[], [{ what: "answer", id: 2, text: "b" }]]);
  });
  test("one that waits and ends leaves the other alone", () => {
    const { made, open } = engines();
    const [a, b] = [open(), open()];
    a.postMessage(request(1));
    b.postMessage(request(2));
    b.terminate();
    made[0]?.say({ what: "answer", id: 1, text: "a" });
    expect([made.length, made[0]?.sent.length, made[0]?.ended]).toEqual([1, 1, false]);
  });
});

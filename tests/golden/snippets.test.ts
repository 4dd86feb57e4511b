// Snippets as students write them: the gradient that NumPy gives, or an error that names what to write.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Real } from "../../web/src/engine/types.gen";
import { load } from "./cases";
import { differentiate, read } from "./engine/ask";
import { type Engine, start } from "./engine/transport";

const { good, bad } = load<{
  good: { text: string; gradient: [id: string, slopes: number[]][] }[];
  bad: { text: string; code: string; says: string }[];
}>("snippets.json");

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

test("there are sixty and more", () => expect(good.length + bad.length).toBeGreaterThanOrEqual(60));

describe("read", () => {
  test.each(good)("$text", async ({ text, gradient }) => {
    const { nodes } = await differentiate(engine, { network: { text } });
    for (const [id, slopes] of gradient) {
      const found: readonly Real[] = nodes.find((node) => node.id === id)?.adjoint ?? [];
      expect(found.length, id).toBe(slopes.length);
      for (const [at, slope] of slopes.entries())
        expect(Math.abs(Number(found[at]) - slope), `${id}[${at}]: ${found[at]} for ${slope}`).toBeLessThanOrEqual(
          1e-8 * Math.max(1, Math.abs(slope)),
        );
    }
  });
});

/** A network as the engine prints it, as text and as data. */
async function printed(network: object): Promise<{ text: string; network: object }> {
  const response = read(await engine.call(JSON.stringify({ v: 1, kind: "graph", network })));
  if (!response.ok || response.kind !== "graph") throw new Error(JSON.stringify(response.diagnostics));
  return { text: response.text, network: response.network };
}

describe("printed and read again, the network is the same", () => {
  test.each(good)("$text", async ({ text }) => {
    const first = await printed({ text });
    expect(await printed({ text: first.text })).toEqual(first);
    expect(await printed(first.network)).toEqual(first);
  });
});

describe("refused, with what to write", () => {
  test.each(bad)("$text", async ({ text, code, says }) => {
    const request = JSON.stringify({ v: 1, kind: "differentiate", network: { text } });
    const { ok, diagnostics } = read(await engine.call(request));
    expect(ok).toBe(false);
    const [first] = diagnostics;
    expect(first?.code).toBe(code);
    expect(`${first?.message} ${first?.hint}`).toContain(says);
  });
});

// Raw JSON texts: what is JSON is read, what is not is refused, and what the standard leaves open is done as documented.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { load } from "./cases";
import { differentiate, read } from "./engine/ask";
import { byLines, type Engine, start } from "./engine/transport";

interface Text {
  text: string;
  why: string;
}
const data = load<{
  accept: Text[];
  reject: Text[];
  defined: (Text & { code: string | null })[];
  bytes: { hex: string; why: string; code: string | null }[];
}>("json_texts.json");

let engine: Engine;
beforeAll(async () => {
  engine = await start();
});
afterAll(() => engine.close());

/** Codes of a text that was read, but is no request: the wrong type, or no version. */
const readable = ["E_TYPE", "E_KEY"];

async function code(request: string | Uint8Array): Promise<string> {
  const response = read(await engine.call(request));
  expect(response.ok).toBe(false);
  expect(response.diagnostics).toHaveLength(1);
  return response.diagnostics[0]?.code ?? "";
}

const sent = <T extends Text>(texts: T[]) => texts.filter(({ text }) => !byLines || !/\n/.test(text));

test("there are more than 250", () => {
  const { accept, reject, defined, bytes } = data;
  expect(accept.length + reject.length + defined.length + bytes.length).toBeGreaterThan(250);
});

describe("accepted", () => {
  test.each(sent(data.accept))("$why", async ({ text }) => expect(readable).toContain(await code(text)));
});
describe("refused", () => {
  test.each(sent(data.reject))("$why", async ({ text }) => expect(await code(text)).toBe("E_JSON"));
});
describe("as documented", () => {
  test.each(sent(data.defined))("$why: $code", async ({ text, code: wanted }) => {
    const got = await code(text);
    if (wanted === null) expect(readable).toContain(got);
    else expect(got).toBe(wanted);
  });
  test.each(data.bytes)("bytes: $why: $code", async ({ hex, code: wanted }) => {
    const got = await code(Buffer.from(hex, "hex"));
    if (wanted === null) expect(readable).toContain(got);
    else expect(got).toBe(wanted);
  });
});

describe("numbers arrive as JavaScript reads them", () => {
  const numbers = data.accept.filter(({ text, why }) => why.startsWith("the number") && text.startsWith("["));
  test.each(numbers)("$why", async ({ text }) => {
    const network = `{"inputs":[{"id":"x","value":${text},"diff":true}],"nodes":[{"id":"y","op":"neg","in":["x"]}]}`;
    const request = `{"v":1,"kind":"differentiate","include":["value"],"network":${network}}`;
    const response = read(await engine.call(request));
    if (!response.ok || response.kind !== "differentiate") throw new Error("refused");
    const [x, y] = response.nodes.map((node) => node.value?.[0]);
    const [wanted] = JSON.parse(text) as [number];
    expect(Object.is(Number(x), wanted)).toBe(true);
    expect(Object.is(Number(y), -wanted)).toBe(true);
  });

  test("there are more than 30", () => expect(numbers.length).toBeGreaterThan(30));
});

test("the engine answers a good request after all of them", async () => {
  const response = await differentiate(engine, { network: { text: "param x = 3\ny = x * x" } });
  expect(response.nodes.at(-1)?.value).toEqual([9]);
});

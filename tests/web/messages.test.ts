// What a page around an embed may say: each case of hostile_embeds.json that is a message, and any message at all.
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { heard } from "../../web/src/embed/messages.ts";
import { ParentChannel } from "../../web/src/embed/parent_channel.ts";
import { encode } from "../../web/src/link/codec.ts";
import cases from "../links/hostile_embeds.json";

const link = encode({ src: "L = 1" }) ?? "";
const good = { bw: 1, id: 1, cmd: "set", args: { link } };

/** A frame with a parent that keeps what it was told. */
function frame(only: string | null = null) {
  const told: [unknown, string][] = [];
  const executed: string[] = [];
  const parent = { postMessage: (message: unknown, origin: string) => void told.push([message, origin]) };
  const execute = ({ cmd }: { cmd: string }) => {
    executed.push(cmd);
    return {};
  };
  const channel = new ParentChannel({ parent, only, execute });
  const hear = (data: unknown, origin = "https://course.example", source: unknown = parent): void =>
    channel.hear({ data, origin, source });
  return { told, executed, channel, hear };
}
const settled = () => new Promise((done) => setTimeout(done, 5));
const answers = (told: [unknown, string][]) =>
  told.map(([message]) => message).filter((one) => typeof one === "object" && one !== null && "ok" in one);

/** Cases that are decided by what is in a message and who sent it. */
const kHere: Record<string, () => Promise<void>> = {
  "embed-foreign-origin": async () => {
    const { hear, told, executed } = frame("https://course.example");
    hear(good, "https://evil.example");
    await settled();
    expect([told, executed]).toEqual([[], []]);
  },
  "embed-null-origin": async () => {
    const { hear, told, executed } = frame();
    hear(good, "null");
    await settled();
    expect([told, executed]).toEqual([[], []]);
    const listed = frame("null");
    listed.hear(good, "null");
    await settled();
    expect(listed.executed).toEqual(["set"]);
  },
  "embed-self": async () => {
    const { hear, told, executed } = frame();
    hear(good, "https://course.example", {});
    await settled();
    expect([told, executed]).toEqual([[], []]);
  },
  "embed-origin-prefix": async () => {
    const { hear, executed } = frame("https://course.example");
    hear(good, "https://course.example.evil.com");
    await settled();
    expect(executed).toEqual([]);
  },
  "embed-type-unknown": async () => {
    const { hear, told } = frame();
    hear({ bw: 1, id: "a", cmd: "zap" });
    expect(told).toEqual([
      [{ bw: 1, id: "a", ok: false, error: { code: "M_TYPE", message: expect.any(String) } }, "https://course.example"],
    ]);
  },
  "embed-version": async () => {
    expect(heard({ bw: 99, id: 1, cmd: "set" })).toMatchObject({ what: "refused", code: "M_VERSION" });
  },
  "embed-getters": async () => {
    const long: unknown[] = [];
    long[1e9] = 1;
    const circle: Record<string, unknown> = {};
    circle.o = circle;
    const started = performance.now();
    for (const odd of [new Map(), new Date(), 10n, new ArrayBuffer(8), circle, long, Symbol("x"), () => 1])
      for (const data of [
        { ...good, args: odd },
        { ...good, args: { src: odd } },
        { ...good, args: { src: "", z: odd } },
        { ...good, id: odd },
      ])
        expect(heard(data).what).toBe("refused");
    expect(performance.now() - started).toBeLessThan(1000);
    expect(
      heard({
        get bw() {
          throw new Error("no");
        },
      }).what,
    ).toBe("refused");
  },
  "embed-transfer": async () => {
    const { port1 } = new MessageChannel();
    expect(heard(port1).what).toBe("nothing");
    port1.close();
  },
  "embed-flood": async () => {
    const { hear, executed, told } = frame();
    for (let at = 0; at < 10_000; at++) hear({ ...good, id: at });
    await settled();
    expect(executed).toEqual(["set"]);
    expect(answers(told)).toHaveLength(10_000);
    expect(answers(told).at(-1)).toEqual({ bw: 1, id: 9999, ok: true, data: {} });
  },
  "embed-reply-leak": async () => {
    const { hear, channel, told } = frame();
    channel.tell("change", { token: "secret" });
    channel.resize(400);
    expect(JSON.stringify(told)).not.toContain("secret");
    hear(good);
    await settled();
    channel.tell("change", { token: "secret" });
    expect(told.filter(([message]) => JSON.stringify(message).includes("secret")).map(([, origin]) => origin)).toEqual([
      "https://course.example",
    ]);
    hear(good, "https://other.example"); // a second origin is not answered
    await settled();
    expect(told.some(([, origin]) => origin === "https://other.example")).toBe(false);
  },
  "embed-height-absurd": async () => {
    const { channel, told } = frame();
    channel.resize(1e9);
    expect(told[0]).toEqual([{ bw: 1, event: "resize", data: { height: 10_000 } }, "*"]);
  },
};
/** Those of the frame as a whole: in Chromium, tests/e2e/embed.spec.ts. */
const elsewhere = ["embed-clickjack", "embed-no-wasm", "embed-wasm-404", "embed-two-frames", "embed-print-export"];

describe("the list", () => {
  test("no case is forgotten", () => {
    expect([...Object.keys(kHere), ...elsewhere].sort()).toEqual(cases.map(({ id }) => id).sort());
  });
  test.each(cases.filter(({ id }) => id in kHere))("$id: $intent", async ({ id }) => {
    await kHere[id]?.();
  });
});

test("any message at all is nothing, a command or a refusal, and never an exception", () => {
  const message = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true, withTypedArray: true }),
    fc.record(
      {
        bw: fc.constantFrom(1, 2, "1"),
        id: fc.anything(),
        cmd: fc.constantFrom("set", "get", "step", "zap", 3),
        args: fc.anything(),
      },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(message, (data) => {
      expect(["nothing", "command", "refused"]).toContain(heard(data).what);
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ["set", { src: "L = 1", at: 2 }, { cmd: "set", link: { src: "L = 1", at: 2 } }],
  ["set", { link }, { cmd: "set", link: { src: "L = 1" } }],
  ["step", { by: -1 }, { cmd: "step", by: -1 }],
  ["step", { to: 3 }, { cmd: "step", to: 3 }],
  ["highlight", { id: "W", index: 2 }, { cmd: "highlight", id: "W", index: 2 }],
  ["theme", { theme: "dark" }, { cmd: "theme", theme: "dark" }],
  ["get", undefined, { cmd: "get" }],
])("%s %j is a command", (cmd, args, command) => {
  expect(heard({ bw: 1, id: 7, cmd, args })).toEqual({ what: "command", id: 7, command });
});

test("an answer and an event of our own are no commands, so that two frames cannot play ping-pong", () => {
  for (const data of [
    { bw: 1, id: 1, ok: true },
    { bw: 1, event: "resize" },
  ])
    expect(heard(data)).toEqual({ what: "nothing" });
  vi.useRealTimers();
});

test("an error that came before the parent was known is told when it is, unless numbers came since", () => {
  const error = { code: "P_LOAD", message: "no" };
  const { hear, channel, told } = frame();
  channel.tell("error", error);
  expect(told).toEqual([]);
  hear(good);
  expect(told).toEqual([[{ bw: 1, event: "error", data: error }, "https://course.example"]]);
  const mended = frame();
  mended.channel.tell("error", error);
  mended.channel.tell("result", {});
  mended.hear(good);
  expect(mended.told).toEqual([]);
});

// The engine in the page: it starts once, answers at once, and is not asked again after a trap; what a large text is asked for.
import { expect, test, vi } from "vitest";
import { InPageEngine } from "../../web/src/engine/in_page.ts";
import type { CatalogueResponse, DifferentiateRequest } from "../../web/src/engine/types.gen.ts";
import { differentiate_request, live_request } from "../../web/src/state/ask.ts";
import { graph_of } from "./samples.ts";

const { begin } = vi.hoisted(() => ({ begin: vi.fn() }));
vi.mock("../../web/src/engine/load.ts", () => ({ begin }));

const request: DifferentiateRequest = { v: 1, kind: "differentiate", network: { text: "" } };
const frame = { numbers: 1, leaves: [], parts: 7 };

test("without a module it is never ready; with one it starts once", async () => {
  const in_page = new InPageEngine();
  expect(in_page.is_ready).toBe(false);
  expect(in_page.call(request)).toBe(null);
  begin.mockResolvedValueOnce({ call: () => '{"ok":true}', frame: () => new Float64Array([1]) });
  in_page.take({} as WebAssembly.Module);
  expect([in_page.is_ready, in_page.is_ready]).toEqual([false, false]);
  await vi.waitFor(() => expect(in_page.is_ready).toBe(true));
  expect(begin).toHaveBeenCalledTimes(1);
  expect(in_page.call(request)).toEqual({ ok: true });
  expect(in_page.frame(frame)).toEqual(new Float64Array([1]));
});

test("a trap ends it for good, and nothing is thrown", async () => {
  const in_page = new InPageEngine();
  const call = vi.fn(() => {
    throw new Error("unreachable");
  });
  begin.mockResolvedValueOnce({ call, frame: call });
  in_page.take({} as WebAssembly.Module);
  expect(in_page.is_ready).toBe(false);
  await vi.waitFor(() => expect(in_page.is_ready).toBe(true));
  expect(in_page.call(request)).toBe(null);
  expect(in_page.frame(frame)).toBe(null);
  expect(in_page.is_ready).toBe(false);
  in_page.take({} as WebAssembly.Module);
  begin.mockClear();
  expect(in_page.is_ready).toBe(false);
  expect(begin).not.toHaveBeenCalled();
  expect(call).toHaveBeenCalledTimes(1);
});

test("above 300 nodes the check is asked for only on demand, and a drag follows that", () => {
  const chain = (count: number) =>
    graph_of(
      Array.from({ length: count }, (_, at) => ({ id: `a${at}`, ...(at > 0 ? { inputs: [`a${at - 1}`] } : {}) })),
      [`a${count - 1}`],
      ["a0"],
    );
  const catalogue = { modes: [] } as unknown as CatalogueResponse;
  const include = (count: number, checked = false) =>
    differentiate_request("t", chain(count), catalogue, null, null, [], checked).include;
  expect(include(300)).toContain("gradient_forward");
  expect(include(301)).not.toContain("gradient_forward");
  expect(include(301, true)).toContain("gradient_forward");
  expect(live_request({ ...request, include: include(301, true) ?? [] }, [], 301).include).not.toContain(
    "gradient_forward",
  );
});

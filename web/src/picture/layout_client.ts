// Places found by dagre in a worker, so that the page goes on; columns stand in if it fails or takes too long.
import type { Link } from "./fold.ts";
import { type Layout, place_plainly } from "./layout.ts";
import type { LayoutAnswer, LayoutTask } from "./layout_worker.ts";
import type { Plot } from "./measure.ts";

/** The part of a Worker that this needs. */
export interface LayoutPort {
  postMessage(task: LayoutTask): void;
  terminate(): void;
  onmessage: ((event: { data: LayoutAnswer }) => void) | null;
  onerror: (() => void) | null;
}

const kPatienceMs = 4000;

function spawn(): LayoutPort {
  return new Worker(new URL("./layout_worker.ts", import.meta.url), { type: "module" }) as unknown as LayoutPort;
}

/** Never rejects; calls `lost` where the worker could not be loaded. */
export async function request_layout(
  plots: readonly Plot[],
  links: readonly Link[],
  lost: () => void,
  make: () => LayoutPort = spawn,
  patience_ms = kPatienceMs,
): Promise<Layout> {
  const port = make();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const answer = await new Promise<LayoutAnswer>((settle) => {
    timer = setTimeout(() => settle({ why: "it took too long" }), patience_ms);
    port.onmessage = ({ data }) => settle(data);
    port.onerror = () => {
      lost();
      settle({ why: "the worker failed" });
    };
    port.postMessage({ plots: plots.map(({ id, left, right, up, down }) => ({ id, left, right, up, down })), links });
  });
  clearTimeout(timer);
  port.terminate();
  return "layout" in answer ? answer.layout : place_plainly(plots, links);
}

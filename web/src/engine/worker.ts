// The worker: loads the engine once and answers one message after another; says when the engine trapped.
import { type Engine, engine_url, type Frame, load } from "./load.ts";

export type ToWorker = { id: number; request: string } | { id: number; frame: Frame };
export type FromWorker =
  | { what: "ready" }
  | { what: "failed"; message: string }
  | { what: "answer"; id: number; text: string }
  | { what: "block"; id: number; block: Float64Array<ArrayBuffer> | null }
  | { what: "trap"; id: number; message: string };

const scope = self as unknown as {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: { data: ToWorker }) => void) | null;
};

async function start(): Promise<Engine> {
  const reply = await fetch(engine_url);
  if (!reply.ok) throw new Error(`engine.wasm was answered with ${reply.status}`);
  return load(await reply.arrayBuffer());
}

function words(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

const engine = start();
engine.then(
  () => scope.postMessage({ what: "ready" }),
  (cause) => scope.postMessage({ what: "failed", message: words(cause) }),
);

scope.onmessage = async ({ data }) => {
  const loaded = await engine.catch(() => null);
  if (!loaded) return; // already reported as failed
  try {
    if ("request" in data) {
      scope.postMessage({ what: "answer", id: data.id, text: loaded.call(data.request) });
      return;
    }
    const block = loaded.frame(data.frame);
    scope.postMessage({ what: "block", id: data.id, block }, block ? [block.buffer] : []);
  } catch (cause) {
    scope.postMessage({ what: "trap", id: data.id, message: words(cause) });
  }
};

// The worker, of the page and of embeds: begins the engine that the page compiled and answers one message after another; says when the engine trapped.
import { begin, type Engine, type Frame } from "./load.ts";
import { answer, words } from "./serve.ts";

export type ToWorker = { id: number; request: string } | { id: number; frame: Frame };
/** The first message: the engine, or why there is none. */
export type Beginning = { module: WebAssembly.Module } | { failure: string };
export type FromWorker =
  | { what: "ready" }
  | { what: "failed"; message: string }
  | { what: "answer"; id: number; text: string }
  | { what: "block"; id: number; block: Float64Array<ArrayBuffer> | null }
  | { what: "trap"; id: number; message: string }
  /** Of the opening: what has no answer yet, and all that follows, is for a worker. */
  | { what: "over" };

const scope = self as unknown as {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: { data: ToWorker | Beginning }) => void) | null;
};

let have: (engine: Promise<Engine | null>) => void;
/** What is asked before the engine is there waits for it. */
const engine = new Promise<Engine | null>((resolve) => {
  have = resolve;
});

async function start(message: Beginning): Promise<Engine | null> {
  try {
    if ("failure" in message) throw new Error(message.failure);
    const loaded = await begin(message.module);
    scope.postMessage({ what: "ready" });
    return loaded;
  } catch (cause) {
    scope.postMessage({ what: "failed", message: words(cause) });
    return null;
  }
}

scope.onmessage = async ({ data }) => {
  if (!("id" in data)) {
    have(start(data));
    return;
  }
  const loaded = await engine;
  if (!loaded) return; // already reported as failed
  answer(loaded, data, (message, transfer = []) => scope.postMessage(message, transfer));
};

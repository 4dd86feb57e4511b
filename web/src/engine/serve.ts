// What an engine does with messages, wherever it runs: answers one after another, and says when it trapped.
import type { Engine } from "./load.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

export function words(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Answers one message. After a trap the engine is not to be used again. */
export function answer(
  engine: Engine,
  data: ToWorker,
  post: (message: FromWorker, transfer?: Transferable[]) => void,
): void {
  try {
    if ("request" in data) {
      post({ what: "answer", id: data.id, text: engine.call(data.request) });
      return;
    }
    const block = engine.frame(data.frame);
    post({ what: "block", id: data.id, block }, block ? [block.buffer] : []);
  } catch (cause) {
    post({ what: "trap", id: data.id, message: words(cause) });
  }
}

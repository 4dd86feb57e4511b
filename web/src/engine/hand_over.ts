// Gives a worker the engine that its page compiled, or says why there is none: the first message that the worker gets.

import type { Beginning } from "./messages.ts";
import { words } from "./serve.ts";

export function hand_over(module: Promise<WebAssembly.Module>, worker: Pick<Worker, "postMessage">): void {
  const begin = (beginning: Beginning): void => worker.postMessage(beginning);
  module.then(
    (compiled) => begin({ module: compiled }),
    (cause: unknown) => begin({ failure: words(cause) }),
  );
}

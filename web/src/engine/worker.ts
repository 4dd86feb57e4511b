// The worker, of the page and of embeds: begins the engine that the page compiled and answers one message after another; says when the engine trapped.
import type { Beginning, FromWorker, ToWorker } from "./messages.ts";
import { RenewedEngine } from "./renewed.ts";
import { words } from "./serve.ts";

const scope = self as unknown as {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: { data: ToWorker | Beginning }) => void) | null;
};

let have: (engine: Promise<RenewedEngine | null>) => void;
/** What is asked before the engine is there waits for it. */
const engine = new Promise<RenewedEngine | null>((resolve) => {
  have = resolve;
});

async function start(message: Beginning): Promise<RenewedEngine | null> {
  try {
    if ("failure" in message) throw new Error(message.failure);
    const loaded = await RenewedEngine.begin(message.module);
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
  await loaded.answer(data, (message, transfer = []) => scope.postMessage(message, transfer));
};

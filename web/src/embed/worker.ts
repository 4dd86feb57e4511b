// The engine in a classic worker made of a blob: the bytes of engine.wasm come as its first message, as it may fetch nothing.
import { begin, type Engine } from "../engine/load.ts";
import { answer, words } from "../engine/serve.ts";
import type { FromWorker, ToWorker } from "../engine/worker.ts";

const scope = self as unknown as {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: { data: { bytes: ArrayBuffer } | ToWorker }) => void) | null;
};
let engine: Promise<Engine> | null = null;

async function start(bytes: ArrayBuffer): Promise<Engine> {
  const module = await WebAssembly.compile(bytes);
  const made = await begin(module);
  scope.postMessage({ what: "ready", module });
  return made;
}

scope.onmessage = async ({ data }) => {
  if ("bytes" in data) {
    engine = start(data.bytes);
    engine.catch((cause: unknown) => scope.postMessage({ what: "failed", message: words(cause) }));
    return;
  }
  const loaded = await engine?.catch(() => null);
  if (loaded) answer(loaded, data, (message, transfer = []) => scope.postMessage(message, transfer));
};

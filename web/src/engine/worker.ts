// The worker: loads the engine once and answers one message after another; says when the engine trapped.
import { begin, type Engine, type Frame } from "./load.ts";
import { answer, words } from "./serve.ts";
import { engine_url } from "./where.ts";

export type ToWorker = { id: number; request: string } | { id: number; frame: Frame };
export type FromWorker =
  | { what: "ready"; module?: WebAssembly.Module }
  | { what: "failed"; message: string }
  | { what: "answer"; id: number; text: string }
  | { what: "block"; id: number; block: Float64Array<ArrayBuffer> | null }
  | { what: "trap"; id: number; message: string };

const scope = self as unknown as {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: { data: ToWorker }) => void) | null;
};

async function start(): Promise<{ engine: Engine; module: WebAssembly.Module }> {
  const reply = await fetch(engine_url);
  if (!reply.ok) throw new Error(`engine.wasm was answered with ${reply.status}`);
  const module = await WebAssembly.compile(await reply.arrayBuffer());
  return { engine: await begin(module), module };
}

const started = start();
started.then(
  ({ module }) => scope.postMessage({ what: "ready", module }),
  (cause) => scope.postMessage({ what: "failed", message: words(cause) }),
);

scope.onmessage = async ({ data }) => {
  const loaded = (await started.catch(() => null))?.engine;
  if (!loaded) return; // already reported as failed
  answer(loaded, data, (message, transfer = []) => scope.postMessage(message, transfer));
};

// The engine of the page where it is drawn at build: in the same process, and all of its answers from there.
import { EngineClient, type Port } from "../../src/engine/client.ts";
import type { Engine } from "../../src/engine/load.ts";
import type { FromWorker, ToWorker } from "../../src/engine/messages.ts";
import { answer } from "../../src/engine/serve.ts";

let engine: Engine | null = null;

/** Before anything is asked. */
export function use(made: Engine): void {
  engine = made;
}

class Here implements Port {
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  onerror = null;

  postMessage(message: ToWorker): void {
    if (engine) answer(engine, message, (data) => setTimeout(() => this.onmessage?.({ data })));
  }

  terminate(): void {
    this.onmessage = null;
  }
}

/** In the place of `engine/connect.ts`. */
export function connect_engine(): EngineClient {
  return new EngineClient(() => new Here());
}

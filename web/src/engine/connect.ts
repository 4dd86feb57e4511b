// The engine of the page: begun early, while everything else loads; gives the first answers here and all others in a worker.
// Embeds have another file in its place.
import { EngineClient, type Port } from "./client.ts";
import * as early from "./early.ts";
import { hand_over } from "./hand_over.ts";
import { compile } from "./where.ts";

let first: Port | null = early.first_answers;

/** A client of the real engine. */
export function connect_engine(): EngineClient {
  let module: Promise<WebAssembly.Module> | null = early.module;
  const client = new EngineClient(() => {
    const port = first;
    first = null;
    return port ?? in_worker();
  });
  const in_worker = (): Port => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    hand_over(compiled(), worker);
    return worker as unknown as Port;
  };
  const compiled = (): Promise<WebAssembly.Module> => {
    module ??= compile();
    module.then(
      (whole) => client.in_page.take(whole),
      () => {
        module = null; // the next worker tries again
      },
    );
    return module;
  };
  void compiled();
  return client;
}

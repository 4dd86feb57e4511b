// The engine of the page: compiled here, once, while everything else loads, and run in a worker; embeds have another file in its place.
import { EngineClient, type Port } from "./client.ts";
import { compile } from "./where.ts";
import type { Beginning } from "./worker.ts";

/** A client of the real worker. */
export function connect_engine(): EngineClient {
  let module: Promise<WebAssembly.Module> | null = compile();
  module.catch(() => undefined); // whoever spawns hears of it
  const spawn = (): Port => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const begin = (beginning: Beginning): void => worker.postMessage(beginning);
    module ??= compile();
    module.then(
      (compiled) => begin({ module: compiled }),
      (cause) => {
        module = null; // the next worker tries again
        begin({ failure: String(cause?.message ?? cause) });
      },
    );
    return worker as unknown as Port;
  };
  return new EngineClient(spawn);
}

// The engine of the page: compiled here, once, while everything else loads; gives the first answers here and all others in a
// worker. Embeds have another file in its place.
import { EngineClient, type Port } from "./client.ts";
import { hand_over } from "./hand_over.ts";
import { Opening } from "./opening.ts";
import { compile } from "./where.ts";

/** A client of the real engine. */
export function connect_engine(): EngineClient {
  let module: Promise<WebAssembly.Module> | null = null;
  let opened = false;
  const client = new EngineClient(() => {
    if (!opened) {
      opened = true;
      return new Opening(compiled());
    }
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    hand_over(compiled(), worker);
    return worker as unknown as Port;
  });
  const compiled = (): Promise<WebAssembly.Module> => {
    if (module) return module;
    const made = compile();
    made.then(
      (whole) => client.near.take(whole),
      () => {
        module = null; // the next worker tries again
      },
    );
    module = made;
    return made;
  };
  void compiled();
  return client;
}

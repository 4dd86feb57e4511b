// A client of the engine in its worker, which fetches engine.wasm; embeds have another one in its place.
import { EngineClient, type Port } from "./client.ts";

export function connect_engine(): EngineClient {
  return new EngineClient(
    () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }) as unknown as Port,
  );
}

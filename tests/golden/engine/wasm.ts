// The engine as a module: build/wasm/engine.wasm in this process, by the page's own loader.
import { readFileSync } from "node:fs";
import { load } from "../../../web/src/engine/load.ts";
import { engine_url } from "../../../web/src/engine/where.ts";
import { callWasm, instantiate } from "./module.ts";
import type { Engine } from "./transport.ts";

/** Text goes through the page's loader. Bytes that need not be text, which the page cannot send, go by the C interface. */
export async function startWasm(): Promise<Engine> {
  const page = await load(readFileSync(engine_url));
  const bare = await instantiate();
  return {
    call: async (request) => (typeof request === "string" ? page.call(request) : callWasm(bare, request)),
    close: async () => {},
    live_bytes: async () => bare.memory.buffer.byteLength,
    functions: Object.keys(bare)
      .filter((name) => name.startsWith("bw_"))
      .sort(),
  };
}

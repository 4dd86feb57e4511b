// build/wasm/engine.wasm by its bare C interface, as any other host may use it.
import { readFileSync } from "node:fs";

const file = new URL("../../../build/wasm/engine.wasm", import.meta.url);

export interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  bw_alloc(bytes: number): number;
  bw_free(at: number): void;
  bw_call(at: number, length: number): number;
  bw_result(): number;
  bw_block(): number;
  bw_run(parts: number): number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The module, compiled once a process. */
export function compile(): Promise<WebAssembly.Module> {
  compiled ??= WebAssembly.compile(readFileSync(file));
  return compiled;
}

/** A new instance, set up. */
export async function instantiate(): Promise<Exports> {
  const noStdio = () => 52; // ENOSYS: the engine neither reads nor prints
  const imports = {
    env: { emscripten_notify_memory_growth() {} },
    wasi_snapshot_preview1: {
      clock_time_get(_clock: number, _precision: bigint, at: number) {
        new DataView(exports.memory.buffer).setBigUint64(at, BigInt(Math.round(performance.now() * 1e6)), true);
        return 0;
      },
      proc_exit(code: number) {
        throw new Error(`the engine ended with ${code}`);
      },
      fd_write: noStdio,
      fd_seek: noStdio,
      fd_close: noStdio,
      fd_read: noStdio,
    },
  };
  const instance = await WebAssembly.instantiate(await compile(), imports);
  const exports = instance.exports as unknown as Exports;
  exports._initialize();
  return exports;
}

/** One call; memory.buffer is read afresh after it, as growth replaces it. */
export function callWasm(engine: Exports, request: string | Uint8Array): string {
  const bytes = Buffer.from(request);
  const at = engine.bw_alloc(bytes.length) >>> 0;
  new Uint8Array(engine.memory.buffer).set(bytes, at);
  const length = engine.bw_call(at, bytes.length) >>> 0;
  engine.bw_free(at);
  return Buffer.from(engine.memory.buffer, engine.bw_result() >>> 0, length).toString();
}

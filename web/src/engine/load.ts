// Loads engine.wasm and gives its call and its fast lane; the same file runs in the page, in a worker and in Node.

export interface Engine {
  /** Answers one request, JSON in and JSON out. When it throws, the engine has trapped: load another one. */
  call(request: string): string;
  /** Runs one frame and gives a copy of the block; null where no answered request asked for a layout. May throw as call does. */
  frame(frame: Frame): Float64Array<ArrayBuffer> | null;
  /** The linear memory that it has taken, in bytes; it never gets less. */
  bytes(): number;
}

/** What a frame computes; sums of these. */
export const kValues = 1;
export const kTangents = 2;
export const kAdjoints = 4;

/** New numbers for leaves, and what to compute of them, on the network of the last request with `layout: true`. */
export interface Frame {
  /** `layout.numbers` of that answer. */
  numbers: number;
  /** `at`: an entry of `layout.value`. A leaf that is not named keeps what it has. */
  leaves: { at: number; value: ArrayLike<number> }[];
  /** kValues | kTangents | kAdjoints, or some of them. */
  parts: number;
}

interface Exports {
  memory: WebAssembly.Memory;
  _initialize?: () => void;
  bw_alloc: (length: number) => number;
  bw_free: (at: number) => void;
  bw_call: (at: number, length: number) => number;
  bw_result: () => number;
  bw_block: () => number;
  bw_run: (parts: number) => number;
}

const kNotSupported = 52; // WASI: no such system call

/** Makes an engine of the bytes of engine.wasm, however they were got and whatever type they were served as. */
export async function load(bytes: BufferSource): Promise<Engine> {
  return begin(await WebAssembly.compile(bytes));
}

/** Makes an engine of what was compiled before. */
export async function begin(module: WebAssembly.Module): Promise<Engine> {
  let memory: WebAssembly.Memory | undefined;
  const known: Record<string, WebAssembly.ImportValue> = {
    emscripten_notify_memory_growth: () => undefined,
    clock_time_get: (_clock: number, _precision: bigint, at: number) => {
      if (memory) new DataView(memory.buffer).setBigUint64(at, BigInt(Math.round(performance.now() * 1e6)), true);
      return 0;
    },
    proc_exit: (code: number) => {
      throw new Error(`the engine ended with code ${code}`);
    },
  };
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = known[name] ?? (() => kNotSupported);
  }
  const engine = (await WebAssembly.instantiate(module, imports)).exports as unknown as Exports;
  memory = engine.memory;
  engine._initialize?.();
  return {
    call(request) {
      const text = new TextEncoder().encode(request);
      const at = engine.bw_alloc(text.length) >>> 0;
      if (at === 0) throw new Error("the engine has no memory left");
      new Uint8Array(engine.memory.buffer).set(text, at);
      const length = engine.bw_call(at, text.length) >>> 0;
      engine.bw_free(at);
      const reply = new Uint8Array(engine.memory.buffer, engine.bw_result() >>> 0, length);
      return new TextDecoder().decode(reply);
    },
    frame({ numbers, leaves, parts }) {
      const at = engine.bw_block() >>> 0;
      if (at === 0) return null;
      const block = new Float64Array(engine.memory.buffer, at, numbers);
      for (const leaf of leaves) block.set(leaf.value, leaf.at);
      return engine.bw_run(parts) === 1 ? block.slice() : null;
    },
    bytes: () => engine.memory.buffer.byteLength,
  };
}

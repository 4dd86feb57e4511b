// The engine under test, whichever way it is reached: BW_TRANSPORT is wasm, or the build of the program: native (the default), asan or coverage.

/** One function over the border: request bytes in, response text out. */
export interface Engine {
  call(request: string | Uint8Array): Promise<string>;
  /** Ends it; rejects where it ended badly, as a sanitizer that found a leak makes it. */
  close(): Promise<void>;
  /** Memory that it holds now, in bytes, or null where that means nothing. */
  live_bytes: (() => Promise<number>) | null;
  /** What it offers: functions of the module (tests/wasm knows all its exports), the command of the program. */
  functions: string[];
}

export const transport = process.env.BW_TRANSPORT ?? "native";

/** The presets whose build folder holds the program. */
const programs = ["native", "asan", "coverage"];

/** True where requests are lines: an empty request, or one with a line break in it, cannot be sent. */
export const byLines = transport !== "wasm";

/** A fresh engine. */
export async function start(): Promise<Engine> {
  if (transport === "wasm") return (await import("./wasm.ts")).startWasm();
  if (programs.includes(transport)) return (await import("./program.ts")).startProgram(transport);
  throw new Error(`BW_TRANSPORT is ${transport}: wasm, ${programs.join(", ")}`);
}

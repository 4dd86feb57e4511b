// Builds build/wasm/engine.wasm with the wasm preset.
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, run, say, stop } from "./machine.mjs";

/** Where the engine for the page lies; the page imports it from there. */
export const wasmFile = join(root, "build", "wasm", "engine.wasm");

/** Configures and builds one preset; true when it worked. */
export function buildPreset(preset, options) {
  return run("cmake", ["--preset", preset], options) && run("cmake", ["--build", "--preset", preset], options);
}

/** Builds engine.wasm; ends the process where that fails. */
export function buildWasm() {
  say("engine: building engine.wasm (the first time about a minute)");
  const quiet = { stdio: ["ignore", "ignore", "inherit"] };
  if (!buildPreset("wasm", quiet) || !existsSync(wasmFile)) {
    stop("engine.wasm could not be built: run `cmake --build --preset wasm` to see why.");
  }
  say(`engine: build/wasm/engine.wasm, ${Math.round(statSync(wasmFile).size / 1024)} kB`);
}

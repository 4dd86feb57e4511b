// Why there is no engine: the code of it, for the page around, and the words, for the reader.
import { lacking } from "../engine/support.ts";
import { kBrowsers } from "../view/floor.ts";

export interface Unstarted {
  code: "P_NO_WASM" | "P_OLD_WASM" | "P_LOAD";
  /** Whole sentences. */
  why: string;
}

/** `failure`: what the browser said, which ends a sentence. */
export function unstarted(failure: string): Unstarted {
  switch (lacking()) {
    case "P_NO_WASM":
      return {
        code: "P_NO_WASM",
        why: `The numbers need WebAssembly, which this browser does not have, or has switched off. Bothways works in ${kBrowsers}.`,
      };
    case "P_OLD_WASM":
      return {
        code: "P_OLD_WASM",
        why: `The numbers need WebAssembly with vectors (SIMD) and exceptions, and that of this browser lacks them. Bothways works in ${kBrowsers}.`,
      };
    default:
      return {
        code: "P_LOAD",
        why: `The computation runs in your browser, in a file called engine.wasm, and that file could not be started: ${failure}.`,
      };
  }
}

// What the engine needs of a browser: WebAssembly, with vectors and with exceptions.

/** The least modules that have one of each, those of wasm-feature-detect: a function that gives a vector, and one that tries. */
const kVectors = "0061736d010000000105016000017b030201000a0a0108004100fd0ffd620b";
const kExceptions = "0061736d01000000010401600000030201000a080106000640190b0b";

function reads(module: string): boolean {
  return WebAssembly.validate(Uint8Array.from(module.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)));
}

/** What this browser lacks, as the code of the failure; empty where it has everything. */
export function lacking(): "" | "P_NO_WASM" | "P_OLD_WASM" {
  if (typeof WebAssembly === "undefined") return "P_NO_WASM";
  return reads(kVectors) && reads(kExceptions) ? "" : "P_OLD_WASM";
}

// Where the engine lies: beside the page in a build, in build/wasm/ while developing; in an embed it is inside the script.

export const engine_url = new URL("../../../build/wasm/engine.wasm", import.meta.url);

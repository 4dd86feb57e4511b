// Where the engine lies: beside the page in a build, in build/wasm/ while developing; in an embed it is inside the script.

export const engine_url = new URL("../../../build/wasm/engine.wasm", import.meta.url);

/** Fetches and compiles the engine, while it comes in where its type allows that. */
export async function compile(): Promise<WebAssembly.Module> {
  const reply = await fetch(engine_url);
  if (!reply.ok) throw new Error(`engine.wasm was answered with ${reply.status}`);
  if (reply.headers.get("content-type") === "application/wasm") return WebAssembly.compileStreaming(reply);
  return WebAssembly.compile(await reply.arrayBuffer());
}

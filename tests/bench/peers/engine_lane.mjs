// The engine in WebAssembly through its fast lane: leaf values into a block of doubles, a sweep, results in the same block.
import { request } from "../request.mjs";

export const digits = 64;

export async function open({ load, bytes }) {
  const engine = await load(await bytes("engine.wasm"));
  if (!engine.run) throw new Error("this engine.wasm has no fast lane");
  return { prepare: (w) => prepare(engine, w) };
}

function prepare(engine, w) {
  const reply = JSON.parse(engine.call(JSON.stringify(request(w, w.sets[0], { layout: true }))));
  if (!reply.ok) throw new Error(JSON.stringify(reply.diagnostics[0]));
  throw new Error("the fast lane has not been met yet");
}

// The engine in WebAssembly through its JSON contract: one request a gradient, the leaf values in "at".
import { request } from "../request.mjs";

export const digits = 64;

export async function open({ load, bytes }, file = "engine.wasm") {
  const engine = await load(await bytes(file));
  return { prepare: (w) => prepare(engine, w) };
}

function prepare(engine, w) {
  if (w.text.length > 4 << 20) return null;
  let reply = "";
  return {
    run(x) {
      reply = engine.call(JSON.stringify(request(w, x)));
    },
    gradient: () => gradientOf(reply),
  };
}

/** The gradient in a response, in the order of the params. */
function gradientOf(text) {
  const reply = JSON.parse(text);
  if (!reply.ok) throw new Error(JSON.stringify(reply.diagnostics[0]));
  return Float64Array.from(reply.runs[0].gradient.flatMap((g) => g.value));
}

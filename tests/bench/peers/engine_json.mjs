// The engine in WebAssembly through its JSON contract, asked what the page asks first for a network: every number of the nodes both ways,
// contributions, costs, statements, all schedules predicted, the rest in parts.
import { differentiate_request, shown_request } from "../../../web/src/state/ask.ts";
import { request } from "../request.mjs";

export const digits = 64;

export async function open({ load, bytes }, file = "engine.wasm") {
  const engine = await load(await bytes(file));
  const ask = (body) => {
    const reply = JSON.parse(engine.call(JSON.stringify(body)));
    if (!reply.ok) throw new Error(JSON.stringify(reply.diagnostics[0]));
    return reply;
  };
  const catalogue = ask({ v: 1, kind: "catalogue" });
  return { prepare: (w) => prepare(ask, catalogue, w) };
}

function prepare(ask, catalogue, w) {
  if (w.tape.outputs.length > 1 || w.tape.n > 20_000) return null; // the page takes the Jacobian of the one, and folds the other
  const { graph } = ask({ v: 1, kind: "graph", network: { text: w.text } });
  const [weight, output] = [graph.wrt, graph.outputs].map(([id]) => ({ id, index: 0 }));
  const asked = shown_request(differentiate_request(w.text, graph, catalogue, weight, output));
  let reply = null;
  return {
    run(x) {
      reply = ask({ ...asked, at: Object.entries(request(w, x).at).map(([id, value]) => ({ id, value })) });
    },
    gradient() {
      const found = new Map(reply.nodes.map((node) => [node.id, node.adjoint]));
      return Float64Array.from(w.params.flatMap(({ id }) => found.get(id)));
    },
  };
}

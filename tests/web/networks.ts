// Networks for the tests of the picture: the presets, and random ones that are the same at every run, as the engine answers them.
import { readdirSync, readFileSync } from "node:fs";
import { load } from "../../web/src/engine/load.ts";
import type {
  CatalogueResponse,
  DifferentiateResponse,
  GraphResponse,
  Request,
} from "../../web/src/engine/types.gen.ts";
import type { Level, Unfolding } from "../../web/src/picture/fold.ts";
import { next_level, statement_of } from "../../web/src/picture/fold.ts";
import type { Picture } from "../../web/src/picture/pieces.ts";
import { differentiate_request, pick_output, pick_weight } from "../../web/src/state/ask.ts";

const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));

function ask<R>(request: Request): R {
  const answer = JSON.parse(engine.call(JSON.stringify(request))) as R & { ok: boolean; diagnostics: unknown };
  if (!answer.ok) throw new Error(`${JSON.stringify(answer.diagnostics)}\n${JSON.stringify(request)}`);
  return answer;
}

export const catalogue = ask<CatalogueResponse>({ v: 1, kind: "catalogue" });

const examples = new URL("../../web/examples/", import.meta.url);

/** The texts of all presets, by name. */
export const presets: [string, string][] = readdirSync(examples).map((name) => [
  name.replace(/\.net$/, ""),
  readFileSync(new URL(name, examples), "utf8"),
]);

/** The numbers and the graph that the page draws of a text, and the graph of its scalars. */
export function picture_of(text: string): Picture {
  const { graph } = ask<GraphResponse>({ v: 1, kind: "graph", network: { text } });
  const [weight, output] = [pick_weight(graph, null), pick_output(graph, null)];
  const request = { ...differentiate_request(text, graph, catalogue, weight, output), modes: [] };
  const { nodes, groups = [], stated } = ask<DifferentiateResponse>(request);
  const include = ["value", "tangent", "adjoint", "local", "contributions", "graph"] as const;
  const inner = ask<DifferentiateResponse>({ ...request, want: "gradient", expand: true, include: [...include] });
  const scalars = inner.graph ? { graph: inner.graph, nodes: inner.nodes } : null;
  return { graph, nodes, ops: catalogue.ops, weight, output, groups, stated, scalars };
}

/** The picture with every statement taken apart as far as a level says, where it can be. */
export function unfolded({ graph, scalars }: Picture, level: Level | "folded"): Unfolding {
  const groups = new Set(graph.nodes.map(({ group, id }) => group || id));
  const levels: Record<string, Level> = {};
  for (const group of groups) {
    let next = next_level(statement_of(graph, group), undefined);
    while (next && next !== "folded" && next !== level) next = next_level(statement_of(graph, group), next);
    if (next === level && next !== "folded") levels[group] = next;
  }
  return { levels, scalars: scalars?.graph ?? null };
}

/** Whole numbers below a bound, the same for the same seed (splitmix32). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x9e3779b9) | 0;
    const once = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97);
    return ((twice ^ (twice >>> 15)) >>> 0) % below;
  };
}

/** Declarations, and what declares another leaf of such a shape and says its name. */
function leaves_of(roll: (below: number) => number) {
  const lines: string[] = [];
  const number = (): string => ((roll(399) - 199) / 100).toFixed(2);
  const row = (length: number): string => `[${Array.from({ length }, number).join(", ")}]`;
  const leaf = (rows = 0, columns = 0): string => {
    const diff = lines.length === 0 || roll(3) > 0;
    const id = `${diff ? "w" : "x"}${lines.length}`;
    const value = columns > 0 ? `[${Array.from({ length: rows }, () => row(columns)).join(", ")}]` : row(rows);
    lines.push(`${diff ? "param" : "input"} ${id} = ${rows > 0 ? value : number()}`);
    return id;
  };
  return { lines, leaf };
}

/** A network of up to ten statements over scalars, vectors and matrices: leaves of one use and of several, skips, fan-out. */
export function random_text(seed: number): string {
  const roll = dice(seed);
  const declared = leaves_of(roll);
  const lines: string[] = [];
  const scalars = [declared.leaf()];
  const vectors: { id: string; rows: number }[] = [];
  const any = <T>(list: readonly T[]): T | undefined => list[Math.max(0, list.length - 1 - roll(5))];
  const scalar = (): string => {
    const known = roll(3) > 0 ? any(scalars) : undefined;
    if (known) return known;
    const id = declared.leaf();
    if (roll(3) === 0) scalars.push(id); // to be used again
    return id;
  };
  const vector = (): { id: string; rows: number } => {
    const rows = 1 + roll(5);
    return any(vectors) ?? { id: declared.leaf(rows), rows };
  };
  for (let left = 1 + roll(9); left > 0; left--) {
    const id = `${roll(6) === 0 ? "a_longer_name_" : "n"}${left}`;
    const f = ["tanh", "sigmoid", "sin", "exp"][roll(4)];
    if (roll(3) === 0) {
      const [from, rows] = [vector(), 1 + roll(5)];
      const bias = roll(2) === 0 ? ` + ${declared.leaf(rows)}` : "";
      lines.push(`${id} = ${f}(${declared.leaf(rows, from.rows)} @ ${from.id}${bias})`);
      vectors.push({ id, rows });
    } else {
      const terms = Array.from({ length: 1 + roll(4) }, () => (roll(2) === 0 ? `${scalar()}*${scalar()}` : scalar()));
      if (vectors.length > 0 && roll(3) === 0) terms.push(`sum(${vector().id})`);
      lines.push(`${id} = ${f}(${terms.join(" + ")})`);
      scalars.push(id);
    }
  }
  const ends = [...scalars.slice(-1 - roll(3)), ...vectors.slice(-1).map(({ id }) => `sum(${id})`)];
  lines.push(`L = tanh(${ends.join(" + ")})`, "loss L");
  return `${declared.lines.join("\n")}\n\n${lines.join("\n")}\n`;
}

// Worked figures: networks of the guide, what the engine counts of them, and the derivation that is written beside each count,
// which is added up and held against it.
import type { Engine } from "../../src/engine/load.ts";
import type {
  CatalogueResponse,
  Cost,
  DifferentiateResponse,
  Graph,
  GraphResponse,
  Run,
} from "../../src/engine/types.gen.ts";
import { differentiate_request, pick_output, pick_weight } from "../../src/state/ask.ts";
import { bytes, flops, flops_of, functions_of, kClasses, whole } from "../../src/view/format.ts";
import { kGlyph } from "../../src/view/labels.ts";
import { value_cost } from "../../src/view/reading.ts";
import { lane_id } from "../../src/view/schedule.ts";
import { asker, sure } from "./ask.ts";
import { escaped } from "./head.ts";
import { table } from "./table.ts";

export interface Worked {
  text: string;
  graph: Graph;
  response: DifferentiateResponse;
}

export function worked_of(engine: Engine, text: string): Worked {
  const ask = asker(engine);
  const catalogue = sure(ask<CatalogueResponse>({ v: 1, kind: "catalogue" }));
  const { graph } = sure(ask<GraphResponse>({ v: 1, kind: "graph", network: { text } }));
  const [weight, output] = [pick_weight(graph, null), pick_output(graph, null)];
  const response = sure(ask<DifferentiateResponse>(differentiate_request(text, graph, catalogue, weight, output)));
  return { text, graph, response };
}

const kParts = [...kClasses, "fn"];

/** What a derivation adds up to, class by class: "3 mul, one a weight; 2 add" is three and two. */
export function added_up(words: string): number[] {
  const found = [...words.matchAll(/(\d+) (\w+)/g)];
  return kParts.map((name) => found.reduce((sum, [, count, word]) => sum + (word === name ? Number(count) : 0), 0));
}

/** A count of the engine with its derivation. Throws where they are not the same. */
function derived(what: string, cost: Cost, words: string): string {
  const hand = added_up(words);
  if (hand.join() !== cost.slice(0, kParts.length).join())
    throw new Error(`${what}: the guide derives ${hand.join()} (${kParts.join()}), the engine counts ${cost.join()}`);
  return `<b>${escaped(flops(cost))}</b>${words ? `<br><span class="quiet">${escaped(words)}</span>` : ""}`;
}

const columns = (line: string): string[] => line.split("|").map((cell) => cell.trim());
const lines_of = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");

/** A row a node: `node | value | tangent | adjoint`, each in words that add up to what the engine counts. */
export function steps_table(name: string, { graph, response }: Worked, text: string): string {
  const costs = new Map(response.nodes.map(({ id, cost }) => [id, cost]));
  const labels = new Map(graph.nodes.map(({ id, label }) => [id, label]));
  const told = lines_of(text).map(columns);
  const missing = graph.nodes.filter(({ id, inputs }) => inputs.length > 0 && !told.some(([one]) => one === id));
  if (missing.length > 0)
    throw new Error(`${name}: the guide derives nothing of ${missing.map(({ id }) => id).join()}`);
  const rows = told.map(([id = "", ...words]) => {
    const cost = costs.get(id);
    if (!cost) throw new Error(`${name}: there is no node ${id}`);
    const cells = [cost.value, cost.tangent, cost.adjoint].map((one, at) =>
      derived(`${name}, ${id}`, one ?? [0, 0, 0, 0, 0, 0], words[at] ?? ""),
    );
    return [`<code>${escaped(labels.get(id) ?? id)}</code>`, ...cells];
  });
  const heads = [
    "statement",
    "its value",
    `<span class="along">${kGlyph.along} one tangent</span>`,
    `<span class="against">${kGlyph.against} one adjoint</span>`,
  ];
  return table("Counts, statement by statement", heads, rows, [], "words");
}

/** A row a schedule: `id | words`. */
export function schedules_table(name: string, worked: Worked, text: string): string {
  const rows = lines_of(text)
    .map(columns)
    .map(([id = "", words = ""]) => {
      const run = run_of(name, worked, id);
      const { inner_peak_bytes, peak_bytes } = run.memory;
      return [
        `${kGlyph[run.direction]} ${escaped(run.title)}`,
        ...[whole(run.sweeps), whole(flops_of(run.cost.total)), whole(functions_of(run.cost.total))],
        ...[bytes(inner_peak_bytes), bytes(peak_bytes), escaped(filled(words, (key) => figure(name, worked, key)))],
      ];
    });
  const classes = lines_of(text).map((line) => run_of(name, worked, columns(line)[0] ?? "").direction);
  return table(
    "Counts of whole schedules",
    ["schedule", "sweeps", "flops", "fn", "working peak", "whole peak", "how it comes about"],
    rows,
    classes,
    "why",
  );
}

function run_of(name: string, { response }: Worked, id: string): Run {
  const run = response.runs.find((one) => lane_id(one) === id);
  if (!run) throw new Error(`${name}: there is no schedule ${id} among ${response.runs.map(lane_id).join()}`);
  return run;
}

/** `{{key}}` in a text as what `say` says of it. */
export function filled(text: string, say: (key: string) => string): string {
  return text.replace(/\{\{([^{}]+)\}\}/g, (_, key: string) => say(key.trim()));
}

const kFigures: Readonly<Record<string, (run: Run) => string>> = {
  flops: ({ cost }) => whole(flops_of(cost.total)),
  fn: ({ cost }) => whole(functions_of(cost.total)),
  derivative: ({ cost }) => whole(flops_of(cost.derivative)),
  sweeps: ({ sweeps }) => whole(sweeps),
  inner: ({ memory }) => bytes(memory.inner_peak_bytes),
  peak: ({ memory }) => bytes(memory.peak_bytes),
  saved: ({ memory }) => bytes(memory.saved_bytes),
  inputs: ({ memory }) => bytes(memory.inputs_bytes),
};

/** A figure by its name: `values flops`, `reverse.1 inner`. */
export function figure(name: string, worked: Worked, key: string): string {
  const [id = "", what = ""] = key.split(" ");
  const values = value_cost(worked.response.nodes);
  if (id === "values") return whole(what === "fn" ? functions_of(values) : flops_of(values));
  const say = kFigures[what];
  if (!say) throw new Error(`${name}: there is no figure ${what}`);
  return say(run_of(name, worked, id));
}

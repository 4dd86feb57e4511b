// What the pages of the networks show, asked of the engine at build.
import type { Engine } from "../../src/engine/load.ts";
import type {
  CatalogueResponse,
  DifferentiateResponse,
  EstimateRequest,
  EstimateResponse,
  Graph,
  GraphResponse,
  Request,
} from "../../src/engine/types.gen.ts";
import { ask_published } from "../../src/published/ask.ts";
import { type Row, rows } from "../../src/published/figures.ts";
import { differentiate_request, pick_output, pick_weight } from "../../src/state/ask.ts";
import { done, response_of } from "../../src/state/outcome.ts";
import type { Asks } from "../../src/state/slice.ts";
import type { Place } from "../../src/view/labels.ts";
import { standard } from "../../src/view/schedule.ts";
import type { Entry } from "./entries.ts";

export interface Found {
  catalogue: CatalogueResponse;
  graph: Graph;
  weight: Place | null;
  output: Place | null;
  /** Null where there are too many numbers: then there is an estimate. */
  response: DifferentiateResponse | null;
  estimate: EstimateResponse | null;
  /** The printed figures of a published example. */
  printed: readonly Row[];
}

/** The engine's answer, good or not. */
export function asker(engine: Engine) {
  return <R extends { ok: true }>(request: Request): R | { ok: false; diagnostics: { message: string }[] } =>
    JSON.parse(engine.call(JSON.stringify(request)));
}

/** The same, where only a good answer is of use. */
export function sure<R extends { ok: true }>(answer: R | { ok: false; diagnostics: { message: string }[] }): R {
  if (!answer.ok) throw new Error(answer.diagnostics.map(({ message }) => message).join("; "));
  return answer;
}

async function printed_rows(engine: Engine, { example, text }: Entry): Promise<readonly Row[]> {
  if (!example) return [];
  const asks = {
    call: async (request: Request) => done(asker(engine)(request) as never),
  } as unknown as Asks;
  const outcome = await ask_published(asks, "site", { id: example.id, text, at: [] });
  const found = response_of(outcome);
  if (!found) throw new Error(`${example.id}: its printed figures could not be computed`);
  return rows(example, found);
}

/** What prediction and training take of a network that has too many numbers: one example, in doubles. */
const estimate_of = (text: string, { modes }: CatalogueResponse): EstimateRequest => ({
  v: 1,
  kind: "estimate",
  network: { text },
  modes: standard(modes, "gradient"),
  include: ["statements", "nodes"],
});

/** Everything about one network. */
export async function find(engine: Engine, entry: Entry): Promise<Found> {
  const ask = asker(engine);
  const { text } = entry;
  const catalogue = sure(ask<CatalogueResponse>({ v: 1, kind: "catalogue" }));
  const whole = ask<GraphResponse>({ v: 1, kind: "graph", network: { text } });
  const { graph } = whole.ok
    ? whole
    : sure(ask<GraphResponse>({ v: 1, kind: "graph", network: { text }, values: false }));
  const [weight, output] = [pick_weight(graph, null), pick_output(graph, null)];
  const request = differentiate_request(text, graph, catalogue, weight, output);
  const answer = whole.ok ? ask<DifferentiateResponse>(request) : null;
  const response = answer?.ok ? answer : null;
  const estimate = response ? null : sure(ask<EstimateResponse>(estimate_of(text, catalogue)));
  const printed = await printed_rows(engine, entry);
  return { catalogue, graph, weight, output, response, estimate, printed };
}

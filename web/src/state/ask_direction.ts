// One derivative along a tangent, and one back with a cotangent: the vectors, made where they are random, and what comes of them.
import type { Channel, Outcome } from "../engine/client.ts";
import type { DifferentiateResponse, GraphResponse, NamedValue } from "../engine/types.gen.ts";
import { by_id } from "../view/by_id.ts";
import type { Place } from "../view/labels.ts";
import type { Vector } from "./directions.ts";
import { done, response_of } from "./outcome.ts";
import { values_in_force } from "./panel_answer.ts";
import type { Result } from "./result.ts";
import type { Asks } from "./slice.ts";
import { count_of, type Member, numbers_of } from "./vectors.ts";

export const kChannel = "directions";

export interface DirectionQuestion {
  result: Result;
  tangent: Vector;
  cotangent: Vector;
}

export interface DirectionAnswer {
  ok: true;
  /** What was gone forward along, and back with. */
  tangent: NamedValue[];
  cotangent: NamedValue[];
  response: DifferentiateResponse;
}

/** The nodes of some ids with their shapes. */
export function members_of({ graph }: Pick<Result, "graph">, ids: readonly string[]): Member[] {
  return ids.map((id) => ({ id, shape: by_id(graph.nodes).get(id)?.shape ?? [] }));
}

/** The question in one text, by which a panel knows whether it is new. */
export function key_of({ result, tangent, cotangent }: DirectionQuestion): unknown {
  const { text, at, weight, output, request } = result;
  return [text, at, weight, output, request.count, tangent, cotangent];
}

type Made = Outcome<{ ok: true; value: NamedValue[] }>;

/** The numbers of a vector; random ones are the engine's own: the same for a seed wherever it runs. */
async function made(
  engine: Asks,
  channel: Channel,
  vector: Vector,
  members: readonly Member[],
  chosen: Place | null,
): Promise<Made> {
  const all = (random: readonly number[]): Made =>
    done({ ok: true, value: numbers_of(vector, members, chosen, random) });
  if (vector.kind !== "random") return all([]);
  const text = `param v = randn(${count_of(members)}, seed=${vector.seed})\nL = sum(v)\n`;
  const outcome = await engine.call({ v: 1, kind: "graph", network: { text } }, channel);
  const response: GraphResponse | null = response_of(outcome);
  if (!response) return outcome as Outcome<never>;
  const value = response.network.inputs[0]?.value;
  return all((Array.isArray(value) ? value : [value]).map(Number));
}

/** `channel`: who asks has one of its own. */
export async function ask_direction(
  engine: Asks,
  question: DirectionQuestion,
  channel: Channel = kChannel,
): Promise<Outcome<DirectionAnswer>> {
  const { result, tangent, cotangent } = question;
  const { graph, weight, output, text, request } = result;
  const there = await made(engine, channel, tangent, members_of(result, graph.wrt), weight);
  const along = response_of(there);
  if (!along) return there as Outcome<never>;
  const back = await made(engine, channel, cotangent, members_of(result, graph.outputs), output);
  const against = response_of(back);
  if (!against) return back as Outcome<never>;
  const outcome = await engine.call(
    {
      ...{ v: 1, kind: "differentiate", network: { text }, modes: [], include: ["value", "tangent", "adjoint"] },
      ...values_in_force(result),
      ...(request.count ? { count: request.count } : {}),
      ...{ tangent: along.value, seeds: against.value },
    },
    channel,
  );
  const response = response_of(outcome);
  if (!response) return outcome as Outcome<never>;
  return done({ ok: true, tangent: along.value, cotangent: against.value, response });
}

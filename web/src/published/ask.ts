// All that the figures of a published example need of the engine, asked one after another; what ends one request ends all.
import type { Outcome } from "../engine/client.ts";
import type { DifferentiateRequest, DifferentiateResponse, NamedValue } from "../engine/types.gen.ts";
import { done, response_of } from "../state/outcome.ts";
import type { Asks } from "../state/slice.ts";
import { real } from "../view/format.ts";
import { type Entry, kPublished } from "./examples.ts";

/** The text to ask about, and the values that replace those in it. */
export interface Asked {
  text: string;
  at: readonly NamedValue[];
}

function request({ text, at }: Asked, of: string | undefined, along: string | undefined): DifferentiateRequest {
  return {
    v: 1,
    kind: "differentiate",
    network: { text },
    ...(at.length > 0 ? { at: [...at] } : {}),
    ...(of ? { seeds: [{ id: of, value: [1] }] } : {}),
    ...(along ? { tangent: [{ id: along, value: [1] }] } : {}),
    modes: [],
    include: ["value", "tangent", "adjoint", "graph"],
  };
}

/** What to ask for the figures of an example, whatever weight and output the reader has chosen. */
export function requests({ figures }: Entry, asked: Asked): DifferentiateRequest[] {
  const of = Object.keys(figures.adjoints ?? {});
  const along = Object.keys(figures.tangents ?? {});
  return Array.from({ length: Math.max(of.length, along.length, 1) }, (_, at) => request(asked, of[at], along[at]));
}

/** What to ask for the figures after the step, once the gradient is there; null where there are none. */
export function step_request(
  { step }: Entry,
  asked: Asked,
  answers: readonly DifferentiateResponse[],
): DifferentiateRequest | null {
  const before = answers.find(({ seeds }) => seeds.some(({ id }) => id === step?.of));
  if (!step || !before) return null;
  const moved = step.leaves.flatMap((id): NamedValue[] => {
    const node = before.nodes.find((one) => one.id === id);
    const { value, adjoint } = { value: node?.value ?? [], adjoint: node?.adjoint ?? [] };
    return [{ id, value: value.map((one, at) => real(one) - step.rate * real(adjoint[at] ?? Number.NaN)) }];
  });
  const others = asked.at.filter(({ id }) => !step.leaves.includes(id));
  return request({ text: asked.text, at: [...others, ...moved] }, step.of, undefined);
}

/** The engine's answers to the requests of an example. */
export interface Answers {
  answers: readonly DifferentiateResponse[];
  /** After the step, where there is one. */
  stepped: DifferentiateResponse | null;
}

/** An example by its id, and the network and values to compare with it. */
export interface Question extends Asked {
  id: string;
}

/** What the engine has answered to a question. */
export interface Found extends Answers {
  ok: true;
  question: Question;
}

export async function ask_published(engine: Asks, channel: string, question: Question): Promise<Outcome<Found>> {
  const entry = kPublished.find(({ id }) => id === question.id);
  if (!entry) return { status: "failed", message: "there is no such example" };
  const answers: DifferentiateResponse[] = [];
  const left = requests(entry, question);
  const of_network = left.length;
  for (let request = left.shift(); request; request = left.shift()) {
    const outcome = await engine.call(request, channel);
    const response = response_of(outcome);
    if (!response) return outcome as Outcome<never>;
    answers.push(response);
    const step = answers.length === of_network ? step_request(entry, question, answers) : null;
    if (step) left.push(step);
  }
  return done({
    ok: true,
    question,
    answers: answers.slice(0, of_network),
    stepped: answers[of_network] ?? null,
  });
}

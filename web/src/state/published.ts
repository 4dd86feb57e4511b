// All that the figures of a published example need of the engine, asked one after another; what ends one request ends all.
import type { Outcome } from "../engine/client.ts";
import type { DifferentiateRequest, DifferentiateResponse } from "../engine/types.gen.ts";
import { type Answers, type Asked, kPublished, requests, step_request } from "../view/published.ts";
import type { Asks } from "./slice.ts";

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
  const ended = async (request: DifferentiateRequest): Promise<Outcome<Found> | null> => {
    const outcome = await engine.call(request, channel);
    if (outcome.status !== "done") return outcome;
    if (!outcome.response.ok) return { status: "done", response: outcome.response };
    answers.push(outcome.response);
    return null;
  };
  for (const request of requests(entry, question)) {
    const end = await ended(request);
    if (end) return end;
  }
  const found = [...answers];
  const step = step_request(entry, question, found);
  const end = step ? await ended(step) : null;
  if (end) return end;
  return {
    status: "done",
    response: { ok: true, question, answers: found, stepped: answers[found.length] ?? null },
  };
}

// The last step of a lane → its formula with the numbers put in: the sum of products along the arrows, or each product against them.
import type { NullableReals, Real, Step, Term } from "../engine/types.gen.ts";
import { number, real } from "../view/format.ts";
import { derivative } from "../view/labels.ts";
import { type Beat, beat_at, type Pass, pass_at, type RaceLane } from "./lane.ts";

/** What the formula calls the weight of a pass, the output, and a node. */
export interface Names {
  by: string;
  of: string;
  shown(id: string): string;
}

function bracket(value: Real): string {
  return real(value) < 0 ? `(${number(value)})` : number(value);
}

/** One number by one number; null where there are more. */
function single(term: Term): { local: Real; upstream: Real; product: Real; sum: Real } | null {
  const [local, upstream, product] = [term.local, term.upstream, term.product];
  if (local?.length !== 1 || upstream?.length !== 1 || product?.length !== 1) return null;
  const [l, u, p] = [local[0], upstream[0], product[0]];
  if (l === undefined || u === undefined || p === undefined) return null;
  return { local: l, upstream: u, product: p, sum: term.sum_after?.[0] ?? p };
}

function tangent_words(step: Step, { by, shown }: Names, carries: number): string {
  const name = derivative(shown(step.node), by);
  const parts = step.terms.map(single);
  const last = parts.at(-1);
  if (!last) return carries > 1 ? `${shown(step.node)} and ${carries} derivatives of it` : name;
  if (parts.some((part) => part === null)) return name;
  const sum = parts.map((part) => (part ? `${number(part.local)} × ${bracket(part.upstream)}` : ""));
  return `${name} = ${sum.join(" + ")} = ${number(last.sum)}`;
}

/** `sums`: the numbers that the adjoints have so far, by node; they are brought up to date. */
function adjoint_words(step: Step, { of, shown }: Names, sums: Map<string, NullableReals>): string {
  if (step.seed) return `${derivative(of, of)} = 1`;
  const each = step.terms.map((term) => {
    const part = single(term);
    const name = derivative(of, shown(term.to));
    const before = sums.get(term.to)?.[0];
    sums.set(term.to, term.sum_after);
    if (!part) return name;
    const times = `× ${bracket(part.upstream)}`;
    return before === undefined
      ? `${name} = ${number(part.local)} ${times} = ${number(part.product)}`
      : `${name} = ${number(before)} + ${bracket(part.local)} ${times} = ${number(part.sum)}`;
  });
  return each.join(", ");
}

/** What was added up before a beat of its pass, by node. */
function sums_before({ beats }: Pass, last: Beat): Map<string, NullableReals> {
  const sums = new Map<string, NullableReals>();
  for (const beat of beats ?? []) {
    if (beat === last) break;
    for (const { sweep, terms } of beat.steps)
      if (sweep === "adjoint") for (const { to, sum_after } of terms) sums.set(to, sum_after);
  }
  return sums;
}

/** What the lane has just computed, in one line; empty before it begins. */
export function formula(lane: RaceLane, work: number, names: Names): string {
  const pass = pass_at(lane, work);
  const beat = beat_at(pass, work);
  const step = beat?.steps.at(-1);
  if (!beat || !step || beat.end > work) return "";
  if (step.sweep === "value") return `value of ${names.shown(step.node)}${step.again ? ", made again" : ""}`;
  if (step.sweep === "tangent") return tangent_words(step, names, beat.carries);
  return adjoint_words(step, names, sums_before(pass, beat));
}

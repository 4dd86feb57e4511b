// What is in memory behind a step of a lane, and for whom it is kept.
import type { Step } from "../engine/types.gen.ts";
import { taken } from "./lane_words.ts";
import type { Lane } from "./lanes.ts";
import { type Context, name_of_buffer, prime_of } from "./steps.ts";

export interface LiveBuffer {
  name: string;
  bytes: number;
  /** Who reads it later, or why it stays. */
  why: string;
  /** A derivative that is the question or the answer: not working memory. */
  apart: boolean;
}

type Buffer = Step["allocates"][number];

/** The steps that still read a buffer, in order. */
function readers(kept: Buffer, later: readonly Step[]): Step[] {
  const reads = (step: Step): boolean =>
    step.reads.some(({ node, what }) => node === kept.node && what === kept.what) ||
    (kept.what === "adjoint" && step.terms.some(({ to }) => to === kept.node));
  return later.filter(reads);
}

function why(kept: Buffer, later: readonly Step[], context: Context): string {
  const users = readers(kept, later);
  const back = users.filter((step) => step.sweep === "adjoint");
  const unique = (steps: readonly Step[]): string => [...new Set(steps.map(({ node }) => node))].join(", ");
  if (kept.what !== "value" && kept.what !== "saved") {
    if (users.length > 0) return `for ${unique(users)}`;
    return context.wrt.includes(kept.node) || context.outputs.includes(kept.node)
      ? "part of the answer"
      : "not read again";
  }
  const first = users.filter((step) => step.sweep !== "adjoint");
  const parts = first.length > 0 ? [`for ${unique(first)}`] : [];
  const because = back.map((step) => {
    const prime = prime_of(context.nodes.get(step.node), context.ops);
    if (kept.what === "saved") return `${prime} at ${step.node} needs it`;
    return `${prime} at ${step.node} needs its ${step.node === kept.node ? "output" : "input"}`;
  });
  if (because.length > 0) parts.push(`for ◂ because ${because.join(" and ")}`);
  if (parts.length > 0) return parts.join("; ");
  return context.outputs.includes(kept.node) ? "it is an output" : "not read again";
}

/** Everything alive when the lane has taken its steps up to a position, in order of allocation. */
export function live_buffers(lane: Lane, at: number, context: Context): LiveBuffer[] {
  let kept: Buffer[] = [];
  const before = taken(lane, at);
  for (const { allocates, frees } of before) {
    const freed = ({ node, what }: Buffer): boolean => frees.some((one) => one.node === node && one.what === what);
    kept = [...kept, ...allocates].filter((one) => !freed(one));
  }
  const later = taken(lane, lane.frames.length).slice(before.length);
  return kept.map((one) => ({
    name: name_of_buffer(one.node, one.what, context),
    bytes: one.bytes,
    why: why(one, later, context),
    apart: (one.what === "tangent" || one.what === "adjoint") && is_given(one.node, context),
  }));
}

function is_given(id: string, { nodes, wrt }: Context): boolean {
  return wrt.includes(id) || (nodes.get(id)?.inputs.length ?? 0) === 0;
}

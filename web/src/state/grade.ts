// What a reader's number is: right, or which typical mistake gives it, found by comparing with what the engines gave.
import type { Outcome } from "../engine/client.ts";
import type { Contribution, Real } from "../engine/types.gen.ts";
import { counted, real, rounded } from "../view/format.ts";
import type { Asked } from "./hidden.ts";
import { truth_of } from "./mask.ts";
import type { MaskedEngine } from "./masked_engine.ts";
import { ask_number, reading_of } from "./numbers.ts";
import { done, is_interrupted, response_of } from "./outcome.ts";

const kWithin = 0.01; // relative: what is near a number
const kHair = 1e-9; // of half a unit: a decimal is no double
const kSoon = "The number is on its way: try again in a moment.";
const kUnknown = "Not yet. No typical mistake gives this number.";
const kFewest = 2; // digits that a rounded number must have

export interface Grade {
  ok: true;
  right: boolean;
  said: string;
}

/** What was typed: a number, and half a unit of its last place. */
interface Typed {
  value: number;
  rounding: number;
}

/** How far an answer may be away: half a unit of the last of so many digits of the number, counted from its first that is not 0. */
export function allowed(truth: number, digits: number): number {
  const size = Math.abs(truth);
  return size === 0 || !Number.isFinite(size)
    ? 0
    : 0.5 * 10 ** (Number(size.toExponential().split("e")[1]) - digits + 1);
}

/**
 * Whether an answer is right: at most half a unit of the last digit asked for away from the number. So the number rounded to
 * these digits is right, and so is all that rounds nearer; of 0 and of what is not finite only that itself is.
 */
export function is_right(answer: number, truth: number, digits: number): boolean {
  return Object.is(answer, truth) || Math.abs(answer - truth) <= allowed(truth, digits) * (1 + kHair);
}

function is_close(text: Typed, x: number): boolean {
  const away = Math.abs(text.value - x);
  return text.value === x || away <= kWithin * Math.abs(x) || away <= Math.min(text.rounding, 0.05 * Math.abs(x));
}

function single(values: readonly Real[] | null): number | null {
  return values?.length === 1 && values[0] !== undefined ? real(values[0]) : null;
}

/** Mistakes in the sum over the uses of a node, from the numbers of each use. */
function of_uses(given: Typed, truth: number, uses: readonly Contribution[]): string {
  const products = uses.map(({ product }) => single(product));
  const at = products.findIndex((product) => product !== null && is_close(given, product));
  if (uses.length > 1 && at >= 0)
    return `That is what comes back by ${uses[at]?.consumer} alone: it is one of ${uses.length} uses, and all are added.`;
  const left_out = products.findIndex((product) => product !== null && is_close(given, truth - product));
  if (uses.length > 2 && left_out >= 0) return `The use by ${uses[left_out]?.consumer} is missing from the sum.`;
  for (const { consumer, local, upstream } of uses) {
    const [factor, back] = [single(local), single(upstream)];
    if (back !== null && factor !== 1 && is_close(given, back))
      return `That is what reaches ${consumer}: the factor of the step through ${consumer}, its local derivative, is missing.`;
    if (factor !== null && back !== 1 && is_close(given, factor))
      return `That is the local derivative of ${consumer} alone: what reaches ${consumer} from the end is the other factor.`;
  }
  return "";
}

/** The mistake of a broken engine that makes it on this network; an empty text where none does. */
async function of_engines(
  masked: MaskedEngine,
  given: Typed,
  { id, index }: Asked,
  channel: string,
): Promise<string | Outcome<never>> {
  if (!masked.unmasked) return "";
  const { network, at, seeds } = masked.unmasked.request;
  const request = { v: 1, kind: "broken", network, ...(at ? { at } : {}), ...(seeds ? { seeds } : {}) } as const;
  const outcome = await masked.engine.call(request, channel);
  if (is_interrupted(outcome)) return outcome;
  const found = response_of(outcome)?.engines.find((engine) => {
    const got = engine.gradient?.find((block) => block.id === id)?.value[index];
    return engine.right === false && got !== undefined && is_close(given, real(got));
  });
  return found ? `That is what an engine gives that goes wrong like this: “${found.title}”. ${found.why}` : "";
}

export type Grading = typeof grade;

/** Grades what was typed for a hidden number, of which so many digits are asked. All is asked in one channel. */
export async function grade(
  masked: MaskedEngine,
  cell: Asked,
  text: string,
  channel: string,
  asked: number,
): Promise<Outcome<Grade>> {
  const wrong = (said: string): Outcome<Grade> => done({ ok: true, right: false, said });
  const read = await ask_number(masked.engine, text, channel);
  if (is_interrupted(read)) return read;
  const reading = reading_of(read);
  if ("refused" in reading) return wrong(`That is no number. ${reading.refused}`);
  const { value, digits, last_place } = reading;
  const given: Typed = { value, rounding: digits < kFewest ? 0 : 0.5 * last_place };
  const truth = truth_of(masked.unmasked?.response ?? null, cell);
  if (truth === null) return wrong(kSoon);
  if (is_right(value, truth, asked))
    return done({ ok: true, right: true, said: `Right: it is ${rounded(truth, asked)}.` });
  if (is_close(given, truth)) return wrong(`Near, but not to ${counted(asked, "significant digit")}.`);
  if (is_close(given, -truth)) return wrong("The size is right; the sign is not.");
  const node = masked.unmasked?.response.nodes.find(({ id }) => id === cell.id);
  const uses = cell.of === "adjoint" ? (node?.contributions ?? []) : [];
  const said =
    of_uses(given, truth, uses) || (cell.of === "adjoint" ? await of_engines(masked, given, cell, channel) : "");
  return typeof said === "string" ? wrong(said || kUnknown) : said;
}

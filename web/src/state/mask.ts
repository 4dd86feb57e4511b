// Takes hidden numbers out of an answer: at their places, and wherever else the same number would give them away.
import type { DifferentiateResponse, Real } from "../engine/types.gen.ts";
import { kMasked, real } from "../view/format.ts";
import type { Asked } from "./hidden.ts";

const kSame = 1e-9; // relative: the same number by another way
const kNearly = 1e-3; // relative: what a difference quotient makes of it
const kSaid = 1e-5; // relative: the same number in a sentence, with six digits

/** Parts of an answer whose numbers are no derivatives. `value` is one of a node, but of a gradient elsewhere. */
const kPlain: readonly string[] = [
  ..."port ports shape cost bytes step pass sweep sweeps directions chunk span element index memory work visits length".split(
    " ",
  ),
  ..."live_bytes live_bytes_after inner_live_bytes allocates frees timeline saved_for graph gauges max_relative".split(
    " ",
  ),
  ..."difference rows cols edges count calls lengths seeds layout check_cost v diagnostics_total seconds".split(" "),
];

/** The hidden number as an answer has it; null where it has none. */
export function truth_of(response: DifferentiateResponse | null, { id, index, of }: Asked): number | null {
  const found = response?.nodes.find((node) => node.id === id)?.[of]?.[index];
  return found === undefined || found === null ? null : real(found);
}

/** Whether one gives the other away: a number with the other sign does, too. */
function same(a: number, b: number, within: number): boolean {
  const [x, y] = [Math.abs(a), Math.abs(b)];
  return x === y || Math.abs(x - y) <= within * Math.max(x, y);
}

/** A sentence without the numbers that are hidden. */
function unsaid(sentence: string, truths: readonly number[]): string {
  return sentence.replace(/[-\u2212]?\d+(\.\d+)?(e[-+]?\d+)?/g, (digits) =>
    truths.some((truth) => same(Number(digits.replace("\u2212", "-")), truth, kSaid)) ? kMasked : digits,
  );
}

/** A copy of an answer without the hidden numbers; `known` is the answer that has them at their places. */
export function masked<R>(response: R, hidden: readonly Asked[], known: DifferentiateResponse | null): R {
  const mask = kMasked as unknown as Real;
  const truths = (value: boolean): number[] =>
    hidden.flatMap((cell) => ((cell.of === "value") === value ? (truth_of(known, cell) ?? []) : []));
  const values = truths(true);
  const all = [...values, ...truths(false)]; // a derivative may be the value of another node
  const copy = (one: unknown, key: string, in_node: boolean, within: number): unknown => {
    const against = key === "value" && in_node ? values : all;
    if (typeof one === "number") return against.some((truth) => same(one, truth, within)) ? mask : one;
    if (typeof one === "string") return key === "why" || key === "message" ? unsaid(one, all) : one;
    if (Array.isArray(one)) return one.map((part) => copy(part, key, in_node, within));
    if (typeof one !== "object" || one === null) return one;
    return Object.fromEntries(
      Object.entries(one).map(([name, part]) => {
        if (kPlain.includes(name)) return [name, part];
        const inside = name === "nodes" || (in_node && key === "nodes");
        return [name, copy(part, name, inside, name === "runs" ? kNearly : within)];
      }),
    );
  };
  const made = copy(response, "", false, kSame) as { nodes?: { id: string }[] };
  for (const { id, index, of } of hidden) {
    const numbers = made.nodes?.find((node) => node.id === id) as Record<string, Real[] | null> | undefined;
    if (numbers?.[of]) numbers[of] = numbers[of].map((one, at) => (at === index ? mask : one));
  }
  return made as R;
}

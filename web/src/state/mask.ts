// Takes hidden numbers out of an answer: at their places, and wherever else the same number would give them away.
import type { DifferentiateResponse, KindInfo, Real } from "../engine/types.gen.ts";
import { kMasked, real } from "../view/format.ts";
import type { Asked } from "./hidden.ts";

const kSame = 1e-9; // relative: the same number by another way
const kNearly = 1e-3; // relative: what a difference quotient makes of it
const kSaid = 1e-5; // relative: the same number in a sentence, with six digits

/** What a kind of request says of its answers; of one that the catalogue does not know, nothing is said. */
export type Shown = Pick<KindInfo, "safe" | "compared">;

/** The frame, which every answer has. */
const kFrame: Shown = {
  safe: "v kind ok diagnostics.code diagnostics.severity diagnostics.hint diagnostics.path diagnostics.span diagnostics_total".split(
    " ",
  ),
  compared: ["diagnostics.message"],
};

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

/** Whether a number gives away one of some; they are sorted magnitudes, of which the next below and above are the nearest. */
function gives_away(sorted: readonly number[], one: number, within: number): boolean {
  const size = Math.abs(one);
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < size) low = middle + 1;
    else high = middle;
  }
  return [sorted[low - 1], sorted[low]].some((near) => near !== undefined && same(size, near, within));
}

function magnitudes(truths: readonly number[]): number[] {
  return truths
    .filter((truth) => !Number.isNaN(truth))
    .map(Math.abs)
    .sort((a, b) => a - b);
}

const kDigits = /[-\u2212]?\d+(\.\d+)?(e[-+]?\d+)?/g;

/** A sentence without the numbers that are hidden. */
function unsaid(sentence: string, truths: readonly number[]): string {
  return sentence.replace(kDigits, (digits) =>
    gives_away(truths, Number(digits.replace("\u2212", "-")), kSaid) ? kMasked : digits,
  );
}

/** A text without any number, spelled or in digits. */
function numberless(text: string): string {
  return /^-?Infinity$|^NaN$/.test(text) ? kMasked : text.replace(kDigits, kMasked);
}

/**
 * A copy of an answer without the hidden numbers; `known` is the answer that has them at their places. What is `safe` stays,
 * what is `compared` stays unless it is a hidden number, and no other number is left.
 */
export function masked<R>(
  response: R,
  shown: Shown | undefined,
  hidden: readonly Asked[],
  known: DifferentiateResponse | null,
): R {
  const gone = kMasked as unknown as Real;
  const safe = new Set([...kFrame.safe, ...(shown?.safe ?? [])]);
  const compared = new Set([...kFrame.compared, ...(shown?.compared ?? [])]);
  const truths = (value: boolean): number[] =>
    hidden.flatMap((cell) => ((cell.of === "value") === value ? (truth_of(known, cell) ?? []) : []));
  const values = magnitudes(truths(true));
  const all = magnitudes([...values, ...truths(false)]); // a derivative may be the value of another node
  const copy = (one: unknown, path: string, is_compared: boolean): unknown => {
    if (Array.isArray(one)) return one.map((part) => copy(part, path, is_compared));
    if (typeof one === "object" && one !== null)
      return Object.fromEntries(
        Object.entries(one).map(([name, part]) => {
          const inside = path === "" ? name : `${path}.${name}`;
          return [name, safe.has(inside) ? part : copy(part, inside, is_compared || compared.has(inside))];
        }),
      );
    if (typeof one === "string") return is_compared ? unsaid(one, all) : numberless(one);
    if (typeof one !== "number") return one;
    const against = path === "nodes.value" ? values : all;
    const within = path.startsWith("runs.") ? kNearly : kSame;
    return !is_compared || gives_away(against, one, within) ? gone : one;
  };
  const made = copy(response, "", false) as { nodes?: { id: string }[] };
  for (const { id, index, of } of hidden) {
    if (!compared.has(`nodes.${of}`)) continue; // it is gone, or there is none
    const numbers = made.nodes?.find((node) => node.id === id) as Record<string, Real[] | null> | undefined;
    if (numbers?.[of]) numbers[of] = numbers[of].map((one, at) => (at === index ? gone : one));
  }
  return made as R;
}

// Numbers, shapes, bytes and FLOPs as words: a decimal point and thin spaces between groups, whatever the locale.
import type { Cost, Real } from "../engine/types.gen.ts";

const kThin = "\u202f"; // narrow no-break space
const kNoBreak = "\u00a0";
const kMinus = "\u2212";

/** What stands where a number is hidden until the reader has said what it is. */
export const kMasked = "?";

export function is_masked(value: Real): boolean {
  return (value as string) === kMasked;
}

/** A response's Real as a double. */
export function real(value: Real): number {
  return typeof value === "number" ? value : Number(value);
}

/** Digits in groups of three. */
export function grouped(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const groups = whole.length < 4 ? whole : whole.replace(/\B(?=(\d{3})+$)/g, kThin);
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

function signed(value: number, magnitude: string): string {
  return value < 0 || Object.is(value, -0) ? kMinus + magnitude : magnitude;
}

function special(value: number): string | null {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return signed(value, "Infinity");
  return value === 0 ? signed(value, "0") : null;
}

function scientific(digits: string): string {
  return digits.replace("e+", "e").replace("e-", `e${kMinus}`);
}

/** A whole number, in full. */
export function whole(value: number): string {
  return special(value) ?? signed(value, grouped(Math.abs(value).toFixed(0)));
}

/** Three significant digits; fewer where they say it exactly; whole digits are never rounded away below a million. */
export function number(value: Real): string {
  return rounded(value, 3);
}

/** The same with other than three digits. */
export function rounded(value: Real, digits: number): string {
  if (is_masked(value)) return kMasked;
  const x = real(value);
  const odd = special(x);
  if (odd !== null) return odd;
  const size = Math.abs(x);
  if (size >= 1e6 || size < 1e-4) {
    const short = size.toExponential(digits - 1);
    const whole = Number(short) === size || Number(short) === Number.POSITIVE_INFINITY; // rounded up to no double at all
    return signed(x, scientific(whole ? size.toExponential() : short));
  }
  if (size >= 10 ** digits - 0.5) return signed(x, grouped(size.toFixed(0)));
  const short = size.toPrecision(digits);
  return signed(x, Number(short) === size ? String(size) : short);
}

/** Every digit that the double has. */
export function exact(value: Real): string {
  if (is_masked(value)) return kMasked;
  const x = real(value);
  return special(x) ?? signed(x, scientific(String(Math.abs(x))));
}

/** Terms and their sum with one number of decimals, as in `0.12 + 0.38 = 0.50`; `≈` where the rounded digits do not add up. */
export function sum_of(terms: readonly Real[], total: Real): string {
  if ([...terms, total].some(is_masked)) return `${terms.map(number).join(" + ")} = ${number(total)}`;
  const all = [...terms, total].map(real);
  const largest = Math.max(...all.map(Math.abs));
  const decimals = Math.min(Math.max(2 - Math.floor(Math.log10(largest)), 0), 7);
  const plain = all.every(Number.isFinite) && largest >= 1e-4 && largest < 1e6;
  const exactly = all.every((x) => Number(x.toFixed(decimals)) === x);
  const places = exactly ? Math.max(...all.map((x) => (String(x).split(".")[1] ?? "").length)) : decimals;
  const say = (x: number) => (plain ? (special(x) ?? signed(x, grouped(Math.abs(x).toFixed(places)))) : number(x));
  const units = all.map((x) => Math.round(Math.abs(x) * 10 ** places) * Math.sign(x));
  const adds_up = plain && units.slice(0, -1).reduce((sum, unit) => sum + unit, 0) === units.at(-1);
  const [first = 0, ...rest] = all.slice(0, -1);
  const added = rest.map((x) => (x < 0 ? ` ${kMinus} ${say(-x)}` : ` + ${say(x)}`)).join("");
  return `${say(first)}${added} ${adds_up ? "=" : "≈"} ${say(all.at(-1) ?? 0)}`;
}

/** `scalar`, `4`, `4 × 3`. */
export function shape(sizes: readonly number[]): string {
  return sizes.length === 0 ? "scalar" : sizes.map(whole).join(" × ");
}

const kUnits = ["KiB", "MiB", "GiB", "TiB"];

/** Bytes in full up to a hundred thousand, then in KiB, MiB and so on; number and unit stay on one line. */
export function bytes(value: number): string {
  if (value < 1e5) return `${whole(value)}${kNoBreak}B`;
  const at = kUnits.findIndex((_, power) => value / 1024 ** (power + 1) < 1e4 || power === kUnits.length - 1);
  return `${number(Math.round((value / 1024 ** (at + 1)) * 10) / 10)}${kNoBreak}${kUnits[at]}`;
}

/** Adds, multiplications, divisions and comparisons together. */
export function flops_of([add, mul, div, cmp]: Cost): number {
  return add + mul + div + cmp;
}

/** The classes of operations that make flops, in the order of a cost. */
export const kClasses: readonly string[] = "add mul div compare".split(" ");

/** Evaluations of named functions, which are counted apart. */
export function functions_of(cost: Cost): number {
  return cost[4];
}

/** Flops and evaluations of functions together: the work that the race is run over. */
export function work_of(cost: Cost): number {
  return flops_of(cost) + functions_of(cost);
}

/** The FLOPs of a cost with their unit, and the function calls where there are any. */
export function flops(cost: Cost): string {
  const calls = functions_of(cost);
  return `${counted(flops_of(cost), "flop")}${calls > 0 ? ` + ${whole(calls)} fn` : ""}`;
}

/** `2.4`, `17`, `8 774`: how many times as much. */
export function times(ratio: number): string {
  return ratio < 10 ? ratio.toFixed(1) : whole(Math.round(ratio));
}

/** `1 sweep`, `2 sweeps`. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${whole(value)} ${value === 1 ? one : many}`;
}

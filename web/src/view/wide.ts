// Counts that a number may not hold: above 2^53 they come as their digits.
import type { WideCost, WideCount } from "../engine/types.gen.ts";
import { bytes, grouped } from "./format.ts";

/** Every digit of a count, however long. */
export const count = (value: WideCount): string => grouped(String(value));
export const size = (value: WideCount): string => bytes(Number(value));

/** Flops of a cost: adds, multiplications, divisions and comparisons, exactly. */
export function flops(cost: WideCost): WideCount {
  const sum = cost.slice(0, 4).reduce((all: bigint, part) => all + BigInt(part), 0n);
  return sum > BigInt(Number.MAX_SAFE_INTEGER) ? String(sum) : Number(sum);
}
export const functions = (cost: WideCost): WideCount => cost[4];

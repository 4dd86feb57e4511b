// Whether two numbers of the engine are the same but for rounding.
import type { Real } from "../engine/types.gen.ts";
import { real } from "./format.ts";

const kSame = 1e-9; // relative; what differs by less was rounded on another way

export function is_close(a: Real, b: Real): boolean {
  const [x, y] = [real(a), real(b)];
  return Object.is(x, y) || Math.abs(x - y) <= kSame * Math.max(Math.abs(x), Math.abs(y));
}

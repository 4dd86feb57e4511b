// A size that the text declares, given another value in the text.
import type { SizeInfo } from "../engine/types.gen.ts";
import { offset_of } from "./spans.ts";

/** The text with the value of a size replaced. */
export function with_size(text: string, { value_span }: SizeInfo, value: number): string {
  const from = offset_of(text, value_span.line, value_span.column);
  const to = offset_of(text, value_span.end_line, value_span.end_column);
  return text.slice(0, from) + String(value) + text.slice(to);
}

/** How far a slider of a size goes: from 1 to at least twice as far as it is. */
export function most_of(value: number): number {
  return [8, 16, 32, 64, 128, 256, 512, 1024].find((one) => one >= 2 * value) ?? 2 * value;
}

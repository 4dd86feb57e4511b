// Shapes as they are written or printed, number by number.
import { type Bounds, read_within } from "./numbers.ts";
import type { Asks } from "./slice.ts";

/** What the width of a layer or the size of an axis can be. */
export const kSize: Bounds = { least: 1, most: 4_000_000, whole: true };

/** Its sizes, or why it has none: empty or `scalar`, `3`, `4 × 3`, `4 3`. */
export async function read_shape(
  engine: Asks,
  text: string,
): Promise<{ sizes: readonly number[] } | { refused: string } | null> {
  const written = text.trim();
  const words = written === "" || written === "scalar" ? [] : written.split(/\s*[×x*,]\s*| +/);
  if (words.length > 2) return { refused: "An array has at most two sizes, rows and columns: write `4 × 3`." };
  const sizes: number[] = [];
  for (const word of words) {
    const reading = await read_within(engine, word, kSize, "field shape");
    if (!reading || "refused" in reading) return reading;
    sizes.push(reading.value);
  }
  return { sizes };
}

// Shapes as they are written or printed, number by number.
import type { Bounds, Reader } from "./numbers.ts";

/** What the width of a layer or the size of an axis can be. */
export const kSize: Bounds = { least: 1, most: 4_000_000, whole: true };

/** Its sizes, or why it has none; null where something newer is read. Empty or `scalar`, `3`, `4 × 3`, `4 3`. */
export async function read_shape(
  reader: Reader,
  text: string,
): Promise<{ sizes: readonly number[] } | { refused: string } | null> {
  const written = text.trim();
  const words = written === "" || written === "scalar" ? [] : written.split(/\s*[×x*,]\s*| +/);
  if (words.length > 2) return { refused: "An array has at most two sizes, rows and columns: write `4 × 3`." };
  const sizes: number[] = [];
  for (const word of words) {
    const reading = await reader.read(word, kSize);
    if (!reading || "refused" in reading) return reading;
    sizes.push(reading.value);
  }
  return { sizes };
}

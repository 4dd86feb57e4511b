// Printed figures and verdicts as words, and as a table to copy.
import type { Real } from "../engine/types.gen.ts";
import { exact, number, real } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import type { Sheet } from "../view/sheet.ts";
import type { Entry } from "./examples.ts";
import { agrees, type Row, type Verdict } from "./figures.ts";

/** A printed number with a minus sign. */
export function printed_words(printed: string): string {
  return printed.replaceAll("-", "\u2212");
}

const kMostDecimals = 15;

/** The engine's number to the decimals that are printed. */
export function ours_words(ours: Real, printed: string): string {
  const decimals = printed.split(".")[1]?.length ?? 0;
  const x = real(ours);
  if (!Number.isFinite(x)) return number(ours);
  if (decimals > kMostDecimals || /e/i.test(printed) || Math.abs(x) >= 1e15) return exact(ours);
  const short = x.toFixed(decimals);
  // Where the shorter one would look like the printed one although it is not, every digit is said.
  return short === Number(printed).toFixed(decimals) && !agrees(ours, printed) ? exact(ours) : printed_words(short);
}

export function verdict_words({ verdict }: Row): string {
  return { agrees: "✓ agrees", differs: "✗ differs", misprint: "! misprint" }[verdict];
}

/** Of a misprint: what is printed, what is right, and why; else nothing. */
export function misprint_words({ verdict, name, printed, right, why }: Row): string {
  if (verdict !== "misprint") return "";
  return `misprint: the printed number of ${name} is ${printed_words(printed)}, where ${printed_words(right)} is right, because ${why}`;
}

/** `15 of 17 figures agree, 1 differs, 1 is a known misprint`. */
export function summary(all: readonly Row[]): string {
  const count = (verdict: Verdict): number => all.filter((row) => row.verdict === verdict).length;
  const [good, bad, misprints] = [count("agrees"), count("differs"), count("misprint")];
  const parts = [`${good} of ${all.length} printed ${all.length === 1 ? "figure agrees" : "figures agree"}`];
  if (bad > 0) parts.push(`${bad} ${bad === 1 ? "differs" : "differ"}`);
  if (misprints > 0) parts.push(`${misprints} ${misprints === 1 ? "is a known misprint" : "are known misprints"}`);
  return `${bad > 0 ? "✗" : "✓"} ${parts.join(", ")}`;
}

/** How a figure is named in a line: ▸ ∂v5/∂x1. */
export function row_words({ kind, name }: Row): string {
  return kind === "value" ? name : `${kGlyph[kind]} ${name}`;
}

export function published_sheet({ id }: Entry, all: readonly Row[]): Sheet {
  return {
    name: `the printed figures of ${id}`,
    heads: ["figure", "in this network", "printed", "ours", "verdict"],
    rows: all.map((row) => [
      row_words(row),
      row.here,
      row.printed,
      row.ours,
      misprint_words(row) || verdict_words(row),
    ]),
  };
}

// What is known of a statement by its shapes alone, in a few lines: shape, weights, work both ways, and what is kept for whom.
import type { EstimatedStatement, EstimateResponse } from "../engine/types.gen.ts";
import { shape, whole } from "./format.ts";
import { kGlyph } from "./labels.ts";
import { kept_for } from "./training.ts";
import { count, flops, size } from "./wide.ts";

interface Line {
  text: string;
  hue: "ink" | "against";
}

const is_none = (value: number | string): boolean => Number(value) === 0;

function lines_of(one: EstimatedStatement, batch: number, readers: readonly string[]): Line[] {
  const each = batch > 1 && one.per_example ? ` for each of ${whole(batch)}` : "";
  const lines: Line[] = [
    { text: `${shape(one.shape)}${each}`, hue: "ink" },
    { text: `values ${size(one.bytes)}`, hue: "ink" },
  ];
  const [there, back] = [flops(one.cost.value), flops(one.cost.adjoint)];
  if (!is_none(one.weights)) lines.push({ text: `${count(one.weights)} weights`, hue: "ink" });
  if (!is_none(there)) lines.push({ text: `${count(there)} flops`, hue: "ink" });
  if (!is_none(back)) lines.push({ text: `${kGlyph.against} ${count(back)} flops back`, hue: "against" });
  if (!is_none(one.kept_bytes)) {
    const whom = readers.length > 0 ? ` for ${readers.join(", ")}` : "";
    lines.push({ text: `keeps ${size(one.kept_bytes)}${whom}`, hue: "ink" });
  }
  return lines;
}

/** Facts of every statement, by its last node. */
export function shape_facts(answer: EstimateResponse): ReadonlyMap<string, { lines: Line[]; said: string }> {
  const { statements = [], batch } = answer;
  const readers = kept_for(answer);
  return new Map(
    statements.map((one, at) => {
      const leaf = is_none(one.bytes);
      const lines = leaf ? [{ text: shape(one.shape), hue: "ink" as const }] : lines_of(one, batch, readers[at] ?? []);
      return [one.node, { lines, said: [one.id, ...lines.map(({ text }) => text)].join(", ") }];
    }),
  );
}

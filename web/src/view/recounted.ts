// Which versions of the counting convention matter to a network.
import type { CatalogueResponse, Convention } from "../engine/types.gen.ts";

/** The versions after `count` that count an operation otherwise which the text names. */
export function recounted(text: string, catalogue: CatalogueResponse | null, count: number): Convention[] {
  const names = (op: string): boolean => new RegExp(`\\b${op}\\b`).test(text);
  return (catalogue?.conventions ?? []).filter((one) => one.count > count && one.ops.some(names));
}

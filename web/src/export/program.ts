// A network as a program of another library that computes the same gradient when it is run, and asserts that it is the engine's.
import { jax } from "./jax.ts";
import { numpy } from "./numpy.ts";
import type { Library } from "./piece.ts";
import { jacobian_of, type Source } from "./source.ts";
import { torch } from "./torch.ts";

export const kMostNodes = 2000;
export const kMostNumbers = 20_000;

/** Why there is no program of a network; empty where there is. */
export function too_large(source: Source): string {
  const { graph, response } = source;
  const rows = jacobian_of(source)?.reduce((sum, { value }) => sum + value.length, 0) ?? 0;
  const numbers = response.nodes.reduce((sum, { value }) => sum + (value?.length ?? 0), rows);
  if (graph.nodes.length > kMostNodes) return `It has more than ${kMostNodes} nodes.`;
  return numbers > kMostNumbers ? `It has more than ${kMostNumbers} numbers.` : "";
}

/** The program as text. */
export function program(source: Source, library: Library): string {
  return { numpy, torch, jax }[library](source);
}

// A file of someone else → a network to open: the JSON of a link, the JSON of a network, or the text of one. Nothing of it is trusted.
import type { NetworkJson } from "../engine/types.gen.ts";
import { checked } from "../link/checked.ts";
import { kCount, type Link } from "../link/link.ts";
import { Refusal } from "../link/problem.ts";

export const kMostFileBytes = 4 * 1024 * 1024;

/** A network as data goes to the engine, which checks it and writes it as a text. */
export type Read = { link: Link } | { network: NetworkJson } | { refused: string };

export function read_file(name: string, text: string): Read {
  if (!/^\s*[{[]/.test(text)) {
    if (/\.(net|txt)$/i.test(name)) return { link: { src: text, count: kCount } };
    return { refused: "It is no JSON text. A network as text has a name that ends with .net." };
  }
  try {
    const json: unknown = JSON.parse(text);
    const field = (key: string): unknown =>
      typeof json === "object" && json !== null && Object.hasOwn(json, key)
        ? (json as Record<string, unknown>)[key]
        : undefined;
    if (Array.isArray(field("inputs")) && Array.isArray(field("nodes"))) {
      const known = ["inputs", "nodes", "outputs", "wrt"].filter((key) => field(key) !== undefined);
      return { network: Object.fromEntries(known.map((key) => [key, field(key)])) as unknown as NetworkJson };
    }
    return { link: checked(json) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.message };
    return { refused: "It is no complete JSON text." };
  }
}

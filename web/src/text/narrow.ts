// A text whose arrays are smaller: the whole numbers that are sizes, divided; the engine decides whether it is still right.
import { apply, type Edit } from "./edits.ts";
import { says_something, type Token, tokens } from "./tokens.ts";

const kLeast = 16; // a smaller number stays what it is: a class, a count of repetitions
const kSmallest = 4; // what a size is at least

/** Whether a number is one of an array that is written out, or the value of an option other than a size. */
function is_no_size(words: readonly Token[], at: number, depth: number): boolean {
  const [before, named] = [words[at - 1]?.text, words[at - 2]?.text];
  if (depth > 0 || before === "repeat" || before === "-" || before === "+") return true;
  return before === "=" && (named === "seed" || words[at - 3]?.text !== "size");
}

/** The text with its sizes divided by `factor`; null where there is none to divide. */
export function narrowed(text: string, factor: number): string | null {
  const words = tokens(text).filter(says_something);
  const repeated = new Set(words.flatMap((_, at) => (words[at - 1]?.text === "repeat" ? [words[at]?.text] : [])));
  const edits: Edit[] = [];
  let depth = 0; // of square brackets
  for (const [at, { kind, text: word, from, to }] of words.entries()) {
    if (word === "[") depth += 1;
    if (word === "]") depth -= 1;
    const value = Number(word.replaceAll("_", ""));
    if (kind !== "number" || !Number.isInteger(value) || value < kLeast || is_no_size(words, at, depth)) continue;
    if (words[at - 1]?.text === "=" && repeated.has(words[at - 2]?.text)) continue;
    edits.push({ from, to, insert: String(Math.max(kSmallest, Math.round(value / factor))) });
  }
  return edits.length === 0 ? null : apply(text, edits);
}

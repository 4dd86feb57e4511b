// Arrays as people paste them: `W1 = [[…]]`, what NumPy and PyTorch print, or nested lists one after the other.

/** Rows of numbers, spelled as they were; a vector is one row. */
export interface Pasted {
  /** What stands before it as its name; empty where there is none. */
  name: string;
  /** Two sizes of a matrix, one of a vector, none of a number. */
  shape: readonly number[];
  rows: readonly (readonly string[])[];
}

export type Pasting = { arrays: readonly Pasted[] } | { refused: string };

const kNumber = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`;
const kOnlyNumber = new RegExp(`^(?:${kNumber}(?:/${kNumber})?|[-+]?(?:inf|nan))$`, "i");
/** What may stand in an array. */
const kInside = /^[-+\w.,/\s[\]…]$/u;
/** A name before an array, with what calls the array something: `W1 = np.array(`, `('fc.weight', tensor(`. */
const kName = /([\p{L}_][\p{L}\p{N}_.]{0,99})["'`]?\s*[=:,]\s*(?:[\p{L}_][\p{L}\p{N}_.]{0,99}\(\s*)?$/u;
const kScalar = new RegExp(
  String.raw`([\p{L}_][\p{L}\p{N}_.]{0,99})["']?\s*[=:,]\s*(?:[\p{L}_][\p{L}\p{N}_.]{0,99}\(\s*)?(${kNumber})(?![\w.])`,
  "gu",
);
const kNameEnd = 300; // characters before an array in which its name is looked for
/** Names of what is no array. */
const kNone = ["containing", "dtype", "requires_grad", "device", "seed", "grad_fn"];

/** As the language spells it: no plus before, digits on both sides of the point. */
function spelled(word: string): string {
  return word
    .toLowerCase()
    .replace(/^\+/, "")
    .replace(/^(-?)\./, "$10.")
    .replace(/\.(?=e|$)/, "");
}

const kDeepest = 8; // brackets in one another; what is deeper is no array, and need not be read to its end

/** The place behind the bracket that closes the one at `from`; -1 where something stands between that no array has, or none closes it. */
function end_of(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (letter === "[") depth += 1;
    if (letter === "]") depth -= 1;
    if (depth === 0) return at + 1;
    if (depth > kDeepest || !kInside.test(letter)) return -1;
  }
  return -1;
}

/** The innermost lists of an array in their order, and how deep they lie. */
function rows_of(array: string): { rows: string[][]; depth: number } | { refused: string } {
  const depth = /^[[\s]*/.exec(array)?.[0].replace(/\s/g, "").length ?? 1;
  const rows = [...array.matchAll(/\[([^[\]]*)\]/g)].map(([, inside = ""]) => inside.split(/[\s,]+/).filter(Boolean));
  const words = rows.flat();
  if (words.some((word) => /^(\.{2,}|…)$/.test(word)))
    return { refused: "It is cut off by `...`: print the whole array, in NumPy by set_printoptions(threshold=10**6)." };
  const odd = words.find((word) => !kOnlyNumber.test(word));
  if (odd) return { refused: `\`${odd}\` is no number.` };
  return { rows: rows.map((row) => row.map(spelled)), depth };
}

function array_of(name: string, text: string): Pasted | { refused: string } {
  const read = rows_of(text);
  if ("refused" in read) return read;
  const { rows, depth } = read;
  const [first = []] = rows;
  if (depth > 2) return { refused: "It has more than two axes." };
  if (first.length === 0) return { refused: "It is empty." };
  const other = rows.findIndex((row) => row.length !== first.length);
  if (other > 0)
    return { refused: `Row 1 has ${first.length} numbers, and row ${other + 1} has ${rows[other]?.length}.` };
  return { name, rows, shape: depth === 1 ? [first.length] : [rows.length, first.length] };
}

/** Numbers that have a name, in what stands between arrays. */
function numbers_in(text: string): Pasted[] {
  return [...text.matchAll(kScalar)].flatMap(([, name = "", number = ""]) =>
    kNone.includes(name) ? [] : [{ name, shape: [], rows: [[spelled(number)]] }],
  );
}

/** All arrays of a text in their order, or why it cannot be read. */
export function read_pasted(written: string): Pasting {
  const text = written.replaceAll("\u2212", "-").replace(/#.*$/gm, "");
  const arrays: Pasted[] = [];
  let behind = 0; // the last array
  for (let at = text.indexOf("["); at >= 0; at = text.indexOf("[", at + 1)) {
    const end = end_of(text, at);
    if (end < 0) continue;
    const before = text.slice(behind, at);
    const [, said = ""] = kName.exec(before.slice(-kNameEnd)) ?? [];
    const name = kNone.includes(said) ? "" : said;
    const array = array_of(name, text.slice(at, end));
    if ("refused" in array)
      return { refused: `The array ${name || arrays.length + 1} cannot be read. ${array.refused}` };
    arrays.push(...numbers_in(before), array);
    behind = end;
    at = end - 1;
  }
  arrays.push(...numbers_in(text.slice(behind)));
  if (arrays.length === 0 && text.trim() !== "")
    return {
      refused: "There is no array in it. Write `W1 = [[0.1, 0.2], [0.3, 0.4]]`, or paste what NumPy or PyTorch prints.",
    };
  return { arrays };
}

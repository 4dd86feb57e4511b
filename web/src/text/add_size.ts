// Edits that give a text a size to vary, the most natural first; the engine decides which of them is right.
import type { Graph } from "../engine/types.gen.ts";
import { named_nodes } from "./choices.ts";
import { apply, type Edit } from "./edits.ts";
import { line_begin, line_end } from "./lines.ts";
import { defining, type Statement, statements_of } from "./statements.ts";
import { says_something, type Token, tokens } from "./tokens.ts";

export interface SizeEdit {
  text: string;
  /** What it did. */
  words: string;
}

/** A name that stands nowhere in the text. */
function free(text: string, stem: string): string {
  const taken = new Set(tokens(text).map((token) => token.text));
  let name = stem;
  for (let number = 2; taken.has(name); number++) name = `${stem}${number}`;
  return name;
}

/** Numbers of the text become a size that is declared before the first statement that uses it. */
function named(text: string, at: readonly Token[], stem: string, what: string): SizeEdit[] {
  const [first] = at;
  if (!first) return [];
  const name = free(text, stem);
  const same = at.filter((token) => token.text === first.text);
  const statement = statements_of(text, []).find(({ from, to }) => from <= first.from && first.from < to);
  const from = statement ? line_begin(text, statement.from) : 0;
  const line: Edit = { from, to: from, insert: `size ${name} = ${first.text}\n` };
  const uses = same.map(({ from, to }): Edit => ({ from, to, insert: name }));
  return [{ text: apply(text, [line, ...uses]), words: `size ${name} = ${first.text} added: ${what}` }];
}

/** The number behind each `repeat`, and the width of each layer. */
function numbers(text: string): { repeats: Token[]; widths: Token[] } {
  const words = tokens(text).filter(says_something);
  const repeats: Token[] = [];
  const widths: Token[] = [];
  for (const [at, { text: word }] of words.entries()) {
    const next = words[at + 1];
    if (word === "repeat" && next?.kind === "number") repeats.push(next);
    if (word !== "dense" || next?.text !== "(") continue;
    const width = words[behind_first(words, at + 1)];
    if (width?.kind === "number") widths.push(width);
  }
  return { repeats, widths };
}

/** Where the second operand begins of the call whose bracket opens at `open`; -1 where there is none. */
function behind_first(words: readonly Token[], open: number): number {
  let depth = 0;
  for (const [at, { text }] of words.entries()) {
    if (at < open) continue;
    if ("([{".includes(text)) depth += 1;
    if (")]}".includes(text)) depth -= 1;
    if (depth === 0) return -1;
    if (depth === 1 && text === ",") return at + 1;
  }
  return -1;
}

/** The first computed node that is not an output goes through more layers. */
function deeper(text: string, { outputs, ...graph }: Graph, activation: string): SizeEdit[] {
  const all = statements_of(text, []); // the node is computed: no word begins its statement
  const fits = named_nodes({ outputs, ...graph }).filter(
    ({ id, inputs }) => inputs.length > 0 && !outputs.includes(id),
  );
  const node = fits.find(({ shape }) => shape.length > 0) ?? fits[0];
  const statement: Statement | undefined = node && defining(all, node.id);
  if (!node || !statement) return [];
  const name = free(text, "depth");
  const width = node.shape.at(-1);
  const layer = width === undefined ? `${activation}(${node.id})` : `dense(${node.id}, ${width}, ${activation})`;
  const at = line_end(text, statement.to).end;
  const insert = `\nsize ${name} = 1\nrepeat ${name} { ${node.id} = ${layer} }`;
  const words =
    width === undefined ? `${node.id} goes through ${activation} so often` : `so many layers come behind ${node.id}`;
  return [{ text: apply(text, [{ from: at, to: at, insert }]), words: `size ${name} = 1 added: ${words}` }];
}

export function add_size(text: string, graph: Graph, activation: string): SizeEdit[] {
  const { repeats, widths } = numbers(text);
  return [
    ...named(text, repeats, "depth", "it says how often the block is repeated"),
    ...named(text, widths, "width", "the width of its layers"),
    ...deeper(text, graph, activation),
  ];
}

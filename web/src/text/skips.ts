// Residual blocks in a text: sums of which one part is what the other part was made of, and the same text without that part.
import type { GraphNode, NodeResult } from "../engine/types.gen.ts";
import { real } from "../view/format.ts";
import { apply, references } from "./edits.ts";
import { line_end } from "./lines.ts";
import { type Statement, statements_of } from "./statements.ts";
import { says_something, type Token } from "./tokens.ts";

/** A statement with a skip, which is there or was taken away. */
export interface Skip {
  /** What the statement defines. */
  name: string;
  /** What the skip adds. */
  from: string;
  on: boolean;
  /** The text with the skip taken away, or put back. */
  other: string;
}

/** What turning the switch does, for undo. */
export function skip_words({ name, on }: Skip): string {
  return `the skip of ${name} ${on ? "taken away" : "put back"}`;
}

const kMark = /^[ \t]*#[ \t]*skip:[ \t]*(?:\+[ \t]*([^\s;]+)|([^\s;]+)[ \t]*\+)[ \t]*;?/u;

/** Every name that a name is made of. */
function made_of(statements: readonly Statement[]): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map<string, ReadonlySet<string>>();
  for (const statement of statements) {
    if (statement.kind !== "value") continue;
    const all = new Set<string>();
    for (const { text } of references(statement)) {
      all.add(text);
      for (const one of known.get(text) ?? []) all.add(one);
    }
    known.set(statement.name, all);
  }
  return known;
}

/** The two parts of a sum of two; null for anything else. */
function parts_of({ body }: Statement): [Token[], Token[]] | null {
  const words = body.filter(says_something);
  let depth = 0;
  const cuts: number[] = [];
  for (const [at, { text }] of words.entries()) {
    if ("([{".includes(text)) depth += 1;
    else if (")]}".includes(text)) depth -= 1;
    else if (depth === 0 && /^([<>≤≥≠]|[<>=!]=)$/.test(text)) return null;
    else if (depth === 0 && at > 0 && ["+", "-", "−"].includes(text)) cuts.push(at);
  }
  const [cut = 0, ...more] = cuts;
  if (cut === 0 || more.length > 0 || words[cut]?.text !== "+") return null;
  return [words.slice(0, cut), words.slice(cut + 1)];
}

function between(text: string, part: readonly Token[]): string {
  return text.slice(part[0]?.from ?? 0, part.at(-1)?.to ?? 0);
}

/** The skips of a text, in its order. Those inside a `repeat` are left to the text. */
export function skips_of(text: string): Skip[] {
  const statements = statements_of(text, []); // of values, which no word begins
  const origins = made_of(statements);
  return statements.flatMap((statement): Skip[] => {
    const { kind, name, to } = statement;
    const [first] = statement.body.filter(says_something);
    if (kind !== "value" || !first) return [];
    const mark = kMark.exec(text.slice(to, line_end(text, to).end));
    if (mark) {
      const [whole, behind, before] = mark;
      const body = text.slice(first.from, to);
      const sum = behind ? `${body} + ${behind}` : `${before} + ${body}`;
      const other = apply(text, [{ from: first.from, to: to + whole.length, insert: sum }]);
      return [{ name, from: behind ?? before ?? "", on: false, other }];
    }
    const [left, right] = parts_of(statement) ?? [];
    if (!left || !right) return [];
    const reads = (part: readonly Token[], from: string): boolean =>
      part.some(({ kind, text }) => kind === "name" && (text === from || (origins.get(text)?.has(from) ?? false)));
    const alone = (part: readonly Token[]): string =>
      part.length === 1 && part[0]?.kind === "name" ? part[0].text : "";
    const without = (rest: readonly Token[], note: string): string =>
      apply(text, [{ from: first.from, to, insert: `${between(text, rest)}  # skip: ${note};` }]);
    const [l, r] = [alone(left), alone(right)];
    if (r && l !== r && reads(left, r)) return [{ name, from: r, on: true, other: without(left, `+ ${r}`) }];
    if (l && l !== r && reads(right, l)) return [{ name, from: l, on: true, other: without(right, `${l} +`) }];
    return [];
  });
}

/** How large the derivative of the output is at each statement: the largest of its elements, by size. */
export function reaching(nodes: readonly GraphNode[], results: readonly NodeResult[]): { id: string; size: number }[] {
  const known = new Map(results.map((result) => [result.id, result]));
  return nodes.flatMap(({ id, group, category, active }) => {
    const adjoint = known.get(id)?.adjoint;
    const inner = group !== "" && group !== id;
    if (!adjoint || !active || inner || category === "const") return [];
    return [{ id, size: Math.max(...adjoint.map((one) => Math.abs(real(one)))) }];
  });
}

// Networks built without typing: each action edits single statements of the text, and leaves alone what it does not understand.
import type { WordInfo } from "../engine/types.gen.ts";
import { apply, type Edit, fresh, line_after, lines_of, reads, references, renamed } from "./edits.ts";
import { defining, type Statement, statements_of } from "./statements.ts";

/** The new text and the name that was made, or why nothing was changed. */
export type Built = { text: string; name: string } | { refused: string };

/** Words of the catalogue. */
type Known = readonly WordInfo[];

/** A statement in which a name may be exchanged: others have names of their own inside. */
const is_plain = ({ role }: Statement): boolean => role === "value" || role === "list";

/** The last statement that defines a node, behind which a new line can read every name. */
function last_value(statements: readonly Statement[]): Statement | undefined {
  return statements.findLast(({ role }) => role !== "list");
}

/** Where a line that reads `from` goes: behind it, or before the first line that is no declaration. */
function place_for(statements: readonly Statement[], from: string): Statement | undefined {
  const source = defining(statements, from);
  if (source && source.role === "leaf") return statements.findLast(({ role }) => role === "leaf");
  return source ?? last_value(statements);
}

/** NAME = EXPRESSION behind `from`; with `between`, whatever read `from` after that place reads the new name. */
function insert(text: string, known: Known, from: string, stem: string, expression: string, between: boolean): Built {
  const statements = statements_of(text, known);
  const place = place_for(statements, from);
  const name = fresh(text, stem);
  const later = statements.filter((one) => is_plain(one) && one.from >= (place?.to ?? text.length));
  const edits: Edit[] = [line_after(text, place, `${name} = ${expression}`)];
  return { text: apply(text, [...edits, ...(between ? renamed(later, from, name) : [])]), name };
}

/** An input or a param of zeros; `sizes` is its shape. */
export function add_leaf(text: string, known: Known, kind: "input" | "param", sizes: readonly number[]): Built {
  const name = fresh(text, kind === "input" ? "x" : "w");
  const list = (size: number, one: string): string => `[${Array.from({ length: size }, () => one).join(", ")}]`;
  const [rows, columns] = sizes;
  const few = sizes.reduce((product, size) => product * size, 1) <= 16;
  const zeros =
    columns === undefined ? (rows === undefined ? "0" : list(rows, "0")) : list(rows ?? 1, list(columns, "0"));
  const statements = statements_of(text, known);
  const place = statements.findLast((one) => one.role === "leaf");
  const line = `${kind} ${name} = ${few ? zeros : `zeros(${sizes.join(", ")})`}`;
  const first = !place && statements.length > 0; // before what may read it
  return { text: first ? `${line}\n${text}` : apply(text, [line_after(text, place, line)]), name };
}

/** A layer with weights of its own. */
export function add_layer(
  text: string,
  known: Known,
  from: string,
  width: number,
  activation: string,
  between: boolean,
): Built {
  return insert(
    text,
    known,
    from,
    "h",
    `dense(${from}, ${width}, ${activation}, seed=${statements_of(text, known).length})`,
    between,
  );
}

export function add_operation(text: string, known: Known, from: string, op: string, between: boolean): Built {
  return insert(text, known, from, "a", `${op}(${from})`, between);
}

/** Two nodes with an operator between them, behind both. */
export function add_pair(text: string, known: Known, left: string, sign: string, right: string): Built {
  const statements = statements_of(text, known);
  const [one, other] = [defining(statements, left), defining(statements, right)];
  const later = (one?.from ?? 0) > (other?.from ?? 0) ? left : right;
  return insert(text, known, later, "z", `${left} ${sign} ${right}`, false);
}

/** What read `to` reads `to + from` from now on, behind both. */
export function add_skip(text: string, known: Known, from: string, to: string): Built {
  const statements = statements_of(text, known);
  if (from === to) return { refused: "A skip connection joins two different nodes." };
  const [source, target] = [defining(statements, from), defining(statements, to)];
  if (!source || !target) return { refused: `\`${source ? to : from}\` has no statement of its own.` };
  const later = source.from > target.from ? source : target;
  const place = later.role === "leaf" ? place_for(statements, later.name) : later;
  const name = fresh(text, "s");
  const users = statements.filter((one) => is_plain(one) && one.from > (place ?? later).from);
  const line = line_after(text, place, `${name} = ${to} + ${from}`);
  return { text: apply(text, [line, ...renamed(users, to, name)]), name };
}

/** The loss becomes `op(of, target)`: in its own statement where that is such a call, else in a new one. */
export function set_loss(
  text: string,
  known: Known,
  loss: string,
  op: string,
  losses: readonly string[],
  of: string,
  target: string,
): Built {
  const statements = statements_of(text, known);
  const old = defining(statements, loss);
  const [first, second] = old?.body ?? [];
  const body = old?.body.filter(({ kind }) => kind !== "space") ?? [];
  const closing = body.findIndex(({ text: word }) => word === ")");
  const call = old?.kind === "value" && losses.includes(body[0]?.text ?? "") && closing === body.length - 1;
  const expression = `${op}(${of}, ${target})`;
  if (old && call && first && of !== loss) {
    const from = first.kind === "space" ? (second ?? first).from : first.from;
    return { text: apply(text, [{ from, to: old.to, insert: expression }]), name: loss };
  }
  const name = fresh(text, "L");
  const list = statements.find(({ kind }) => kind === "loss" || kind === "output");
  if (!list && defining(statements, loss)?.name === "loss")
    return { refused: "`loss = …` says what the loss is: change it in the text." };
  const line = line_after(text, last_value(statements), `${name} = ${expression}`);
  const named = list ? [{ from: list.from, to: list.to, insert: `loss ${name}` }] : [];
  return { text: apply(text, [line, ...named]), name };
}

/** One of the names that a statement reads, by its place among them, is exchanged for another. */
export function wire(text: string, known: Known, name: string, at: number, to: string): Built {
  const statements = statements_of(text, known);
  const statement = defining(statements, name);
  const old = statement && references(statement)[at];
  if (!statement || !old) return { refused: `\`${name}\` has no statement of its own that reads this.` };
  const source = defining(statements, to);
  if (source && source.from >= statement.from)
    return { refused: `\`${to}\` comes after \`${name}\`: a graph has no circle.` };
  return { text: apply(text, [{ from: old.from, to: old.to, insert: to }]), name };
}

/** A list without some names; without its last one it goes, too. */
function unlisted(text: string, list: Statement, names: readonly string[]): Edit[] {
  const [first, ...others] = references(list);
  const all = first ? [first, ...others] : [];
  const rest = all.map((token) => token.text).filter((one) => !names.includes(one));
  if (!first || rest.length === all.length) return [];
  return rest.length === 0 ? [lines_of(text, list)] : [{ from: first.from, to: list.to, insert: rest.join(", ") }];
}

/** A statement goes; what read it reads what it was made of. Params that nothing else reads go with it. */
export function remove(text: string, known: Known, name: string): Built {
  const statements = statements_of(text, known);
  const gone = defining(statements, name);
  if (!gone || (gone.role !== "leaf" && gone.role !== "value"))
    return { refused: `\`${name}\` has no statement of its own.` };
  const users = statements.filter((one) => one !== gone && one.kind !== "wrt" && reads(one, name));
  const reader = users.find((one) => one.role !== "list");
  const opaque = users.find((one) => !is_plain(one));
  if (opaque) return { refused: `A \`${opaque.kind}\` reads \`${name}\`: change it in the text.` };
  const sources = references(gone).flatMap((token) => defining(statements, token.text) ?? []);
  const through = sources.find(({ kind }) => kind === "value") ?? sources.find(({ kind }) => kind === "input");
  if (reader && !through) return { refused: `\`${reader.name}\` reads \`${name}\`: let it read something else first.` };
  const alone = (one: Statement): boolean =>
    one.kind === "param" &&
    !statements.some((other) => other !== gone && other.kind !== "wrt" && reads(other, one.name));
  const out = [...new Set([gone, ...sources.filter(alone)])];
  const names = out.map((one) => one.name);
  const lists = statements.filter(({ kind, role }) => (through ? kind === "wrt" : role === "list"));
  const edits = [
    ...out.map((one) => lines_of(text, one)),
    ...(through ? renamed(users, name, through.name) : []),
    ...lists.flatMap((list) => unlisted(text, list, names)),
  ];
  return { text: apply(text, edits), name: through?.name ?? "" };
}

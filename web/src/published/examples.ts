// Published worked examples: what each prints, and which of them a network is.
import data from "../../published/examples.json";
import type { NamedValue, WordInfo } from "../engine/types.gen.ts";
import { type Statement, statements_of } from "../text/statements.ts";

/** Figures as they are printed, by node or element. */
type Printed = Readonly<Record<string, string>>;

export interface Source {
  authors: string;
  title: string;
  year: string;
  /** Where in it the figures stand. */
  where: string;
  url: string;
  licence?: string;
}

export interface Entry {
  /** As in the golden data of the tests. */
  id: string;
  title: string;
  source: Source;
  /** The network, line by line. */
  text: readonly string[];
  figures: {
    values?: Printed;
    /** By the output that is differentiated, a scalar. */
    adjoints?: Readonly<Record<string, Printed>>;
    /** By the leaf to go along, a scalar. */
    tangents?: Readonly<Record<string, Printed>>;
  };
  /** What the publication calls an element, where it has another name for it. */
  names?: Printed;
  /** Figures after one step of gradient descent of these leaves. */
  step?: {
    rate: number;
    of: string;
    leaves: readonly string[];
    values: Printed;
    /** Where the printed number is known to be wrong: the right digits, and why. */
    misprint?: { right: string; why: string };
  };
}

export const kPublished = data as unknown as readonly Entry[];

export function text_of({ text }: Entry): string {
  return `${text.join("\n")}\n`;
}

/** `Christopher Olah, 2015`; of more than two authors the first. */
export function short_source({ source }: Entry): string {
  const [first = "", second, ...others] = source.authors.split(", ");
  const more = others.length > 0 ? " and others" : second ? ` and ${second}` : "";
  return `${first}${more}, ${source.year}`;
}

/** A network that is one of the examples, and the leaves whose values are not those of the publication. */
export interface Match {
  entry: Entry;
  changed: readonly string[];
}

const spelled = ({ body }: Statement): string =>
  body
    .filter(({ kind }) => kind !== "space" && kind !== "comment" && kind !== "newline")
    .map(({ text }) => text)
    .join(" ");

/** What a statement says, but for the value of a leaf. */
function form(statement: Statement): string {
  const { kind, name, role } = statement;
  return `${kind} ${name} ${role === "leaf" ? "" : spelled(statement)}`;
}

/** The example of which a text is the network, whatever values its leaves have. `at` are values that replace those of the text. */
export function matched(text: string, known: readonly WordInfo[], at: readonly NamedValue[] = []): Match | null {
  const mine = statements_of(text, known);
  const same = (entry: Entry): boolean => {
    const theirs = statements_of(text_of(entry), known);
    return theirs.length === mine.length && theirs.every((one, line) => form(one) === form(mine[line] ?? one));
  };
  const entry = kPublished.find(same);
  if (!entry) return null;
  const theirs = statements_of(text_of(entry), known);
  const moved = mine.filter((one, line) => one.role === "leaf" && spelled(one) !== spelled(theirs[line] ?? one));
  return { entry, changed: [...new Set([...moved.map(({ name }) => name), ...at.map(({ id }) => id)])] };
}

// Published worked examples: what each prints, what to ask the engine for it, and whether the engine's numbers agree.
import data from "../../published/examples.json";
import type {
  DifferentiateRequest,
  DifferentiateResponse,
  GraphNode,
  NamedValue,
  NullableReals,
  Real,
} from "../engine/types.gen.ts";
import { type Statement, statements_of } from "../text/statements.ts";
import { exact, number, real } from "./format.ts";
import { derivative, element, kGlyph, size } from "./labels.ts";
import type { Sheet } from "./sheet.ts";

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

const kLeaves: readonly string[] = ["input", "param"];
const spelled = ({ body }: Statement): string =>
  body
    .filter(({ kind }) => kind !== "space" && kind !== "comment" && kind !== "newline")
    .map(({ text }) => text)
    .join(" ");

/** What a statement says, but for the value of a leaf. */
function form(statement: Statement): string {
  const { kind, name } = statement;
  return `${kind} ${name} ${kLeaves.includes(kind) ? "" : spelled(statement)}`;
}

/** The example of which a text is the network, whatever values its leaves have. `at` are values that replace those of the text. */
export function matched(text: string, at: readonly NamedValue[] = []): Match | null {
  const mine = statements_of(text);
  const same = (entry: Entry): boolean => {
    const theirs = statements_of(text_of(entry));
    return theirs.length === mine.length && theirs.every((one, line) => form(one) === form(mine[line] ?? one));
  };
  const entry = kPublished.find(same);
  if (!entry) return null;
  const theirs = statements_of(text_of(entry));
  const moved = mine.filter((one, line) => kLeaves.includes(one.kind) && spelled(one) !== spelled(theirs[line] ?? one));
  return { entry, changed: [...new Set([...moved.map(({ name }) => name), ...at.map(({ id }) => id)])] };
}

/** The text to ask about, and the values that replace those in it. */
export interface Asked {
  text: string;
  at: readonly NamedValue[];
}

function request({ text, at }: Asked, of: string | undefined, along: string | undefined): DifferentiateRequest {
  return {
    v: 1,
    kind: "differentiate",
    network: { text },
    ...(at.length > 0 ? { at: [...at] } : {}),
    ...(of ? { seeds: [{ id: of, value: [1] }] } : {}),
    ...(along ? { tangent: [{ id: along, value: [1] }] } : {}),
    modes: [],
    include: ["value", "tangent", "adjoint", "graph"],
  };
}

/** What to ask for the figures of an example, whatever weight and output the reader has chosen. */
export function requests({ figures }: Entry, asked: Asked): DifferentiateRequest[] {
  const of = Object.keys(figures.adjoints ?? {});
  const along = Object.keys(figures.tangents ?? {});
  return Array.from({ length: Math.max(of.length, along.length, 1) }, (_, at) => request(asked, of[at], along[at]));
}

/** What to ask for the figures after the step, once the gradient is there; null where there are none. */
export function step_request(
  { step }: Entry,
  asked: Asked,
  answers: readonly DifferentiateResponse[],
): DifferentiateRequest | null {
  const before = answers.find(({ seeds }) => seeds.some(({ id }) => id === step?.of));
  if (!step || !before) return null;
  const moved = step.leaves.flatMap((id): NamedValue[] => {
    const node = before.nodes.find((one) => one.id === id);
    const { value, adjoint } = { value: node?.value ?? [], adjoint: node?.adjoint ?? [] };
    return [{ id, value: value.map((one, at) => real(one) - step.rate * real(adjoint[at] ?? Number.NaN)) }];
  });
  const others = asked.at.filter(({ id }) => !step.leaves.includes(id));
  return request({ text: asked.text, at: [...others, ...moved] }, step.of, undefined);
}

/** The engine's answers to the requests of an example. */
export interface Answers {
  answers: readonly DifferentiateResponse[];
  /** After the step, where there is one. */
  stepped: DifferentiateResponse | null;
}

/**
 * How far a number may be from a printed one: half a unit of the last printed decimal. What is printed without a decimal point
 * is a whole number, which must be met; and no double is nearer than its rounding.
 */
export function tolerance(printed: string): number {
  const [, decimals, exponent = "0"] = /^-?\d*(?:\.(\d*))?(?:e([-+]?\d+))?$/i.exec(printed) ?? [];
  const magnitude = Math.abs(Number(printed));
  if (decimals === undefined) return 1e-12 * Math.max(1, magnitude);
  const half = 0.5 * 10 ** (Number(exponent) - decimals.length);
  return Math.max(half * (1 + 1e-9), 8 * Number.EPSILON * magnitude);
}

export function agrees(ours: Real, printed: string): boolean {
  return Math.abs(real(ours) - Number(printed)) <= tolerance(printed);
}

export type Verdict = "agrees" | "differs" | "misprint";

/** One printed figure beside the engine's. */
export interface Row {
  /** As the publication writes it. */
  name: string;
  /** Of a derivative, the direction that gives it. */
  kind: "value" | "along" | "against";
  /** Its element in this network, where that has another name. */
  here: string;
  printed: string;
  /** NaN where the engine has no such number. */
  ours: Real;
  verdict: Verdict;
  /** Of a misprint: what is right, and why. */
  right: string;
  why: string;
}

type Column = "value" | "tangent" | "adjoint";

/** The number of an element by its name, `W2[0,1]`. */
function found(answer: DifferentiateResponse | null | undefined, name: string, column: Column): Real {
  const id = name.replace(/\[.*$/, "");
  const node: GraphNode | undefined = answer?.graph?.nodes.find((one) => one.id === id);
  const values: NullableReals | undefined = answer?.nodes.find((one) => one.id === id)?.[column];
  if (!node || !values) return Number.NaN;
  const index = Array.from({ length: size(node.shape) }, (_, at) => element(id, node.shape, at)).indexOf(name);
  return values[index] ?? Number.NaN;
}

/** Every printed figure of an example beside what the engine has answered. */
export function rows(entry: Entry, { answers, stepped }: Answers): Row[] {
  const { figures, names = {}, step } = entry;
  const row = (name: string, kind: Row["kind"], element: string, printed: string, ours: Real): Row => ({
    name,
    kind,
    here: names[element] ? element : "",
    printed,
    ours,
    verdict: agrees(ours, printed) ? "agrees" : "differs",
    right: "",
    why: "",
  });
  const called = (name: string): string => names[name] ?? name;
  const made: Row[] = Object.entries(figures.values ?? {}).map(([name, printed]) =>
    row(called(name), "value", name, printed, found(answers[0], name, "value")),
  );
  for (const [at, [along, printed]] of Object.entries(figures.tangents ?? {}).entries())
    for (const [name, text] of Object.entries(printed))
      made.push(row(derivative(called(name), along), "along", name, text, found(answers[at], name, "tangent")));
  for (const [at, [of, printed]] of Object.entries(figures.adjoints ?? {}).entries())
    for (const [name, text] of Object.entries(printed))
      made.push(row(derivative(of, called(name)), "against", name, text, found(answers[at], name, "adjoint")));
  for (const [name, printed] of Object.entries(step?.values ?? {})) {
    const one = row(`${called(name)} after one step`, "value", name, printed, found(stepped, name, "value"));
    const { right, why } = step?.misprint ?? { right: "", why: "" };
    const named = one.verdict === "differs" && right !== "" && agrees(one.ours, right);
    made.push(named ? { ...one, verdict: "misprint", right, why } : one);
  }
  return made;
}

/** A printed number with a minus sign. */
export function printed_words(printed: string): string {
  return printed.replaceAll("-", "\u2212");
}

const kMostDecimals = 15;

/** The engine's number to the decimals that are printed. */
export function ours_words(ours: Real, printed: string): string {
  const decimals = printed.split(".")[1]?.length ?? 0;
  const x = real(ours);
  if (!Number.isFinite(x)) return number(ours);
  if (decimals > kMostDecimals || /e/i.test(printed) || Math.abs(x) >= 1e15) return exact(ours);
  const short = x.toFixed(decimals);
  // Where the shorter one would look like the printed one although it is not, every digit is said.
  return short === Number(printed).toFixed(decimals) && !agrees(ours, printed) ? exact(ours) : printed_words(short);
}

export function verdict_words({ verdict }: Row): string {
  return { agrees: "✓ agrees", differs: "✗ differs", misprint: "! misprint" }[verdict];
}

/** Of a misprint: what is printed, what is right, and why; else nothing. */
export function misprint_words({ verdict, name, printed, right, why }: Row): string {
  if (verdict !== "misprint") return "";
  return `misprint: the printed number of ${name} is ${printed_words(printed)}, where ${printed_words(right)} is right, because ${why}`;
}

/** `15 of 17 figures agree, 1 differs, 1 is a known misprint`. */
export function summary(all: readonly Row[]): string {
  const count = (verdict: Verdict): number => all.filter((row) => row.verdict === verdict).length;
  const [good, bad, misprints] = [count("agrees"), count("differs"), count("misprint")];
  const parts = [`${good} of ${all.length} printed ${all.length === 1 ? "figure agrees" : "figures agree"}`];
  if (bad > 0) parts.push(`${bad} ${bad === 1 ? "differs" : "differ"}`);
  if (misprints > 0) parts.push(`${misprints} ${misprints === 1 ? "is a known misprint" : "are known misprints"}`);
  return `${bad > 0 ? "✗" : "✓"} ${parts.join(", ")}`;
}

/** How a figure is named in a line: ▸ ∂v5/∂x1. */
export function row_words({ kind, name }: Row): string {
  return kind === "value" ? name : `${kGlyph[kind]} ${name}`;
}

export function published_sheet({ id }: Entry, all: readonly Row[]): Sheet {
  return {
    name: `the printed figures of ${id}`,
    heads: ["figure", "in this network", "printed", "ours", "verdict"],
    rows: all.map((row) => [
      row_words(row),
      row.here,
      row.printed,
      row.ours,
      misprint_words(row) || verdict_words(row),
    ]),
  };
}

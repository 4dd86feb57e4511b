// Small formulas: one tree, printed as MathML Core, as LaTeX and as plain text.
import { mathml, type TemplateResult } from "lit";
import type { Real } from "../engine/types.gen.ts";
import { number } from "./format.ts";
import { latex_word } from "./latex_letters.ts";

/** A name with its subscript, a number, a partial derivative, or a product. */
export type Term =
  | { kind: "name"; name: string }
  | { kind: "number"; value: Real }
  | { kind: "derivative"; of: string; by: string }
  | { kind: "product"; factors: Term[] };

/** One line of a derivation: `sign symbols sign numbers`. */
export interface Line {
  sign: "=" | "+";
  symbols: Term | null;
  numbers: Term | null;
}

/** left = the lines added up, and at last the total. */
export interface Sum {
  left: Term;
  lines: Line[];
  total: Real;
  /** False where a shown number is rounded. */
  exactly: boolean;
}

/** `a1[2]` → a1 and 2. */
function parts_of(name: string): [string, string] {
  const at = name.endsWith("]") ? name.lastIndexOf("[") : -1;
  return at < 0 ? [name, ""] : [name.slice(0, at), name.slice(at + 1, -1)];
}

function name_mathml(name: string): TemplateResult {
  const [base, index] = parts_of(name);
  return index === "" ? mathml`<mi>${base}</mi>` : mathml`<msub><mi>${base}</mi><mn>${index}</mn></msub>`;
}

function is_negative(term: Term): boolean {
  return term.kind === "number" && number(term.value).startsWith("\u2212");
}

/** A term; a negative number behind a sign stands in brackets. */
function term_mathml(term: Term, behind: boolean): TemplateResult {
  switch (term.kind) {
    case "name":
      return name_mathml(term.name);
    case "number": {
      const shown = mathml`<mn>${number(term.value)}</mn>`;
      return behind && is_negative(term) ? mathml`<mrow><mo>(</mo>${shown}<mo>)</mo></mrow>` : shown;
    }
    case "derivative":
      return mathml`<mfrac><mrow><mi>∂</mi>${name_mathml(term.of)}</mrow><mrow><mi>∂</mi>${name_mathml(term.by)}</mrow></mfrac>`;
    default:
      return mathml`<mrow>${term.factors.map((factor, at) => mathml`${at > 0 ? mathml`<mo>·</mo>` : ""}${term_mathml(factor, true)}`)}</mrow>`;
  }
}

/** The derivation as one table: a line for each term, its numbers beside it, and the total. */
export function sum_mathml({ left, lines, total, exactly }: Sum): TemplateResult {
  const about = exactly ? "=" : "≈";
  const row = (
    name: TemplateResult | string,
    sign: string,
    symbols: Term | null,
    equals: string,
    numbers: Term | null,
  ) =>
    mathml`<mtr><mtd>${name}</mtd><mtd><mo>${sign}</mo></mtd><mtd>${symbols ? term_mathml(symbols, false) : ""}</mtd><mtd>${numbers ? mathml`<mo>${equals}</mo>` : ""}</mtd><mtd>${numbers ? term_mathml(numbers, false) : ""}</mtd></mtr>`;
  const result: Term = { kind: "number", value: total };
  return mathml`<mtable displaystyle="true">
    ${lines.map(({ sign, symbols, numbers }, at) => row(at === 0 ? term_mathml(left, false) : "", sign, symbols, sign === "+" ? "+" : about, numbers))}
    ${row(lines.length === 0 ? term_mathml(left, false) : "", "", null, about, result)}
  </mtable>`;
}

export function latex_name(name: string): string {
  const [base, index] = parts_of(name);
  const printed = latex_word(base);
  return index === "" ? printed : `${printed}_{${index}}`;
}

export function latex_number(value: Real): string {
  const [mantissa = "", exponent] = number(value).replaceAll("\u202f", "").replaceAll("\u2212", "-").split("e");
  const spelled = mantissa.replace("Infinity", "\\infty").replace("NaN", "\\mathrm{NaN}");
  return exponent === undefined ? spelled : `${spelled}\\cdot 10^{${exponent}}`;
}

function term_latex(term: Term, behind = false): string {
  switch (term.kind) {
    case "name":
      return latex_name(term.name);
    case "number":
      return behind && is_negative(term) ? `(${latex_number(term.value)})` : latex_number(term.value);
    case "derivative":
      return `\\frac{\\partial ${latex_name(term.of)}}{\\partial ${latex_name(term.by)}}`;
    default:
      return term.factors.map((factor) => term_latex(factor, true)).join(" \\cdot ");
  }
}

function term_plain(term: Term, behind = false): string {
  switch (term.kind) {
    case "name":
      return term.name;
    case "number":
      return behind && is_negative(term) ? `(${number(term.value)})` : number(term.value);
    case "derivative":
      return `∂${term.of}/∂${term.by}`;
    default:
      return term.factors.map((factor) => term_plain(factor, true)).join(" · ");
  }
}

function printed(
  { left, lines, total, exactly }: Sum,
  print: (term: Term) => string,
  about: string,
): { left: string; rows: string[] } {
  const joined = (of: (line: Line) => Term | null): string =>
    lines
      .flatMap((line) => of(line) ?? [])
      .map(print)
      .join(" + ");
  const rows = [
    { sign: "=", text: joined((line) => line.symbols) },
    { sign: exactly ? "=" : about, text: joined((line) => line.numbers) },
    { sign: exactly ? "=" : about, text: print({ kind: "number", value: total }) },
  ];
  return { left: print(left), rows: rows.filter(({ text }) => text !== "").map(({ sign, text }) => `${sign} ${text}`) };
}

/** The derivation as LaTeX, for a document that loads amsmath. */
export function sum_latex(sum: Sum): string {
  const { left, rows } = printed(sum, term_latex, "\\approx");
  const lines = rows.map((row, at) => (at === 0 ? `${left} &${row}` : `  &${row}`));
  return `\\begin{aligned}\n${lines.join(" \\\\\n")}\n\\end{aligned}`;
}

/** The derivation as text, its numbers as the card shows them. */
export function sum_plain(sum: Sum): string {
  const { left, rows } = printed(sum, term_plain, "≈");
  return `${left} ${rows.join("\n  ")}`;
}

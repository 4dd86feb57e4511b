// Tables of formulas as a LaTeX file: it compiles by itself, goes into another document by \input, and stays within its lines and pages.

export interface Table {
  heads: readonly [string, string];
  /** Cells as LaTeX, $…$ included. */
  rows: readonly (readonly [string, string])[];
  /** In words; it stands above the table as a comment. */
  caption: string;
}

/** What cannot be broken is made smaller where it is wider than its column. */
export const fitting = (formula: string): string => `\\bwfit{${formula}}`;

/** A letter of another script: itself where the engine has such letters, else its code point. */
export function latex_other(letter: string): string {
  const codes = [...letter].map((one) => one.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0"));
  return `\\text{\\bwletter{${letter}}{${codes.join(" ")}}}`;
}

/** A line of a comment, whatever the text holds. */
const plain = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}%]+/gu, " ");

// Before \documentclass has run, \documentclass is not what it becomes then: that is how the file knows that it is alone.
const kHead = [
  "\\expandafter\\ifx\\csname @twoclasseserror\\endcsname\\documentclass\\else",
  "\\documentclass{article}",
  "\\usepackage[a4paper,margin=2cm]{geometry}",
  "\\usepackage{amsmath,amssymb,array,longtable,graphicx}",
  "\\def\\bwend{\\end{document}}",
  "\\begin{document}",
  "\\fi",
  "\\providecommand\\bwend{}",
  "\\providecommand\\bwfit[1]{\\sbox0{$#1$}\\ifdim\\wd0>0.9\\linewidth\\resizebox{0.9\\linewidth}{!}{\\usebox0}\\else\\usebox0\\fi}",
];
const kLetter = "\\providecommand\\bwletter[2]{\\ifx\\Umathchar\\undefined\\texttt{U+#2}\\else#1\\fi}";

const kColumn = ">{\\raggedright\\arraybackslash}p{0.48\\linewidth}";

function table({ heads, rows, caption }: Table): string[] {
  return [
    "",
    `% ${plain(caption)}`,
    `\\begin{longtable}{@{}${kColumn}@{\\hspace{0.04\\linewidth}}${kColumn}@{}}`,
    "\\hline",
    `${heads.join(" & ")} \\\\`,
    "\\hline",
    "\\endhead",
    ...rows.map((cells) => `${cells.join(" & ")} \\\\`),
    "\\hline",
    "\\end{longtable}",
  ];
}

/** The file. `note`: what else its head says, or nothing. */
export function document_of(title: string, note: string, tables: readonly Table[]): string {
  const body = tables.flatMap(table);
  const others = body.some((line) => line.includes("\\bwletter{"));
  return [
    `% ${plain(title)}. Compile it as it is, or \\input it into a document that loads amsmath, amssymb, array, longtable and graphicx.`,
    ...(others
      ? [
          "% It has letters of other scripts: lualatex and xelatex print them in a font that has them, pdflatex their code points.",
        ]
      : []),
    ...(note ? [`% ${note}`] : []),
    ...kHead,
    ...(others ? [kLetter] : []),
    ...body,
    "\\bwend",
    "",
  ].join("\n");
}

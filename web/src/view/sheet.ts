// A table as data → text for the clipboard (tab-separated, which spreadsheets take) and for a file (CSV, RFC 4180).

/** Numbers keep every digit; an empty cell is "". */
export type Cell = string | number;

export interface Sheet {
  /** What the table is called, as in "the ledger"; also the name of the file. */
  name: string;
  /** Words and names that any program takes for those of columns: no sign that only mathematics has. */
  heads: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** A cell that begins like a formula is text: spreadsheets must not compute it. */
function plain(cell: Cell): string {
  if (typeof cell === "number" || /^[-+]?(Infinity|[\d.]+(e[-+]?\d+)?)$/.test(cell)) return String(cell);
  return /^[=+\-@]/.test(cell) ? `'${cell}` : cell;
}

export function to_tsv({ heads, rows }: Sheet): string {
  const line = (cells: readonly Cell[]): string =>
    cells.map((cell) => plain(cell).replace(/[\t\r\n]+/g, " ")).join("\t");
  return [heads, ...rows].map(line).join("\n");
}

export function to_csv({ heads, rows }: Sheet): string {
  const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [heads, ...rows].map((cells) => `${cells.map((cell) => quoted(plain(cell))).join(",")}\r\n`).join("");
}

/** What a file of CSV begins with, so that spreadsheets read it as UTF-8; other programs skip it, or take `utf-8-sig`. */
export const kMark = "\ufeff";

/** `the answer of L` → `the-answer-of-L.csv`. */
export function file_name({ name }: Sheet): string {
  return `${name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "")}.csv`;
}

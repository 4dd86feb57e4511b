// A table as text: tab-separated for the clipboard, CSV for a file; the CSV is read back by the rules of RFC 4180.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { array_cell, cost_cells, kCostHeads } from "../../web/src/view/cells.ts";
import { ledger_sheet } from "../../web/src/view/ledger_sort.ts";
import { file_name, kMark, type Sheet, to_csv, to_tsv } from "../../web/src/view/sheet.ts";

const sheet = (...rows: Sheet["rows"]): Sheet => ({ name: "the ledger", heads: ["node", "value"], rows });

/** Records and fields of a CSV text, by RFC 4180. */
function read_csv(text: string): string[][] {
  const records: string[][] = [[]];
  let field = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === '"' && text[at + 1] === '"') field += text[at++];
      else if (letter === '"') quoted = false;
      else field += letter;
    } else if (letter === '"') quoted = true;
    else if (letter === ",") {
      records.at(-1)?.push(field);
      field = "";
    } else if (letter === "\r" && text[at + 1] === "\n") {
      records.at(-1)?.push(field);
      records.push([]);
      field = "";
      at++;
    } else field += letter;
  }
  return records.slice(0, -1);
}

describe("CSV", () => {
  test("numbers keep every digit, and what is not finite its spelling", () => {
    expect(to_csv(sheet(["a", 0.1], ["b", -1e-300], ["c", "NaN"], ["d", "-Infinity"]))).toBe(
      "node,value\r\na,0.1\r\nb,-1e-300\r\nc,NaN\r\nd,-Infinity\r\n",
    );
  });

  test("any text comes back as it was, whatever it holds", () => {
    const cell = fc.string({ unit: "grapheme" }).filter((text) => !/^[=+\-@]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        expect(read_csv(to_csv(sheet(...rows))).slice(1)).toEqual(rows);
      }),
    );
    expect(read_csv(to_csv(sheet(['say "x", twice', "a\r\nb"])))[1]).toEqual(['say "x", twice', "a\r\nb"]);
  });

  test("headings are plain: no sign that only mathematics has; a file begins with the mark of UTF-8", () => {
    const { heads } = ledger_sheet([], "W[0]", "L");
    const all = [...heads, ...kCostHeads];
    for (const head of all) expect(head).toMatch(/^[ -~]+$/);
    expect(new Set(heads).size).toBe(heads.length);
    expect(heads).toContain("reverse derivative of L by node");
    expect([...new TextEncoder().encode(kMark)]).toEqual([0xef, 0xbb, 0xbf]); // UTF-8 of U+FEFF, as RFC 3629 has it
  });

  test("what a spreadsheet would compute is text", () => {
    expect(
      to_csv(sheet(["=1+1", "+x"], ["-y", "@z"]))
        .split("\r\n")
        .slice(1, 3),
    ).toEqual(["'=1+1,'+x", "'-y,'@z"]);
  });
});

test("the clipboard gets one line a row, one tab between cells", () => {
  expect(to_tsv(sheet(["a\tb\nc", 1], ["d", ""]))).toBe("node\tvalue\na b c\t1\nd\t");
});

test("the file is called as the table", () => {
  expect(file_name(sheet())).toBe("the-ledger.csv");
});

test("an array is one cell, and a cost as many as its headings", () => {
  expect([array_cell(null), array_cell([3]), array_cell([1, "NaN"])]).toEqual(["", 3, "[1, NaN]"]);
  expect(cost_cells([1, 2, 3, 4, 5, 6])).toEqual([10, 1, 2, 3, 4, 5, 6]);
  expect(cost_cells(undefined)).toHaveLength(kCostHeads.length);
});

// Files of the page: the two traces against the tables of the survey, and what a stranger's file may do.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { read_file } from "../../web/src/export/read_file.ts";
import { latex_array, latex_id, traces } from "../../web/src/export/traces.ts";
import { canonical, kCount } from "../../web/src/link/link.ts";
import { any_link } from "../links/make.ts";
import { preset, presets, source_of } from "../programs/sources.ts";

/** The lines of the two tables, without their frames. */
function rows(text: string): { forward: string[]; reverse: string[] } {
  const [, forward = "", reverse = ""] = text.split("\\begin{tabular}");
  const lines = (table: string): string[] => table.split("\n").filter((line) => line.startsWith("$"));
  return { forward: lines(forward), reverse: lines(reverse) };
}

describe("the traces", () => {
  const made = rows(traces(source_of(preset("baydin")), "by x1", "y"));
  test("forward, with the numbers of Table 2 of Baydin et al. (2018)", () => {
    expect(made.forward).toEqual([
      "$x_{1} = 2$ & $\\dot{x_{1}} = 1$ \\\\",
      "$x_{2} = 5$ & $\\dot{x_{2}} = 0$ \\\\",
      "$v_{1} = \\ln {x_{1}} = 0.693$ & $\\dot{v_{1}} = 1/{x_{1}}\\,\\dot{x_{1}} = 0.5$ \\\\",
      "$v_{2} = {x_{1}} \\cdot {x_{2}} = 10$ & $\\dot{v_{2}} = {x_{2}}\\,\\dot{x_{1}} + {x_{1}}\\,\\dot{x_{2}} = 5$ \\\\",
      "$v_{3} = \\sin {x_{2}} = -0.959$ & $\\dot{v_{3}} = \\cos {x_{2}}\\,\\dot{x_{2}} = 0$ \\\\",
      "$v_{4} = {v_{1}} + {v_{2}} = 10.7$ & $\\dot{v_{4}} = \\dot{v_{1}} + \\dot{v_{2}} = 5.5$ \\\\",
      "$y = {v_{4}} - {v_{3}} = 11.7$ & $\\dot{y} = \\dot{v_{4}} - \\dot{v_{3}} = 5.5$ \\\\",
    ]);
  });
  test("reverse, with the numbers of Table 3", () => {
    expect(made.reverse.map((line) => line.split(" & ")[1])).toEqual([
      "$\\bar{x_{1}} = 1/{x_{1}}\\,\\bar{v_{1}} + {x_{2}}\\,\\bar{v_{2}} = 5.5$ \\\\",
      "$\\bar{x_{2}} = {x_{1}}\\,\\bar{v_{2}} + \\cos {x_{2}}\\,\\bar{v_{3}} = 1.72$ \\\\",
      "$\\bar{v_{1}} = \\bar{v_{4}} = 1$ \\\\",
      "$\\bar{v_{2}} = \\bar{v_{4}} = 1$ \\\\",
      "$\\bar{v_{3}} = -\\bar{y} = -1$ \\\\",
      "$\\bar{v_{4}} = \\bar{y} = 1$ \\\\",
      "$\\bar{y} = 1$ \\\\",
    ]);
  });
  test("of every preset every row has two cells and closed braces, and no hole", () => {
    for (const id of presets)
      for (const line of Object.values(rows(traces(source_of(preset(id)), "by w", "L"))).flat()) {
        const bare = line.replace(/\\left\[\\begin\{smallmatrix\}.*?\\end\{smallmatrix\}\\right\]/g, "");
        expect(bare.split("&"), line).toHaveLength(2);
        expect(line.replace(/\\[{}]/g, "").split("{").length).toBe(line.replace(/\\[{}]/g, "").split("}").length);
        expect(line).not.toMatch(/undefined|NaN/);
      }
  });
  test("a name of a stranger is no command", () => {
    const plain = /^\\mathit\{(?:[^\\{}$%&#_^~]|\\[{}$%&#_]|\\(?:backslash|hat|sim)\{\})*\}$|^\p{L}(?:_\{\d+\})?$/u;
    fc.assert(fc.property(fc.string({ minLength: 1 }), (id) => plain.test(latex_id(id))));
    expect(latex_id("\\input{/etc/passwd}")).toBe("\\mathit{\\backslash{}input\\{/etc/passwd\\}}");
  });
  test("arrays are written while they fit a line", () => {
    expect(latex_array([1, 2, 3, 4], [2, 2])).toBe(
      "\\left[\\begin{smallmatrix}1 & 2 \\\\ 3 & 4\\end{smallmatrix}\\right]",
    );
    expect(latex_array(Array(12).fill(1), [3, 4])).toBe("\\in\\mathbb{R}^{3\\times 4}");
  });
});

describe("a file", () => {
  test("that was exported opens as what it was", () => {
    fc.assert(
      fc.property(any_link, (link) => {
        expect(read_file("a.json", canonical(link))).toEqual({ link });
      }),
    );
  });
  test.each([
    ["a link of a newer version", "a.json", '{"v":2,"src":""}', /version 2/],
    ["half a file", "a.json", '{"v":1,"src":"L', /no complete JSON/],
    ["a page", "a.html", "<script>alert(1)</script>", /no JSON/],
    ["a list", "a.json", "[]", /no object/],
    ["a prototype", "a.json", '{"v":1,"src":"","__proto__":{"x":1}}', /a name that no version/],
    ["a million brackets", "a.json", "[".repeat(1_000_000), /no/],
    ["something else", "a.json", '{"name":"package"}', /version/],
  ])("%s is refused in words", (_, name, text, words) => {
    const read = read_file(name, text);
    expect("refused" in read ? read.refused : "").toMatch(words);
  });
  test("a text is a network where its name says so; a network as data goes to the engine, without what it does not know", () => {
    expect(read_file("a.net", "L = 1\n")).toEqual({ link: { src: "L = 1\n", count: kCount } });
    const network = { inputs: [{ id: "w", value: 1, diff: true }], nodes: [{ id: "L", op: "mul", in: ["w", "w"] }] };
    expect(read_file("a.json", JSON.stringify({ ...network, evil: 1 }))).toEqual({ network });
  });
});

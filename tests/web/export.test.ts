// Files of the page: the two traces against the tables of the survey, and what a stranger's file may do.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitting_size } from "../../web/src/export/picture.ts";
import { crowded, size_on } from "../../web/src/export/pixels.ts";
import { read_file } from "../../web/src/export/read_file.ts";
import { latex_array, latex_id, traces } from "../../web/src/export/traces.ts";
import { canonical, kCount } from "../../web/src/link/link.ts";
import { latex_name } from "../../web/src/view/math.ts";
import { any_link } from "../links/make.ts";
import { preset, presets, source_of } from "../programs/sources.ts";

/** The lines of the two tables, without their frames. */
function rows(text: string): { forward: string[]; reverse: string[] } {
  const [, forward = "", reverse = ""] = text.split("\\begin{longtable}");
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
    const known = /\\(?:mathit|mathrm|text|bwfit|bwletter|[{}_#$%& ]|[a-zA-Z]+(?=[{}]|$))/g;
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.string({ unit: "grapheme", minLength: 1 })), (id) => {
        const rest = latex_id(id).replace(/\\bwletter\{.*?\}\{[\dA-F ]+\}/gu, "");
        expect(rest).toMatch(/^[ -~]*$/);
        expect(rest.replace(known, "")).not.toMatch(/[\\#$%&~^]/);
        const braces = rest.replace(/\\[{}]/g, "");
        expect(braces.split("{").length).toBe(braces.split("}").length);
      }),
    );
    expect(latex_id("&̧")).toBe("\\mathit{\\text{\\bwletter{\u0327}{0327}}}");
    expect(latex_id("\\input{/etc/passwd}")).toBe("\\mathit{\\backslash{}input\\{/etc/passwd\\}}");
  });
  test("every letter that the language has is a macro or an accent, which pdflatex knows", () => {
    const text =
      "param α = 0.5\nparam σ0 = 2\nŷ = tanh(α*σ0)\nẋ = ŷ*α\nϕ = sin(ẋ)\nθ̂ = ϕ*α\nΔβ = θ̂*2\nΑ = Δβ*2\nL = ln(Α)\n";
    const made = traces(source_of(text, "Anfänger σ"), "by α", "L");
    expect(made.replace(/^%.*$/gm, "")).toMatch(/^[ -~\n]*$/);
    expect(rows(made).forward.map((line) => line.split(" = ")[0])).toEqual([
      ...[
        "$\\alpha",
        "$\\sigma_{0}",
        "$\\mathit{\\hat{y}.1}",
        "$\\hat{y}",
        "$\\dot{x}",
        "$\\varphi",
        "$\\hat{\\theta}",
      ],
      ...["$\\mathit{{\\Delta}{\\beta}}", "$\\mathrm{A}", "$L"],
    ]);
    expect(["μ", "µ", "ϑ", "ς", "ά", "x⃗", "ℓ", "é"].map((one) => latex_id(one))).toEqual([
      ...["\\mu", "\\mu", "\\theta", "\\varsigma", "\\acute{\\alpha}", "\\vec{x}", "l", "\\acute{e}"],
    ]);
  });
  test("a letter of another script stands beside its code point, and the head says who prints it", () => {
    const made = traces(source_of("param `вес` = 2\nL = `вес` * 3\n"), "by it", "L");
    expect(made).toContain(
      "\\mathit{\\text{\\bwletter{в}{0432}}\\text{\\bwletter{е}{0435}}\\text{\\bwletter{с}{0441}}}",
    );
    expect(made).toContain("pdflatex their code points");
    expect(made).toContain("\\providecommand\\bwletter");
  });
  test("the index of a name is not taken for the place of an operand", () => {
    const { reverse } = rows(traces(source_of("param w = 0.5\na0 = tanh(w)\nL = a0*3\n"), "by w", "L"));
    expect(reverse[0]).toContain("\\left(1 - a_{0}^2\\right)\\,\\bar{a_{0}}");
  });
  test("what cannot be broken is fitted, what can be may break; the file is whole by itself and inside another", () => {
    expect(latex_array([1, 2, 3, 4, 5], [1, 5])).toBe(
      "\\bwfit{\\left[\\begin{smallmatrix}1 & 2 & 3 & 4 & 5\\end{smallmatrix}\\right]}",
    );
    expect(latex_array([1, 2, 3, 4], [4])).toBe("(1,\\;\\allowbreak 2,\\;\\allowbreak 3,\\;\\allowbreak 4)");
    expect(latex_id("a".repeat(80))).toBe(`\\bwfit{\\mathit{${"a".repeat(80)}}}`);
    const made = traces(source_of(preset("baydin")), "by x1", "y");
    for (const begun of ["document", "longtable"])
      expect(made.split(`\\begin{${begun}}`).length, begun).toBe(made.split(`\\end{${begun}}`).length);
    for (const once of ["\\documentclass{article}", "\\fi\n\\providecommand\\bwend{}", "\n\\bwend\n"])
      expect(made.split(once), once).toHaveLength(2);
  });
  test("arrays are written while they fit a line", () => {
    expect(latex_array([1, 2, 3, 4], [2, 2])).toBe(
      "\\left[\\begin{smallmatrix}1 & 2 \\\\ 3 & 4\\end{smallmatrix}\\right]",
    );
    expect(latex_array(Array(12).fill(1), [3, 4])).toBe("\\in\\mathbb{R}^{3\\times 4}");
  });
});

describe("a picture as pixels", () => {
  const phone = { side: 16_384, area: 16_777_216 };
  const desk = { side: 16_384, area: 67_108_864 };
  test.each([
    ["two pixels for each px where they fit", 1400, 900, desk, 2, 2800, 1800],
    ["a side of 16,384", 16_384, 1000, desk, 1, 16_384, 1000],
    ["the area on a phone: √(16,777,216 / 4,000,000) = 2.048", 2000, 2000, phone, 2, 4000, 4000],
    ["the area on a phone: √(16,777,216 / 16,000,000) = 1.024", 4000, 4000, phone, 1.024, 4096, 4096],
    ["both: half of 32,768 × 4,000", 32_768, 4000, desk, 0.5, 16_384, 2000],
  ])("%s", (_, width, height, canvas, scale, across, down) => {
    const found = size_on(width, height, canvas);
    expect([found.width, found.height]).toEqual([across, down]);
    expect(found.scale).toBeCloseTo(scale, 3);
  });
  test("it never asks for more than the canvas has, and says what is left where digits cannot be read", () => {
    const side = fc.integer({ min: 1, max: 200_000 });
    fc.assert(
      fc.property(side, side, fc.constantFrom(phone, desk), (width, height, canvas) => {
        const { width: across, height: down } = size_on(width, height, canvas);
        expect(Math.max(across, down)).toBeLessThanOrEqual(canvas.side);
        expect(across * down).toBeLessThanOrEqual(Math.max(canvas.area, canvas.side));
      }),
    );
    expect(crowded({ width: 8192, height: 8192 })).toBe(null); // 67,108,864 pixels
    expect(crowded({ width: 32_768, height: 4000 })).toEqual({ scale: 0.5, width: 16_384, height: 2000 });
  });
});

test("a number that is closer on the page is smaller in the file: 0.84 + 5 × 0.64 + 0.32 = 4.36 widths into 38 px", () => {
  expect(fitting_size("\u22120.0232", 38, 11)).toBe(8.72);
  expect(fitting_size("0.5", 38, 11)).toBe(11);
});

test("a card copies Greek names as macros, too", () => {
  expect(["σ", "ŷ", "ωx[2]", "w_1"].map(latex_name)).toEqual([
    ...["\\sigma", "\\hat{y}", "\\mathit{{\\omega}x}_{2}", "\\mathit{w\\_1}"],
  ]);
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

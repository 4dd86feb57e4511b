// The contrast of every pair of colours that meet on the page, computed from the style sheet itself.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../web/src/element/tokens.css", import.meta.url), "utf8");

type Colour = [number, number, number];
type Tokens = Record<string, Colour>;

/** The custom properties that are colours, of the first block after `start`. */
function tokens(start: string): Tokens {
  const from = css.indexOf(start);
  expect(from, start).toBeGreaterThanOrEqual(0);
  const block = css.slice(css.indexOf("{", from) + 1, css.indexOf("}", from));
  const found = [...block.matchAll(/--([a-z]+): #([0-9a-f]{6});/g)];
  return Object.fromEntries(
    found.map(([, name = "", hex = ""]) => [
      name,
      [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Colour,
    ]),
  );
}

function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((part) =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  ) as Colour;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Colour, b: Colour): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** `hue` over `paper` at an opacity, as a cell of the graph is filled. */
function over(hue: Colour, paper: Colour, opacity: number): Colour {
  return hue.map((part, index) => part * opacity + (paper[index] ?? 0) * (1 - opacity)) as Colour;
}

const tint = Number(/--tint: (\d+)%/.exec(css)?.[1]) / 100;
const schemes = { light: tokens(":host {"), dark: tokens(':host(:not([theme="light"]))') };

test("the formula gives the contrasts that WCAG names", () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 6);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
});

test("the dark colours are the same by preference and by switch, and paper prints light", () => {
  expect(tokens(':host([theme="dark"])')).toEqual(schemes.dark);
  const print = css.slice(css.indexOf("@media print"));
  for (const [name, colour] of Object.entries(schemes.light)) {
    if (name === "raised") continue;
    const hex = colour.map((part) => part.toString(16).padStart(2, "0")).join("");
    expect(print).toContain(`--${name}: #${hex}`);
  }
});

describe.each(Object.entries(schemes))("%s", (_, scheme) => {
  const get = (name: string): Colour => {
    const colour = scheme[name];
    if (!colour) throw new Error(`no colour ${name}`);
    return colour;
  };
  const grounds = ["paper", "raised"];

  test.each(["ink", "quiet", "along", "against", "wrong"])("%s is readable as text, 4.5:1", (name) => {
    for (const ground of grounds) expect(contrast(get(name), get(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(["quiet", "along", "against", "ink", "wrong"])("%s is visible as an edge, glyph or border, 3:1", (name) => {
    for (const ground of grounds) expect(contrast(get(name), get(ground))).toBeGreaterThanOrEqual(3);
  });

  test.each(["ink", "along", "against", "quiet"])("digits are readable on the strongest tint of %s", (hue) => {
    expect(tint).toBeGreaterThan(0.1);
    for (const ground of grounds)
      expect(contrast(get("ink"), over(get(hue), get(ground), tint))).toBeGreaterThanOrEqual(4.5);
  });

  test("the minus sign in a cell is ink on a border of paper, whatever the cell", () => {
    const draw = readFileSync(new URL("../../web/src/picture/draw.ts", import.meta.url), "utf8");
    expect(draw).toContain(".minus .under { stroke: var(--paper)");
    expect(draw).toContain(".minus .over { stroke: var(--ink)");
    expect(contrast(get("ink"), get("paper"))).toBeGreaterThanOrEqual(4.5);
  });
});

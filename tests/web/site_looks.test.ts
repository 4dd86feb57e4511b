// The looks of a picture written into it, against what a browser would make of the same sheet.
import { Window } from "happy-dom";
import { describe, expect, test } from "vitest";
import { rules, write_looks } from "../../web/tools/site/looks.ts";

const names = { "--ink": "#111111", "--along": "#0000ff", "--mono": "Mono", "--tint": "26%", color: "#111111" };
const css = `
  text { fill: currentColor; }
  .along { --hue: var(--along); }
  .plain { --hue: var(--ink); }
  .frame { fill: white; stroke-width: 1; }
  .leaf .frame { fill: gray; }
  .title { font: 600 12px var(--mono); }
  .head { fill: var(--hue); color: var(--hue); }
  .cell :is(rect, .shade) { fill: var(--hue); }
  .cell:hover rect { fill: red; }
  @media print { .frame { fill: red; } }
`;

function looked(markup: string): Element {
  const { document } = new Window();
  const host = document.createElement("div");
  host.innerHTML = markup;
  write_looks(host as unknown as Element, rules(css), names);
  return host as unknown as Element;
}
const of = (markup: string, selector: string, name: string): string | null =>
  looked(markup).querySelector(selector)?.getAttribute(name) ?? null;

describe("a picture without a sheet", () => {
  test.each([
    ["a class", '<rect class="frame"></rect>', "rect", "fill", "white"],
    ["the heavier rule", '<g class="leaf"><g><rect class="frame"></rect></g></g>', "rect", "fill", "gray"],
    ["a name that is handed on", '<g class="along cell"><rect></rect></g>', "rect", "fill", "#0000ff"],
    ["one of several", '<g class="plain cell"><path class="shade"></path></g>', "path", "fill", "#111111"],
    ["the colour of the text", '<g class="along head"><text>a</text></g>', "text", "fill", "#0000ff"],
    ["and without one", "<text>a</text>", "text", "fill", "#111111"],
    ["a font", '<text class="title">a</text>', "text", "font-weight", "600"],
    ["its family", '<text class="title">a</text>', "text", "font-family", "Mono"],
    ["its size", '<text class="title">a</text>', "text", "font-size", "12px"],
    ["a shade", '<rect style="fill-opacity:calc(var(--tint) * 0.5)"></rect>', "rect", "fill-opacity", "0.13"],
    ["a place", '<rect style="x:4px"></rect>', "rect", "style", null],
  ])("%s", (_, markup, selector, name, value) => expect(of(markup, selector, name)).toBe(value));
});

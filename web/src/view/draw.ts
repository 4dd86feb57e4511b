// Scene → SVG: the only file of the view that knows how a picture is drawn.
import { css, nothing, type SVGTemplateResult, svg } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Place } from "./labels.ts";
import type { Box, Cell, Label } from "./pieces.ts";
import type { Scene, Wire } from "./scene.ts";

const kRuleHalf = 22; // half the length of a fraction's rule
const kLong = 8; // letters of a number that may not fit
const kLineHalf = 7.5; // from a fraction's rule to the middle of its lines

/** What the reader can do with a picture. */
export interface Handlers {
  choose(place: Place): void;
  /** A cell came under the pointer or the focus, or was tapped. */
  read(title: string): void;
  /** An arrow key was pressed in a cell. */
  move(event: KeyboardEvent, cell: Cell): void;
}

function label_of({ x, y, text, under, hue, kind, title }: Label): SVGTemplateResult {
  const tip = title ? svg`<title>${title}</title>` : nothing;
  if (under === undefined) return svg`<text class="${kind} ${hue}" x=${x} y=${y}>${text}${tip}</text>`;
  return svg`<g class="${kind} ${hue}">${tip}
    <text x=${x} y=${y - kLineHalf}>${text}</text>
    <line x1=${x - kRuleHalf} x2=${x + kRuleHalf} y1=${y} y2=${y}></line>
    <text x=${x} y=${y + kLineHalf + 1}>${under}</text></g>`;
}

function minus_of(cell: Cell): SVGTemplateResult | typeof nothing {
  if (cell.text || !cell.negative || cell.width < 8) return nothing;
  const half = Math.min(5, cell.width / 2 - 2);
  const [x, y] = [cell.x + cell.width / 2, cell.y + cell.height / 2];
  const line = (kind: string) => svg`<line class=${kind} x1=${x - half} x2=${x + half} y1=${y} y2=${y}></line>`;
  return svg`<g class="minus">${line("under")}${line("over")}</g>`;
}

/** A long number is set a little closer, so that it stays in its cell whatever the font. */
function number_of({ x, y, width, height, text }: Cell): SVGTemplateResult {
  const [right, middle] = [x + width - 4, y + height / 2];
  const letters = [...text].length;
  if (letters < kLong)
    return svg`<text class=${letters === kLong - 1 ? "long" : ""} x=${right} y=${middle}>${text}</text>`;
  return svg`<text class="long" x=${right} y=${middle} textLength=${width - 6} lengthAdjust="spacingAndGlyphs">${text}</text>`;
}

function cell_of(cell: Cell, weight: string, handlers: Handlers): SVGTemplateResult {
  const pick = cell.pick;
  const chosen = cell.key === weight;
  const fill = cell.text ? `calc(var(--tint) * ${cell.strength.toFixed(3)})` : `${Math.round(6 + 79 * cell.strength)}%`;
  const body = svg`<title>${cell.title}</title>
    <rect x=${cell.x + 0.5} y=${cell.y + 0.5} width=${cell.width - 1} height=${cell.height - 1} style="fill-opacity:${fill}"></rect>
    ${minus_of(cell)}
    ${cell.text ? number_of(cell) : nothing}
    ${cell.ring ? svg`<rect class="ring ${cell.ring}" x=${cell.x + 1.5} y=${cell.y + 1.5} width=${cell.width - 3} height=${cell.height - 3} rx="3"></rect>` : nothing}`;
  const classes = `cell ${cell.hue}${pick ? " pick" : ""}`;
  const read = () => handlers.read(cell.title);
  if (!pick) return svg`<g class=${classes} aria-hidden="true" @pointerenter=${read} @click=${read}>${body}</g>`;
  return svg`<g class=${classes} role="radio" aria-checked=${chosen} aria-label=${cell.title} tabindex=${chosen ? 0 : -1} data-key=${cell.key}
    @click=${() => handlers.choose(pick)} @focus=${read} @pointerenter=${read}
    @keydown=${(event: KeyboardEvent) => handlers.move(event, cell)}>${body}</g>`;
}

function box_of(box: Box, weight: string, handlers: Handlers): SVGTemplateResult {
  return svg`<g class="box ${box.kind}${box.output ? " output" : ""}">
    <rect class="frame" x=${box.x} y=${box.y} width=${box.width} height=${box.height} rx="6"></rect>
    <g aria-hidden="true">${box.labels.map(label_of)}</g>
    ${repeat(
      box.cells,
      (cell) => cell.key,
      (cell) => cell_of(cell, weight, handlers),
    )}
  </g>`;
}

function wire_of({ lanes, title }: Wire): SVGTemplateResult {
  return svg`<g class="wire">
    ${lanes.map(({ direction, path, head }) => svg`<g class=${direction ?? "plain"}><path class="line" d=${path}></path><path class="head" d=${head}></path></g>`)}
    <title>${title}</title></g>`;
}

/** The picture. Only the cells that can be chosen are in the accessibility tree: the ledger says everything else. */
export function draw(scene: Scene, weight: Place | null, handlers: Handlers): SVGTemplateResult {
  const chosen = weight ? `${weight.id} ink ${weight.index}` : "";
  const reachable = scene.picks.some((cell) => cell.key === chosen) ? chosen : (scene.picks[0]?.key ?? "");
  const view = [scene.left, scene.top, scene.width, scene.height].join(" ");
  return svg`<svg width=${scene.width} height=${scene.height} viewBox=${view} role="radiogroup" aria-label="The weight whose derivatives are computed forward">
    <g aria-hidden="true">${repeat(scene.wires, (wire) => wire.key, wire_of)}</g>
    ${repeat(
      scene.boxes,
      (box) => box.key,
      (box) => box_of(box, reachable, handlers),
    )}
  </svg>`;
}

/** How a picture looks, in the colours of the page. */
export const picture_styles = css`
  svg { display: block; font: 12px var(--sans); font-variant-numeric: tabular-nums lining-nums; color: var(--ink); }
  text { fill: currentColor; dominant-baseline: central; }
  .along { --hue: var(--along); }
  .against { --hue: var(--against); }
  .ink, .plain { --hue: var(--ink); }
  .plain { --hue: var(--quiet); }
  .frame { fill: var(--paper); stroke: var(--quiet); stroke-width: 1; }
  .leaf .frame { fill: var(--raised); stroke: var(--hairline); }
  .output .frame { stroke: var(--ink); stroke-width: 2; }
  .title { font: 600 12px var(--mono); }
  .leaf .title { font-weight: 400; }
  .head, .note { font-size: 11px; fill: var(--hue); color: var(--hue); }
  .head { text-anchor: middle; }
  .head line { stroke: var(--hue); stroke-width: 1; }
  .head.ink, .note.ink { color: var(--quiet); }
  .cell rect { fill: var(--hue); }
  .cell text { text-anchor: end; }
  .cell .long { font-size: 11px; }
  .cell.along text, .cell.against text { fill: var(--ink); }
  .minus .under { stroke: var(--paper); stroke-width: 4.5; stroke-linecap: round; }
  .minus .over { stroke: var(--ink); stroke-width: 1.5; }
  .cell .ring { fill: none; stroke: var(--hue); stroke-width: 2; }
  .cell .ring.seed { stroke: var(--along); stroke-dasharray: 4 2; }
  .cell.pick { cursor: pointer; }
  .cell.pick:focus { outline: none; }
  .cell.pick:focus-visible rect:first-of-type { stroke: var(--ink); stroke-width: 2; }
  .wire .line { fill: none; stroke: var(--hue); stroke-width: 1.5; }
  .wire .along .line { stroke-dasharray: 5 3; }
  .wire .head { fill: var(--hue); stroke: none; }
`;

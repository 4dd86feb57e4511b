// One box of the scene → SVG: its frame, which takes the focus, its words and its numbers.
import { nothing, type SVGTemplateResult, svg } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import type { Direction } from "../engine/types.gen.ts";
import type { Place } from "../view/labels.ts";
import { draw_squares, split } from "./draw_squares.ts";
import { kTitle, kToggle } from "./measure.ts";
import type { PathMarks } from "./path_marks.ts";
import type { Box, Cell, Hue, Label } from "./pieces.ts";
import type { Sight } from "./tiles.ts";
import { letters_in } from "./viewport.ts";

/** What the reader can do with a picture. */
export interface Handlers {
  choose(place: Place): void;
  /** Opens the card of an element. */
  ask(place: Place, key: string): void;
  toggle(box: Box): void;
  /** Something came under the pointer or the focus, or was tapped. */
  read(title: string): void;
  /** A key was pressed on a node or in a cell of a weight. */
  press(event: KeyboardEvent, key: string): void;
}

/** What a box is drawn with beside itself. */
export interface Brush {
  handlers: Handlers;
  /** Key of the one stop of the Tab key. */
  stop: string;
  /** Key of the chosen cell. */
  chosen: string;
  zoom: number;
  /** What stands on lines comes a moment later. */
  bare?: boolean;
  /** A value is dragged: what only a tooltip says of a small square follows when it is let go. */
  live?: boolean;
  /** While a value is dragged the part of the scene that is in the window: the rest is drawn, and follows when it is let go. */
  seen?: Sight | null;
  /** Keys of the boxes where the stepper is, in each direction. */
  now: Readonly<Record<Direction, string | null>>;
  /** Hues of the wires along which numbers move. */
  front?: ReadonlyMap<string, Hue>;
  /** The path that is pointed at. */
  path?: PathMarks | null;
}

const kRuleHalf = 18; // half the length of a fraction's rule
const kWide = 7.4; // width of a letter of a number in a wide face, at 12 px
const kWideSmall = 6.8; // and at 11 px
const kLineHalf = 7.5; // from a fraction's rule to the middle of its lines

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

/** A number that may not fit is set smaller, and then closer, so that it stays in its cell whatever the font. */
function number_of({ x, y, width, height, text }: Cell): SVGTemplateResult {
  const [right, middle] = [x + width - 3, y + height / 2];
  const letters = [...text].length;
  const room = width - 5;
  if (letters * kWide <= room) return svg`<text x=${right} y=${middle}>${text}</text>`;
  if (letters * kWideSmall <= room) return svg`<text class="long" x=${right} y=${middle}>${text}</text>`;
  return svg`<text class="long" x=${right} y=${middle} textLength=${room} lengthAdjust="spacingAndGlyphs">${text}</text>`;
}

/** What is drawn of a cell, in numbers: a square changes only where its shade does. */
function looks(cell: Cell, { stop, chosen, live }: Brush): unknown[] {
  const { key, x, y, width, height, text, strength, negative, empty, ring, pick } = cell;
  const shade = text ? strength : Math.round(79 * strength);
  const said = live && !text && !pick ? "" : cell.title; // not made where it is not needed
  return [x, y, width, height, text, shade, negative, empty, ring, key === stop, key === chosen, said];
}

function cell_of(cell: Cell, { handlers, stop, chosen }: Brush): SVGTemplateResult {
  const pick = cell.pick;
  const fill = cell.text ? `calc(var(--tint) * ${cell.strength.toFixed(3)})` : `${Math.round(6 + 79 * cell.strength)}%`;
  const body = svg`<title>${cell.title}</title>
    <rect x=${cell.x + 0.5} y=${cell.y + 0.5} width=${cell.width - 1} height=${cell.height - 1} style="fill-opacity:${fill}"></rect>
    ${minus_of(cell)}
    ${cell.text ? number_of(cell) : nothing}
    ${cell.ring ? svg`<rect class="ring ${cell.ring}" x=${cell.x + 1.5} y=${cell.y + 1.5} width=${cell.width - 3} height=${cell.height - 3} rx="3"></rect>` : nothing}`;
  const classes = `cell ${cell.hue}${pick ? " pick" : ""}${cell.empty ? " empty" : ""}`;
  const read = () => handlers.read(cell.title);
  if (!pick)
    return svg`<g class=${classes} aria-hidden="true" @pointerenter=${read} @click=${() => handlers.ask(cell.place, cell.key)}>${body}</g>`;
  return svg`<g class=${classes} role="radio" aria-checked=${cell.key === chosen} aria-label=${cell.title} tabindex=${cell.key === stop ? 0 : -1} data-key=${cell.key}
    @click=${() => handlers.choose(pick)} @focus=${read} @pointerenter=${read}
    @keydown=${(event: KeyboardEvent) => handlers.press(event, cell.key)}>${body}</g>`;
}

function toggle_of(box: Box, handlers: Handlers): SVGTemplateResult | typeof nothing {
  const { toggle } = box;
  if (!toggle) return nothing;
  const [x, y] = [box.x + box.width - kToggle / 2, box.y + kTitle / 2];
  const cross = toggle.next === "folded" ? "" : `M${x} ${y - 4}V${y + 4}`;
  return svg`<g class="toggle" aria-hidden="true" data-toggle=${box.key} @click=${() => handlers.toggle(box)}><title>${toggle.words}</title>
    <rect class="press" x=${box.x} y=${box.y} width=${box.width} height=${kTitle}></rect>
    <path d="M${x - 6.5} ${y - 6.5}h13v13h-13zM${x - 4} ${y}H${x + 4}${cross}"></path></g>`;
}

/** The cells of a weight are a group of radio buttons; all other numbers are in the name of the node and in the ledger. */
function cells_of(box: Box, brush: Brush) {
  const { single, squares } = split(box.cells);
  const drawn = repeat(
    single,
    (cell) => cell.key,
    (cell) => guard(looks(cell, brush), () => cell_of(cell, brush)),
  );
  const cells = svg`${[...squares].map(([hue, all]) => draw_squares(hue, all, brush.handlers))}${drawn}`;
  if (!single.some((cell) => cell.pick)) return cells;
  return svg`<g role="radiogroup" aria-label=${`Go forward along an element of ${box.key}`}>${cells}</g>`;
}

/** A box far away: its frame and as much of its name as can be read. */
function overview(box: Box, zoom: number): SVGTemplateResult | typeof nothing {
  const letters = letters_in(box, zoom);
  if (letters < 1) return nothing;
  const name = [...box.key].slice(0, letters).join("");
  const style = `font-size:${(12 / zoom).toFixed(2)}px`;
  return svg`<text class="far" aria-hidden="true" x=${box.x + box.width / 2} y=${box.y + box.height / 2} style=${style}>${name}</text>`;
}

/** A box with all that is in it, or from far away only its name. */
export function draw_box(box: Box, brush: Brush): SVGTemplateResult {
  const { handlers, stop, zoom } = brush;
  const classes = `box ${box.kind}${box.output ? " output" : ""}${box.part ? " part" : ""}`;
  const inside =
    zoom < 1
      ? overview(box, zoom)
      : svg`${toggle_of(box, handlers)}<g class="words" aria-hidden="true">${box.labels.map(label_of)}</g>${cells_of(box, brush)}`;
  return svg`<g class=${classes}>
    <g class="node" role="button" tabindex=${box.key === stop ? 0 : -1} aria-label=${box.name} data-key=${box.key}
      @click=${() => handlers.ask(box.place, box.key)} @focus=${() => handlers.read(box.name)}
      @keydown=${(event: KeyboardEvent) => handlers.press(event, box.key)}>
      <rect class="frame" x=${box.x} y=${box.y} width=${box.width} height=${box.height} rx="6"></rect></g>
    ${inside}
  </g>`;
}

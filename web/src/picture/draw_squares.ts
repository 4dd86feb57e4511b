// The squares of a large array → SVG: those of one shade are one path, since an element for each would be thousands.
import { type SVGTemplateResult, svg } from "lit";
import { push } from "./once.ts";
import type { Cell, Hue } from "./pieces.ts";

/** What the reader can do with a square. */
export interface SquareHandlers {
  read(title: string): void;
  ask(place: Cell["place"], key: string): void;
}

const kFewest = 16; // squares of one array; fewer are drawn each
const kShades = 32;
const kLeastMinus = 8; // px of a square that can show that its number is negative

interface Split {
  single: Cell[];
  /** Those of each array, by its hue. */
  squares: ReadonlyMap<Hue, Cell[]>;
}

/** Squares without a number in them, and without anything of their own, apart from all other cells. */
export function split(cells: readonly Cell[]): Split {
  const squares = new Map<Hue, Cell[]>();
  for (const cell of cells) if (!cell.text && !cell.pick && !cell.ring) push(squares, cell.hue, cell);
  for (const [hue, some] of squares) if (some.length < kFewest) squares.delete(hue);
  const single = cells.filter((cell) => cell.text || cell.pick || cell.ring || !squares.has(cell.hue));
  return { single, squares };
}

const square = ({ x, y, width, height }: Cell): string =>
  `M${x + 0.5} ${y + 0.5}h${width - 1}v${height - 1}h${1 - width}z`;

function minus({ x, y, width, height }: Cell): string {
  const half = Math.min(5, width / 2 - 2);
  return `M${x + width / 2 - half} ${y + height / 2}h${2 * half}`;
}

/** The cell under a pointer. */
function under(event: PointerEvent, cells: readonly Cell[]): Cell | undefined {
  const matrix = (event.currentTarget as SVGGElement).getScreenCTM()?.inverse();
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
  return cells.find((cell) => x >= cell.x && x < cell.x + cell.width && y >= cell.y && y < cell.y + cell.height);
}

/** All squares of one array. */
export function draw_squares(hue: Hue, cells: readonly Cell[], handlers: SquareHandlers): SVGTemplateResult {
  const shades = new Map<number, string[]>();
  const empty: string[] = [];
  const signs: string[] = [];
  for (const cell of cells) {
    if (cell.empty) empty.push(square(cell));
    else push(shades, Math.round(kShades * cell.strength), square(cell));
    if (!cell.empty && cell.negative && cell.width >= kLeastMinus) signs.push(minus(cell));
  }
  const move = (event: PointerEvent): void => {
    const cell = under(event, cells);
    const tip = (event.currentTarget as Element).querySelector("title");
    if (!cell || !tip || tip.textContent === cell.title) return;
    tip.textContent = cell.title;
    handlers.read(cell.title);
  };
  const press = (event: PointerEvent): void => {
    const cell = under(event, cells);
    if (cell) handlers.ask(cell.place, cell.key);
  };
  const sign = signs.join("");
  return svg`<g class="cell ${hue}" aria-hidden="true" @pointermove=${move} @click=${press}><title></title>
    ${Array.from({ length: kShades + 1 }, (_, shade) => svg`<path class="shade" d=${(shades.get(shade) ?? []).join("")} style="fill-opacity:${Math.round(6 + (79 * shade) / kShades)}%"></path>`)}
    <path class="shade empty" d=${empty.join("")}></path>
    <g class="minus"><path class="under" d=${sign}></path><path class="over" d=${sign}></path></g></g>`;
}

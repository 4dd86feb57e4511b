// Scene → SVG, as much of it as is in sight. Only this file and draw_box.ts know how a picture is drawn.
import { css, nothing, type SVGTemplateResult, svg } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { real } from "../view/format.ts";
import type { Point } from "./card.ts";
import { type Brush, draw_box } from "./draw_box.ts";
import type { Wire } from "./pieces.ts";
import type { Scene } from "./scene.ts";
import type { Sight } from "./tiles.ts";
import { grid_of } from "./viewport.ts";

const kWideLetter = 7.6; // of a number at 11 px in a wide face

/** The length of a number that may be wider than its place, in whatever face. */
function fitted({ text, width }: NonNullable<Wire["mark"]>): number | typeof nothing {
  return [...text].length * kWideLetter > width + 1 ? width : nothing;
}

function mark_of({ mark }: Wire): SVGTemplateResult | typeof nothing {
  if (!mark) return nothing;
  if (mark.text)
    return svg`<text class="mark" x=${mark.x} y=${mark.y} textLength=${fitted(mark)} lengthAdjust="spacingAndGlyphs">${mark.text}<title>${mark.title}</title></text>`;
  const { side, columns, values } = mark;
  const rows = values.length / columns;
  const sizes = values.map((value) => Math.abs(real(value)));
  const most = Math.max(...sizes.filter(Number.isFinite), Number.MIN_VALUE);
  const [x, y] = [mark.x - (side * columns) / 2, mark.y - (side * rows) / 2];
  return svg`<g class="matrix"><title>${mark.title}</title>
    <rect class="ground" x=${x - 1.5} y=${y - 1.5} width=${side * columns + 3} height=${side * rows + 3}></rect>
    ${sizes.map((size, at) => svg`<rect x=${x + (at % columns) * side} y=${y + Math.floor(at / columns) * side} width=${side} height=${side} fill-opacity=${(0.08 + 0.82 * Math.min(1, size / most || 0)).toFixed(2)}></rect>`)}</g>`;
}

/** What stands on a line, and the line itself but for one that tiles draw: that is there to be pointed at. */
function wire_of(wire: Wire, zoom: number, on_path: boolean, front: string, tiled: boolean): SVGTemplateResult {
  const line = tiled && !front ? "pointed" : "line";
  return svg`<g class=${`wire ${front && `front ${front}-front`}`}>${on_path ? wire.strokes.slice(0, 1).map(({ path }) => svg`<path class="way" d=${path}></path>`) : nothing}
    ${wire.strokes.map(({ direction, path, head }) => svg`<g class=${direction ?? "plain"}><path class=${line} d=${path}></path><path class="head" d=${head}></path></g>`)}
    <title>${wire.title}${wire.mark ? `; ${wire.mark.title}` : ""}</title>${zoom < 1 ? nothing : mark_of(wire)}</g>`;
}

/** The lines of a large picture. */
function lines_of(scene: Scene, { zoom }: Brush, sight: Sight): unknown {
  return repeat(
    scene.tiles.in_sight(scene.wires, grid_of(scene, zoom), sight),
    ([key]) => key,
    ([, tile]) =>
      guard(
        [tile],
        () =>
          svg`<g class="wire">${[...tile].map(([name, path]) => svg`<g class=${name}><path class="line" d=${path}></path></g>`)}</g>`,
      ),
  );
}

function in_sight(sight: Sight | null, one: { x: number; y: number; width: number; height: number }): boolean {
  if (!sight) return true;
  const { x, y, width, height } = one;
  return x < sight.right && x + width > sight.left && y < sight.bottom && y + height > sight.top;
}

const kBeside = 24; // px from a line to what belongs to it: its heads, and the derivative

/** Whether a piece of a way is in sight; a long one may pass far from the window, though it has both ends around it. */
function passes(sight: Sight | null, way: readonly Point[]): boolean {
  if (!sight) return true;
  return way.some((to, at) => {
    const from = way[at - 1] ?? to;
    return (
      Math.min(from.x, to.x) < sight.right + kBeside &&
      Math.max(from.x, to.x) > sight.left - kBeside &&
      Math.min(from.y, to.y) < sight.bottom + kBeside &&
      Math.max(from.y, to.y) > sight.top - kBeside
    );
  });
}

function near(sight: Sight, point: Point | undefined): boolean {
  return (
    point !== undefined &&
    point.x > sight.left - kBeside &&
    point.x < sight.right + kBeside &&
    point.y > sight.top - kBeside &&
    point.y < sight.bottom + kBeside
  );
}

const kAround = { along: 4, against: 8 }; // px from a frame to the mark of a step

/** Frames around the boxes that compute at the present step; a frame goes from box to box. */
function steps_of(scene: Scene, { now }: Brush): SVGTemplateResult {
  const frame = (direction: keyof typeof now) => {
    const box = scene.boxes.find(({ key }) => key === now[direction]);
    if (!box) return nothing;
    const away = kAround[direction];
    const place = `x:${box.x - away}px;y:${box.y - away}px;width:${box.width + 2 * away}px;height:${box.height + 2 * away}px`;
    return svg`<rect class="step ${direction}" rx="8" style=${place}></rect>`;
  };
  return svg`<g aria-hidden="true">${frame("along")}${frame("against")}</g>`;
}

/** Frames around the boxes of the path that is pointed at. */
function path_of(scene: Scene, { path }: Brush): SVGTemplateResult | typeof nothing {
  if (!path) return nothing;
  return svg`<g aria-hidden="true">${scene.boxes
    .filter(({ key }) => path.boxes.has(key))
    .map(
      ({ x, y, width, height }) =>
        svg`<rect class="on-path" x=${x - 2} y=${y - 2} width=${width + 4} height=${height + 4} rx="6"></rect>`,
    )}</g>`;
}

/** What a box that is out of the window depends on while a value is dragged. */
const kUnseen = ["unseen"];

/** The picture. Nodes and the elements of weights can take the focus: one of them is the stop of the Tab key. */
export function draw(scene: Scene, brush: Brush, sight: Sight | null): SVGTemplateResult {
  const view = [scene.left, scene.top, scene.width, scene.height].join(" ");
  const [width, height] = [scene.width * brush.zoom, scene.height * brush.zoom];
  const marked = ({ key }: Wire): boolean => (brush.path?.wires.has(key) || brush.front?.has(key)) ?? false;
  const ends = ({ way }: Wire): boolean => !sight || near(sight, way[0]) || near(sight, way.at(-1));
  return svg`<svg width=${width} height=${height} viewBox=${view} role="group" aria-label="Nodes; arrow keys go along the links">
    <g aria-hidden="true">${sight ? lines_of(scene, brush, sight) : nothing}${repeat(
      brush.bare ? [] : scene.wires.filter((wire) => ends(wire) || (marked(wire) && passes(sight, wire.way))),
      (wire) => wire.key,
      (wire) => {
        const on_path = brush.path?.wires.has(wire.key) ?? false;
        const front = brush.front?.get(wire.key) ?? "";
        const what = passes(brush.seen ?? null, wire.way) ? wire : null;
        return guard([what, brush.zoom < 1, on_path, front, sight === null], () =>
          wire_of(wire, brush.zoom, on_path, front, sight !== null),
        );
      },
    )}</g>
    ${repeat(
      scene.boxes.filter((box) => in_sight(sight, box) || box.key === brush.stop),
      (box) => box.key,
      (box) => (in_sight(brush.seen ?? null, box) ? draw_box(box, brush) : guard(kUnseen, () => draw_box(box, brush))),
    )}
    ${path_of(scene, brush)}
    ${steps_of(scene, brush)}
  </svg>`;
}

/** How a picture looks, in the colours of the page. */
export const picture_styles = css`
  svg { display: block; font: 12px var(--sans); font-variant-numeric: tabular-nums lining-nums; color: var(--ink); }
  text { fill: currentColor; dominant-baseline: central; }
  .along { --hue: var(--along); visibility: var(--along-seen, inherit); }
  .against { --hue: var(--against); visibility: var(--against-seen, inherit); }
  .ink, .plain { --hue: var(--ink); }
  .plain { --hue: var(--quiet); }
  .frame { fill: var(--paper); stroke: var(--quiet); stroke-width: 1; }
  .leaf .frame, .part .frame { fill: var(--raised); }
  .leaf .frame { stroke: var(--hairline); }
  .output .frame { stroke: var(--ink); stroke-width: 2; }
  .node { cursor: pointer; }
  .node:focus { outline: none; }
  .node:focus-visible .frame { stroke: var(--ink); stroke-width: 3; }
  .words { pointer-events: none; }
  .title { font: 600 12px var(--mono); }
  .leaf .title { font-weight: 400; }
  .far { font-family: var(--mono); text-anchor: middle; pointer-events: none; }
  .toggle { cursor: pointer; }
  .toggle .press { fill: transparent; }
  .toggle path { fill: none; stroke: var(--quiet); stroke-width: 1.2; }
  .toggle:hover path { stroke: var(--ink); stroke-width: 2; }
  .head, .note { font-size: 11px; fill: var(--hue); color: var(--hue); }
  .head { text-anchor: middle; }
  .head line { stroke: var(--hue); stroke-width: 1; }
  .head.ink, .note.ink { color: var(--quiet); }
  .cell :is(rect, .shade) { fill: var(--hue); }
  .cell text { text-anchor: end; }
  .cell .long { font-size: 11px; }
  .cell.along text, .cell.against text { fill: var(--ink); }
  .minus .under { stroke: var(--paper); stroke-width: 4.5; stroke-linecap: round; }
  .minus .over { stroke: var(--ink); stroke-width: 1.5; }
  .cell .ring { fill: none; stroke: var(--hue); stroke-width: 2; }
  .cell .ring.seed { stroke: var(--along); stroke-dasharray: 4 2; }
  .cell { cursor: pointer; }
  .cell.pick:focus { outline: none; }
  .cell.pick:focus-visible rect:first-of-type { stroke: var(--ink); stroke-width: 2; }
  .wire .line { fill: none; stroke: var(--hue); stroke-width: 1.5; }
  .pointed { fill: none; stroke: none; stroke-width: 3; pointer-events: stroke; }
  .wire .along .line { stroke-dasharray: 5 3; }
  .along-front .along .line, .against-front .against .line, .ink-front .line { stroke-width: 4; }
  .ink-front .line { stroke: var(--ink); }
  .cell.empty rect, .shade.empty { fill-opacity: 0; stroke: var(--hairline); }
  .wire .head { fill: var(--hue); stroke: none; }
  .mark { font-size: 11px; text-anchor: middle; }
  .way { fill: none; stroke: var(--ink); stroke-width: 9; stroke-opacity: 0.3; stroke-linejoin: round; }
  .on-path { fill: none; stroke: var(--ink); stroke-width: 3; pointer-events: none; }
  .step { fill: none; stroke: var(--hue); stroke-width: 3; pointer-events: none; transition: x 150ms, y 150ms, width 150ms, height 150ms; }
  .step.along { stroke-dasharray: 6 3; }
  @media (prefers-reduced-motion: reduce) { .step { transition: none; } }
  .matrix rect { fill: var(--ink); }
  .matrix .ground { fill: var(--paper); stroke: var(--hairline); }
`;

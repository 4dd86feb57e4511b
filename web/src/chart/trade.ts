// Bytes against work made again → a picture: a curve that falls as memory grows, with the chosen point.
import { css, nothing, type SVGTemplateResult, svg } from "lit";
import { bytes, whole } from "../view/format.ts";
import { draw_levels } from "./chart.ts";

export interface Point {
  bytes: number;
  again: number;
}

const kLeft = 76;
const kRight = 16;
const kTop = 14;
const kBottom = 34;
const kDot = 4;

/** A round number at least as large, whose half is whole. */
function round_up(value: number): number {
  let unit = 2;
  while (unit * 10 < value) unit *= 10;
  return Math.max(2, Math.ceil(value / unit) * unit);
}

/** `curve`: by bytes, each with less work than the one before. `others`: points that are no part of it. */
export function draw_trade(
  curve: readonly Point[],
  others: readonly Point[],
  chosen: Point | null,
  [width, height]: [number, number],
  name: string,
): SVGTemplateResult {
  const all = [...curve, ...others];
  const top = round_up(Math.max(1, ...all.map(({ again }) => again)));
  const most = Math.max(8, ...all.map((point) => point.bytes));
  const [right, bottom] = [width - kRight, height - kBottom];
  const x = (value: number): number => kLeft + (value / most) * (right - kLeft);
  const y = (value: number): number => bottom - (value / top) * (bottom - kTop);
  const levels = [0, top / 2, top].map((level) => ({ y: y(level), text: whole(level) }));
  const stairs = curve.map(({ bytes: at, again }, index) =>
    index === 0 ? `M${x(at).toFixed(1)} ${y(again).toFixed(1)}` : `H${x(at).toFixed(1)}V${y(again).toFixed(1)}`,
  );
  const dot = (kind: string) => (point: Point) =>
    svg`<circle class=${kind} cx=${x(point.bytes)} cy=${y(point.again)} r=${kDot}></circle>`;
  return svg`<svg class="chart trade" role="img" aria-label=${name} width=${width} height=${height} viewBox="0 0 ${width} ${height}">
    ${draw_levels(levels, kLeft, right)}
    <path class="stairs" d=${stairs.join("")}></path>
    ${curve.map(dot("point"))}${others.map(dot("other"))}
    ${[0, most / 2, most].map((at) => svg`<text class="axis middle" x=${Math.min(x(at), right - 24)} y=${bottom + 12}>${bytes(Math.round(at))}</text>`)}
    <text class="axis middle" x=${(kLeft + right) / 2} y=${bottom + 27}>working peak</text>
    ${chosen ? svg`<line class="here" x1=${x(chosen.bytes)} x2=${x(chosen.bytes)} y1=${kTop} y2=${bottom}></line><circle class="chosen" cx=${x(chosen.bytes)} cy=${y(chosen.again)} r="7"></circle>` : nothing}
  </svg>`;
}

export const trade_styles = css`
  .trade .stairs { fill: none; stroke: var(--against); stroke-width: 2; }
  .trade .point { fill: var(--against); }
  .trade .other { fill: var(--paper); stroke: var(--against); stroke-width: 1.5; }
  .trade .chosen { fill: var(--paper); stroke: var(--against); stroke-width: 3; }
  .trade .here { stroke: var(--ink); stroke-opacity: 0.4; }
`;

// The picture of a plot as SVG, in the colours, dashes and marks of the schedules.
import { css, type SVGTemplateResult, svg } from "lit";
import type { PlotPicture } from "./plot.ts";

/** The picture; a table beside it says every number, so it has one name and no parts. */
export function draw_plot(picture: PlotPicture, name: string): SVGTemplateResult {
  const { width, height, left, right, top, bottom, lines, levels, ticks, crossings } = picture;
  return svg`<svg class="plot" role="img" aria-label=${name} width=${width} height=${height} viewBox="0 0 ${width} ${height}">
    ${levels.map(({ y, text }) => svg`<line class="level" x1=${left} x2=${right} y1=${y} y2=${y}></line><text class="axis end" x=${left - 8} y=${y}>${text}</text>`)}
    ${ticks.map(({ x, text }) => svg`<line class="level" x1=${x} x2=${x} y1=${bottom} y2=${bottom + 4}></line><text class="axis middle" x=${x} y=${bottom + 14}>${text}</text>`)}
    ${crossings.map(({ x, y }) => svg`<line class="crossing" x1=${x} x2=${x} y1=${Math.min(y, top)} y2=${bottom}></line>`)}
    ${lines.map(
      ({ direction, pen, path, dots }) => svg`<g class=${direction}>
        <path class="line" stroke-dasharray=${pen.dash || "none"} d=${path}></path>
        ${dots.map((dot) => svg`<path class="mark ${dot.hollow ? "hollow" : ""}" transform="translate(${dot.x.toFixed(1)} ${dot.y.toFixed(1)})" d=${pen.mark}><title>${dot.title}</title></path>`)}</g>`,
    )}
    ${crossings.map(({ x, y, text, anchor }) => svg`<text class="words ${anchor}" x=${anchor === "end" ? x - 6 : x + 6} y=${y}>${text}</text>`)}
  </svg>`;
}

export const plot_styles = css`
  .plot { display: block; max-width: 100%; font: 12px var(--sans); font-variant-numeric: tabular-nums lining-nums; }
  .plot text { fill: var(--ink); dominant-baseline: central; }
  .plot .axis { fill: var(--quiet); }
  .plot .end { text-anchor: end; }
  .plot .middle { text-anchor: middle; }
  .plot .level { stroke: var(--hairline); }
  .plot .crossing { stroke: var(--ink); stroke-width: 1.5; }
  .plot .words { font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
  .along .line, .along .mark { stroke: var(--along); }
  .against .line, .against .mark { stroke: var(--against); }
  .line { fill: none; stroke-width: 2; }
  .mark { fill: var(--paper); stroke-width: 1.5; }
  .against .mark { fill: var(--against); }
  .mark.hollow { fill: var(--paper); stroke-dasharray: 2 1.5; }
`;

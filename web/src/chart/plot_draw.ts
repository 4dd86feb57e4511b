// The picture of a plot as SVG, in the colours, dashes and marks of the schedules.
import { css, type SVGTemplateResult, svg } from "lit";
import { draw_levels } from "./chart.ts";
import type { PlotPicture } from "./plot.ts";

/** The picture; a table beside it says every number, so it has one name and no parts. */
export function draw_plot(picture: PlotPicture, name: string): SVGTemplateResult {
  const { width, height, left, right, top, bottom, lines, levels, ticks, crossings } = picture;
  return svg`<svg class="chart plot" role="img" aria-label=${name} width=${width} height=${height} viewBox="0 0 ${width} ${height}">
    ${draw_levels(levels, left, right)}
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
  .plot .crossing { stroke: var(--ink); stroke-width: 1.5; }
  .plot .words { font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
  .along .line, .along .mark { stroke: var(--along); }
  .against .line, .against .mark { stroke: var(--against); }
  .line { fill: none; stroke-width: 2; }
  .mark { fill: var(--paper); stroke-width: 1.5; }
  .against .mark { fill: var(--against); }
  .mark.hollow { fill: var(--paper); stroke-dasharray: 2 1.5; }
`;

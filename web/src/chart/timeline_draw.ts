// The picture of a time line as SVG, in the colours, dashes and glyphs of the two directions.
import { css, nothing, type SVGTemplateResult, svg } from "lit";
import { draw_levels } from "./chart.ts";
import type { TimelinePicture } from "./timeline.ts";

/** The picture; everything that it says stands in a table beside it, so it has one name and no parts. */
export function draw_timeline(picture: TimelinePicture, name: string): SVGTemplateResult {
  const { width, height, left, right, bottom, curves, levels, ticks, head } = picture;
  return svg`<svg class="chart timeline" role="img" aria-label=${name} width=${width} height=${height} viewBox="0 0 ${width} ${height}">
    ${draw_levels(levels, left, right)}
    ${ticks.map(({ x, text }) => svg`<text class="axis middle" x=${x} y=${bottom + 12}>${text}</text>`)}
    ${head ? svg`<rect class="head" x=${head.x} y="4" width=${Math.max(2, head.width)} height=${bottom - 4}></rect>` : nothing}
    ${curves.map(
      ({ direction, pen, path, peak, cuts, now }) => svg`<g class=${direction ?? "alone"}>
        <path class="curve" stroke-dasharray=${pen.dash || "none"} d=${path}></path>
        ${cuts.map(({ x, y }) => svg`<line class="cut" x1=${x} x2=${x} y1=${bottom} y2=${y}></line>`)}
        <circle class="peak" cx=${peak.x} cy=${peak.y} r="4"></circle>
        <text class="words ${peak.anchor}" x=${peak.x} y=${peak.text_y}>${peak.text}</text>
        ${now ? svg`<circle class="now" cx=${now.x} cy=${now.y} r="4"></circle>` : nothing}</g>`,
    )}
  </svg>`;
}

export const timeline_styles = css`
  .timeline .along { --hue: var(--along); }
  .timeline .against { --hue: var(--against); }
  .timeline .alone { --hue: var(--ink); }
  .timeline .curve { fill: none; stroke: var(--hue); stroke-width: 2; }
  .timeline .peak { fill: var(--paper); stroke: var(--hue); stroke-width: 2; }
  .timeline .cut { stroke: var(--hue); stroke-width: 1; stroke-dasharray: 2 3; }
  .timeline .now { fill: var(--hue); }
  .timeline .words { fill: var(--hue); font-weight: 600; paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
  .timeline .head { fill: var(--ink); fill-opacity: 0.1; stroke: var(--ink); stroke-opacity: 0.5; }
`;

// What all charts share: the lines of their levels with a number each, and the look of their words.
import { css, type SVGTemplateResult, svg } from "lit";

/** A line across the chart at each level, its number to the left. */
export function draw_levels(
  levels: readonly { y: number; text: string }[],
  left: number,
  right: number,
): SVGTemplateResult[] {
  return levels.map(
    ({ y, text }) =>
      svg`<line class="level" x1=${left} x2=${right} y1=${y} y2=${y}></line><text class="axis end" x=${left - 8} y=${y}>${text}</text>`,
  );
}

export const chart_styles = css`
  .chart { display: block; max-width: 100%; font: 12px var(--sans); font-variant-numeric: tabular-nums lining-nums; }
  .chart text { fill: var(--ink); dominant-baseline: central; }
  .chart .axis { fill: var(--quiet); }
  .chart .end { text-anchor: end; }
  .chart .middle { text-anchor: middle; }
  .chart .level { stroke: var(--hairline); }
`;

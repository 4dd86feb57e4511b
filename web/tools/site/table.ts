// A table of a page, in a place of its own that can be scrolled by keys.
import { escaped } from "./head.ts";

/** Cells are markup. `classes`: of the rows; `kind`: "words" where every column is text, "why" where the last one is. */
export function table(
  name: string,
  heads: readonly string[],
  body: readonly (readonly string[])[],
  classes: readonly string[] = [],
  kind = "",
): string {
  const cells = (row: readonly string[]): string =>
    row.map((cell, at) => (at === 0 ? `<th scope="row">${cell}</th>` : `<td>${cell}</td>`)).join("");
  return `<div class="scroll" role="group" aria-label="${escaped(name)}" tabindex="0"><table${kind ? ` class="${kind}"` : ""}>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
<tbody>
${body.map((row, at) => `<tr${classes[at] ? ` class="${classes[at]}"` : ""}>${cells(row)}</tr>`).join("\n")}
</tbody></table></div>`;
}

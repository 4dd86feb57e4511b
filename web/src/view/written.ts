// What an action on a text will write, before it is pressed: the lines, and those in whose place they come.
import { css, html, nothing, type TemplateResult } from "lit";

export const written_styles = css`
  .writes { font-size: 12px; color: var(--quiet); overflow-wrap: anywhere; }
  .writes code { color: var(--ink); white-space: pre-wrap; }
`;

/** `id`: by which the button of the action is described. */
export function written(
  id: string,
  { gone, written: lines }: { gone: readonly string[]; written: readonly string[] },
  refused = "",
): TemplateResult {
  const listed = (all: readonly string[]) =>
    all.map((line, at) => html`${at > 0 ? html`, ` : nothing}<code>${line.trim()}</code>`);
  if (refused || lines.length + gone.length === 0)
    return html`<p class="wide writes" id=${id}>${refused || "writes nothing"}</p>`;
  return html`<p class="wide writes" id=${id}>${lines.length > 0 ? html`writes ${listed(lines)}` : nothing}${
    gone.length > 0 ? html`${lines.length > 0 ? " in the place of " : "takes out "}${listed(gone)}` : nothing
  }</p>`;
}

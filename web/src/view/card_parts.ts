// The lower parts of the card: what a definition states, who keeps the value for the sweep back, and what the referees say.
import { html, nothing, type TemplateResult } from "lit";
import type { DifferentiateResponse, Real, SavedFor } from "../engine/types.gen.ts";
import { bytes, exact } from "./format.ts";
import { kGlyph } from "./labels.ts";

const kSaved: Record<SavedFor["what"], string> = {
  input: "which reads it as an input",
  output: "which needs its own output",
  hidden: "which needs a number kept beside it",
};

/** For which steps of the sweep back the value of a node stays in memory. */
export function saved_of({ response }: { response: DifferentiateResponse }, id: string): TemplateResult {
  const { saved_for = [], bytes: size = 0 } = response.nodes.find((node) => node.id === id) ?? {};
  const list = saved_for.map(
    ({ node, what }) => html`<li>${kGlyph.against} at <code>${node}</code>, ${kSaved[what]}</li>`,
  );
  return html`<section><h3>Kept for the sweep back</h3>
    ${list.length > 0 ? html`<p class="small">Its value (${bytes(size)}) stays in memory until</p><ul>${list}</ul>` : html`<p class="small">No step of the sweep back needs its value.</p>`}</section>`;
}

/** What a definition states as the derivative here, beside that of its expression. */
export function stated_of(sentences: readonly string[]): TemplateResult | typeof nothing {
  if (sentences.length === 0) return nothing;
  return html`<section><h3>A derivative that is stated</h3>${sentences.map((one) => html`<p class="small">${one}</p>`)}</section>`;
}

/** A check, or the button that asks for one; `found` is null while it is at work. */
export function check_of(
  check: { found: { title: string; value: Real | undefined }[] | null; why: string } | null,
  adjoint: Real,
  of: string,
  apart: string,
  ask: () => void,
): TemplateResult {
  const rows = check?.found?.map(
    ({ title, value }) => html`<li>${title}: <b>${value === undefined ? "no answer" : exact(value)}</b></li>`,
  );
  return html`<section><h3>Check without any rule of differentiation</h3>
    <div class="row"><button ?disabled=${check?.found === null} @click=${ask}>Check by differences</button></div>
    <div role="status" class="small">${check === null ? nothing : check.found === null ? "at work …" : check.why}${
      rows && rows.length > 0
        ? html`<ul>${rows}<li class="against">${kGlyph.against} ${of} by the sweep back: <b>${exact(adjoint)}</b></li></ul>`
        : nothing
    }${rows && apart !== "" ? html`<p>${apart}</p>` : nothing}</div></section>`;
}

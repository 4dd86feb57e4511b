// Of a network that is too large to show: a narrower one at a press, and the first numbers of its values and derivatives.
import { css, html, nothing } from "lit";
import type { DifferentiateRequest, DifferentiateResponse, NullableReals } from "../engine/types.gen.ts";
import { kSlice, LargeVerbs, slice_request } from "../state/large_verbs.ts";
import { PanelAnswer } from "../state/panel_answer.ts";
import { number, shape, whole } from "../view/format.ts";
import { element, kGlyph, size } from "../view/labels.ts";
import { Panel } from "./panel.ts";
import { not_computed, progress } from "./progress.ts";
import { panel_styles } from "./styles.ts";

const kMostRows = 100;
const kChannel = "bw-slice";

class Slice extends Panel {
  static override properties = { elements: { attribute: false } };
  static override styles = [
    panel_styles,
    css`
      :host { display: block; }
      .tools { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; }
      .scroll { overflow: auto; max-height: 360px; margin-top: 8px; border: 1px solid var(--hairline); }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { padding: 1px 12px 1px 6px; text-align: left; font-weight: 400; white-space: nowrap; font-variant-numeric: tabular-nums; }
      thead th { position: sticky; top: 0; background: var(--paper); border-bottom: 1px solid var(--hairline); font-size: 12px; }
      .along { color: var(--along); }
      .against { color: var(--against); }
      .note { font-size: 12px; }
    `,
  ];

  declare elements: number;
  private verbs: LargeVerbs | null = null;
  /** What came of making a text narrower. */
  private said = { of: "", words: "" };
  /** The text whose slice the reader has asked for. */
  private wanted = "";
  private readonly answer = new PanelAnswer<DifferentiateRequest, DifferentiateResponse>(
    this,
    (request) => this.store.engine.call(request, kChannel),
    () => this.store.engine.cancel(kChannel),
  );

  constructor() {
    super();
    this.elements = 0;
  }

  private get text(): string {
    return this.store.state.large?.text ?? "";
  }

  /** Numbers that a network may have to be run. */
  private get limit(): number {
    return this.store.state.catalogue?.limits.find(({ name }) => name === "elements")?.value ?? 0;
  }

  private run(): void {
    const request = slice_request(this.store.state);
    if (!request) return;
    this.wanted = this.text;
    this.answer.follow(request);
    this.requestUpdate();
  }

  private async narrow(): Promise<void> {
    this.verbs ??= new LargeVerbs(this.store);
    const of = this.text;
    this.said = { of, words: await this.verbs.narrow() };
    this.requestUpdate();
  }

  private cells(values: NullableReals | undefined, all: number): string {
    if (!values) return "";
    return `${values.map(number).join(", ")}${all > values.length ? ", …" : ""}`;
  }

  private table({ nodes }: DifferentiateResponse) {
    const graph = this.store.state.large?.graph;
    const known = new Map((graph?.nodes ?? []).map((node) => [node.id, node]));
    const [by = "", of = ""] = [graph?.wrt[0], graph?.outputs[0]];
    const rows = nodes.filter(({ value }) => value).slice(0, kMostRows);
    return html`<div class="scroll" role="region" aria-label="A slice of the values" tabindex="0"><table aria-label="A slice of the values">
      <thead><tr><th scope="col">node</th><th scope="col">shape</th><th scope="col">value</th><th scope="col" class="along">${kGlyph.along} by ${element(by, known.get(by)?.shape ?? [], 0)}</th><th scope="col" class="against">${kGlyph.against} of ${element(of, known.get(of)?.shape ?? [], 0)}</th></tr></thead>
      <tbody>${rows.map(({ id, value, tangent, adjoint }) => {
        const sizes = known.get(id)?.shape ?? [];
        const all = size(sizes);
        return html`<tr><th scope="row"><code>${id}</code></th><td>${shape(sizes)}</td><td>${this.cells(value, all)}</td><td class="along">${this.cells(tangent, all)}</td><td class="against">${this.cells(adjoint, all)}</td></tr>`;
      })}</tbody></table></div>
      <p class="note quiet">Run, in float64, for one example: the first ${kSlice} numbers of each array${nodes.length > kMostRows ? `, of the first ${whole(kMostRows)} of ${whole(nodes.length)} nodes` : ""}. Every number was computed; the others are not sent.</p>`;
  }

  override render() {
    const { answer } = this;
    const fits = this.elements <= this.limit;
    const mine = this.wanted !== "" && this.wanted === this.text;
    const { readonly } = this.store.state.page;
    return html`<div class="tools">${readonly ? nothing : html`<button @click=${() => void this.narrow()}>Make it narrower, so that it is shown</button>`}
      ${fits ? html`<button aria-pressed=${mine} @click=${() => this.run()}>Run a slice of its values</button>` : html`<span class="quiet">More than ${whole(this.limit)} numbers: no slice of it is run.</span>`}
      <span role="status">${this.said.of === this.text ? this.said.words : ""}</span></div>
      ${mine && answer.slow ? progress("The slice", () => answer.cancel()) : nothing}
      ${mine ? not_computed("There is no slice", answer.why, () => answer.again()) : nothing}
      ${mine && answer.fresh && answer.response ? this.table(answer.response) : nothing}`;
  }
}
customElements.define("bw-slice", Slice);

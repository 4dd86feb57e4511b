// The choice of the weight and the meeting line: ▸ at the output equals ◂ at the weight.
import { css, html, nothing } from "lit";
import { NumberFields, number_styles } from "../kit/number_fields.ts";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { pick_output, pick_weight } from "../state/ask.ts";
import type { Result } from "../state/result.ts";
import { by_id } from "../view/by_id.ts";
import { kGlyph, type Place, position, size } from "../view/labels.ts";
import { meeting } from "../view/meeting.ts";

export const panel: PanelPlace = { tag: "bw-meeting", area: "main", order: 20 };

/** Row and column of a place as numbers to type; a scalar has none. */
const kAxes = ["row", "column"];

class MeetingLine extends Panel {
  static override styles = [
    panel_styles,
    number_styles,
    css`
      :host { padding-block: 4px; }
      .bar { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: center; }
      .pick { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; min-width: 0; }
      input { width: 4em; }
      label { display: inline-flex; gap: 4px; align-items: center; }
      @container (max-width: 1279px) {
        :host([screen]) .more { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        :host([screen]) .bar { column-gap: 16px; }
      }
      @container (max-width: 639px) {
        .more { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        .bar { gap: 2px 16px; }
        input { width: 3.5em; }
      }
      @media (max-height: 899px) {
        :host([stage]) .words { display: none; }
        :host([stage]) .axis { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        :host([stage]) input { width: 2.5em; }
      }
      .line { font-size: 15px; display: flex; flex-wrap: wrap; gap: 0 8px; align-items: baseline; }
      .line b { font-weight: 600; border-radius: 4px; padding: 0 4px; }
      .line b.along { border: 2px dashed; }
      .line b.against { border: 2px solid; }
    `,
  ];

  private readonly fields = new NumberFields(this);

  /** It is the answer in one line, and soon drawn: the graph may follow. */
  protected override first_turn(): number {
    return 0;
  }

  private chooser(
    graph: Result["graph"],
    ids: readonly string[],
    place: Place,
    legend: string,
    choose: (place: Place) => void,
    chosen: () => Place | null,
  ) {
    const shape = by_id(graph.nodes).get(place.id)?.shape ?? [];
    const set = (axis: number, wanted: number) => {
      const { id, index } = chosen() ?? place; // another axis may have moved since
      const at = position(shape, id === place.id ? index : place.index);
      const to = at.map((old, which) => (which === axis ? wanted : old));
      choose({ id: place.id, index: (to[0] ?? 0) * (shape[1] ?? 1) + (to[1] ?? 0) });
    };
    const field = (value: number, axis: number) => {
      const [key, name] = [`${legend} ${place.id} ${axis}`, kAxes[axis] ?? ""];
      const most = (shape[axis] ?? 1) - 1;
      const take = (wanted: number): void => set(axis, wanted);
      return html`<label><span class="axis">${name}</span> ${this.fields.input({ key, name, value, step: 1, least: 0, most, whole: true, take })}</label>${this.fields.refusal(key)}`;
    };
    return html`<div class="pick" role="group" aria-label=${legend}><span aria-hidden="true">${legend.replace(/ (the|of the) .*/, "")}<span class="more">${/ (the|of the) .*/.exec(legend)?.[0] ?? ""}</span></span>
      <select aria-label=${`${legend}: name`} @change=${(event: Event) => choose({ id: (event.target as HTMLSelectElement).value, index: 0 })}>
        ${ids.map((id) => html`<option value=${id} ?selected=${id === place.id}>${id}</option>`)}
      </select>
      ${position(shape, place.index).map(field)}
    </div>`;
  }

  override render() {
    const { store } = this;
    const { result, stale, weight: weight_wanted, output: output_wanted } = store.state;
    if (!result) return nothing;
    const { graph, weight, output, response, live } = result;
    // The fields show what was chosen last, so that the next one adds to it while the engine is still at work.
    const [next_weight, next_output] = [pick_weight(graph, weight_wanted), pick_output(graph, output_wanted)];
    const met = meeting(graph, response, weight, output, live);
    const several = graph.outputs.length > 1 || size(by_id(graph.nodes).get(output?.id ?? "")?.shape ?? []) > 1;
    return html`<div class="bar">
      ${
        next_weight
          ? this.chooser(
              graph,
              graph.wrt,
              next_weight,
              "▸ along the weight",
              (place) => store.choose_weight(place),
              () => store.state.weight,
            )
          : nothing
      }
      ${
        next_output && several
          ? this.chooser(
              graph,
              graph.outputs,
              next_output,
              "◂ of the output",
              (place) => store.choose_output(place),
              () => store.state.output,
            )
          : nothing
      }
      <p class="line ${stale ? "faded" : ""}" role="status" data-testid="meeting">
        ${
          typeof met === "string"
            ? met
            : html`<span class="along">${kGlyph.along} at ${met.output} <span aria-hidden="true">=</span> <b class="along" title=${met.in_full}>${met.along}</b></span>
              <span>${met.ok === null ? "≈" : met.ok ? "=" : "≠"}</span>
              <span class="against"><b class="against" title=${met.in_full}>${met.against}</b> <span aria-hidden="true">=</span> ${kGlyph.against} at ${met.weight}</span>
              ${stale ? html`<span class="stale">stale</span>` : html`<span class=${met.ok === false ? "wrong" : ""}>${met.ok === null ? nothing : met.ok ? "✓" : "✗"} <span class=${met.ok === false ? "" : "words quiet"}>${met.words}</span></span>`}`
        }
      </p>
    </div>`;
  }
}
customElements.define(panel.tag, MeetingLine);

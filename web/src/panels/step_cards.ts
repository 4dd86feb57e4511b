// What each lane does at the playhead: what it reads and writes, every product with its numbers, what is in memory.
import { css, html, nothing } from "lit";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import type { Result } from "../state/result.ts";
import { place_name } from "../state/selectors.ts";
import { steps_stale } from "../state/steps.ts";
import { bytes, cost_in_full, counted, flops, whole } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";
import { type Lane, place_in, taken } from "../view/lanes.ts";
import { type LiveBuffer, live_buffers } from "../view/live_buffers.ts";
import {
  type Context,
  cost_of,
  type Entry,
  names,
  pass_words,
  sentence,
  type TermWords,
  terms_of,
  writes,
} from "../view/steps.ts";

export const panel: PanelPlace = { tag: "bw-step-cards", area: "tape", order: 20 };

const kInView = 6; // numbers of one product; the rest unfolds
const kMostAlive = 12;

class StepCards extends Panel {
  static override styles = [
    panel_styles,
    css`
      .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 8px; }
      .card { padding: 8px 12px; border: 1px solid var(--hairline); border-radius: var(--radius); display: grid; gap: 6px; align-content: start; min-width: 0; }
      .card.along { border-top: 3px dashed var(--along); color: var(--ink); }
      .card.against { border-top: 3px solid var(--against); color: var(--ink); }
      h3 { margin: 0; font-size: 14px; }
      h3.along { color: var(--along); }
      h3.against { color: var(--against); }
      h4 { margin: 0; font: 600 12px/1.5 var(--mono); overflow-wrap: anywhere; }
      p { overflow-wrap: anywhere; }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { text-align: left; font-weight: 400; padding: 0 12px 0 0; vertical-align: top; }
      th { font: 12px/1.6 var(--mono); }
      .rule { font-weight: 400; margin-inline-start: 8px; }
      dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 12px; margin: 0; font-size: 13px; }
      dt { color: var(--quiet); }
      dd { margin: 0; overflow-wrap: anywhere; }
      ul { margin: 0; padding: 0; list-style: none; }
      .note { font-size: 12px; }
      summary { cursor: pointer; font-size: 12px; }
    `,
  ];

  private context(result: Result): Context {
    const { state } = this.store;
    const nodes = new Map(result.graph.nodes.map((node) => [node.id, node]));
    const [by, of] = [place_name(state, result.weight), place_name(state, result.output)];
    return { nodes, ops: state.catalogue?.ops ?? [], outputs: result.graph.outputs, wrt: result.graph.wrt, by, of };
  }

  private entries(list: readonly Entry[], added: boolean) {
    return html`<table><tbody>${list.map(
      ({ name, product, sum, exactly }) =>
        html`<tr><th scope="row">${name}</th><td title=${exactly}>${product}</td>${added ? html`<td title=${exactly}>sum ${sum}</td>` : nothing}</tr>`,
    )}</tbody></table>`;
  }

  private term({ heading, rule, entries, missing }: TermWords) {
    const added = entries.some(({ sum }) => sum !== "");
    const rest = entries.slice(kInView);
    return html`<div><h4>${heading}${rule ? html` <span class="quiet rule">${rule}</span>` : nothing}</h4>
      ${missing ? html`<p class="note quiet">${missing}</p>` : this.entries(entries.slice(0, kInView), added)}
      ${rest.length > 0 ? html`<details><summary>and ${whole(rest.length)} more</summary>${this.entries(rest, added)}</details>` : nothing}</div>`;
  }

  private alive_list(list: readonly LiveBuffer[]) {
    const item = ({ name, bytes: size, why, apart }: LiveBuffer) =>
      html`<li><span class="code">${name}</span> ${bytes(size)} <span class="quiet">${why}${apart ? " (not working memory)" : ""}</span></li>`;
    const rest = list.slice(kMostAlive);
    const sum = rest.reduce((all, one) => all + one.bytes, 0);
    return html`<ul>${list.slice(0, kMostAlive).map(item)}${rest.length > 0 ? html`<li class="quiet">and ${counted(rest.length, "more", "more")}, ${bytes(sum)}</li>` : nothing}</ul>`;
  }

  private card(lane: Lane, at: number, context: Context) {
    const { direction, run, frames } = lane;
    const { frame, number, waits } = place_in(lane, at);
    const { label = "" } = this.store.state.catalogue?.modes.find(({ name }) => name === run.mode) ?? {};
    const before = taken(lane, at);
    const last = before.at(-1);
    const pass = pass_words(run, context.by);
    const list = live_buffers(lane, at, context);
    const step = frame.steps.length === 1 ? frame.steps[0] : undefined;
    const cost = cost_of(frame.steps);
    const here = `${whole(number)} of ${whole(frames.length - 1)}`;
    const row = (term: string, said: unknown) => (said ? html`<dt>${term}</dt><dd>${said}</dd>` : nothing);
    return html`<section class="card ${direction}" role="group" aria-label=${`Step ${label}`}>
      <h3 class=${direction}>${kGlyph[direction]} ${label}: step ${here}${pass ? `, ${pass}` : ""}${waits ? ", and waits" : ""}</h3>
      <p>${sentence(frame.steps, context)}</p>
      ${step ? terms_of(step, context).map((term) => this.term(term)) : nothing}
      <dl>
        ${step ? row("reads", names(step.reads, context)) : nothing}
        ${row("writes", names(frame.steps.flatMap(writes), context))}
        ${row(
          "frees",
          names(
            frame.steps.flatMap(({ frees }) => frees),
            context,
          ),
        )}
        ${row("costs", html`<span title=${cost_in_full(cost)}>${flops(cost)}</span> <span class="quiet">so far ${flops(cost_of(before))}</span>`)}
        ${last ? row("alive now", html`${bytes(last.live_bytes_after)} <span class="quiet">(${bytes(last.live_bytes)} while computing)</span>${this.alive_list(list)}`) : row("alive now", bytes(0))}
      </dl></section>`;
  }

  override render() {
    const { state } = this.store;
    const { lanes, at, of } = state.steps;
    if (!of || lanes.length === 0 || !state.result) return nothing;
    const context = this.context(of);
    return html`<div class="cards ${steps_stale(state) ? "faded" : ""}">${lanes.map((lane) => this.card(lane, at, context))}</div>
      <p class="note quiet">Bytes are without the values of the inputs and weights themselves.</p>`;
  }
}
customElements.define(panel.tag, StepCards);

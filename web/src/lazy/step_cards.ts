// What each lane does at the playhead: what it reads and writes, every product with its numbers, what is in memory.
import { css, html, nothing } from "lit";
import { icon } from "../kit/icons.ts";
import { Panel } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import type { Result } from "../state/result.ts";
import { place_name } from "../state/selectors.ts";
import { steps_stale } from "../state/steps_stale.ts";
import { cost_in_full } from "../view/cells.ts";
import { convention_styles } from "../view/convention.ts";
import { bytes, counted, exact, flops, number, whole } from "../view/format.ts";
import { derivative, kGlyph, type Place } from "../view/labels.ts";
import { cut, position_words, taken } from "../view/lane_words.ts";
import { type Lane, last_of, place_in } from "../view/lanes.ts";
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
import { term_button, term_notes } from "../view/terms.ts";

export const tag = "bw-step-cards-body";

const kInView = 6; // numbers of one product; the rest unfolds
const kMostAlive = 12;

class StepCards extends Panel {
  static override styles = [
    panel_styles,
    convention_styles,
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
      .scrub { display: flex; gap: 4px 8px; align-items: center; margin-block: 4px; }
      .scrub input { flex: 1 1 160px; margin: 0; padding: 0; border: 0; background: transparent; accent-color: var(--ink); }
      .scrub button { display: inline-flex; align-items: center; justify-content: center; }
      @media print { .scrub { display: none; } }
      button[aria-disabled="true"] { color: var(--quiet); border-color: var(--hairline); cursor: default; }
      .cut { display: flex; flex-wrap: wrap; gap: 0 16px; align-items: baseline; margin-top: 4px; }
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
    const row = (term: unknown, said: unknown) => (said ? html`<dt>${term}</dt><dd>${said}</dd>` : nothing);
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
        ${last ? row(term_button("alive", "alive now"), html`${bytes(last.live_bytes_after)} <span class="quiet">(${bytes(last.live_bytes)} while computing)</span>${this.alive_list(list)}`) : row(term_button("alive", "alive now"), bytes(0))}
      </dl></section>`;
  }

  protected override updated(): void {
    this.store.steps.follow();
  }

  /** The steps one by one; the race goes with them. */
  private scrub(lanes: readonly Lane[], at: number) {
    const last = last_of(lanes);
    const go = (to: number) => (): void => this.store.race.step_to(to);
    const scrubbed = (event: Event): void => this.store.race.step_to((event.target as HTMLInputElement).valueAsNumber);
    return html`<div class="scrub"><button aria-label="Previous step" aria-disabled=${at === 0} @click=${go(at - 1)}>${icon("back")}</button>
      <button aria-label="Next step" aria-disabled=${at >= last} @click=${go(at + 1)}>${icon("next")}</button>
      <input type="range" aria-label="Step" min="0" max=${last} step="1" .value=${String(at)} aria-valuetext=${position_words(lanes, at)} @input=${scrubbed} />
      <span class="quiet" aria-hidden="true">step ${at} of ${last}</span></div>`;
  }

  private cut_line(lanes: readonly Lane[], faded: boolean) {
    const { state } = this.store;
    const { sums, same } = cut(lanes, state.steps.at);
    const named = (place: Place | null | undefined): string => place_name(state, place ?? null);
    const [by, of] = [named(state.steps.of?.weight), named(state.steps.of?.output)];
    if (sums.every((sum) => sum === null)) return nothing;
    return html`<div class="cut" role="group" aria-label="Cut sum">
      ${sums.map((sum, index) => {
        const direction = lanes[index]?.direction ?? "along";
        return html`<span class=${direction}>${kGlyph[direction]} ${sum === null ? html`<span class="quiet">no derivative of ${of} yet</span>` : html`<b title=${exact(sum)}>${number(sum)}</b>`}</span>`;
      })}
      ${faded || same === null ? nothing : html`<span class=${same ? "" : "wrong"}>${same ? "✓ the same at every step" : "✗ not the same at every step"}</span>`}
      ${term_button("cut")}<details class="note"><summary>the sum over the cut, Σ ∂${of}/∂v × ∂v/∂${by}</summary>
        <p>Draw a line behind the step, and take every value v that is still needed beyond it: its derivative so far, against the arrows, times its derivative along them. The sum of these products is the same number wherever the line is. At the one end it is ${derivative(of, by)} as ▸ finds it at ${of}, at the other as ◂ finds it at ${by}.</p></details>
    </div>`;
  }

  protected override while_dragged(): readonly unknown[] {
    const { steps, stale } = this.store.state;
    return [steps, stale];
  }

  override render() {
    const { state } = this.store;
    const { lanes, at, of, why, runs } = state.steps;
    if (!state.result) return nothing;
    const stale = steps_stale(state);
    const heading = html`<h2>Each step ${stale && of ? html`<span class="stale">stale: ${stale}</span>` : nothing}</h2>`;
    if (!of) return html`${heading}<p class="quiet">The steps come when they are in sight …</p>`;
    if (lanes.length === 0)
      return html`${heading}<p>No steps to show: ${why}. ${runs.length > 0 ? html`The time line of memory can be shown all the same. <button @click=${() => this.store.page.open_tab("Memory")}>Open the time line</button>` : nothing}</p>`;
    const context = this.context(of);
    return html`${heading}${this.scrub(lanes, at)}<div class="cards ${stale ? "faded" : ""}">${lanes.map((lane) => this.card(lane, at, context))}</div>
      ${this.cut_line(lanes, stale !== "")}
      <p class="note quiet">Bytes are without the values of the inputs and weights themselves.</p>${term_notes(["alive", "cut"])}`;
  }
}
customElements.define(tag, StepCards);

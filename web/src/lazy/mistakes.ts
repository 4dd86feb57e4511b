// Mistakes: backpropagation with one typical mistake in it, beside the right gradient, and where and why it goes wrong.
import { css, html, nothing } from "lit";
import type { BrokenEngine, BrokenRequest, BrokenResponse } from "../engine/types.gen.ts";
import { Panel } from "../kit/panel.ts";
import { not_computed, progress } from "../kit/progress.ts";
import { panel_styles } from "../kit/styles.ts";
import { PanelAnswer, values_in_force } from "../state/panel_answer.ts";
import { hidden_of } from "../state/quiz.ts";
import type { Result } from "../state/result.ts";
import { exact, number } from "../view/format.ts";
import { gradient_rows, kExposing, mistakes_sheet, verdict, with_minus } from "../view/mistakes.ts";

export const tag = "bw-mistakes-body";

const kChannel = "mistakes";
/** A sentence of the engine, its names set as code. */
function quoted(sentence: string) {
  return sentence.split("`").map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : with_minus(part)));
}

const kMostRows = 12; // elements of the gradient; of more, the wrong ones come first

class Mistakes extends Panel {
  static override styles = [
    panel_styles,
    css`
      .page { display: grid; gap: 12px; }
      .page > * { min-width: 0; }
      .row { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; }
      .engines { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(440px, 100%), 1fr)); gap: 12px; align-items: start; }
      .engine { display: grid; gap: 8px; min-width: 0; padding: 8px 12px; border: 1px dashed var(--wrong); border-radius: var(--radius); }
      h3 { margin: 0; font-size: 14px; }
      .label { font-size: 12px; font-weight: 700; color: var(--wrong); }
      pre { margin: 0; padding: 8px; overflow-x: auto; font: 12px/1.5 var(--mono); background: var(--raised); border-radius: var(--radius); }
      table { border-collapse: collapse; font-size: 13px; }
      th, td { padding: 1px 12px 1px 0; text-align: right; font-weight: 400; }
      th:first-child { text-align: left; font-family: var(--mono); font-size: 12px; }
      thead th { border-bottom: 1px solid var(--hairline); font-size: 12px; }
      td.off { color: var(--wrong); text-decoration-line: underline; text-decoration-style: wavy; text-underline-offset: 2px; }
      .note { font-size: 12px; }
    `,
  ];

  private readonly answer = new PanelAnswer<BrokenRequest, BrokenResponse>(
    this,
    (request) => this.store.engine.call(request, kChannel),
    () => this.store.engine.cancel(kChannel),
  );

  private request(result: Result): BrokenRequest {
    const { text, request } = result;
    return {
      v: 1,
      kind: "broken",
      network: { text },
      ...values_in_force(result),
      ...(request.seeds ? { seeds: request.seeds } : {}),
    };
  }

  protected override willUpdate(): void {
    const { result, stale, quiz } = this.store.state;
    if (result && !result.live && !stale) this.answer.follow(this.request(result), hidden_of(quiz));
  }

  private gradient(engine: BrokenEngine, response: BrokenResponse) {
    if (!engine.gradient) return nothing;
    const all = gradient_rows(response.gradient, engine);
    const rows = all.length > kMostRows ? [...all].sort((a, b) => Number(a.same) - Number(b.same)) : all;
    const hidden = rows.length - kMostRows;
    return html`<table><thead><tr><th scope="col">∂ by</th><th scope="col">right</th><th scope="col">this engine</th><td></td></tr></thead>
      <tbody>${rows
        .slice(0, kMostRows)
        .map(
          ({ name, right, got, same }) =>
            html`<tr><th scope="row">${name}</th><td title=${exact(right)}>${number(right)}</td><td class=${same ? "" : "off"} title=${exact(got ?? "NaN")}>${number(got ?? "NaN")}</td><td>${same ? "✓" : html`<span class="wrong">✗ wrong</span>`}</td></tr>`,
        )}</tbody></table>
      ${hidden > 0 ? html`<p class="note quiet">and ${hidden} more</p>` : nothing}`;
  }

  private engine(engine: BrokenEngine, response: BrokenResponse) {
    const { title, pseudocode, why, first_wrong } = engine;
    return html`<section class="engine" aria-label=${`Broken engine: ${title}`}>
      <div><span class="label">✗ a broken engine</span><h3>${title}</h3></div>
      <pre tabindex="0" role="group" aria-label="Pseudocode">${pseudocode.join("\n")}</pre>
      <p>${why}</p>
      <p><b>${verdict(engine)}.</b></p>
      ${this.gradient(engine, response)}
      ${first_wrong ? html`<p>First wrong at <code>${first_wrong.node}</code>. ${quoted(first_wrong.why)}</p>` : nothing}
    </section>`;
  }

  override render() {
    const { result, stale } = this.store.state;
    if (!result) return nothing;
    const { answer } = this;
    const old = stale || (answer.response && !answer.fresh ? "the engines are at work" : "");
    const { response } = answer;
    return html`<div class="page"><h2>Mistakes <span class="quiet">five engines that are broken on purpose, on this network, beside the right gradient</span> ${old ? html`<span class="stale">stale: ${old}</span>` : nothing}</h2>
      <div class="row"><span class="quiet">Networks that expose them:</span> ${kExposing.map(({ words, text }) => html`<button @click=${() => this.store.visit(text, words)}>${words}</button>`)}
        ${response ? html`<bw-copy name="the broken engines" .sheet=${() => mistakes_sheet(response)}></bw-copy>` : nothing}</div>
      ${answer.slow ? progress("Running the broken engines", () => this.answer.cancel()) : nothing}
      ${not_computed("No broken engine ran", answer.why, () => answer.again())}
      ${response ? html`<div class="engines ${old ? "faded" : ""}">${response.engines.map((engine) => this.engine(engine, response))}</div>` : nothing}
    </div>`;
  }
}
customElements.define(tag, Mistakes);

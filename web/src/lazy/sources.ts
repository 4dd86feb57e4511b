// Sources: a published worked example, where it was printed, and figure by figure whether the engine's number agrees with it.
import { css, html, nothing } from "lit";
import { Panel } from "../kit/panel.ts";
import { not_computed, progress } from "../kit/progress.ts";
import { panel_styles } from "../kit/styles.ts";
import { ask_published, type Found, type Question } from "../published/ask.ts";
import {
  type Entry,
  kPublished,
  type Match,
  matched,
  type Source,
  short_source,
  text_of,
} from "../published/examples.ts";
import { type Row, rows } from "../published/figures.ts";
import {
  misprint_words,
  ours_words,
  printed_words,
  published_sheet,
  summary,
  verdict_words,
} from "../published/words.ts";
import { PanelAnswer } from "../state/panel_answer.ts";
import { exact } from "../view/format.ts";
import { kGlyph } from "../view/labels.ts";

export const tag = "bw-sources-body";

const kChannel = "sources";

class Sources extends Panel {
  static override styles = [
    panel_styles,
    css`
      .page { display: grid; gap: 12px; container-type: inline-size; }
      .page > * { min-width: 0; }
      .source { display: grid; gap: 4px; max-width: 80ch; }
      a { color: inherit; overflow-wrap: anywhere; }
      table { border-collapse: collapse; font-size: 13px; }
      caption { text-align: left; padding-bottom: 4px; }
      th, td { padding: 2px 16px 2px 0; text-align: right; font-weight: 400; vertical-align: top; }
      thead th { border-bottom: 1px solid var(--hairline); font-size: 12px; }
      th:first-child, th:last-child, td:last-child { text-align: left; }
      th[scope="row"] { font: 12px/1.6 var(--mono); }
      th[scope="row"] .quiet { display: inline-block; white-space: nowrap; }
      td { font-variant-numeric: tabular-nums; }
      td.number { overflow-wrap: anywhere; min-width: 12ch; }
      td:last-child { white-space: nowrap; padding-right: 0; }
      td.why { max-width: 64ch; white-space: normal; padding-bottom: 4px; }
      .tally { font-weight: 600; }
      ul { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; padding: 0; list-style: none; }
      li { min-width: 0; }
      li button { display: grid; text-align: left; }
      li span { font-size: 12px; }
      li button[aria-current] { border-width: 2px; padding: 1px 7px; }
      h3 { margin: 0; font-size: 14px; }
      .note { font-size: 12px; }
      @container (max-width: 500px) {
        table { font-size: 12px; }
        th, td { padding-right: 8px; }
      }
    `,
  ];

  private readonly answer = new PanelAnswer<Question, Found>(
    this,
    (question) => ask_published(this.store.engine, kChannel, question),
    () => this.store.engine.cancel(kChannel),
  );

  private match(): Match | null {
    const { result, catalogue } = this.store.state;
    return result && catalogue ? matched(result.text, catalogue.words, result.at) : null;
  }

  protected override willUpdate(): void {
    const { result, stale } = this.store.state;
    const entry = this.match()?.entry;
    if (result && entry && !result.live && !stale)
      this.answer.follow({ id: entry.id, text: result.text, at: result.at });
  }

  private list(here: Entry | undefined) {
    return html`<ul>${kPublished.map(
      (entry) =>
        html`<li><button aria-current=${entry === here ? "true" : nothing} @click=${() => this.store.visit(text_of(entry), entry.title)}>${entry.title}<span class="quiet">${short_source(entry)}</span></button></li>`,
    )}</ul>`;
  }

  private source({ authors, title, year, where, url, licence }: Source) {
    return html`<div class="source"><p>${authors}: <cite>${title}</cite>, ${year}; ${where}.${licence ? ` Licence: ${licence}.` : ""}</p>
      <p><a href=${url} rel="noopener noreferrer" target="_blank">${url}</a></p></div>`;
  }

  private row(row: Row) {
    const { kind, name, here, printed, ours, verdict } = row;
    const what = kind === "value" ? name : html`<span class=${kind}>${kGlyph[kind]} ${name}</span>`;
    return html`<tr><th scope="row">${what}${here ? html` <span class="quiet">here ${here}</span>` : nothing}</th>
      <td class="number">${printed_words(printed)}</td><td class="number" title=${exact(ours)}>${ours_words(ours, printed)}</td>
      <td class=${verdict === "differs" ? "wrong" : ""}>${verdict_words(row)}</td></tr>
      ${verdict === "misprint" ? html`<tr><td class="why" colspan="4">${misprint_words(row)}.</td></tr>` : nothing}`;
  }

  private table(entry: Entry, all: readonly Row[]) {
    return html`<table><caption><span class="tally" role="status">${summary(all)}</span> <bw-copy name="the printed figures" .sheet=${() => published_sheet(entry, all)}></bw-copy></caption>
      <thead><tr><th scope="col">figure</th><th scope="col">printed</th><th scope="col">ours</th><th scope="col">verdict</th></tr></thead>
      <tbody>${all.map((row) => this.row(row))}</tbody></table>
      <p class="note quiet">“Ours” is computed by the engine now, in directions and from outputs that the source chose, and shown to the printed decimals; the rest of its digits is in its tooltip. It agrees where it is at most half a unit of the last printed decimal away; a whole number must be met.</p>`;
  }

  private entry({ entry, changed }: Match, old: string) {
    const { answer } = this;
    const all = answer.response?.question.id === entry.id ? rows(entry, answer.response) : null;
    return html`<h3>${entry.title}</h3>
      ${this.source(entry.source)}
      ${changed.length > 0 ? html`<p>Not the values of the source: ${changed.map((name, at) => html`${at > 0 ? ", " : ""}<code>${name}</code>`)}. The printed figures are for its values. <button @click=${() => this.store.visit(text_of(entry), entry.title)}>Back to the values of the source</button></p>` : nothing}
      ${answer.slow ? progress("Computing the printed figures", () => this.answer.cancel()) : nothing}
      ${not_computed("Not compared", answer.why, () => answer.again())}
      ${all ? html`<div class=${old ? "faded" : ""}>${this.table(entry, all)}</div>` : nothing}`;
  }

  override render() {
    const { result, stale } = this.store.state;
    if (!result) return nothing;
    const match = this.match();
    const { answer } = this;
    const old =
      stale || (match && answer.response && !answer.fresh ? "the engine is computing the printed figures" : "");
    return html`<div class="page"><h2>Sources <span class="quiet">worked examples from the literature, compared with the engine now</span> ${old ? html`<span class="stale">stale: ${old}</span>` : nothing}</h2>
      ${match ? this.entry(match, old) : html`<p>This network is none of the examples from the literature. Here they are:</p>`}
      ${match ? html`<h3>All ${kPublished.length}</h3>` : nothing}
      ${this.list(match?.entry)}
    </div>`;
  }
}
customElements.define(tag, Sources);

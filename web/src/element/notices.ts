// What the page says under its head: that it loads, computes, waits for a word of the reader, or cannot go on, and why.
import { html, nothing, type TemplateResult } from "lit";
import { missing, reload_button } from "../kit/missing.ts";
import { progress } from "../kit/progress.ts";
import { errors, is_too_large, network, restorable } from "../state/selectors.ts";
import type { Store } from "../state/store.ts";
import { unstarted } from "../state/unstarted.ts";
import { counted, whole } from "../view/format.ts";

function failed(store: Store): TemplateResult {
  const { code, why } = unstarted(store.state.failure);
  return html`<div class="failed" role="alert">
    <h2>✗ The engine did not start</h2>
    <p>${why} <span class="quiet">(${code})</span></p>
    ${code === "P_LOAD" ? html`<button @click=${() => store.retry()}>Try again</button> ${reload_button(store)}` : nothing}
  </div>`;
}

/** A broken link: its cause, and no network in its place. */
function broken(store: Store): TemplateResult | null {
  const { problem } = store.state.link;
  const [first] = store.presets;
  return (
    problem &&
    html`<div class="failed" role="alert">
      <h2>✗ ${problem.cause}</h2>
      <p>${problem.reason} ${problem.hint} <span class="quiet">(${problem.code})</span></p>
      <p>So there is no network to show. The address is left as it is, and nothing of yours is lost.</p>
      ${first ? html`<button @click=${() => store.choose_preset(first.id)}>Open “${first.title}”</button>` : nothing}
    </div>`
  );
}

function asks(store: Store): TemplateResult | null {
  const { asks } = store.state.link;
  return asks === null
    ? null
    : html`<div class="failed asks" role="alert">
        <h2>This network is large</h2>
        <p>It came in a link, and its derivatives need about ${whole(Number(asks.toPrecision(2)))} operations. That can take a while, and it can be ended at any time.</p>
        <button @click=${() => store.link.agree()}>Compute it</button>
      </div>`;
}

export function notices(store: Store): TemplateResult | typeof nothing {
  const { phase, slow, stale, problems, lost } = store.state;
  const link = broken(store);
  if (link) return link;
  if (phase === "failed") return failed(store);
  if (phase === "loading") return html`<p class="working" role="status">Loading the engine …</p>`;
  const question = asks(store);
  if (question) return question;
  if (slow) return progress("Computing", () => store.cancel());
  if (lost) return html`<div class="failed">${missing(store, lost, () => store.retry())}</div>`;
  if (stale && problems.length === 0 && !is_too_large(store.state))
    return html`<p class="working" role="status">Stale: ${stale}. <button @click=${() => store.retry()}>Try again</button></p>`;
  return nothing;
}

/** What is wrong in the text, where that is out of sight: `show` opens it; and the network that the reader can have back. */
export function rows(store: Store, show: (() => void) | null): TemplateResult {
  const { state } = store;
  const [first] = errors(state);
  const { edited } = network(state, store.presets);
  const mine = (!edited || state.link.draft !== null) && restorable(state) !== null;
  return html`${
    first
      ? html`<p class="row"><b class="wrong">✗ ${counted(state.problems_total, "problem")}</b> ${first.message} ${show ? html`<button @click=${show}>Show the text</button>` : nothing}</p>`
      : nothing
  }${
    mine
      ? html`<p class="row">A network that you made is kept. <button @click=${() => store.restore_mine()}>Restore my network</button> <button aria-label="Do not offer it" title="Do not offer it" @click=${() => store.forget_mine()}>✕</button></p>`
      : nothing
  }`;
}

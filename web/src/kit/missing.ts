// What is said in the place of a part of the page that could not be loaded, and the ways on.
import { html, nothing, type TemplateResult } from "lit";
import type { Store } from "../state/store.ts";

/** The button that loads the page anew; only the page itself, which keeps its network in the address, has one. */
export function reload_button({ page }: Store): TemplateResult | typeof nothing {
  const { leave } = page;
  return leave
    ? html`<button @click=${() => leave.reload()}>Reload the page</button> <span class="quiet">${leave.keeps() ? "The address keeps your network." : "Your network is too large for the address: copy its text first."}</span>`
    : nothing;
}

/** Stands where a part would have been; `name` begins a sentence. */
export function missing(store: Store, name: string, again: () => void): TemplateResult {
  return html`<div class="missing" role="alert">
    <p><b><span class="wrong">✗</span> ${name} could not be loaded.</b> Either there is no connection, or the server has a newer version of the page, which needs a reload.</p>
    <p><button @click=${again}>Try again</button> ${reload_button(store)}</p></div>`;
}

// A computation that takes long: how far it is, and the button that ends it.
import { html, nothing, type TemplateResult } from "lit";

/** Without `done` the bar only says that something runs. */
export function progress(words: string, cancel: () => void, done?: number, of = 1): TemplateResult {
  const bar =
    done === undefined
      ? html`<progress aria-label=${words}></progress>`
      : html`<progress aria-label=${words} value=${done} max=${of}></progress>`;
  return html`<p class="running">${bar} <span role="status">${words} …</span> <button @click=${cancel}>Cancel</button></p>`;
}

/** What was not computed, and the button that tries it again; nothing where there is no reason. */
export function not_computed(words: string, why: string, again: () => void): TemplateResult | typeof nothing {
  return why
    ? html`<p class="running" role="status">${words}: ${why}. <button @click=${again}>Try again</button></p>`
    : nothing;
}

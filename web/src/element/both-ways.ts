// <both-ways>: one network with its panels; the page is made of it.
/// <reference types="vite/client" />
import { html, LitElement, nothing } from "lit";
import { connect_engine } from "../engine/client.ts";
import type { Panel, PanelPlace } from "../state/panel.ts";
import { presets } from "../state/presets.ts";
import { Store } from "../state/store.ts";
import page from "./page.css?inline";
import tokens from "./tokens.css?inline";

const found = import.meta.glob<{ panel: PanelPlace }>("../panels/*.ts", { eager: true });
const places = Object.values(found)
  .map((module) => module.panel)
  .sort((a, b) => a.order - b.order);

const kAreas: PanelPlace["area"][] = ["bar", "top", "side", "main", "wide"];

function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

export class BothWays extends LitElement {
  static override styles = [sheet(tokens), sheet(page)];

  private readonly store = new Store(connect_engine(), presets);
  private readonly panels = places.map(({ tag, area }) => {
    const element = document.createElement(tag) as Panel;
    element.store = this.store;
    return { area, element };
  });
  private leave: () => void = () => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.leave = this.store.subscribe(() => this.requestUpdate());
    if (this.store.state.phase !== "ready") void this.store.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
  }

  private in_area(area: PanelPlace["area"]): Panel[] {
    return this.panels.filter((panel) => panel.area === area).map((panel) => panel.element);
  }

  private switch_theme(): void {
    const dark = this.getAttribute("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    this.setAttribute("theme", dark === "dark" ? "light" : "dark");
  }

  private status() {
    const { phase, failure, slow, stale } = this.store.state;
    if (phase === "failed")
      return html`<div class="failed" role="alert">
        <h2>✗ The engine did not start</h2>
        <p>The computation runs in your browser, in a file called engine.wasm, and that file could not be started: ${failure}.</p>
        <button @click=${() => this.store.retry()}>Try again</button>
      </div>`;
    if (phase === "loading") return html`<p class="working" role="status">Loading the engine …</p>`;
    if (slow)
      return html`<p class="working" role="status"><progress aria-label="Computing"></progress> Computing …
        <button @click=${() => this.store.cancel()}>Cancel</button></p>`;
    if (stale && this.store.state.problems.length === 0)
      return html`<p class="working" role="status">Stale: ${stale}. <button @click=${() => this.store.retry()}>Try again</button></p>`;
    return nothing;
  }

  override render() {
    const [bar, top, side, main, wide] = kAreas.map((area) => this.in_area(area));
    return html`<header>
        <h1>Bothways <span aria-hidden="true">⇄</span></h1>
        <div class="bar">${bar}</div>
        <button class="theme" aria-label="Switch between light and dark" @click=${() => this.switch_theme()}>◐</button>
      </header>
      ${this.status()}
      <main>
        <div class="top">${top}</div>
        <div class="side">${side}</div>
        <div class="main">${main}</div>
        <div class="wide">${wide}</div>
      </main>`;
  }
}
customElements.define("both-ways", BothWays);

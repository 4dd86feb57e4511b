// <both-ways>: one network with its panels; the page is made of it.
/// <reference types="vite/client" />
import { html, LitElement, nothing } from "lit";
import { connect_engine } from "../engine/client.ts";
import type { Panel, PanelPlace } from "../state/panel.ts";
import { presets } from "../state/presets.ts";
import { Store } from "../state/store.ts";
import "./copy.ts";
import { progress } from "../view/progress.ts";
import page from "./page.css?inline";
import { opened, type Part, tab_list } from "./tabs.ts";
import tokens from "./tokens.css?inline";

const found = import.meta.glob<{ panel: PanelPlace }>("../panels/*.ts", { eager: true });
const places = Object.values(found)
  .map((module) => module.panel)
  .sort((a, b) => a.order - b.order);

const kNarrow = 600; // px of the page; below it every part has a tab
const kAlways: Part[] = [
  { id: "side", title: "Network" },
  { id: "main", title: "Graph" },
  { id: "tape", title: "Steps" },
];
const kTabs: Part[] = [...new Set(places.flatMap(({ area, title }) => (area === "tab" && title ? [title] : [])))].map(
  (title) => ({ id: title.toLowerCase(), title }),
);

function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

export class BothWays extends LitElement {
  static override styles = [sheet(tokens), sheet(page)];

  private readonly store = new Store(connect_engine(), presets);
  private readonly panels = places.map(({ tag, area, title }) => {
    const element = document.createElement(tag) as Panel;
    element.store = this.store;
    return { area, title, element };
  });
  private narrow = false;
  private readonly paper = matchMedia("print");
  private readonly turn_page = (): void => this.requestUpdate();
  private leave: () => void = () => undefined;
  private readonly watcher = new ResizeObserver(() => {
    const narrow = this.clientWidth < kNarrow;
    if (narrow === this.narrow) return;
    this.narrow = narrow;
    this.requestUpdate();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.leave = this.store.subscribe(() => this.requestUpdate());
    this.watcher.observe(this);
    this.paper.addEventListener("change", this.turn_page);
    if (this.store.state.phase !== "ready") void this.store.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
    this.watcher.disconnect();
    this.paper.removeEventListener("change", this.turn_page);
  }

  private in_area(area: PanelPlace["area"], title?: string): Panel[] {
    return this.panels.filter((panel) => panel.area === area && panel.title === title).map((panel) => panel.element);
  }

  /** A part of the page; where it stands in a tab that is not open, its panels are not drawn. */
  private section({ id }: Part, panels: Panel[], in_tab: boolean, open: boolean) {
    for (const panel of panels) {
      if (panel.shown === open) continue;
      panel.shown = open;
      if (open) panel.requestUpdate();
    }
    if (!in_tab) return html`<div id=${id} class=${id}>${panels}</div>`;
    return html`<div id=${id} class=${id} role="tabpanel" aria-labelledby=${`tab-${id}`} ?hidden=${!open}>${panels}</div>`;
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
    if (slow) return progress("Computing", () => this.store.cancel());
    if (stale && this.store.state.problems.length === 0)
      return html`<p class="working" role="status">Stale: ${stale}. <button @click=${() => this.store.retry()}>Try again</button></p>`;
    return nothing;
  }

  override render() {
    const { store } = this;
    const on_paper = this.paper.matches; // everything, one part under the other
    const narrow = this.narrow && !on_paper;
    const always = kAlways.filter(({ id }) => this.in_area(id as PanelPlace["area"]).length > 0);
    const tabs = narrow ? [...always, ...kTabs] : kTabs;
    const open = opened(tabs, store.state.page.tab, narrow ? "Graph" : "");
    const list = tab_list(tabs, open, (title) => store.page.open_tab(title));
    return html`<header>
        <h1>Bothways <span aria-hidden="true">⇄</span></h1>
        <div class="bar">${this.in_area("bar")}</div>
        <button class="theme" aria-label="Switch between light and dark" @click=${() => this.switch_theme()}>◐</button>
      </header>
      ${this.status()}
      <main>
        <div class="top">${this.in_area("top")}</div>
        ${narrow ? list : nothing}
        ${always.map((part) => this.section(part, this.in_area(part.id as PanelPlace["area"]), narrow, !narrow || part.title === open))}
        ${narrow || on_paper ? nothing : list}
        ${kTabs.map((part) => this.section(part, this.in_area("tab", part.title), !on_paper, on_paper || part.title === open))}
      </main>`;
  }
}
customElements.define("both-ways", BothWays);

// <both-ways>: one network with its panels; the page is made of it.
/// <reference types="vite/client" />
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { connect_engine } from "../engine/connect.ts";
import type { Panel, PanelPlace } from "../kit/panel.ts";
import { Printing } from "../kit/printing.ts";
import { OwnSize, on_resize } from "../kit/resize.ts";
import { presets } from "../state/presets.ts";
import { network } from "../state/selectors.ts";
import { Store } from "../state/store.ts";
import { section_of } from "../state/views.ts";
import "./copy.ts";
import { Address } from "./address.ts";
import notices_css from "./notices.css?inline";
import { notices } from "./notices.ts";
import page from "./page.css?inline";
import { plain_popovers } from "./popovers.ts";
import { opened, type Part, tab_list } from "./tabs.ts";
import tokens from "./tokens.css?inline";
import { keep_from_wheel } from "./wheel.ts";

const found = import.meta.glob<{ panel: PanelPlace }>("../panels/*.ts", { eager: true });
const places = Object.values(found)
  .map((module) => module.panel)
  .sort((a, b) => a.order - b.order);

const kMany = 200; // nodes
const kNarrow = 600; // px of the page; below it every part has a tab
const kAlways: Part[] = [
  { id: "side", title: "Network" },
  { id: "main", title: "Graph" },
  { id: "tape", title: "Steps" },
];
const kTabs: Part[] = [...new Set(places.flatMap(({ area, title }) => (area === "tab" && title ? [title] : [])))].map(
  (title) => ({ id: section_of(title), title }),
);

/** The areas of an embed, by its `view`. */
const kEmbedded: Readonly<Record<string, readonly string[]>> = {
  "": ["main", "tape", "top"], // the graph is what a low frame shows
  graph: ["main"],
  code: ["side"],
  both: ["side", "main"],
  ledger: ["ledger"],
};

const kAsking: readonly string[] = places
  .filter(({ area, order }) => area === "top" && order < 10)
  .map(({ tag }) => tag);

function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

export class BothWays extends LitElement {
  static override styles = [sheet(tokens), sheet(page), sheet(notices_css)];

  static override properties = { view: {}, embed: { type: Boolean }, theme: {}, hide: {} };

  /** What of it is shown: stage, or in an embed graph, code, both or ledger. */
  declare view: string | undefined;
  /** It stands on a page of someone else. */
  declare embed: boolean;
  /** light, dark, or what the reader's system says. */
  declare theme: string | undefined;

  /** Names of panels that are left out, with commas between them. */
  declare hide: string | undefined;

  readonly store = new Store(connect_engine(), presets);
  private readonly panels = places.map(({ tag, area, title }) => {
    const element = document.createElement(tag) as Panel;
    element.store = this.store;
    element.stands_in = area;
    const name = tag.replace("bw-", "");
    element.part.add(name);
    return { area, title, element, name };
  });
  /** For a lecture room: everything larger, the graph and the player first, and a presenter's keys. */
  private get stage(): boolean {
    return this.view === "stage";
  }
  private narrow = false;
  private readonly printing = new Printing(() => this.requestUpdate());
  private leave: () => void = () => undefined;
  /** Only the page itself, which says so, reads and writes the address of the window. */
  private address: Address | null = null;
  private unwatch: () => void = () => undefined;

  constructor() {
    super();
    new OwnSize(this, () => {
      const narrow = this.clientWidth < kNarrow && !this.stage;
      if (narrow === this.narrow) return;
      this.narrow = narrow;
      this.requestUpdate();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasAttribute("page") && new URLSearchParams(location.search).get("view") === "stage")
      this.setAttribute("view", "stage");
    if (this.stage) {
      window.addEventListener("keydown", this.present);
    }
    this.leave = this.store.subscribe(() => {
      const { result, link } = this.store.state;
      const { mode = "both" } = link.passthrough;
      if (mode === "both") this.removeAttribute("only");
      else this.setAttribute("only", mode);
      this.toggleAttribute("spare", result !== null && (result.live || result.graph.nodes.length > kMany));
      this.requestUpdate();
    });
    this.printing.watch();
    if (this.hasAttribute("page")) {
      this.address = new Address(this.store);
      this.address.begin();
    }
    if (this.store.state.phase !== "ready") void this.store.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
    this.address?.end();
    window.removeEventListener("keydown", this.present);
    this.unwatch();
    this.printing.end();
  }

  /** The keys of a presenter: one step forward or back. */
  private readonly present = (event: KeyboardEvent): void => {
    const by = { PageDown: 1, PageUp: -1 }[event.key];
    const [target] = event.composedPath();
    const typing =
      target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));
    const busy = typing || event.defaultPrevented || this.store.state.page.dialog !== "";
    if (by === undefined || busy || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.store.steps.follow();
    this.store.steps.move(by);
  };

  protected override firstUpdated(): void {
    plain_popovers(this.renderRoot);
    keep_from_wheel(this.renderRoot as ShadowRoot);
    const main = this.renderRoot.querySelector<HTMLElement>("#main");
    if (!main) return;
    // A part that is higher than the window stays with its lower end in sight.
    this.unwatch = on_resize(main, () => {
      main.style.setProperty("--main-top", `${Math.min(0, innerHeight - main.offsetHeight)}px`);
    });
  }

  private in_area(area: PanelPlace["area"], title?: string): Panel[] {
    const hidden = (this.hide ?? "").split(",");
    return this.panels
      .filter((panel) => panel.area === area && panel.title === title && !hidden.includes(panel.name))
      .map((panel) => panel.element);
  }

  private panels_of({ id, title }: Part): Panel[] {
    const inside = kAlways.some((part) => part.id === id);
    return inside ? this.in_area(id as PanelPlace["area"]) : this.in_area("tab", title);
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

  /** Whether a panel asks something of the reader, as the tour does: then it comes before the network. */
  private asks(panel: Panel): boolean {
    return kAsking.includes(panel.localName);
  }

  /** What an embed shows whose engine did not start. */
  protected way_out(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** On a page of someone else: the graph, the steps and the answer, or what `view` asks for. */
  private embedded() {
    const foot = html`<slot name="foot"></slot>`;
    if (this.store.state.phase === "failed") return html`${notices(this.store)}<slot></slot>${this.way_out()}${foot}`; // with what stands inside it
    const shown = kEmbedded[this.view ?? ""] ?? kEmbedded[""] ?? [];
    const top = this.in_area("top");
    const [first, rest] = [top.filter((panel) => this.asks(panel)), top.filter((panel) => !this.asks(panel))];
    return html`${notices(this.store)}
      <section aria-label=${`Bothways: ${network(this.store.state, this.store.presets).title}`}><div class="top">${first}</div>${shown.map(
        (id) =>
          id === "top"
            ? html`<div class="top">${rest}</div>`
            : id === "ledger"
              ? this.section({ id, title: "Ledger" }, this.in_area("tab", "Ledger"), false, true)
              : this.section({ id, title: "" }, this.in_area(id as PanelPlace["area"]), false, true),
      )}</section>
      ${foot}`;
  }

  override render() {
    const { store } = this;
    const on_paper = this.printing.matches; // everything, one part under the other
    const narrow = this.narrow && !on_paper;
    const { stage } = this;
    if (this.embed) return this.embedded();
    const parts = kAlways.filter(({ id }) => this.in_area(id as PanelPlace["area"]).length > 0);
    const always = stage ? parts.filter(({ id }) => id !== "side") : parts;
    const aside = stage ? parts.filter(({ id }) => id === "side") : [];
    const rest = [...aside, ...kTabs];
    const tabs = narrow ? [...always, ...rest] : rest;
    const open = opened(tabs, store.state.page.view, narrow ? "Graph" : stage ? (kTabs[0]?.title ?? "") : "");
    const soon = (title: string): void => {
      for (const panel of this.in_area("tab", title)) panel.prefetch();
    };
    const list = tab_list(tabs, open, (title) => store.page.open_tab(title), soon);
    const shown = (some: Part[]) =>
      some.map((part) => this.section(part, this.panels_of(part), narrow, !narrow || part.title === open));
    return html`<header>
        <h1>Bothways <span aria-hidden="true">⇄</span></h1>
        <div class="bar">${this.in_area("bar")}</div>
        <div class="help">${this.in_area("help")}<button class="theme" aria-label="Switch between light and dark" @click=${() => this.switch_theme()}>◐</button></div>
      </header>
      ${notices(store)}
      <main>
        <div class="top">${this.in_area("top")}</div>
        ${narrow ? list : nothing}
        <div class="work">${shown(always.filter(({ id }) => id !== "tape"))}</div>
        ${shown(always.filter(({ id }) => id === "tape"))}
        ${narrow || on_paper ? nothing : list}
        ${rest.map((part) => this.section(part, this.panels_of(part), !on_paper, on_paper || part.title === open))}
      </main>`;
  }
}

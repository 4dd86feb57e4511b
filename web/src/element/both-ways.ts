// <both-ways>: one network with its panels; the page is made of it.
/// <reference types="vite/client" />
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { connect_engine } from "../engine/connect.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { Printing } from "../kit/printing.ts";
import { OwnSize } from "../kit/resize.ts";
import { presets } from "../state/presets.ts";
import { network } from "../state/selectors.ts";
import type { State } from "../state/state.ts";
import { Store } from "../state/store.ts";
import { section_of, view_of } from "../state/views.ts";
import "./copy.ts";
import { Address } from "./address.ts";
import { Arrangement } from "./arrangement.ts";
import { Drawers } from "./drawers.ts";
import notices_css from "./notices.css?inline";
import { notices, rows } from "./notices.ts";
import page from "./page.css?inline";
import { Panels } from "./panels.ts";
import { id_of, kEmbedded, kText } from "./parts.ts";
import { plain_popovers } from "./popovers.ts";
import screen_css from "./screen.css?inline";
import { tab_list } from "./tabs.ts";
import tokens from "./tokens.css?inline";
import { keep_from_wheel } from "./wheel.ts";

const kMany = 200; // nodes
const kNarrow = 900; // px of the page; below it its parts stand under each other, and the page scrolls
const kTour = 320; // px of the left column at least, while the tour stands there
const kWide = 1280; // px; below it the text begins folded

function sheet(text: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

/** What each frame of a drag changes. */
const kDragged: readonly string[] = ["result", "leaves", "problems", "problems_total"];

function differ_by_drag(a: State, b: State): boolean {
  return (Object.keys(b) as (keyof State)[]).every((name) => a[name] === b[name] || kDragged.includes(name));
}

export class BothWays extends LitElement {
  static override styles = [sheet(tokens), sheet(page), sheet(screen_css), sheet(notices_css)];

  static override properties = { view: { reflect: true }, embed: { type: Boolean }, theme: {}, hide: {} };

  /** What of it is shown: stage, or in an embed graph, code, both or ledger. */
  declare view: string | undefined;
  /** It stands on a page of someone else. */
  declare embed: boolean;
  /** light, dark, or what the reader's system says. */
  declare theme: string | undefined;

  /** Names of panels that are left out, with commas between them. */
  declare hide: string | undefined;

  readonly store = new Store(connect_engine(), presets);
  private readonly panels = new Panels(this.store);
  private size: "narrow" | "middle" | "wide" = "wide";
  private readonly printing = new Printing(() => this.requestUpdate());
  private readonly arrangement = new Arrangement(() => this.requestUpdate());
  private readonly drawers = new Drawers(this.store);
  private leave: (() => void)[] = [];
  /** Only the page itself, which says so, reads and writes the address of the window. */
  private address: Address | null = null;

  constructor() {
    super();
    new OwnSize(this, () => this.measure());
  }

  /** In px, as it was measured last: to ask for it while the page is drawn makes it lay itself out. */
  private width = 0;

  private measure(): void {
    const { clientWidth: width } = this;
    this.width = width;
    const size = width < kNarrow && !this.stage ? "narrow" : width < kWide ? "middle" : "wide";
    if (size === this.size) return;
    this.size = size;
    this.requestUpdate();
  }

  /** For a lecture room: everything larger, the graph and the player together, and a presenter's keys. */
  private get stage(): boolean {
    return this.view === "stage";
  }

  /** One part under the other, on a narrow page and on paper; else all of it is one screen. */
  private get flows(): boolean {
    return this.size === "narrow" || this.printing.matches;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    let before: State | null = null;
    const changed = (): void => {
      const { state } = this.store;
      const { result, link, page } = state;
      const drags = result?.live && before?.result?.live && differ_by_drag(before, state);
      before = state;
      if (drags) return; // every panel sees to itself
      if (this.address && page.presenting !== this.stage) this.view = page.presenting ? "stage" : undefined;
      const { mode = "both" } = link.passthrough;
      if (mode === "both") this.removeAttribute("only");
      else this.setAttribute("only", mode);
      this.toggleAttribute("spare", result !== null && (result.live || result.graph.nodes.length > kMany));
      this.requestUpdate();
    };
    this.leave.push(this.store.subscribe(changed));
    this.printing.watch();
    if (this.hasAttribute("page")) {
      this.address = new Address(this.store);
      this.store.page.present(new URLSearchParams(location.search).get("view") === "stage");
      this.address.begin();
    }
    if (this.store.state.phase !== "ready") void this.store.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const leave of this.leave.splice(0)) leave();
    this.address?.end();
    this.drawers.end();
    this.printing.end();
  }

  protected override firstUpdated(): void {
    plain_popovers(this.renderRoot);
    keep_from_wheel(this.renderRoot as ShadowRoot);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("view")) this.measure();
    if (!this.embed) this.drawers.bring(this.renderRoot);
  }

  private switch_theme(): void {
    const dark = this.getAttribute("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    this.setAttribute("theme", dark === "dark" ? "light" : "dark");
  }

  /** Whether the text is unfolded: where it is asked for, or else as the reader left it, or where there is room. */
  private get unfolded(): boolean {
    const { page } = this.store.state;
    const room = this.size === "wide" && !this.stage;
    return page.tour > 0 || page.view === view_of(kText.title) || !(this.arrangement.folded ?? !room);
  }

  private fold(folded: boolean): void {
    const { page } = this.store;
    if (folded && this.store.state.page.view === view_of(kText.title)) page.open_tab("");
    this.arrangement.fold(folded);
  }

  /** Width of the left column, in px. */
  private get side(): number {
    const { tour } = this.store.state.page;
    return Math.max(this.arrangement.side(this.width || this.clientWidth), tour > 0 ? kTour : 0);
  }

  /** The text and the values beside the graph, or the button that opens them. */
  private left() {
    const open = this.unfolded;
    const asking = this.panels.asking();
    const inside = this.panels.area("side", open);
    if (inside.length + asking.length === 0) return nothing;
    const held = this.store.state.page.tour > 0; // by the tour, which stands there
    return html`<div class="left ${open ? "" : "folded"}">
        ${held ? nothing : html`<button class="fold" aria-label="Text and values" title="Text and values" aria-expanded=${open} aria-controls="side" @click=${() => this.fold(open)}>${open ? "«" : "» Text and values"}</button>`}
        <div id="side" class="side" style=${`width:${this.side}px`} ?hidden=${!open}>${asking}${inside}</div>
        ${open ? this.arrangement.beside("side", this.clientWidth) : nothing}
      </div>`;
  }

  private inside(on_paper: boolean) {
    const { open, sections, names } = this.drawers;
    return names.map((drawer) => {
      const shown = on_paper || drawer === open?.drawer;
      const parts = sections.filter((section) => section.drawer === drawer);
      return html`<div id=${id_of(drawer)} class="drawer" role="tabpanel" aria-labelledby=${`tab-${id_of(drawer)}`} ?hidden=${!shown}>${parts.map(
        (section) =>
          html`<div id=${section_of(section.title)} class="part" role="group" aria-label=${section.title}>${this.panels.section(section, shown)}</div>`,
      )}</div>`;
    });
  }

  private bar() {
    const { drawers, panels } = this;
    const { open, names } = drawers;
    const tabs = names.map((title) => ({ id: id_of(title), title }));
    const turn = (title: string): void => drawers.turn(title);
    return html`<div class="bottom">${open && !this.flows ? this.arrangement.over(id_of(open.drawer)) : nothing}
      ${tab_list(tabs, open?.drawer ?? "", turn, (title) => panels.prefetch(title))}</div>`;
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
    const panels = (id: string) =>
      id === "ledger"
        ? this.panels.section({ title: "Ledger", drawer: "" }, true)
        : this.panels.area(id as PanelPlace["area"]);
    return html`${notices(this.store)}
      <section aria-label=${`Bothways: ${network(this.store.state, this.store.presets).title}`}><div class="top">${this.panels.asking()}</div>${shown.map((id) => html`<div id=${id} class=${id}>${panels(id)}</div>`)}</section>
      ${foot}`;
  }

  override render() {
    const { flows, store, panels, embed = false, hide = "" } = this;
    const on_paper = this.printing.matches;
    Object.assign(this.drawers, { narrow: this.size === "narrow", on_paper });
    const { stage } = this;
    const { tour, spoken } = store.state.page;
    const drawer = flows || embed ? undefined : this.drawers.open?.drawer;
    panels.standing = { hide, embed, flows, stage, drawer, spoken: spoken?.part ?? "" };
    this.toggleAttribute("screen", !embed && !flows);
    this.toggleAttribute("touring", tour > 0 && !on_paper);
    if (panels.standing.drawer) this.setAttribute("drawer", panels.standing.drawer);
    else this.removeAttribute("drawer");
    if (embed) return this.embedded();
    const graph = html`<div id="main" class="main">${panels.area("main")}</div><div id="tape" class="tape">${panels.area("tape")}</div>`;
    return html`<header>
        <h1>Bothways <span aria-hidden="true">⇄</span></h1>
        <div class="bar">${panels.area("bar")}</div>
        <div class="help">${panels.area("help")}<button class="theme" aria-label="Switch between light and dark" @click=${() => this.switch_theme()}>◐</button></div>
      </header>
      <main style=${`--drawer:${this.arrangement.drawer}px`}>
        <div class="notices">${notices(store)}${rows(store, this.unfolded ? null : () => this.fold(false))}</div>
        ${flows ? html`<div class="top">${panels.asking()}</div>` : nothing}
        ${tour > 0 && !on_paper ? nothing : html`<div class="top">${panels.area("top")}</div>`}
        ${flows ? graph : html`<div class="work">${this.left()}<div class="middle">${graph}</div></div>`}
        ${on_paper ? nothing : this.bar()}
        ${this.inside(on_paper)}
      </main>`;
  }
}

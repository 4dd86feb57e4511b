// The graph of the network with both derivatives in every node: unfold it, walk it, ask its numbers, choose the weight.
import { html, nothing } from "lit";
import { LayoutCache } from "../kit/layout_cache.ts";
import { missing } from "../kit/missing.ts";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { Printing } from "../kit/printing.ts";
import { OwnSize } from "../kit/resize.ts";
import { RovingTabindex } from "../kit/roving_tabindex.ts";
import { graph_styles, panel_styles } from "../kit/styles.ts";
import { Viewport } from "../kit/viewport.ts";
import type { Arrangement, Room } from "../picture/arrange.ts";
import { draw, picture_styles } from "../picture/draw.ts";
import type { Brush, Handlers } from "../picture/draw_box.ts";
import { path_marks } from "../picture/path_marks.ts";
import { type Scene, scene } from "../picture/scene.ts";
import { lazy } from "../state/lazy.ts";
import type { Result } from "../state/result.ts";
import { whole } from "../view/format.ts";

export const panel: PanelPlace = { tag: "bw-graph", area: "main", order: 20 };

const kPageDownBelow = 900; // px of the page, where its columns join into one
const kDownBelow = 620; // px of the panel itself
const kPaper: Room = { width: 680, downward: true }; // px between the margins of a sheet of A4
const kTall = 1600; // px; a taller picture scrolls in a window of its own

class GraphPanel extends Panel {
  static override styles = [panel_styles, picture_styles, graph_styles];

  private room: Room = { width: 0, downward: false };
  private readonly layouts = new LayoutCache(() => this.requestUpdate());
  private drawn: { result: Result; arrangement: Arrangement; numbers: unknown; scene: Scene } | null = null;
  private reading = "";
  private asked = false; // the card is open
  private placed: Arrangement | null = null;
  private focused = false; // something in the picture had the focus before the last drawing
  private readonly printing = new Printing(() => this.requestUpdate());
  private readonly viewport = new Viewport({
    window: () => this.renderRoot.querySelector<HTMLElement>(".scroll"),
    scene: () => this.drawn?.scene ?? null,
    redraw: () => {
      this.requestUpdate();
      return this.updateComplete;
    },
  });
  private readonly tab_stop = new RovingTabindex({
    root: () => this.renderRoot,
    store: () => this.store,
    drawn: () => this.drawn,
    show: (box) => this.viewport.show(box),
    redraw: () => {
      this.requestUpdate();
      return this.updateComplete;
    },
  });
  private readonly handlers: Handlers = {
    choose: (place) => {
      this.tab_stop.at = `${place.id} ink ${place.index}`;
      this.store.choose_weight(place);
    },
    ask: (place, key) => {
      if (this.drawn?.scene.boxes.some((box) => box.key === key)) this.tab_stop.at = key;
      this.store.graph.open_card(place);
    },
    toggle: (box) => this.tab_stop.toggle(box),
    read: (title) => this.read(title),
    press: (event, key) => {
      if (event.key === "?") this.store.page.show("keys");
      else if (!this.viewport.press(event) && !this.tab_stop.press(event.key, key)) return;
      event.preventDefault();
    },
  };

  private readonly load_card = lazy(() => import("../lazy/card.ts"));

  constructor() {
    super();
    new OwnSize(this, () => this.resize());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.printing.watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.printing.end();
  }

  private resize(): void {
    const width = Math.floor(this.clientWidth) - 2;
    const root = this.getRootNode();
    const page = root instanceof ShadowRoot ? root.host.clientWidth : width;
    const downward = page < kPageDownBelow || width < kDownBelow;
    this.viewport.scrolled();
    if (width === this.room.width && downward === this.room.downward) return;
    this.room = { width, downward };
    this.requestUpdate();
  }

  private scene_of(result: Result, arrangement: Arrangement): Scene {
    const { graph, catalogue } = this.store.state;
    const { drawn } = this;
    const numbers = graph.scalars?.of === result ? graph.scalars.response : null;
    if (drawn?.result === result && drawn.arrangement === arrangement && drawn.numbers === numbers) return drawn.scene;
    const inner = graph.scalars?.of.text === result.text ? graph.scalars.response?.graph : null;
    const next = scene(
      {
        graph: result.graph,
        nodes: result.response.nodes,
        ops: catalogue?.ops ?? [],
        weight: result.weight,
        output: result.output,
        groups: result.response.groups ?? [],
        scalars: inner ? { graph: inner, nodes: numbers?.nodes ?? [] } : null,
      },
      arrangement,
    );
    this.drawn = { result, arrangement, numbers, scene: next };
    return next;
  }

  /** The reader may soon ask for the card of a number. */
  override prefetch(): void {
    this.load_card().catch(() => undefined); // the place of the card says so, if it is opened
  }

  private read(title: string): void {
    if (this.reading === title) return;
    this.reading = title;
    this.requestUpdate();
  }

  /** A new picture that is larger than its window begins at the weight. */
  private show_stop(scene: Scene): void {
    const stop = this.tab_stop.stop(scene, this.store.state.result?.weight ?? null);
    const box = scene.boxes.find(({ key }) => key === stop);
    if (box && this.viewport.sight(scene)) this.viewport.show(box);
    this.viewport.scrolled();
  }

  protected override willUpdate(): void {
    this.focused = this.shadowRoot?.activeElement instanceof SVGElement;
  }

  protected override updated(): void {
    this.store.graph.follow();
    const asked = this.store.state.graph.card !== null;
    const { drawn } = this;
    if (drawn && drawn.arrangement !== this.placed) this.show_stop(drawn.scene);
    this.placed = drawn?.arrangement ?? null;
    const lost = this.focused && !this.shadowRoot?.activeElement; // the browser drops the focus of what is moved
    if (lost || (this.asked && !asked)) this.tab_stop.focus();
    this.asked = asked;
  }

  /** The boxes where the stepper is. */
  private now({ folded }: Arrangement): Brush["now"] {
    const { now } = this.store.state.steps;
    const box = (id: string | null): string | null => (id === null ? null : (folded.home.get(id) ?? id));
    return { along: box(now.along), against: box(now.against) };
  }

  private tools() {
    const { viewport } = this;
    const percent = `${whole(Math.round(viewport.zoom * 100))} %`;
    return html`<div class="tools" role="group" aria-label="Size of the graph">
      <button aria-label="Smaller" @click=${() => viewport.smaller()}>−</button>
      <button aria-label=${`${percent}, back to 100 %`} @click=${() => viewport.zoom_to(1)}>${percent}</button>
      <button aria-label="Larger" @click=${() => viewport.larger()}>+</button>
      <button @click=${() => viewport.fit()}>Fit</button></div>`;
  }

  override render() {
    const { state } = this.store;
    const { result, stale, graph } = state;
    const { viewport } = this;
    if (!result || this.room.width === 0) return nothing;
    const on_paper = this.printing.matches; // the whole of it, down the sheet
    const { arrangement, count, lost } = this.layouts.of(result, state, on_paper ? kPaper : this.room);
    const last = this.drawn?.result.text === result.text ? this.drawn.arrangement : null; // until the new places are there
    const places = arrangement ?? last;
    if (!places) return html`<h2>Graph</h2><p role="status">Placing ${whole(count)} nodes …</p>`;
    const made = this.scene_of(result, places);
    const { weight } = result;
    const brush = {
      handlers: this.handlers,
      stop: this.tab_stop.stop(made, weight),
      chosen: weight ? `${weight.id} ink ${weight.index}` : "",
      zoom: on_paper ? 1 : viewport.zoom,
      now: this.now(places),
      path: path_marks(places.folded, graph.path),
    };
    const tall = made.height * viewport.zoom > kTall ? "tall" : "";
    return html`<h2 class="unseen">Graph</h2>
      <div class="stage ${graph.card ? "asked" : ""}"><div class="scroll ${tall} ${stale ? "faded" : ""}" role="region" aria-label="Graph of the network" tabindex="-1"
        @pointerenter=${this.prefetch} @focusin=${this.prefetch} @scroll=${() => viewport.scrolled()} @wheel=${(event: WheelEvent) => viewport.wheel(event)}
        @pointerdown=${(event: PointerEvent) => viewport.grab(event)}>${draw(made, brush, on_paper ? null : viewport.sight(made, result.live))}</div>${stale ? html`<span class="stale">stale: ${stale}</span>` : nothing}</div>
      <div class="legend">
        <p class="readout">${this.reading || html`<span class="quiet">Press a number to ask where it comes from, a title to unfold it, an element of a weight to go forward along it.</span>`}</p>
        ${this.tools()}
        <p class="quiet"><span class="along">▸ dashed: forward, with the arrows</span> · <span class="against">◂ solid: backward, against them</span> · on a line: its local derivative</p>
      </div>
      ${lost ? missing(this.store, "What places the nodes, which stand in plain columns,", () => this.layouts.again()) : nothing}`;
  }
}
customElements.define(panel.tag, GraphPanel);

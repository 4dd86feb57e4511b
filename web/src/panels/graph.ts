// The graph of the network with both derivatives in every node: unfold it, walk it, ask its numbers, choose the weight.
import { html, noChange, nothing } from "lit";
import { Follow } from "../kit/follow.ts";
import { LayoutCache } from "../kit/layout_cache.ts";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { Printing } from "../kit/printing.ts";
import { moving, picture_of, raced_at } from "../kit/raced.ts";
import { OwnSize } from "../kit/resize.ts";
import { RovingTabindex } from "../kit/roving_tabindex.ts";
import { SpokenNodes } from "../kit/spoken.ts";
import { graph_styles, panel_styles } from "../kit/styles.ts";
import { Viewport, viewport_styles } from "../kit/viewport.ts";
import { zoom_tools } from "../kit/zoom_tools.ts";
import type { Arrangement, Room } from "../picture/arrange.ts";
import { draw, picture_styles } from "../picture/draw.ts";
import type { Handlers } from "../picture/draw_box.ts";
import { marks } from "../picture/path_marks.ts";
import { next_task } from "../picture/portions.ts";
import { type Scene, scene } from "../picture/scene.ts";
import { lazy } from "../state/lazy.ts";
import { race_lanes } from "../state/race_lanes.ts";
import { type Result, same_answer } from "../state/result.ts";
import { whole } from "../view/format.ts";

export const panel: PanelPlace = { tag: "bw-graph", area: "main", order: 10 };

const kPageDownBelow = 900; // px of the page, where its columns join into one
const kDownBelow = 620; // px of the panel itself
const kPaper: Room = { width: 680, downward: true }; // px between the margins of a sheet of A4
const kTall = 1600; // px; a taller picture scrolls in a window of its own

class GraphPanel extends Panel {
  static override styles = [panel_styles, picture_styles, graph_styles, viewport_styles];

  private room: Room = { width: 0, downward: false };
  private readonly layouts = new LayoutCache();
  private readonly front = new Follow(this);
  private drawn: { result: Result; arrangement: Arrangement; numbers: readonly unknown[]; scene: Scene } | null = null;
  private reading = "";
  private network = "";
  private fitted = ""; // what is said when the graph, folded to fit, has its new places
  private asked = false; // the card is open
  private placed: Arrangement | null = null;
  private focused = false; // something in the picture had the focus before the last drawing
  private readonly printing = new Printing(() => this.requestUpdate());
  private readonly viewport = new Viewport({
    window: () => this.renderRoot.querySelector<HTMLElement>(".scroll"),
    scene: () => this.drawn?.scene ?? null,
    redraw: () => this.redraw(),
  });
  private readonly spoken = new SpokenNodes((box) => this.viewport.show(box));
  private readonly tab_stop = new RovingTabindex({
    root: () => this.renderRoot,
    store: () => this.store,
    drawn: () => this.drawn,
    show: (box) => this.viewport.show(box),
    redraw: () => this.redraw(),
  });
  private readonly handlers: Handlers = {
    choose: (place) => {
      this.tab_stop.at = `${place.id} ink ${place.index}`;
      this.store.choose_weight(place);
    },
    ask: (place, key) => {
      if (this.drawn?.scene.boxes.some((box) => box.key === key)) this.tab_stop.at = key;
      this.store.graph.open_card(place, key.includes(" along ") ? "along" : "against");
    },
    toggle: (box) => this.tab_stop.toggle(box),
    read: (title) => this.read(title),
    press: (event, key) => {
      if (event.key === "?") this.store.page.show("help");
      else if (event.key === "f" && !event.ctrlKey && !event.metaKey && !event.altKey) this.fit();
      else if (!this.viewport.press(event) && !this.tab_stop.press(event.key, key)) return;
      event.preventDefault();
    },
  };

  private redraw(): Promise<unknown> {
    this.requestUpdate();
    return this.updateComplete;
  }

  private readonly load_card = lazy(() => import("../lazy/card.ts"), "card");

  constructor() {
    super();
    new OwnSize(this, () => this.resize());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.printing.watch();
    this.front.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.printing.end();
    this.front.end();
  }

  private resize(): void {
    const width = Math.floor(this.clientWidth) - 2;
    const root = this.getRootNode();
    const page = root instanceof ShadowRoot ? root.host.clientWidth : width;
    const slim = this.hasAttribute("stage"); // seen from afar a row is better than a column, of which one node is in sight
    const downward = !slim && (page < kPageDownBelow || width < kDownBelow);
    this.viewport.scrolled();
    if (width === this.room.width && downward === this.room.downward && slim === this.room.slim) return;
    this.room = { width, downward, slim };
    this.requestUpdate();
  }

  private scene_of(result: Result, arrangement: Arrangement): Scene {
    const { graph } = this.store.state;
    const { drawn } = this;
    const scalars = same_answer(graph.scalars?.of, result) ? (graph.scalars?.response ?? null) : null;
    const raced = raced_at(this.store.state, result);
    const numbers = [scalars, raced?.work, race_lanes(this.store.state)];
    const same = drawn?.numbers.every((one, at) => one === numbers[at]);
    if (drawn && same_answer(drawn.result, result) && drawn.arrangement === arrangement && same) return drawn.scene;
    const next = scene(picture_of(this.store.state, result, scalars, raced?.numbers ?? null), arrangement);
    this.drawn = { result, arrangement, numbers, scene: next };
    return next;
  }

  /** The reader may soon ask for the card of a number. */
  override prefetch(): void {
    this.load_card().catch(() => undefined); // the place of the card says so, if it is opened
  }

  private read(title: string): void {
    if (this.reading !== title) this.requestUpdate();
    this.reading = title;
  }

  /** A new picture that is larger than its window begins at the weight. */
  private show_stop(scene: Scene): void {
    const stop = this.tab_stop.stop(scene, this.store.state.result?.weight ?? null);
    const box = scene.boxes.find(({ key }) => key === stop);
    if (box && this.viewport.sight(scene)) this.viewport.show(box);
    this.viewport.scrolled();
  }

  /** Shows the whole graph, folded if its names could not be read otherwise, and says what that took. */
  private fit(): void {
    const readable = this.viewport.fit();
    this.fitted = "";
    if (readable === null) return;
    if (this.store.graph.fold_all()) this.fitted = "Folded, so that the whole graph can be read.";
    else this.read(`The whole graph. Every name can be read from ${whole(Math.ceil(readable * 100))} % on.`);
  }

  protected override willUpdate(): void {
    this.focused = this.shadowRoot?.activeElement instanceof SVGElement;
  }

  protected override updated(): void {
    this.store.graph.follow();
    const asked = this.store.state.graph.card !== null;
    const { drawn } = this;
    if (drawn && drawn.arrangement !== this.placed) {
      this.show_stop(drawn.scene);
      if (this.fitted) {
        const words = this.fitted;
        this.fit();
        this.read(`${words}${this.viewport.zoom < 1 ? "" : " All numbers are in sight."}`);
      }
      drawn.scene.tiles.pending ||= this.viewport.sight(drawn.scene) !== null; // and what is around
    }
    if (drawn?.scene.tiles.pending) void next_task().then(() => this.requestUpdate());
    this.placed = drawn?.arrangement ?? null;
    if (drawn) this.follow_front(drawn);
    if (drawn) this.spoken.follow(this.store.state.page.spoken, drawn.arrangement, drawn.scene);
    const lost = this.focused && !this.shadowRoot?.activeElement; // the browser drops the focus of what is moved
    if (lost || (this.asked && !asked && this.had_focus())) this.tab_stop.focus();
    this.asked = asked;
  }

  /** The box that computes is kept in sight: backward's until it has everything. */
  private follow_front({ arrangement, scene }: NonNullable<typeof this.drawn>): void {
    const { now } = moving(this.store.state, arrangement.folded);
    this.front.to(now.against ?? now.along, (key) => {
      const box = scene.boxes.find((one) => one.key === key);
      if (box) this.viewport.show(box);
      return this.shadowRoot?.querySelector(`.node[data-key="${CSS.escape(key)}"]`) ?? null;
    });
  }

  /** Whether the focus was in the card that is shut, and not in what has shut it. */
  private had_focus(): boolean {
    const focused = (this.getRootNode() as ShadowRoot).activeElement ?? null;
    return focused === null || focused.localName === "bw-card";
  }

  /** Where everything stands; null while a large graph is placed. */
  private places(result: Result, on_paper: boolean): Arrangement | null {
    const { state } = this.store;
    if (on_paper) return this.layouts.of(result, state, kPaper); // the whole of it, down the sheet
    const places = this.layouts.soon(result, state, this.room, () => this.requestUpdate());
    this.toggleAttribute("placing", places === null);
    return places;
  }

  override render() {
    const [{ state }, { viewport }] = [this.store, this];
    const { result, stale, graph, page } = state;
    const network = result ? `${state.preset} ${state.link.entry}` : "";
    viewport.of(network);
    if (network !== this.network) this.reading = ""; // it was of another network
    this.network = network;
    if (!result || this.room.width === 0) return nothing;
    const { weight } = result;
    const on_paper = this.printing.matches;
    const places = this.places(result, on_paper);
    if (!places) return this.drawn ? noChange : html`<p class="quiet" role="status">Placing the nodes …</p>`;
    const made = this.scene_of(result, places);
    const fresh = this.placed !== places; // first what is in the window, which may be elsewhere in a moment
    const brush = {
      handlers: this.handlers,
      stop: this.tab_stop.stop(made, weight),
      chosen: weight ? `${weight.id} ink ${weight.index}` : "",
      zoom: on_paper ? 1 : viewport.zoom,
      bare: fresh && !on_paper && viewport.sight(made, true) !== null,
      ...(result.live ? { live: true, seen: viewport.in_window(made) } : {}),
      ...moving(state, places.folded),
      path: marks(places.folded, graph.path, graph.card?.id, page.spoken?.nodes),
    };
    const tall = made.height * viewport.zoom > kTall ? "tall" : "";
    return html`<h2 class="unseen">Graph</h2>
      <div class="stage"><div class="scroll ${tall} ${stale ? "faded" : ""}" role="region" aria-label="Graph of the network" tabindex="-1"
        @pointerenter=${this.prefetch} @focusin=${this.prefetch} @scroll=${() => viewport.scrolled()} @wheel=${(event: WheelEvent) => viewport.wheel(event)}
        @pointerdown=${(event: PointerEvent) => viewport.grab(event)}><div class="ground">${draw(made, brush, on_paper ? null : viewport.sight(made, result.live || fresh))}</div></div>${stale ? html`<span class="stale">stale: ${stale}</span>` : nothing}</div>
      <div class="legend">
        <p class="readout" title=${this.reading}>${this.reading || html`<span class="quiet">Press a number to ask where it comes from, a title to unfold it, an element of a weight to go forward along it.</span>`}</p>
        ${zoom_tools(viewport, () => this.fit())}
        <p class="quiet"><span class="along">▸ dashed: forward, with the arrows</span> · <span class="against">◂ solid: backward, against them</span> · on a line: its local derivative</p>
      </div>`;
  }
}
customElements.define(panel.tag, GraphPanel);

// The graph of a network that has too many numbers to show: every statement with its shape, its work both ways and its bytes.
import { html, noChange, nothing } from "lit";
import type { EstimateResponse, Graph } from "../engine/types.gen.ts";
import type { Arrangement, Room } from "../picture/arrange.ts";
import { step } from "../picture/arrow_keys.ts";
import { draw, picture_styles } from "../picture/draw.ts";
import type { Handlers } from "../picture/draw_box.ts";
import { finish, in_tasks } from "../picture/portions.ts";
import type { Scene } from "../picture/scene.ts";
import { type FactsOf, shapes_arranging, shapes_scene } from "../picture/shapes.ts";
import { shape_facts } from "../view/shape_facts.ts";
import { Panel } from "./panel.ts";
import { Printing } from "./printing.ts";
import { OwnSize } from "./resize.ts";
import { graph_styles, panel_styles } from "./styles.ts";
import { Viewport, viewport_styles } from "./viewport.ts";
import { zoom_tools } from "./zoom_tools.ts";

const kDownBelow = 620; // px
const kPaper: Room = { width: 680, downward: true };
const kMany = 400; // nodes; more are placed in portions
const kTall = 900; // px; a taller picture scrolls in a window of its own
const kNone = { along: null, against: null };

interface Asked {
  graph: Graph;
  answer: EstimateResponse;
  room: Room;
}

interface Drawn extends Asked {
  arrangement: Arrangement;
  scene: Scene;
}

class Shapes extends Panel {
  static override properties = { answer: { attribute: false } };
  static override styles = [panel_styles, picture_styles, graph_styles, viewport_styles];

  declare answer: EstimateResponse | null;
  private room: Room = { width: 0, downward: false };
  private drawn: Drawn | null = null;
  /** What is being placed. */
  private coming: Asked | null = null;
  private at = "";
  private reading = "";
  private readonly printing = new Printing(() => this.requestUpdate());
  private readonly viewport = new Viewport({
    window: () => this.renderRoot.querySelector<HTMLElement>(".scroll"),
    scene: () => this.drawn?.scene ?? null,
    redraw: () => {
      this.requestUpdate();
      return this.updateComplete;
    },
  });
  private readonly handlers: Handlers = {
    choose: () => undefined,
    toggle: () => undefined,
    ask: (_, key) => this.point(key),
    read: (title) => this.read(title),
    press: (event, key) => {
      if (event.key === "Enter" || event.key === " ") this.point(key);
      else if (!this.viewport.press(event) && !this.go(event.key, key)) return;
      event.preventDefault();
    },
  };

  constructor() {
    super();
    this.answer = null;
    new OwnSize(this, () => {
      const width = Math.floor(this.clientWidth) - 2;
      if (width === this.room.width) return;
      this.room = { width, downward: width < kDownBelow };
      this.requestUpdate();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.printing.watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.printing.end();
  }

  /** Says which statement the reader wants to see among the figures. */
  private point(key: string): void {
    this.at = key;
    this.dispatchEvent(new CustomEvent("point", { detail: key }));
  }

  private read(title: string): void {
    this.reading = title;
    this.requestUpdate();
  }

  private go(pressed: string, key: string): boolean {
    const { drawn } = this;
    const box = drawn?.scene.boxes.find((one) => one.key === key);
    const next = drawn && box && step(pressed, box, drawn.scene.boxes, drawn.arrangement.folded.links);
    if (!next) return false;
    this.at = next.key;
    this.viewport.show(next);
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<SVGElement>('[tabindex="0"][data-key]')?.focus());
    return true;
  }

  /** What is drawn of an answer; null while a large one is placed. */
  private draw_for(graph: Graph, answer: EstimateResponse, room: Room): Drawn | null {
    const { drawn, coming } = this;
    const is_of = (one: Asked | null): boolean => one?.graph === graph && one.answer === answer && one.room === room;
    if (drawn && is_of(drawn)) return drawn;
    const asked = { graph, answer, room };
    const ops = this.store.state.catalogue?.ops ?? [];
    const facts = shape_facts(answer);
    const of: FactsOf = (id) => facts.get(id);
    const placing = shapes_arranging(graph, ops, room, of);
    const draw = (arrangement: Arrangement): Drawn => {
      this.drawn = { ...asked, arrangement, scene: shapes_scene(graph, ops, arrangement, of) };
      return this.drawn;
    };
    if (graph.nodes.length <= kMany) return draw(finish(placing));
    if (coming && is_of(coming)) return null;
    this.coming = asked;
    void in_tasks(placing, () => this.coming === asked).then((arrangement) => {
      if (!arrangement) return;
      this.coming = null;
      draw(arrangement);
      this.requestUpdate();
    });
    return null;
  }

  override render() {
    const { large } = this.store.state;
    const { answer, viewport } = this;
    if (!large || !answer || this.room.width === 0) return nothing;
    viewport.of(large.text);
    if (this.drawn && this.drawn.graph !== large.graph) this.reading = ""; // it was of another network
    const on_paper = this.printing.matches;
    const made = this.draw_for(large.graph, answer, on_paper ? kPaper : this.room);
    if (!made)
      return this.drawn?.graph === large.graph
        ? noChange
        : html`<p class="quiet" role="status">Placing the statements …</p>`;
    const { scene } = made;
    const stop = scene.boxes.some(({ key }) => key === this.at) ? this.at : (scene.boxes[0]?.key ?? "");
    const brush = { handlers: this.handlers, stop, chosen: "", zoom: on_paper ? 1 : viewport.zoom, now: kNone };
    const tall = scene.height * viewport.zoom > kTall ? "tall" : "";
    return html`<h3 class="unseen">Graph of shapes</h3>
      <div class="stage"><div class="scroll ${tall}" role="region" aria-label="Graph of shapes" tabindex="-1"
        @scroll=${() => viewport.scrolled()} @wheel=${(event: WheelEvent) => viewport.wheel(event)}
        @pointerdown=${(event: PointerEvent) => viewport.grab(event)}><div class="ground">${draw(scene, brush, on_paper ? null : viewport.sight(scene))}</div></div></div>
      <div class="legend">
        <p class="readout">${this.reading || html`<span class="quiet">Press a statement to find it among the figures below.</span>`}</p>
        ${zoom_tools(viewport, () => viewport.fit())}
        <p class="quiet"><span class="along">▸ dashed: forward, from the first weight</span> · <span class="against">◂ solid: backward</span> · the values themselves are too many to show</p>
      </div>`;
  }
}
customElements.define("bw-shapes", Shapes);

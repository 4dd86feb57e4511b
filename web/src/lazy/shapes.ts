// The graph of a network that has too many numbers to show: every statement with its shape, its work both ways and its bytes.
import { html, nothing } from "lit";
import type { EstimateResponse, Graph } from "../engine/types.gen.ts";
import { Panel } from "../kit/panel.ts";
import { Printing } from "../kit/printing.ts";
import { OwnSize } from "../kit/resize.ts";
import { graph_styles, panel_styles } from "../kit/styles.ts";
import { Viewport, viewport_styles } from "../kit/viewport.ts";
import { zoom_tools } from "../kit/zoom_tools.ts";
import type { Arrangement, Room } from "../picture/arrange.ts";
import { step } from "../picture/arrow_keys.ts";
import { draw, picture_styles } from "../picture/draw.ts";
import type { Handlers } from "../picture/draw_box.ts";
import type { Scene } from "../picture/scene.ts";
import { shapes_arrangement, shapes_scene } from "../picture/shapes.ts";
import { shape_facts } from "../view/shape_facts.ts";

const kDownBelow = 620; // px
const kPaper: Room = { width: 680, downward: true };
const kTall = 900; // px; a taller picture scrolls in a window of its own
const kNone = { along: null, against: null };

interface Drawn {
  graph: Graph;
  answer: EstimateResponse;
  room: Room;
  arrangement: Arrangement;
  scene: Scene;
}

class Shapes extends Panel {
  static override properties = { answer: { attribute: false } };
  static override styles = [panel_styles, picture_styles, graph_styles, viewport_styles];

  declare answer: EstimateResponse | null;
  private room: Room = { width: 0, downward: false };
  private drawn: Drawn | null = null;
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

  private draw_for(graph: Graph, answer: EstimateResponse, room: Room): Drawn {
    const { drawn } = this;
    if (drawn?.graph === graph && drawn.answer === answer && drawn.room === room) return drawn;
    const ops = this.store.state.catalogue?.ops ?? [];
    const facts = shape_facts(answer);
    const arrangement = shapes_arrangement(graph, ops, room, (id) => facts.get(id));
    const scene = shapes_scene(graph, ops, arrangement, (id) => facts.get(id));
    this.drawn = { graph, answer, room, arrangement, scene };
    return this.drawn;
  }

  override render() {
    const { large } = this.store.state;
    const { answer, viewport } = this;
    if (!large || !answer || this.room.width === 0) return nothing;
    viewport.of(large.text);
    const on_paper = this.printing.matches;
    const { scene } = this.draw_for(large.graph, answer, on_paper ? kPaper : this.room);
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

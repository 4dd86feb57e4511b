// The graph of the network with both derivatives in every node: unfold it, walk it, ask its numbers, choose the weight.
import { html, nothing } from "lit";
import type { Graph } from "../engine/types.gen.ts";
import { levels_of } from "../state/graph.ts";
import { Panel, type PanelPlace } from "../state/panel.ts";
import { place_elsewhere } from "../state/placing.ts";
import type { Result } from "../state/state.ts";
import { type Arrangement, plan, type Room, settle } from "../view/arrange.ts";
import { draw, picture_styles, type Sight } from "../view/draw.ts";
import type { Handlers } from "../view/draw_box.ts";
import type { Unfolding } from "../view/fold.ts";
import { whole } from "../view/format.ts";
import type { Box } from "../view/pieces.ts";
import { type Scene, scene } from "../view/scene.ts";
import { bounded, fitting, shown, sight_of, type View, zoomed } from "../view/stage.ts";
import { graph_styles, panel_styles } from "../view/styles.ts";
import { step, step_cell } from "../view/walk.ts";

export const panel: PanelPlace = { tag: "bw-graph", area: "main", order: 20 };

const kPageDownBelow = 900; // px of the page, where its columns join into one
const kDownBelow = 620; // px of the panel itself
const kTall = 1600; // px; a taller picture scrolls in a window of its own
const kZoomStep = 1.25;
const kZoomKeys: Readonly<Record<string, number>> = { "+": kZoomStep, "=": kZoomStep, "-": 1 / kZoomStep, "0": 0 };

/** What an arrangement is made for: it is kept while only numbers change. */
interface Made {
  graph: Graph;
  room: Room;
  open: Unfolding;
  arrangement: Arrangement | null;
  count: number;
}

class GraphPanel extends Panel {
  static override styles = [panel_styles, picture_styles, graph_styles];

  private room: Room = { width: 0, downward: false };
  private made: Made | null = null;
  private drawn: { result: Result; arrangement: Arrangement; scalars: unknown; scene: Scene } | null = null;
  private reading = "";
  private zoom = 1;
  private at = ""; // key of the stop of the Tab key
  private sight: Sight | null = null;
  private readonly watcher = new ResizeObserver(() => this.resize());

  override connectedCallback(): void {
    super.connectedCallback();
    this.watcher.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  private resize(): void {
    const width = Math.floor(this.clientWidth) - 2;
    const root = this.getRootNode();
    const page = root instanceof ShadowRoot ? root.host.clientWidth : width;
    const downward = page < kPageDownBelow || width < kDownBelow;
    if (width === this.room.width && downward === this.room.downward) return;
    this.room = { width, downward };
    this.requestUpdate();
  }

  private get stage(): HTMLElement | null {
    return this.renderRoot.querySelector(".scroll");
  }

  private get view(): View {
    const { stage } = this;
    return {
      x: stage?.scrollLeft ?? 0,
      y: stage?.scrollTop ?? 0,
      width: stage?.clientWidth ?? this.room.width,
      height: stage?.clientHeight ?? 600,
    };
  }

  /** Places stay while only numbers change. Null while a worker is at it. */
  private arrange(result: Result): Made {
    const { state } = this.store;
    const known = state.graph.scalars;
    const scalars = known?.of.text === result.text ? (known.response?.graph ?? null) : null;
    const open: Unfolding = { levels: levels_of(state), scalars };
    const { room, made } = this;
    const { graph } = result;
    if (made && made.room === room && same_open(made.open, open) && same_structure(made.graph, graph)) return made;
    const planned = plan(graph, state.catalogue?.ops ?? [], room, open);
    const count = planned.plots.length;
    const here = planned.by !== "worker";
    const next: Made = { graph, room, open, arrangement: here ? settle(planned) : null, count };
    this.made = next;
    if (!here)
      void place_elsewhere(planned.plots, planned.folded.links).then((layout) => {
        next.arrangement = settle(planned, layout);
        this.requestUpdate();
      });
    return next;
  }

  private scene_of(result: Result, arrangement: Arrangement): Scene {
    const { graph, catalogue } = this.store.state;
    const { drawn, made } = this;
    const fresh = graph.scalars?.of === result ? graph.scalars.response : null;
    if (drawn && drawn.result === result && drawn.arrangement === arrangement && drawn.scalars === fresh)
      return drawn.scene;
    const inner = made?.open.scalars;
    const next = scene(
      {
        graph: result.graph,
        nodes: result.response.nodes,
        ops: catalogue?.ops ?? [],
        weight: result.weight,
        output: result.output,
        scalars: inner ? { graph: inner, nodes: fresh?.nodes ?? [] } : null,
      },
      arrangement,
    );
    this.drawn = { result, arrangement, scalars: fresh, scene: next };
    return next;
  }

  private read(title: string): void {
    if (this.reading === title) return;
    this.reading = title;
    this.requestUpdate();
  }

  /** Shows another part of what is drawn, once the window is far enough from it. */
  private scrolled(): void {
    const scene = this.drawn?.scene;
    if (!scene) return;
    const sight = sight_of(scene, this.view, this.zoom);
    if (JSON.stringify(sight) !== JSON.stringify(this.sight)) this.requestUpdate();
  }

  private async zoom_to(wanted: number, at_x = this.view.width / 2, at_y = this.view.height / 2): Promise<void> {
    const zoom = bounded(wanted);
    const to = zoomed(this.view, this.zoom, zoom, at_x, at_y);
    this.zoom = zoom;
    this.requestUpdate();
    await this.updateComplete;
    this.stage?.scrollTo(to.x, to.y);
    this.scrolled();
  }

  private fit(): void {
    const scene = this.drawn?.scene;
    if (scene) void this.zoom_to(fitting(scene, { ...this.view, height: Math.max(this.view.height, 400) }));
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    void this.zoom_to(this.zoom * Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
  }

  /** A drag of the ground moves the window. */
  private grab(event: PointerEvent): void {
    const { stage } = this;
    const ground = event.target instanceof Element && !event.target.closest(".box");
    if (!stage || !ground || event.pointerType !== "mouse" || event.button !== 0) return;
    const from = { x: stage.scrollLeft + event.clientX, y: stage.scrollTop + event.clientY };
    const move = (next: PointerEvent): void => stage.scrollTo(from.x - next.clientX, from.y - next.clientY);
    const end = new AbortController();
    stage.setPointerCapture(event.pointerId);
    stage.addEventListener("pointermove", move, { signal: end.signal });
    for (const name of ["pointerup", "pointercancel"])
      stage.addEventListener(name, () => end.abort(), { signal: end.signal });
  }

  private toggle({ toggle, key }: Box): void {
    if (!toggle) return;
    this.at = key;
    this.store.graph.unfold(toggle.group, toggle.next);
  }

  /** Moves the one stop of the Tab key, and the window with it. */
  private async go(key: string, to: { x: number; y: number; width: number; height: number }): Promise<void> {
    const scene = this.drawn?.scene;
    this.at = key;
    if (scene) {
      const { x, y } = shown(scene, this.view, this.zoom, to);
      this.stage?.scrollTo(x, y);
    }
    this.requestUpdate();
    await this.updateComplete;
    const all = [...this.renderRoot.querySelectorAll<SVGGElement>("[data-key]")];
    all.find((one) => one.dataset.key === key)?.focus();
  }

  private press(event: KeyboardEvent, key: string): void {
    const zoom = kZoomKeys[event.key];
    const done = zoom !== undefined && !event.ctrlKey && !event.metaKey;
    if (done) void this.zoom_to(zoom === 0 ? 1 : this.zoom * zoom);
    else if (event.key === "f") this.fit();
    else if (!this.walk(event.key, key)) return;
    event.preventDefault();
  }

  private walk(pressed: string, key: string): boolean {
    const { drawn, store } = this;
    if (!drawn) return false;
    const { boxes, picks } = drawn.scene;
    const box = boxes.find((one) => one.key === key);
    const cell = picks.find((one) => one.key === key);
    const owner = box ?? boxes.find((one) => one.cells.some((each) => each.key === key));
    const place = cell?.place ?? box?.place;
    if (pressed === "Enter" && place) store.graph.open_card(place);
    else if (pressed === "Escape" && cell && owner) void this.go(owner.key, owner);
    else if (pressed === " " && cell?.pick) store.choose_weight(cell.pick);
    else if (pressed === " " && box) return this.enter(box);
    else if (cell) {
      const next = step_cell(pressed, cell, picks);
      if (!next?.pick) return false;
      store.choose_weight(next.pick);
      void this.go(next.key, next);
    } else if (box) {
      const next = step(pressed, box, boxes, drawn.arrangement.folded.links);
      if (!next) return false;
      void this.go(next.key, next);
    } else return false;
    return true;
  }

  /** The space bar takes a statement apart, and goes from a weight into its elements. */
  private enter(box: Box): boolean {
    const { weight } = this.store.state;
    const cells = box.cells.filter((cell) => cell.pick);
    const cell = cells.find(({ place }) => place.id === weight?.id && place.index === weight.index) ?? cells[0];
    if (cell?.pick) {
      this.store.choose_weight(cell.pick);
      void this.go(cell.key, cell);
    } else this.toggle(box);
    return cell !== undefined || box.toggle !== null;
  }

  protected override updated(): void {
    this.store.graph.follow();
  }

  private tools() {
    const percent = `${whole(Math.round(this.zoom * 100))} %`;
    return html`<div class="tools" role="group" aria-label="Size of the graph">
      <button aria-label="Smaller" @click=${() => this.zoom_to(this.zoom / kZoomStep)}>−</button>
      <button aria-label=${`${percent}; back to 100 %`} @click=${() => this.zoom_to(1)}>${percent}</button>
      <button aria-label="Larger" @click=${() => this.zoom_to(this.zoom * kZoomStep)}>+</button>
      <button @click=${() => this.fit()}>Fit</button></div>`;
  }

  private picture(made: Scene, weight: Result["weight"]) {
    const { store } = this;
    const handlers: Handlers = {
      choose: (place) => {
        this.at = `${place.id} ink ${place.index}`;
        store.choose_weight(place);
      },
      ask: (place, key) => {
        if (made.boxes.some((box) => box.key === key)) this.at = key;
        store.graph.open_card(place);
      },
      toggle: (box) => this.toggle(box),
      read: (title) => this.read(title),
      press: (event, key) => this.press(event, key),
    };
    const keys = (key: string): boolean =>
      made.boxes.some((box) => box.key === key) || made.picks.some((cell) => cell.key === key);
    const first = made.boxes.some((box) => box.key === weight?.id) ? (weight?.id ?? "") : (made.boxes[0]?.key ?? "");
    const stop = keys(this.at) ? this.at : first;
    const chosen = weight ? `${weight.id} ink ${weight.index}` : "";
    return draw(made, { handlers, stop, chosen, zoom: this.zoom }, this.sight);
  }

  override render() {
    const { result, stale, graph } = this.store.state;
    if (!result || this.room.width === 0) return nothing;
    const { arrangement, count } = this.arrange(result);
    if (!arrangement) return html`<h2>Graph</h2><p role="status">Placing ${whole(count)} nodes …</p>`;
    const made = this.scene_of(result, arrangement);
    this.sight = sight_of(made, this.view, this.zoom);
    const tall = made.height * this.zoom > kTall ? "tall" : "";
    return html`<h2 class="unseen">Graph</h2>
      <div class="stage ${graph.card ? "asked" : ""}"><div class="scroll ${tall} ${stale ? "faded" : ""}" role="region" aria-label="Graph of the network" tabindex="-1"
        @scroll=${() => this.scrolled()} @wheel=${(event: WheelEvent) => this.wheel(event)} @pointerdown=${(event: PointerEvent) => this.grab(event)}>${this.picture(made, result.weight)}</div>${stale ? html`<span class="stale">stale: ${stale}</span>` : nothing}</div>
      <div class="legend">
        <p class="readout">${this.reading || html`<span class="quiet">Press a number to ask where it comes from, a title to unfold it, an element of a weight to go forward along it.</span>`}</p>
        ${this.tools()}
        <p class="quiet"><span class="along">▸ dashed: forward, with the arrows</span> · <span class="against">◂ solid: backward, against them</span> · on a line: its local derivative</p>
      </div>`;
  }
}

function same_open(a: Unfolding, b: Unfolding): boolean {
  if (JSON.stringify(a.levels) !== JSON.stringify(b.levels)) return false;
  if (!Object.values(a.levels).includes("neurons")) return true;
  return a.scalars === b.scalars || (a.scalars !== null && b.scalars !== null && same_structure(a.scalars, b.scalars));
}

function same_structure(a: Graph, b: Graph): boolean {
  if (a === b) return true;
  const say = ({ nodes, outputs, wrt }: Graph) =>
    JSON.stringify([
      outputs,
      wrt,
      nodes.map(({ id, label, inputs, shape, active, connected, group }) => [
        id,
        label,
        inputs,
        shape,
        active,
        connected,
        group,
      ]),
    ]);
  return say(a) === say(b);
}

customElements.define(panel.tag, GraphPanel);

// The graph of the network with both derivatives in every node; a press on an element of a weight goes forward along it.
import { css, html, nothing } from "lit";
import type { Graph } from "../engine/types.gen.ts";
import { Panel, type PanelPlace } from "../state/panel.ts";
import { draw, picture_styles } from "../view/draw.ts";
import { statements } from "../view/fold.ts";
import { whole } from "../view/format.ts";
import type { Cell } from "../view/pieces.ts";
import { type Arrangement, arrange, type Room, type Scene, scene } from "../view/scene.ts";
import { panel_styles } from "../view/styles.ts";

export const panel: PanelPlace = { tag: "bw-graph", area: "main", order: 20 };

const kPageDownBelow = 900; // px of the page, where its columns join into one
const kMostDrawn = 300; // statements; more would take seconds to place and could not be read
const kDownBelow = 620; // px of the panel itself
const kSteps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

class GraphPanel extends Panel {
  static override styles = [
    panel_styles,
    picture_styles,
    css`
      .stage { position: relative; }
      .stage .stale { position: absolute; top: 4px; right: 4px; }
      .scroll { overflow: auto; border: 1px solid var(--hairline); border-radius: var(--radius); background: var(--paper); }
      .readout { min-height: 1.5em; font-size: 12px; overflow-wrap: anywhere; }
      .legend { display: flex; flex-wrap: wrap; gap: 0 16px; font-size: 12px; justify-content: space-between; }
      svg { margin-inline: auto; }
    `,
  ];

  private room: Room = { width: 0, downward: false };
  private arranged: { graph: Graph; room: Room; arrangement: Arrangement } | null = null;
  private reading = "";
  private readonly watcher = new ResizeObserver(() => this.fit());

  override connectedCallback(): void {
    super.connectedCallback();
    this.watcher.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watcher.disconnect();
  }

  private fit(): void {
    const width = Math.floor(this.clientWidth) - 2;
    const root = this.getRootNode();
    const page = root instanceof ShadowRoot ? root.host.clientWidth : width;
    const downward = page < kPageDownBelow || width < kDownBelow;
    if (width === this.room.width && downward === this.room.downward) return;
    this.room = { width, downward };
    this.requestUpdate();
  }

  /** Places stay while only numbers change. */
  private arrangement(graph: Graph): Arrangement {
    const { room, arranged } = this;
    if (arranged && arranged.room === room && same_structure(arranged.graph, graph)) return arranged.arrangement;
    const arrangement = arrange(graph, this.store.state.catalogue?.ops ?? [], room);
    this.arranged = { graph, room, arrangement };
    return arrangement;
  }

  private read(title: string): void {
    this.reading = title;
    this.requestUpdate();
  }

  /** Arrow keys go to the next element in that direction and choose it, as in a group of radio buttons. */
  private move(event: KeyboardEvent, from: Cell, { picks }: Scene): void {
    const step = kSteps[event.key];
    if (!step && event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    const next = step ? nearest(from, step, picks) : from;
    if (!next?.pick) return;
    this.store.choose_weight(next.pick);
    const target = [...this.renderRoot.querySelectorAll<SVGGElement>("[data-key]")].find(
      (one) => one.dataset.key === next.key,
    );
    target?.focus();
  }

  override render() {
    const { result, stale, catalogue } = this.store.state;
    if (!result || this.room.width === 0) return nothing;
    const { graph, response, weight, output } = result;
    const count = statements(graph);
    if (count > kMostDrawn)
      return html`<h2>Graph</h2><p>This network has ${whole(count)} statements; at most ${whole(kMostDrawn)} are drawn. The ledger lists them.</p>`;
    const made = scene(
      { graph, nodes: response.nodes, ops: catalogue?.ops ?? [], weight, output },
      this.arrangement(graph),
    );
    const picture = draw(made, weight, {
      choose: (place) => this.store.choose_weight(place),
      read: (title) => this.read(title),
      move: (event, cell) => this.move(event, cell, made),
    });
    return html`<h2 class="unseen">Graph</h2>
      <div class="stage"><div class="scroll ${stale ? "faded" : ""}" role="region" aria-label="Graph of the network" tabindex=${made.picks.length === 0 ? 0 : -1}>${picture}</div>${stale ? html`<span class="stale">stale: ${stale}</span>` : nothing}</div>
      <div class="legend">
        <p class="readout">${this.reading || html`<span class="quiet">Press an element of a weight to go forward along it. Every other number of the graph is in the ledger too.</span>`}</p>
        <p class="quiet"><span class="along">▸ dashed: forward, with the arrows</span> · <span class="against">◂ solid: backward, against them</span></p>
      </div>`;
  }
}

/** The element to go to from another: first along the axis of the step, then the nearest across it. */
function nearest(from: Cell, [dx, dy]: readonly [number, number], cells: readonly Cell[]): Cell | undefined {
  const ahead = cells
    .map((cell) => ({ cell, x: cell.x - from.x, y: cell.y - from.y }))
    .filter(({ x, y }) => x * dx + y * dy > 1);
  const cost = ({ x, y }: { x: number; y: number }): number =>
    Math.abs(x * dx + y * dy) + 3 * Math.abs(x * dy + y * dx);
  return ahead.sort((a, b) => cost(a) - cost(b))[0]?.cell;
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

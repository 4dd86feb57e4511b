// A network as a small picture: the page's own scene, from so far away that only blocks and links are left.
import { css, html, type TemplateResult } from "lit";
import type { Graph, OpInfo } from "../engine/types.gen.ts";
import { plan, settle } from "./arrange.ts";
import { draw } from "./draw.ts";
import type { Handlers } from "./draw_box.ts";
import { type Scene, scene } from "./scene.ts";

export const kThumbnail = { width: 232, height: 88 };

const none = (): void => undefined;
const kDeaf: Handlers = { choose: none, ask: none, toggle: none, read: none, press: none };

const cache = new WeakMap<Graph, Scene>();

function scene_of(graph: Graph, ops: readonly OpInfo[]): Scene {
  const known = cache.get(graph);
  if (known) return known;
  const [first] = graph.wrt;
  const weight = first === undefined ? null : { id: first, index: 0 };
  const arrangement = settle(plan(graph, ops, { width: 100_000, downward: false }));
  const made = scene({ graph, nodes: [], ops, weight, output: null }, arrangement);
  cache.set(graph, made);
  return made;
}

/** Drawn once for each graph and scaled to its frame. A reader of screens has the title and the question instead. */
export function thumbnail(graph: Graph, ops: readonly OpInfo[]): TemplateResult {
  const made = scene_of(graph, ops);
  const zoom = Math.min(0.9, kThumbnail.width / made.width, kThumbnail.height / made.height);
  const brush = { handlers: kDeaf, stop: "", chosen: "", zoom, now: { along: null, against: null } };
  return html`<div class="thumbnail" inert aria-hidden="true">${draw(made, brush, null)}</div>`;
}

export const thumbnail_styles = css`
  .thumbnail { display: grid; place-items: center; height: 96px; pointer-events: none; }
  .thumbnail .line, .thumbnail .frame { vector-effect: non-scaling-stroke; }
  .thumbnail .line { stroke-dasharray: none; }
  .thumbnail .along .line { stroke-dasharray: 3 2; }
`;

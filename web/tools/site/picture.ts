// The graph of a network as markup that stands by itself: the page's own scene, in which nothing can be pressed.
import { render, type SVGTemplateResult, svg } from "lit";
import { plan, settle } from "../../src/picture/arrange.ts";
import { draw } from "../../src/picture/draw.ts";
import type { Handlers } from "../../src/picture/draw_box.ts";
import { finish } from "../../src/picture/portions.ts";
import { type Scene, scene } from "../../src/picture/scene.ts";
import { shapes_arranging, shapes_scene } from "../../src/picture/shapes.ts";
import { shape_facts } from "../../src/view/shape_facts.ts";
import type { Found } from "./ask.ts";
import { escaped } from "./head.ts";

const none = (): void => undefined;
const kDeaf: Handlers = { choose: none, ask: none, toggle: none, read: none, press: none };

/** What the page draws of a network in a room of that width. */
export function scene_of({ catalogue, graph, weight, output, response, estimate }: Found, width: number): Scene {
  const { ops } = catalogue;
  const room = { width, downward: false };
  if (response) {
    const { nodes, groups = [] } = response;
    return scene({ graph, nodes, ops, weight, output, groups }, settle(plan(graph, ops, room)));
  }
  const facts = estimate ? shape_facts(estimate) : new Map();
  const of = (id: string) => facts.get(id);
  return shapes_scene(graph, ops, finish(shapes_arranging(graph, ops, room, of)), of);
}

/** A picture as elements; below a zoom of 1 a box has its name alone. */
export function drawn(made: Scene, zoom: number): SVGElement {
  const brush = { handlers: kDeaf, stop: "", chosen: "", zoom, now: { along: null, against: null } };
  const host = document.createElement("div");
  render(svg`${draw(made, brush, null) as SVGTemplateResult}`, host);
  return host.querySelector("svg") as SVGElement;
}

/** Attributes of a picture whose looks are in a sheet, and of one that has them in itself. */
const kPlaces = [
  "d",
  "x",
  "y",
  "x1",
  "x2",
  "y1",
  "y2",
  "width",
  "height",
  "rx",
  "viewBox",
  "textLength",
  "lengthAdjust",
];
const kNamed = new Set([...kPlaces, "class", "style", "fill-opacity"]);
const kLooks = /^(fill|stroke|font|text-anchor|dominant-baseline|paint-order|visibility)/;

/** Tooltips, and what only a press would want. */
const is_there = (element: Element): boolean =>
  element.localName !== "title" && !/\b(toggle|pointed|empty)\b/.test(element.getAttribute("class") ?? "");

function written(element: Element, kept: (name: string) => boolean, said = ""): string {
  const attributes = [...element.attributes]
    .filter(({ name, value }) => kept(name) && value.trim() !== "")
    .map(({ name, value }) => ` ${name}="${escaped(value.trim())}"`);
  const inside = [...element.childNodes].map((child) => {
    if (child.nodeType === 3) return escaped((child.textContent ?? "").trim());
    return child.nodeType === 1 && is_there(child as Element) ? written(child as Element, kept) : "";
  });
  return `<${element.localName}${attributes.join("")}${said}>${inside.join("")}</${element.localName}>`;
}

/** A picture that has its looks from the sheet of a page. `words`: what it shows. */
export function markup(picture: SVGElement, words: string): string {
  return written(picture, (name) => kNamed.has(name), ` role="img" aria-label="${escaped(words)}"`);
}

/** What is in a picture into which its looks are written. */
export function by_itself(picture: SVGElement): string {
  const kept = (name: string): boolean => kPlaces.includes(name) || kLooks.test(name);
  return [...picture.children].map((child) => written(child, kept)).join("");
}

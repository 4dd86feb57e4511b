// The graph as a file: the drawing of the page with every colour, line and font written into it, so that any program shows it as it is.
import { render, svg } from "lit";
import { draw, picture_styles } from "../picture/draw.ts";
import type { Handlers } from "../picture/draw_box.ts";
import type { Scene } from "../picture/scene.ts";

const kSpace = "http://www.w3.org/2000/svg";
/** What decides how an element looks; written as attributes, which programs understand that know no style sheets. */
const kLooks = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "paint-order",
];
const kFonts = ["font-family", "font-size", "font-weight", "text-anchor"];
/** From the middle of a line of digits or capitals to its baseline, in parts of the size of the letters, in nearly all faces. */
const kMiddle = 0.35;
const kKept = ["x", "y", "x1", "x2", "y1", "y2", "width", "height", "rx", "d", "textLength", "lengthAdjust"];

const none = (): void => undefined;
const kDeaf: Handlers = { choose: none, ask: none, toggle: none, read: none, press: none };

/** Where a text begins that the page hangs at its middle: many programs know no baseline but the letters' own. */
function set_down(copy: SVGElement, looks: CSSStyleDeclaration): void {
  if (looks.dominantBaseline !== "central") return;
  const y = Number(copy.getAttribute("y") ?? 0) + kMiddle * Number.parseFloat(looks.fontSize);
  copy.setAttribute("y", String(Math.round(100 * y) / 100));
}

/** A copy of an element with its looks, without anything that acts. */
function copied(element: SVGElement): SVGElement | null {
  if (!["svg", "g", "path", "rect", "line", "text", "title"].includes(element.tagName)) return null;
  if (element.classList.contains("toggle")) return null;
  const copy = document.createElementNS(kSpace, element.tagName);
  for (const name of kKept) {
    const value = element.getAttribute(name);
    if (value !== null) copy.setAttribute(name, value);
  }
  const looks = getComputedStyle(element);
  const drawn = !["svg", "g", "title"].includes(element.tagName);
  const defaults: Record<string, string> = {
    "fill-opacity": "1",
    "stroke-dasharray": "none",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "paint-order": "normal",
    stroke: "none",
  };
  for (const name of [...(drawn ? kLooks : []), ...(element.tagName === "text" ? kFonts : [])]) {
    const value = looks.getPropertyValue(name);
    if (value && value !== defaults[name]) copy.setAttribute(name, value);
  }
  if (element.tagName === "text") set_down(copy, looks);
  for (const child of element.childNodes) {
    if (child instanceof SVGElement) copy.append(copied(child) ?? "");
    else if (child instanceof Text && child.data.trim() !== "") copy.append(child.data.trim());
  }
  return copy;
}

/** The picture as text. `sheets` are those of the page, which know its colours. */
export function picture(
  scene: Scene,
  title: string,
  theme: "light" | "dark",
  sheets: readonly CSSStyleSheet[],
): string {
  const host = document.createElement("div");
  host.setAttribute("theme", theme);
  host.style.cssText = "position:fixed;left:-99999px;top:0;visibility:hidden";
  const root = host.attachShadow({ mode: "open" });
  const own = picture_styles.styleSheet;
  root.adoptedStyleSheets = own ? [...sheets, own] : [...sheets];
  document.body.append(host);
  try {
    const brush = { handlers: kDeaf, stop: "", chosen: "", zoom: 1, now: { along: null, against: null } };
    render(svg`${draw(scene, brush, null)}`, root);
    const drawn = root.querySelector("svg");
    const made = drawn && copied(drawn);
    if (!drawn || !made) return "";
    made.setAttribute("viewBox", drawn.getAttribute("viewBox") ?? "");
    const paper = document.createElementNS(kSpace, "rect");
    const { left: x, top: y, width, height } = scene;
    for (const [name, value] of Object.entries({ x, y, width, height, fill: colour(root, "--paper") }))
      paper.setAttribute(name, String(value));
    const words = document.createElementNS(kSpace, "title");
    words.textContent = title;
    made.prepend(words, paper);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(made)}\n`;
  } finally {
    host.remove();
  }
}

/** A colour of the page by its name. */
function colour(root: ShadowRoot, name: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  root.append(probe);
  return getComputedStyle(probe).color;
}

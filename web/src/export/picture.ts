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

/** Widths in a wide face (DejaVu Sans), in parts of the size of the letters. */
const kWidths: Readonly<Record<string, number>> = { "\u2212": 0.84, ".": 0.32, ",": 0.32, "\u202f": 0.2 };

/** Letters small enough for their place by themselves: many programs do not know `textLength`. Gives their size in px. */
export function fitting_size(text: string, room: number, size: number): number {
  const wide = [...text].reduce((sum, letter) => sum + (kWidths[letter] ?? 0.64), 0);
  return Math.round(100 * Math.min(size, room / wide)) / 100;
}

/** A text as programs that know neither `textLength` nor another baseline than the letters' own set it in the same place. */
function set_text(copy: SVGElement, element: SVGElement, looks: CSSStyleDeclaration): void {
  const own = [...element.childNodes].filter((node) => node instanceof Text).map(({ data }) => data);
  const room = Number(element.getAttribute("textLength") ?? 0);
  const page = Number.parseFloat(looks.fontSize);
  const size = room > 0 ? fitting_size(own.join("").trim(), room, page) : page;
  copy.setAttribute("font-size", `${size}px`);
  if (looks.dominantBaseline !== "central") return;
  const y = Number(copy.getAttribute("y") ?? 0) + kMiddle * size;
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
  if (element.tagName === "text") set_text(copy, element, looks);
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

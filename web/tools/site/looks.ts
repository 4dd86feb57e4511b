// Writes the looks of a picture into it, for programs that draw SVG and know no names of colours: of the style sheet of the
// picture what is said by elements and classes, with every name in it looked up.
import { type Rule as Parsed, parse } from "postcss";

/** One step of a selector: an element that has all of it. */
interface Step {
  tag: string;
  classes: readonly string[];
}

interface Rule {
  /** From the outermost; only the last is the element itself. */
  steps: readonly Step[];
  weight: number;
  said: readonly (readonly [name: string, value: string])[];
}

export type Rules = readonly Rule[];

/** What an element hands on to those in it. */
type Handed = Readonly<Record<string, string>>;

const kWritten = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"],
  ...["stroke-opacity", "paint-order", "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline"],
  "visibility",
];

/** `a :is(.b, .c)` as two selectors. */
function spread(selector: string): string[] {
  const found = /^(.*?):is\(([^()]*)\)(.*)$/.exec(selector);
  if (!found) return [selector];
  const [, before = "", inside = "", after = ""] = found;
  return inside.split(",").flatMap((one) => spread(before + one.trim() + after));
}

/** Null where it asks for more than elements and classes: what is pressed, pointed at or chosen is not in a picture. */
function steps_of(selector: string): Step[] | null {
  if (/[:[>+~*]/.test(selector)) return null;
  return selector.split(/\s+/).map((step) => {
    const [tag = "", ...classes] = step.split(".");
    return { tag, classes };
  });
}

function rules_of(rule: Parsed): Rule[] {
  const said = rule.nodes.flatMap((node) => (node.type === "decl" ? [[node.prop, node.value] as const] : []));
  return rule.selectors.flatMap(spread).flatMap((selector) => {
    const steps = steps_of(selector);
    if (!steps) return [];
    const weight = steps.reduce((sum, { tag, classes }) => sum + 100 * classes.length + Number(tag !== ""), 0);
    return [{ steps, weight, said }];
  });
}

/** The rules of a sheet that hold in every window, those that win last. */
export function rules(css: string): Rules {
  const found = parse(css).nodes.flatMap((node) => (node.type === "rule" ? rules_of(node) : []));
  return found.map((rule, at) => ({ ...rule, at })).sort((a, b) => a.weight - b.weight || a.at - b.at);
}

const known = new WeakMap<Element, readonly string[]>();

/** The classes of an element, which no rule changes. */
function classes_of(element: Element): readonly string[] {
  const found = known.get(element) ?? (element.getAttribute("class") ?? "").split(/\s+/);
  known.set(element, found);
  return found;
}

const is_step = (element: Element, { tag, classes }: Step): boolean =>
  (tag === "" || element.localName === tag) && classes.every((one) => classes_of(element).includes(one));

function holds(element: Element, { steps }: Rule): boolean {
  let left = steps.length - 1;
  const last = steps[left];
  if (!last || !is_step(element, last)) return false;
  for (let above = element.parentElement; left > 0 && above; above = above.parentElement) {
    const step = steps[left - 1];
    if (step && is_step(above, step)) left--;
  }
  return left === 0;
}

/** A value with its names looked up, and the products that shades are written as worked out. */
function looked_up(value: string, names: Handed): string {
  let text = value;
  for (let depth = 0; text.includes("var(") && depth < 8; depth++)
    text = text.replace(/var\((--[\w-]+)(?:,\s*([^()]*))?\)/g, (_, name: string, other = "") => names[name] ?? other);
  return text.replace(/calc\(([\d.]+)%\s*\*\s*([\d.]+)\)/g, (_, a: string, b: string) => String((+a / 100) * +b));
}

const kFont = /^(?:(\d+)\s+)?([\d.]+)px(?:\/\S+)?\s+(.+)$/;

function taken_apart([name, value]: readonly [string, string]): (readonly [string, string])[] {
  const [, weight = "400", size = "", family = ""] = (name === "font" && kFont.exec(value)) || [];
  if (family === "") return [[name, value]];
  return [
    ["font-weight", weight],
    ["font-size", `${size}px`],
    ["font-family", family],
  ];
}

const inline = (element: Element): (readonly [string, string])[] =>
  (element.getAttribute("style") ?? "").split(";").flatMap((one) => {
    const [name = "", ...value] = one.split(":");
    return value.length > 0 ? [[name.trim(), value.join(":").trim()] as const] : [];
  });

/** Writes the looks of an element and of all in it as attributes. `names`: custom properties, and what a font is. */
export function write_looks(element: Element, all: Rules, names: Handed): void {
  const said = all.filter((rule) => holds(element, rule)).flatMap((rule) => rule.said);
  const handed: Record<string, string> = { ...names };
  const own: Record<string, string> = {};
  for (const [name, value] of [...said, ...inline(element)].flatMap(taken_apart)) {
    if (name.startsWith("--") || name === "color") handed[name] = looked_up(value, handed);
    else own[name] = value;
  }
  for (const name of kWritten) {
    const value = own[name];
    if (value === undefined) continue;
    const text = looked_up(value, handed).replace("currentColor", handed.color ?? "#000");
    if (text !== "inherit") element.setAttribute(name, text);
  }
  element.removeAttribute("style");
  for (const child of element.children) write_looks(child, all, handed);
}

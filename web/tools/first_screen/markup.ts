// What is drawn of the page, as markup that a browser shows before any script: shadow trees as declarative ones. Elements of ours
// have other names there, so that they stay what they are.

const kVoid = new Set(["input", "br", "hr", "img"]);
/** What a press, a script or a test would look for: nothing here is alive. */
const kLeftOut = /^(tabindex|contenteditable|data-.*)$/;
const kControls = "button, input, select, textarea, summary, a";

/** The name in the picture of an element of ours, and its names in style sheets. */
export const renamed = (text: string): string => text.replace(/(?<![\w-])bw-(?=[a-z])/g, "first-");

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
}

/** Attributes, with what the reader's hand would have changed. */
function attributes(element: Element): string {
  const named = new Map([...element.attributes].map(({ name, value }) => [name, value]));
  if (element.matches(kControls)) named.set("tabindex", "-1");
  if (element.localName === "input") {
    const { type, value, checked } = element as HTMLInputElement;
    if (type === "checkbox" || type === "radio") checked ? named.set("checked", "") : named.delete("checked");
    else named.set("value", value);
  }
  if (element.localName === "option")
    (element as HTMLOptionElement).selected ? named.set("selected", "") : named.delete("selected");
  const kept = [...named].filter(([name]) => (name === "tabindex" ? element.matches(kControls) : !kLeftOut.test(name)));
  return kept.map(([name, value]) => (value === "" ? ` ${name}` : ` ${name}="${escaped(value)}"`)).join("");
}

function text_of(node: Node, parent: string): string {
  const text = node.textContent ?? "";
  if (parent === "pre" || parent === "textarea") return escaped(text);
  return escaped(text.replace(/[ \n\r\t]+/g, " "));
}

/** Whether it is to be seen: what is shut away is not there yet, and nothing is pointed at. */
const is_there = (element: Element): boolean => !element.matches("[hidden], [popover], dialog:not([open]), title");

/** An element with what is in it. `sheet` makes a style sheet smaller. */
export function markup(element: Element, sheet: (css: string) => string): string {
  if (!is_there(element)) return "";
  const inside = (parent: Node, name: string): string =>
    [...parent.childNodes]
      .map((child) => {
        if (child.nodeType === 1) return markup(child as Element, sheet);
        return child.nodeType === 3 ? text_of(child, name) : "";
      })
      .join("");
  const tag = renamed(element.localName);
  if (tag === "style") return `<style>${sheet(element.textContent ?? "")}</style>`;
  const open = `<${tag}${attributes(element)}>`;
  if (kVoid.has(tag)) return open;
  const field = tag === "textarea" ? escaped((element as HTMLTextAreaElement).value) : inside(element, tag);
  const { shadowRoot: shadow } = element;
  const tree = shadow ? `<template shadowrootmode="open">${inside(shadow, tag)}</template>` : "";
  return `${open}${tree}${field}</${tag}>`;
}

// The networks that come with the page: one file each, found by presence, in web/examples/ or, of those shown from shapes, in web/large/.
/// <reference types="vite/client" />
import order from "./order.txt?raw";

export interface Preset {
  /** File name without its ending. */
  id: string;
  /** First comment line of the file. */
  title: string;
  /** Second comment line: what the reader is asked to find out. */
  question: string;
  text: string;
}

/** The first is the default. A preset that is not named there comes after these, by name. */
const kOrder = order.trim().split("\n");

/** The presets that the short answer compares a network with: many weights and one output, few weights and many outputs. */
export const kDeep = "four-layers-of-eight";
export const kWide = "many-outputs";

/** The preset that a file of this path and text is. */
export function read_preset(path: string, text: string): Preset {
  const id = path.slice(path.lastIndexOf("/") + 1).replace(/\.net$/, "");
  const [title = id, question = ""] = text.split("\n").map((line) => line.replace(/^#\s*/, ""));
  return { id, title, question, text };
}

/** Sorts presets into the order of the chooser. */
export function in_order(presets: Preset[]): Preset[] {
  const place = (id: string) => (kOrder.includes(id) ? kOrder.indexOf(id) : kOrder.length);
  return [...presets].sort((a, b) => place(a.id) - place(b.id) || a.id.localeCompare(b.id, "en"));
}

const files = {
  ...import.meta.glob<string>("../../examples/*.net", { query: "?raw", import: "default", eager: true }),
  ...import.meta.glob<string>("../../large/*.net", { query: "?raw", import: "default", eager: true }),
};

export const presets: readonly Preset[] = in_order(
  Object.entries(files).map(([path, text]) => read_preset(path, text)),
);

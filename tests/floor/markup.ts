// What markup asks of a browser: the elements and attributes of a page, or of the templates in a script.
import { above, entry, type Floor } from "./support.ts";

const kTag = /<([a-z][\w-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*\/?>/gi;

/** The elements and attributes that browsers of the floor may not know, each with who does not. */
export function attributes(html: string, floor: Floor): string[] {
  const found = new Set<string>();
  const take = (what: string, ...path: string[]): void => {
    const lacking = above(entry(...path)?.__compat, floor);
    if (lacking.length > 0) found.add(`${what}: ${lacking.join(", ")}`);
  };
  for (const [, tag = "", rest = ""] of html.matchAll(kTag)) {
    take(`<${tag}>`, "html", "elements", tag.toLowerCase());
    for (const [, name = ""] of rest.replace(/=\s*("[^"]*"|'[^']*')/g, "").matchAll(/([^\s=]+)/g)) {
      take(name, "html", "global_attributes", name);
      take(name, "html", "elements", tag.toLowerCase(), name);
    }
  }
  return [...found];
}

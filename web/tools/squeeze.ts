// Takes the indentation out of the templates of html and svg when the page is built: it is a good part of their bytes.
import type { Plugin } from "vite";

/** A line break with its indentation is one space, as it is where the page is drawn. */
function markup(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}

const kTags = ["html", "svg"];

interface Part {
  start: number;
  raw: string;
}

/** Every part of a tagged template under a node of the syntax tree. */
function parts(node: unknown, found: Part[] = []): Part[] {
  if (typeof node !== "object" || node === null) return found;
  const { type, tag, quasi } = node as {
    type?: string;
    tag?: { name?: string };
    quasi?: { quasis: { start: number; value: { raw: string } }[] };
  };
  if (type === "TaggedTemplateExpression" && tag?.name && kTags.includes(tag.name) && quasi)
    for (const { start, value } of quasi.quasis) found.push({ start, raw: value.raw });
  for (const value of Object.values(node)) parts(value, found);
  return found;
}

export function squeeze(): Plugin {
  return {
    name: "squeeze",
    apply: "build",
    enforce: "post",
    transform(code, id) {
      if (!id.includes("/web/src/") || !id.endsWith(".ts") || !/\b(html|svg)`/.test(code)) return null;
      let made = code;
      for (const { start, raw } of parts(this.parse(code)).sort((a, b) => b.start - a.start)) {
        const at = code.indexOf(raw, start);
        if (at - start > 1 || at < 0) throw new Error(`${id}: a template is not where it should be`);
        made = made.slice(0, at) + markup(raw) + made.slice(at + raw.length);
      }
      return { code: made, map: null };
    },
  };
}

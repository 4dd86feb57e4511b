// Takes the indentation out of the templates of html, svg and css when the page is built: it is a good part of their bytes.

/** Text outside quotes without the white space that CSS does not need. */
const css = (text) =>
  text
    .split(/("[^"]*")/)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part
            .replace(/\/\*[\s\S]*?\*\//g, "")
            .replace(/\s+/g, " ")
            .replace(/ ?([{};,]) ?/g, "$1")
            .replace(/: /g, ":"),
    )
    .join("");
/** A line break with its indentation is one space, as it is when the page is drawn. */
const markup = (text) => text.replace(/\s*\n\s*/g, " ");
const kTags = { css, html: markup, svg: markup };

/** Every part of a tagged template under a node of the syntax tree, with its tag. */
function* quasis(node) {
  if (Array.isArray(node)) for (const one of node) yield* quasis(one);
  else if (node && typeof node === "object") {
    if (node.type === "TaggedTemplateExpression" && node.tag.name in kTags)
      for (const quasi of node.quasi.quasis) yield [node.tag.name, quasi];
    for (const value of Object.values(node)) if (value && typeof value === "object") yield* quasis(value);
  }
}

/** A plugin of Vite. */
export function squeeze() {
  return {
    name: "squeeze",
    apply: "build",
    enforce: "post",
    transform(code, id) {
      if (!id.includes("/web/src/") || !id.endsWith(".ts") || !/\b(html|svg|css)`/.test(code)) return null;
      const parts = [...quasis(this.parse(code))].sort(([, a], [, b]) => b.start - a.start);
      let made = code;
      for (const [tag, { start, end, value }] of parts) {
        const raw = value.raw;
        const at = code.indexOf(raw, start); // some parsers count the quote or brace before it
        if (at < 0 || at > end) throw new Error(`${id}: a template is not where it should be`);
        made = made.slice(0, at) + kTags[tag](raw) + made.slice(at + raw.length);
      }
      return { code: made, map: null };
    },
  };
}

// The one style sheet of the pages beside the page itself: its colours, how a picture looks, and how text is set.
import { transform } from "lightningcss";
import { picture_styles } from "../../src/picture/draw.ts";
import { targets } from "../floor.ts";

/** The tokens for a whole document: they speak of the element of the page. */
export function for_root(tokens: string): string {
  return tokens
    .replace(/\ball: initial;|visibility: inherit;|pointer-events: inherit;|unicode-bidi: isolate;/g, "")
    .replace(/:host\(((?:[^()]|\([^()]*\))*)\)/g, ":root$1")
    .replaceAll(":host", ":root");
}

/** `tokens` and `own` are the texts of element/tokens.css and of site.css. */
export function sheet(tokens: string, own: string): string {
  const picture = picture_styles.cssText.replace(/^\s*svg \{/m, ".picture svg {");
  const code = Buffer.from([for_root(tokens), picture, own].join("\n"));
  return transform({ filename: "site.css", code, minify: true, targets }).code.toString();
}

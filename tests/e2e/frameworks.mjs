// The snippets in the programs that they are for: MDX compiled and rendered, and a deck of slides.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { evaluate } from "@mdx-js/mdx";
import { createElement } from "react";
import * as runtime from "react/jsx-runtime";
import { renderToStaticMarkup } from "react-dom/server";

/** The HTML of an MDX page. */
export async function from_mdx(source) {
  const { default: Content } = await evaluate(source, runtime);
  return renderToStaticMarkup(createElement(Content));
}

const folder = createRequire(import.meta.url)
  .resolve("reveal.js")
  .replace(/reveal\.[^/]*$/, "");
const file = (name) => readFileSync(`${folder}${name}`, "utf8");

/** A deck of reveal.js: a first slide, and the given one. */
export function slides(slide) {
  const script = file("reveal.js").replaceAll("</script", "<\\/script");
  return `<style>${file("reveal.css")}</style><div class="reveal"><div class="slides"><section><h2>First</h2></section>
    ${slide}</div></div><script>${script}</script><script>Reveal.initialize({ transition: "none" });</script>`;
}

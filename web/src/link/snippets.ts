// What to paste where, so that a network is shown there: one text for each kind of page. A title of someone else stays a title in all of them.
import { canonical, type Link } from "./link.ts";

/** What a snippet is made of. */
export interface Shared {
  /** Address of the folder that the page lies in, with its slash. */
  base: string;
  token: string;
  link: Link;
  title: string;
  /** Of the frame, in px. */
  height: number;
  /** What the frame shows; as in `view=` of the embed. */
  view: string;
}

export interface Snippet {
  id: string;
  name: string;
  /** Where it goes. */
  where: string;
  text: string;
}

const kEscapes: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" },
};

function attribute(text: string): string {
  return text.replace(/\p{C}+/gu, " ").replace(/[&<>"']/g, (letter) => kEscapes[letter] ?? "");
}

const kAllow = "clipboard-write; fullscreen";

/** Address of the embed: the query is for the frame, the fragment for the network. */
export function embed_address({ base, token, view }: Shared): string {
  return `${base}embed.html${view === "" ? "" : `?view=${view}`}#${token}`;
}

function frame(shared: Shared, source = "src"): string {
  return `<iframe ${source}="${attribute(embed_address(shared))}" title="${attribute(shared.title)}" width="100%" height="${shared.height}" loading="lazy" allow="${kAllow}" style="border:0;color-scheme:light dark"></iframe>`;
}

function element({ base, token, title }: Shared): string {
  return `<script src="${attribute(base)}element.js" type="module"></script>
<both-ways src="#${token}" loading="lazy"><a href="${attribute(base)}#${token}">${attribute(title)}</a></both-ways>`;
}

function jsx(shared: Shared): string {
  const text = (words: string): string => `{${JSON.stringify(words).replace(/[\u2028\u2029]/g, " ")}}`;
  return `<iframe src=${text(embed_address(shared))} title=${text(shared.title)} width="100%" height="${shared.height}" loading="lazy" allow="${kAllow}" style={{border: 0, colorScheme: "light dark"}} />`;
}

/** The address of the page with the network in it. */
export function page_address({ base, token }: Pick<Shared, "base" | "token">): string {
  return `${base}#${token}`;
}

export function snippets(shared: Shared): Snippet[] {
  const { base, link } = shared;
  const fenced = (kind: string): string => `\`\`\`${kind}\n${frame(shared)}\n\`\`\`\n`;
  return [
    { id: "link", name: "Link", where: "Mail, chat, a slide", text: page_address(shared) },
    { id: "iframe", name: "HTML", where: "Moodle, Canvas, Notion, any page of your own", text: frame(shared) },
    {
      id: "element",
      name: "Element",
      where: "A page of your own, several networks on one engine",
      text: element(shared),
    },
    { id: "myst", name: "MyST", where: "Jupyter Book, MyST, as raw HTML", text: fenced("{raw} html") },
    { id: "quarto", name: "Quarto", where: "Quarto, as raw HTML", text: fenced("{=html}") },
    { id: "docusaurus", name: "Docusaurus", where: "MDX pages", text: jsx(shared) },
    {
      id: "reveal",
      name: "reveal.js",
      where: "A slide; it is loaded when the slide comes",
      text: `<section>\n  ${frame(shared, "data-src")}\n</section>`,
    },
    {
      id: "badge",
      name: "Markdown",
      where: "A README, as a badge",
      text: `[![Open in Bothways](${base}badge.svg)](${page_address(shared)})`,
    },
    { id: "json", name: "JSON", where: "A program; Export opens it again", text: canonical(link) },
  ];
}

/** A page that needs nothing else: the script of the embed, engine included, is in an address of its own. `notices`: of all that is in it. */
export function one_file({ base, token, title }: Shared, script: string, notices: string): string {
  const bytes = new TextEncoder().encode(script);
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src data: 'wasm-unsafe-eval'; worker-src blob:; style-src 'unsafe-inline'; img-src data:">
<title>${attribute(title)}</title>
<style>body { margin: 0; font: 14px/1.45 system-ui, sans-serif; } .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } .foot { margin: 0; padding: 4px 16px 8px; font-size: 12px; text-align: right; }</style>
</head>
<body data-link="${token}" data-home="${attribute(base)}">
<noscript><p>The numbers are computed in your browser: this needs JavaScript and WebAssembly.</p></noscript>
<script src="data:text/javascript;base64,${btoa(text)}"></script>
<pre id="third-party-notices" hidden>
${notices.replace(/[&<>]/g, (letter) => kEscapes[letter] ?? "")}</pre>
</body>
</html>
`;
}

export const kShort = 2000; // characters
export const kLong = 8000;

/** How long a link is, in words, and whether that is short, long or too long for many programs. */
export function length_words(characters: number): { level: "short" | "long" | "longest"; words: string } {
  if (characters <= kShort) return { level: "short", words: "✓ short enough for every program" };
  if (characters <= kLong) return { level: "long", words: "! long: some mail programs and chats cut it" };
  return { level: "longest", words: "✗ very long: many programs cut it; send the JSON file from Export" };
}

// The guide: Markdown of web/guide/ → pages of the site. Blocks of code with a word of ours are networks, tables and frames, and
// every number in them is the engine's.
import { Marked, type Tokens } from "marked";
import type { Engine } from "../../src/engine/load.ts";
import type { CatalogueResponse } from "../../src/engine/types.gen.ts";
import { encode } from "../../src/link/codec.ts";
import { kBrowsers } from "../../src/view/floor.ts";
import { asker, sure } from "./ask.ts";
import type { Entry } from "./entries.ts";
import { escaped, kHome, type Page } from "./head.ts";
import { kTables } from "./reference.ts";
import { type Schema, schema_tables } from "./schema.ts";
import { table } from "./table.ts";
import { figure, filled, schedules_table, steps_table, type Worked, worked_of } from "./worked.ts";

export interface Given {
  engine: Engine;
  entries: readonly Entry[];
  schema: Schema;
  version: string;
}

/** A page of the guide with its source, in the order of the guide. */
export interface Source {
  /** File name without its ending. */
  name: string;
  text: string;
}

export interface Guide {
  page: Page;
  body: string;
}

const kFrame = 520; // px
const title_of = ({ text }: Source): string => /^# (.+)$/m.exec(text)?.[1] ?? "";
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/<[^>]*>|&\w+;/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
const plain = (text: string): string =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*`]/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** The first paragraph: what search engines show. */
function description_of({ text }: Source): string {
  return plain(
    text
      .replace(/^# .+$/m, "")
      .trim()
      .split(/\n\s*\n/)[0] ?? "",
  );
}

/**
 * A network that comes to life when the reader asks for it: until then the frame shows a picture and loads no script; the link
 * opens it there.
 */
function live(entries: readonly Entry[], name: string, words: string): string {
  const entry = entries.find((one) => one.name === name);
  if (!entry) throw new Error(`the guide shows ${name}, which is no network of the site`);
  const title = escaped(entry.title);
  const picture = `<!doctype html><html lang="en"><title>${title}</title><style>body{margin:0}img{width:100%;height:auto}</style><main aria-label="Picture of ${title}"><img src="../n/${name}/card.png" alt="${title}: a picture of the network"></main></html>`;
  const token = encode({ src: entry.text });
  return `<figure class="live"><p><a class="open" href="../embed.html#${token}" target="live-${name}">Show it live</a> <a href="../#${token}">Open it in Bothways</a></p>
<iframe name="live-${name}" title="${title}" height="${kFrame}" srcdoc="${escaped(picture)}"></iframe>
<figcaption>${escaped(words.trim() || entry.question)}</figcaption></figure>`;
}

/** Asks what stands in the block, and shows what the engine answers. */
function answered(engine: Engine, request: string): string {
  const answer = JSON.parse(engine.call(request.trim()));
  const shown = escaped(
    JSON.stringify(answer, null, 1).replace(
      /\[\s*([^[\]{}]*?)\s*\]/g,
      (_, inside: string) => `[${inside.replace(/\s*\n\s*/g, " ")}]`,
    ),
  );
  const block = (text: string, name: string): string =>
    `<pre tabindex="0" role="group" aria-label="${name}"><code>${text}</code></pre>`;
  return `${block(escaped(request.trim()), "Request")}\n<p>The answer:</p>\n${block(shown, "Answer")}`;
}

/** What a block of code becomes. */
function blocks({ engine, entries, schema }: Given, catalogue: CatalogueResponse, known: Map<string, Worked>) {
  const worked = (name: string): Worked => {
    const found = known.get(name);
    if (!found) throw new Error(`the guide speaks of ${name}, which it does not show before`);
    return found;
  };
  const pre = (text: string, name: string): string =>
    `<pre tabindex="0" role="group" aria-label="${name}"><code>${escaped(text)}</code></pre>`;
  return ({ text, lang = "" }: Tokens.Code): string => {
    const [kind = "", name = ""] = lang.split(" ");
    if (kind === "live") return live(entries, name, text);
    if (kind === "steps") return steps_table(name, worked(name), text);
    if (kind === "schedules") return schedules_table(name, worked(name), text);
    if (kind === "answer") return answered(engine, text);
    if (kind === "schema") return schema_tables(schema);
    if (kind === "table") {
      const made = kTables[name];
      if (!made) throw new Error(`the guide asks for a table ${name}, which there is not`);
      return made(catalogue);
    }
    if (kind !== "network") return pre(text, "Example");
    known.set(name, worked_of(engine, `${text}\n`));
    return `${pre(text, "Network")}\n<p><a href="../#${encode({ src: `${text}\n` })}">Open it in Bothways</a></p>`;
  };
}

function navigation(sources: readonly Source[], here: string): string {
  const items = sources.map((one) => {
    const file = one.name === "index" ? "./" : `${one.name}.html`;
    return `<li><a href="${file}"${one.name === here ? ' aria-current="page"' : ""}>${escaped(title_of(one))}</a></li>`;
  });
  return `<nav aria-label="Guide"><ul>${items.join("")}</ul></nav>`;
}

/** All pages of the guide. Throws where a source asks for what there is not, or derives what the engine does not count. */
export function guide(sources: readonly Source[], given: Given): Guide[] {
  const catalogue = sure(asker(given.engine)<CatalogueResponse>({ v: 1, kind: "catalogue" }));
  return sources.map((source) => {
    const known = new Map<string, Worked>();
    const words: Readonly<Record<string, string>> = { browsers: kBrowsers, version: given.version };
    const say = (key: string): string => {
      const [name = "", ...rest] = key.split(" ");
      const found = known.get(name);
      const text = words[key] ?? (found ? figure(name, found, rest.join(" ")) : undefined);
      if (text === undefined) throw new Error(`${source.name}: there is nothing called ${key}`);
      return escaped(text);
    };
    const marked = new Marked({
      renderer: {
        code: blocks(given, catalogue, known),
        heading({ tokens, depth }) {
          const inside = this.parser.parseInline(tokens);
          return `<h${depth} id="${slug(inside)}">${inside}</h${depth}>\n`;
        },
        table({ header, rows }) {
          const cell = ({ tokens }: Tokens.TableCell): string => this.parser.parseInline(tokens);
          const heads = header.map(cell);
          return table(
            heads.map(plain).join(", "),
            heads,
            rows.map((row) => row.map(cell)),
            [],
            "words",
          );
        },
        link({ href, tokens }) {
          return `<a href="${escaped(href.replace(/\.md(#|$)/, ".html$1"))}">${this.parser.parseInline(tokens)}</a>`;
        },
      },
    });
    const made = filled(marked.parse(source.text, { async: false }), say);
    const path = source.name === "index" ? "guide/" : `guide/${source.name}.html`;
    const page = {
      ...{ path, title: `${title_of(source)} · Bothways`, description: description_of(source) },
      ...{ card: kHome.card, card_words: kHome.card_words },
    };
    const body = `<header><p><a href="../">Bothways <span aria-hidden="true">⇄</span></a> · <a href="../n/">All networks</a></p>${navigation(sources, source.name)}</header>
<main>
${made}</main>
<footer><p class="quiet">Every number on this page was computed by the engine of Bothways when the page was built. Texts: CC BY 4.0.</p></footer>`;
    return { page, body };
  });
}

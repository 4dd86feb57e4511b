// Writes the pages beside the page itself into dist/, with the engine that was built: the networks, their cards, the map of the
// site. Called when the page is built; the address of the site is in BW_SITE or in package.json. With --guide it writes the guide alone.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { begin } from "../first_screen/dom.mjs";
import { root } from "../machine.mjs";
import { modules } from "../modules.mjs";
import { png } from "./png.mjs";

const dist = join(root, "dist");
const text = (path) => readFileSync(join(root, path), "utf8");

function put(path, content) {
  mkdirSync(dirname(join(dist, path)), { recursive: true });
  writeFileSync(join(dist, path), content);
}

const server = await modules();
begin(1280, 720, () => 1280);
const module = (name) => server.ssrLoadModule(`/tools/site/${name}.ts`);
const { load } = await server.ssrLoadModule("/src/engine/load.ts");
const { kFirstPreset } = await server.ssrLoadModule("/src/state/first_preset.ts");
const { site_address } = await module("address");
const { entries } = await module("entries");
const { find } = await module("ask");
const { card, names_of } = await module("card");
const { icon, kIcons, manifest } = await module("icons");
const { document_of, kCard, kHome } = await module("head");
const { guide } = await module("guide");
const { body_of, card_words, list_of, page_of } = await module("network");
const { scene_of } = await module("picture");
const { sheet } = await module("sheet");
const { robots, site_map } = await module("map");

const { homepage, version } = JSON.parse(text("package.json"));
const site = site_address({ env: process.env, homepage });
const tokens = text("web/src/element/tokens.css");
const engine = await load(readFileSync(join(root, "build", "wasm", "engine.wasm")));
const kRoom = 1104; // px of the picture in a card

const paths = ["", "n/"];

/** A page and a card for every network, the list of them, and the card of the page itself. */
async function networks() {
  for (const entry of entries) {
    const found = await find(engine, entry);
    const page = page_of(entry, found);
    put(`${page.path}index.html`, document_of(page, site, body_of(entry, found)));
    const words = card_words(entry, found);
    const picture = (said) => png(card(scene_of(found, kRoom), said, tokens), kCard.width);
    put(page.card, picture(words));
    if (entry.name === kFirstPreset)
      put(kHome.card, picture({ ...words, title: kHome.title.replace("Bothways: ", "") }));
    paths.push(page.path);
  }
  const list = {
    path: "n/",
    title: "Networks · Bothways",
    description: "Every network of Bothways with its question, its numbers both ways, and what each way costs.",
    card: kHome.card,
    card_words: kHome.card_words,
  };
  put("n/index.html", document_of(list, site, list_of(entries)));
}

/** Pages of the guide, in its order. */
const kGuide = ["index", "lecturers", "readers", "language", "counting", "api", "testing", "limits", "accessibility"];

function guides() {
  const sources = kGuide.map((name) => ({ name, text: text(`web/guide/${name}.md`) }));
  const schema = JSON.parse(text("engine/api/schema.json"));
  for (const { page, body } of guide(sources, { engine, entries, schema, version })) {
    put(page.path.replace(/\/$/, "/index.html"), document_of(page, site, body, true));
    paths.push(page.path);
  }
}

/** What stands at the root: the sheet of the pages, icons, and what programs ask for. */
function rest() {
  const names = names_of(tokens);
  for (const { size, file, room, ground } of kIcons) put(file, png(icon(names, room, ground), size));
  put("icon.svg", icon(names, 0, false));
  put("manifest.webmanifest", manifest(names, kHome.description));
  put("site.css", sheet(tokens, text("web/tools/site/site.css")));
  put("robots.txt", robots(site));
  if (site) put("sitemap.xml", site_map(site, paths));
}

guides(); // first: what is wrong in a text is said before the pictures are made
if (!process.argv.includes("--guide")) {
  await networks();
  rest();
} else put("site.css", sheet(tokens, text("web/tools/site/site.css")));
process.exit(0);

// Draws the page as it opens by itself, without a browser: the page's own element on the engine that was built. Prints JSON: its
// markup for narrow pages and for wide ones, and the pictures of the graph with the widths of the page from which on they fit.
// Called when the page is built.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "lightningcss";
import { root } from "../machine.mjs";
import { modules } from "../modules.mjs";
import { begin } from "./dom.mjs";

const kGraph = "bw-graph";
const kQuiet = 40; // times that nothing has changed, until it is said to be whole
const kMost = 1200; // times that it is looked at
const kPauseMs = 25;
/**
 * The kinds of pages: the first width, the last and that of most, in px of the page, and how much of it is not the graph's
 * room, with the text folded away or beside it. As in element/both-ways.ts, element/arrangement.ts and the style sheets;
 * tests/e2e/prepared.spec.ts compares.
 */
const kNarrow = { from: 316, to: 899, usual: 390, beside: 26 };
const kMiddle = { from: 900, to: 1279, usual: 1024, beside: 55 };
const kWide = { from: 1280, to: 1499, usual: 1280, beside: 285 };
const kWidest = { from: 1500, to: 1920, usual: 1920, beside: 413 }; // and wider

const swapped = {
  "/src/engine/connect.ts": "export * from '/tools/first_screen/connect.ts';",
  "/src/editor/editor.ts": "await new Promise(() => undefined);", // what the page loads later is not there yet
};

let width = kNarrow.from;
let beside = kNarrow.beside;
const server = await modules(swapped);
const page = begin(1280, 720, (element) => (element.localName === kGraph ? width - beside + 2 : width));
const load = (path) => server.ssrLoadModule(path);
const { load: load_engine } = await load("/src/engine/load.ts");
const { use } = await load("/tools/first_screen/connect.ts");
const { markup, renamed } = await load("/tools/first_screen/markup.ts");
use(await load_engine(readFileSync(join(root, "build", "wasm", "engine.wasm"))));
const { BothWays } = await load("/src/element/both-ways.ts");
customElements.define("both-ways", BothWays);
const host = document.createElement("both-ways");
host.setAttribute("page", "");
document.body.append(host);

const sheets = new Map();
function sheet(css) {
  const small = () =>
    transform({ filename: "first.css", code: Buffer.from(renamed(css)), minify: true }).code.toString();
  if (!sheets.has(css)) sheets.set(css, small());
  return sheets.get(css);
}
const made = (element) => markup(element, sheet);
const graph = () => host.shadowRoot.querySelector(kGraph);
const ground = () => made(graph().shadowRoot.querySelector(".ground"));

/** When nothing changes any more. */
async function whole() {
  let last = "";
  let looked = 0;
  for (let quiet = 0; quiet < kQuiet; quiet++) {
    if (looked++ > kMost) throw new Error("the first screen does not come to rest");
    page.resized();
    await new Promise((resolve) => setTimeout(resolve, kPauseMs));
    const next = made(host);
    if (next !== last) quiet = 0;
    last = next;
  }
}

async function picture(at) {
  width = at;
  page.resized();
  await graph().updateComplete;
  return ground();
}

/** The pictures of the graph with the width from which on they fit; between two widths with the same there is no other. */
async function pictures(from, to, first, last) {
  const [one, other] = [first ?? (await picture(from)), last ?? (await picture(to))];
  if (one === other) return [{ from, picture: one }];
  const middle = Math.floor((from + to) / 2);
  if (middle === from)
    return [
      { from, picture: one },
      { from: to, picture: other },
    ];
  const between = await picture(middle);
  return [...(await pictures(from, middle, one, between)), ...(await pictures(middle + 1, to, undefined, other))];
}

/** The page of a kind, and all pictures of its graph. */
async function drawn(kind) {
  ({ from: width, beside } = kind);
  await whole();
  const usual = await picture(kind.usual);
  const page = made(host);
  const left = host.shadowRoot.querySelector(".left");
  return { page, left: left ? made(left) : "", usual, pictures: await pictures(kind.from, kind.to) };
}

/** The markup under another name, with more at the end of its shadow tree. */
const named = (page, kind, more = "") =>
  page
    .replace("<both-ways", `<first-page class="${kind}"`)
    .replace(/<\/template><\/both-ways>$/, () => `${more}</template></first-page>`);

/** From where on the text is unfolded, and wider: as in element/both-ways.ts and element/arrangement.ts. */
const kFolds = `<style>@container (max-width:1279.9px){.left:not(.folded){display:none}}@container (min-width:1280px){.folded{display:none}}@container (min-width:1500px){.side{width:380px!important}}</style>`;

const narrow = await drawn(kNarrow);
const middle = await drawn(kMiddle);
const wide = await drawn(kWide);
const widest = await drawn(kWidest);
const both = wide.page.replace('<div class="left', () => `${middle.left}<div class="left`);
const texts = [];
const shown = []; // from which width on which
for (const { from, picture } of [narrow, middle, wide, widest].flatMap(({ pictures }) => pictures)) {
  const at = texts.indexOf(picture) < 0 ? texts.push(picture) - 1 : texts.indexOf(picture);
  if (shown.at(-1)?.[1] !== at) shown.push([from, at]);
}
/** With the number of the picture that is in it. */
const numbered = (page, { usual }) =>
  page.replace(usual, (text) => text.replace("<div", `<div data-at="${texts.indexOf(usual)}"`));
const out = {
  narrow: numbered(named(narrow.page, "narrow"), narrow),
  wide: numbered(named(both, "wide", kFolds), wide),
  pictures: { texts, shown },
};
process.stdout.write(JSON.stringify(out), () => process.exit(0));

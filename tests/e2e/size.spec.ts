// What the page loads: the code that it starts with stays under its limit, what is loaded on demand is small, and style sheets
// and presets come beside it.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, open_bare, test } from "./site.ts";

const kMost = 96_000; // bytes, gzip -9
const kMostLater = 16_000; // of one file that is loaded on demand
const assets = new URL("../../dist/assets/", import.meta.url);
const code = (name: string): string => readFileSync(new URL(name, assets), "utf8");
const bytes = (name: string): number => gzipSync(code(name), { level: 9 }).length;

/** The scripts of a page, and all that they import without being asked. */
function first(page: string): Set<string> {
  const html = readFileSync(new URL(`../${page}`, assets), "utf8");
  const open = [...html.matchAll(/assets\/([\w-]+\.js)"/g)].map(([, name = ""]) => name);
  const found = new Set<string>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    for (const [, next = ""] of code(name).matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w-]+\.js)["']/g)) open.push(next);
  }
  return found;
}

test("the JavaScript that starts without being asked for is at most 96,000 bytes with gzip, but for the editor", async ({
  page,
}) => {
  const started = first("index.html");
  page.on("request", (request) => {
    const name = /\/assets\/([\w-]+\.js)$/.exec(new URL(request.url()).pathname)?.[1];
    if (name) started.add(name);
  });
  const site = await open_bare(page);
  await site.network.selectOption("fan-out");
  await expect(site.meeting).toContainText("✓");
  await expect(site.graph.locator("svg").first()).toBeVisible();
  const mine = [...started].filter((name) => !name.startsWith("editor-"));
  const sizes = mine.map((name) => [name, bytes(name)] as const);
  const sum = sizes.reduce((all, [, size]) => all + size, 0);
  console.log(`starts with ${sum} bytes:`, JSON.stringify(Object.fromEntries(sizes)));
  expect(sum, JSON.stringify(sizes)).toBeLessThanOrEqual(kMost);
  const later = readdirSync(assets).filter((name) => name.endsWith(".js") && !started.has(name));
  const rest = later.filter((name) => !name.startsWith("editor-")).map((name) => [name, bytes(name)] as const);
  console.log("on demand:", JSON.stringify(Object.fromEntries(rest)));
  expect(rest.length).toBeGreaterThanOrEqual(5);
  for (const [name, size] of rest) expect(size, name).toBeLessThanOrEqual(kMostLater);
});

test("sheets and presets are read once, before the first element is there", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  let bare = false; // an element without its sheets
  await page.exposeFunction("seen_bare", () => {
    bare = true;
  });
  await page.addInitScript(() => {
    const is_bare = ({ shadowRoot: root }: Element): boolean =>
      root !== null &&
      root.childElementCount > 0 &&
      root.adoptedStyleSheets.some((sheet) => sheet.cssRules.length === 0);
    const watch = (): void => {
      const page = document.querySelector("both-ways");
      const elements = page ? [page, ...(page.shadowRoot?.querySelectorAll("*") ?? [])] : [];
      if (elements.some(is_bare)) (window as unknown as { seen_bare: () => void }).seen_bare();
      requestAnimationFrame(watch);
    };
    watch();
  });
  await open_bare(page);
  expect(asked.filter((path) => /\/assets\/texts-[\w-]+\.json$/.test(path))).toHaveLength(1);
  expect(bare).toBe(false);
});

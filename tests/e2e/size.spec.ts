// What the page loads: its code without the editor stays under the limit, and style sheets and presets come beside it.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, open, test } from "./site.ts";

const kMost = 90_000; // bytes, gzip -9
const assets = new URL("../../dist/assets/", import.meta.url);

test("all JavaScript without the editor is at most 90,000 bytes with gzip", () => {
  const files = readdirSync(assets).filter((name) => name.endsWith(".js") && !name.startsWith("editor-"));
  expect(files.length).toBeGreaterThanOrEqual(3);
  const sizes = files.map(
    (name) => [name, gzipSync(readFileSync(new URL(name, assets)), { level: 9 }).length] as const,
  );
  const sum = sizes.reduce((all, [, size]) => all + size, 0);
  expect(sum, JSON.stringify(sizes)).toBeLessThanOrEqual(kMost);
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
  await open(page);
  expect(asked.filter((path) => /\/assets\/texts-[\w-]+\.json$/.test(path))).toHaveLength(1);
  expect(bare).toBe(false);
});

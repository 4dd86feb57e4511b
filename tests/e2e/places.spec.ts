// What a page around it, a narrow window, larger numbers, wider letters and paper do to the page: nothing is cut or covered.
import type { Locator, Page } from "@playwright/test";
import { expect, open, type Site, show, test } from "./site.ts";

/** A value with 30 uses, and names as people write them. */
const uses = Array.from({ length: 30 }, (_, at) => `some_consumer_${at}`);
const kManyUses = `param a_long_name_of_a_weight = 0.5
b = a_long_name_of_a_weight * 2
${uses.map((name, at) => `${name} = b * ${at + 1}`).join("\n")}
L = ${uses.join(" + ")}
`;

/** A layer that is wide enough for figures of eight digits. */
const kWide = `input x = randn(30, seed=1)
param W1 = randn(30, 30, seed=2)
param W2 = randn(30, 30, seed=3)
h = tanh(W1 @ x)
z = tanh(W2 @ h)
L = sum(z * z)
`;

/** WCAG 2.2, 1.4.12: the distances that a reader may ask for. */
const kSpacing =
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }";

async function write(page: Page, site: Site, text: string): Promise<void> {
  const fold = page.getByRole("button", { name: "Text and values" });
  if ((await fold.count()) > 0 && (await fold.getAttribute("aria-expanded")) === "false") await fold.click();
  if (!(await site.text.isVisible())) await show(page, "Network");
  await site.text.fill(text);
  await expect(page.getByText("stale", { exact: false })).toHaveCount(0);
}

/** Puts a style into the page and into every shadow root, as readers' tools do. */
function style_all(page: Page, style: string): Promise<void> {
  return page.evaluate((style) => {
    const within = (root: Document | ShadowRoot): void => {
      const element = document.createElement("style");
      element.textContent = style;
      (root instanceof Document ? root.head : root).append(element);
      for (const one of root.querySelectorAll("*")) if (one.shadowRoot) within(one.shadowRoot);
    };
    within(document);
  }, style);
}

/** Pairs of parts of the answer strip of which a line covers one of the other. */
function covered(page: Page): Promise<string[]> {
  return page.locator("bw-strip").evaluate((strip) => {
    const parts = [...(strip.shadowRoot?.querySelectorAll(".question, .why, .head, .body b") ?? [])]
      .map((part) => ({ words: part.textContent?.trim() ?? "", lines: [...part.getClientRects()] }))
      .filter(({ lines }) => lines.some(({ width, height }) => width > 0 && height > 0));
    const over = (a: DOMRect, b: DOMRect): boolean =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return parts.flatMap(({ words, lines }, at) =>
      parts
        .slice(at + 1)
        .filter((other) => lines.some((a) => other.lines.some((b) => over(a, b))))
        .map((other) => `${words} | ${other.words}`),
    );
  });
}

/** Every text of the picture with its place in it. */
function places(graph: Locator): Promise<string[]> {
  return graph.locator("svg").evaluate((svg) => {
    const { left, top } = svg.getBoundingClientRect();
    return [...svg.querySelectorAll("text")].map((text) => {
      const box = text.getBoundingClientRect();
      return [text.textContent?.trim(), ...[box.left - left, box.top - top, box.width].map(Math.round)].join(" ");
    });
  });
}

test("the type and the direction of the page around change nothing inside", async ({ page }) => {
  const site = await open(page);
  const before = await places(site.graph);
  expect(before.length).toBeGreaterThan(50);
  await page.addStyleTag({
    content: `html { direction: rtl; }
      body { text-transform: uppercase; text-indent: 40px; letter-spacing: 3px; word-spacing: 9px; hyphens: auto; text-align: right;
        font: italic 700 23px serif; line-height: 3; white-space: pre; text-shadow: 2px 2px red; word-break: break-all; cursor: wait; }`,
  });
  await page.evaluate(() => {
    document.documentElement.dir = "rtl";
  });
  await expect(async () => expect(await places(site.graph)).toEqual(before)).toPass();
  const inherited = await page.locator("both-ways").evaluate((element) => {
    const style = getComputedStyle(element.shadowRoot?.querySelector("main") ?? element);
    const names = ["direction", "textTransform", "textIndent", "letterSpacing", "wordSpacing", "hyphens", "textAlign"];
    const more = ["fontStyle", "fontSize", "whiteSpaceCollapse", "textShadow", "wordBreak", "cursor"];
    return [...names, ...more].map((name) => (style as unknown as Record<string, string>)[name]);
  });
  const plain = ["ltr", "none", "0px", "normal", "0px", "manual", "start"];
  expect(inherited).toEqual([...plain, "normal", "14px", "collapse", "none", "normal", "auto"]);
});

test("an element that the page around hides stays hidden", async ({ page }) => {
  const site = await open(page);
  await page.addStyleTag({ content: "body { visibility: hidden; }" });
  await expect(site.meeting).toBeHidden();
});

for (const width of [320, 390, 1280]) {
  test(`${width}: beside a name with many users its numbers are in sight`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    const site = await open(page);
    await write(page, site, kManyUses);
    await show(page, "Ledger");
    const seen = await site.row("b").evaluate((row) => {
      const window = row.closest(".scroll")?.getBoundingClientRect();
      const name = row.querySelector("th")?.getBoundingClientRect();
      return [...row.querySelectorAll("td")]
        .map((cell) => ({ text: cell.textContent?.trim(), box: cell.getBoundingClientRect() }))
        .filter(({ box }) => window && name && box.left >= name.right - 1 && box.right <= window.right + 1)
        .map(({ text }) => text);
    });
    expect(seen.slice(0, 3)).toEqual(["scalar", "1", "2"].slice(0, width < 390 ? 2 : 3));
    await expect(site.row("b")).toContainText("and 25 more");
    await site.row("b").getByRole("button", { name: "All digits of b" }).click();
    await expect(site.row("b").first()).toContainText("some_consumer_29");
    const wide = await site.row("b").locator("td.against").first().boundingBox();
    expect(wide?.width).toBeLessThan(420);
  });
}

for (const width of [1024, 1280, 1440]) {
  test(`${width}: costs of many digits, and wider letters, cover nothing`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    const site = await open(page);
    await write(page, site, kWide);
    expect(await covered(page)).toEqual([]);
    await style_all(page, kSpacing);
    expect(await covered(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.screenshot({ path: `build/screenshots/spaced-${width}.png` });
  });
}

for (const width of [320, 390]) {
  test(`${width}: nothing in a dialog is cut off`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 });
    await open(page);
    for (const name of ["Export", "Share", "Help"]) {
      await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
      const dialog = page.getByRole("dialog");
      await expect(dialog).toBeVisible();
      await expect(dialog.getByText("Loading …")).toHaveCount(0);
      const outside = await dialog.evaluate((dialog) => {
        const edge = dialog.getBoundingClientRect().right;
        const found: string[] = [];
        const within = (root: ParentNode): void => {
          for (const one of root.querySelectorAll("*")) {
            const box = one.getBoundingClientRect();
            if (box.width > 1 && box.right > edge + 0.5) found.push(`${one.tagName} ${one.textContent?.slice(0, 30)}`);
            if (one.shadowRoot) within(one.shadowRoot);
          }
        };
        within(dialog);
        return found;
      });
      expect(outside, name).toEqual([]);
      await page.screenshot({ path: `build/screenshots/dialog-${name.toLowerCase()}-${width}.png` });
      await page.keyboard.press("Escape");
    }
  });
}

test("the whole graph is on paper", async ({ page }) => {
  const site = await open(page);
  await site.graph.getByRole("button", { name: /^L,/ }).waitFor();
  await page.setViewportSize({ width: 700, height: 1000 }); // a sheet of A4 in px
  await page.emulateMedia({ media: "print" });
  const last = site.graph.locator('[data-key="L"] .frame');
  await expect(async () => {
    const [paper, box] = [await page.locator("both-ways").boundingBox(), await last.boundingBox()];
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(paper?.width ?? 0);
  }).toPass();
  const cut = await site.graph.evaluate((window) => {
    const style = getComputedStyle(window);
    return style.overflowX !== "visible" || window.scrollWidth > window.clientWidth + 1;
  });
  expect(cut).toBe(false);
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect(site.graph.locator('[data-key="L"]')).toBeVisible();
});

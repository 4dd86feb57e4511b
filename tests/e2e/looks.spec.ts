// Widths, colours and accessibility: axe finds nothing, nothing overflows, text is large enough; with screenshots to look at.
import type { Page } from "@playwright/test";
import { preset, presets } from "./engine.ts";
import { serve_page } from "./holders.mjs";
import { axe, texts_of } from "./looks.ts";
import { resting } from "./rest.ts";
import { expect, open, type Site, show, test } from "./site.ts";

const kSizes = {
  desktop: [1280, 720],
  laptop: [1199, 800],
  edge: [900, 800],
  course: [760, 900],
  narrow: [640, 900],
  phone: [390, 844],
} as const;

async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `build/screenshots/${name}.png`, fullPage: true });
}

/** Breaks the text, so that the page is in its stale state. */
async function spoil(site: Site): Promise<void> {
  await show(site.page, "Ledger");
  await site.text.fill(preset("two-layers-and-a-skip").replace("bce(p", "bce(q"));
  await show(site.page, "Ledger");
  await expect(site.ledger).toContainText("stale");
}

test("axe sees what is wrong in the page, in a shadow root and in a frame of another host", async ({ browser }) => {
  const page = await browser.newPage();
  const faulty = '<img src="data:,">';
  const page_of = (inside: string) =>
    serve_page(`<!doctype html><html lang="en"><title>T</title><main><h1>T</h1>${inside}</main>`);
  const framed = await page_of(faulty);
  for (const [inside, found] of [
    ["<p>sound</p>", false],
    [faulty, true],
    [`<div><template shadowrootmode="open">${faulty}</template></div>`, true],
    [`<iframe title="T" src="${framed.url}"></iframe>`, true],
  ] as const) {
    const held = await page_of(inside);
    await page.goto(held.url);
    if (found) await expect(axe(page), inside).rejects.toThrow("critical image-alt");
    else await axe(page);
    held.close();
  }
  framed.close();
  await page.close();
});

for (const scheme of ["light", "dark"] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });
    for (const name of scheme === "light"
      ? (Object.keys(kSizes) as (keyof typeof kSizes)[])
      : (["desktop", "phone"] as const)) {
      const [width, height] = kSizes[name];
      test(`${name}: axe finds nothing, and the page does not scroll sideways`, async ({ page }) => {
        await page.setViewportSize({ width, height });
        await open(page);
        await axe(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        const covered = await page.locator("bw-strip").evaluate((strip) => {
          const parts = [...(strip.shadowRoot?.querySelectorAll("p, th, td .figure") ?? [])].map((part) =>
            part.getBoundingClientRect(),
          );
          return parts.flatMap((a, at) =>
            parts
              .slice(at + 1)
              .filter(
                (b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1,
              ),
          ).length;
        });
        expect(covered, "parts of the answer strip that cover each other").toBe(0);
        await shot(page, `${name}-${scheme}`);
      });
    }

    test("with problems and a stale result, axe finds nothing", async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 720 });
      await spoil(await open(page));
      await axe(page);
      await shot(page, `stale-${scheme}`);
    });
  });
}

test("the switch between light and dark changes what the system asked for", async ({ page }) => {
  await open(page);
  const paper = () => page.locator("both-ways").evaluate((host) => getComputedStyle(host).backgroundColor);
  const light = await paper();
  await page.getByRole("button", { name: "Switch between light and dark" }).click();
  expect(await paper()).not.toBe(light);
  await axe(page);
});

for (const id of presets) {
  test(`${id}: text is large enough, stays in its box and covers no other, and the page does not scroll sideways`, async ({
    page,
  }) => {
    const rests = await resting(page);
    const site = await open(page);
    await site.network.selectOption(id);
    await expect(site.meeting).toContainText("✓");
    for (const [width, height] of [kSizes.desktop, kSizes.course, kSizes.narrow, kSizes.phone]) {
      await page.setViewportSize({ width, height });
      await expect(site.graph.locator("svg")).toHaveCount(1);
      await rests();
      const { smallest, outside, covering } = await texts_of(site.graph.locator("svg"));
      expect(smallest, `${width} px`).toBeGreaterThanOrEqual(11);
      expect(outside, `${width} px: text outside its box`).toEqual([]);
      expect(covering, `${width} px: text over another`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (width === 1280 || width === 390) await shot(page, `preset-${id}-${width}`);
    }
  });
}

test.describe("forced colours", () => {
  test.use({ contextOptions: { forcedColors: "active" } });
  test("the directions are told apart by dash and glyph", async ({ page }) => {
    const site = await open(page);
    const dash = (direction: string) =>
      site.graph
        .locator(`.wire .${direction} .line`)
        .first()
        .evaluate((line) => getComputedStyle(line).strokeDasharray);
    expect(await dash("along")).not.toBe("none");
    expect(await dash("against")).toBe("none");
    await expect(site.answer).toContainText("◂");
    await expect(site.answer).toContainText("▸");
    await shot(page, "forced-colours");
  });
  test("the reader's own colours hold in the dark, too", async ({ page }) => {
    const site = await open(page);
    const line = site.graph.locator(".wire .along .line").first();
    const stroke = (): Promise<string> => line.evaluate((one) => getComputedStyle(one).stroke);
    const text = (): Promise<string> => page.locator("body").evaluate((one) => getComputedStyle(one).color);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, forcedColors: "active" });
      expect(await stroke(), colorScheme).toBe(await text());
    }
    await shot(page, "forced-colours-dark");
  });
});

test("on a phone graph and race stay, and the other parts have tabs, opened by mouse or by arrow keys", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const site = await open(page);
  const tab = (name: string) => page.getByRole("tab", { name, exact: true });
  await expect(tab("Network")).toHaveAttribute("aria-selected", "true");
  await expect(site.ledger).toBeHidden();
  await tab("Numbers").click();
  await expect(site.ledger).toBeVisible();
  await expect(site.meeting).toBeVisible();
  await axe(page);
  await shot(page, "phone-ledger");
  await tab("Numbers").press("Home");
  await expect(tab("Network")).toBeFocused();
  await expect(site.text).toBeVisible();
  await axe(page);
  await shot(page, "phone-network");
});

test("in print everything is on the paper", async ({ page }) => {
  const site = await open(page);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const paper = (one: Element): string => getComputedStyle(one).getPropertyValue("--paper");
  expect(await page.locator("both-ways").evaluate(paper)).toMatch(/^#(fff){1,2}$/);
  const region = page.getByRole("region", { name: "Ledger table" });
  expect(await region.evaluate((one) => one.scrollHeight - one.clientHeight)).toBeLessThanOrEqual(1);
  await expect(site.ledger).toBeVisible();
  await shot(page, "print");
});

test("with reduced motion nothing moves", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await open(page);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

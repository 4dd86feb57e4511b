// One screen: what stands where at every size, the drawer and its views, the splitters; and what flows where there is no room.
import type { Locator, Page } from "@playwright/test";
import { encode } from "../../web/src/link/codec.ts";
import type { Link } from "../../web/src/link/link.ts";
import { kOldViews } from "../../web/src/state/views.ts";
import { preset } from "./engine.ts";
import { axe } from "./looks.ts";
import { resting } from "./rest.ts";
import { expect, open, open_at, open_bare, type Site, test } from "./site.ts";

const tab = (page: Page, name: string): Locator => page.getByRole("tab", { name, exact: true });
const drawer = (page: Page, name: string): Locator => page.getByRole("tabpanel", { name, exact: true });
const card_of = (page: Page): Locator => page.getByRole("complementary", { name: "Why this number?" });
const race_of = (page: Page): Locator => page.getByRole("group", { name: "Player" });
const linked = (link: Partial<Link>): string => `./#${encode({ src: preset("two-layers-and-a-skip"), ...link })}`;

/** By how much the page is larger than its window. */
const excess = (page: Page): Promise<number[]> =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return [scrollWidth - innerWidth, scrollHeight - innerHeight];
  });

const height_of = async (one: Locator): Promise<number> => (await one.boundingBox())?.height ?? 0;

for (const [width, height] of [
  [1280, 720],
  [1024, 768],
  [1366, 640],
  [1024, 600],
] as const) {
  test.describe(`${width}x${height}`, () => {
    test.use({ viewport: { width, height } });

    test("all of it is in the window, and the page does not scroll", async ({ page }) => {
      const rests = await resting(page);
      for (const opens of [open_bare, open]) {
        const site = await opens(page);
        await rests();
        expect(await excess(page)).toEqual([0, 0]);
        for (const part of [site.graph, site.meeting, race_of(page), page.getByRole("tablist")])
          await expect(part).toBeInViewport({ ratio: 1 });
        expect(await height_of(site.graph)).toBeGreaterThanOrEqual(150);
        await expect(page.getByRole("tab", { selected: true })).toHaveCount(0);
        await expect(page.getByRole("tabpanel")).toHaveCount(0);
      }
      await axe(page);
      await page.screenshot({ path: `build/screenshots/screen-${width}x${height}.png` });
    });

    test("with a drawer open the graph keeps 200 px, and a second press shuts it", async ({ page }) => {
      const site = await open(page);
      for (const name of ["Numbers", "Costs", "Paths", "Learn", "Node"]) {
        await tab(page, name).click();
        await expect(tab(page, name)).toHaveAttribute("aria-selected", "true");
        await expect(drawer(page, name)).toBeInViewport({ ratio: 1 });
        await expect(drawer(page, name)).toContainText(/\S/);
        expect(await height_of(site.graph), name).toBeGreaterThanOrEqual(200);
        expect(await height_of(drawer(page, name)), name).toBeLessThanOrEqual(height / 2);
        expect(await excess(page), name).toEqual([0, 0]);
      }
      await tab(page, "Node").click();
      await expect(page.getByRole("tabpanel")).toHaveCount(0);
    });
  });
}

test("WCAG's text spacing clips nothing: what does not fit makes the page scroll", async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 600 });
  const site = await open(page);
  await page.evaluate(() => {
    const style =
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }";
    const within = (root: Document | ShadowRoot): void => {
      const sheet = document.createElement("style");
      sheet.textContent = style;
      (root instanceof Document ? root.head : root).append(sheet);
      for (const one of root.querySelectorAll("*")) if (one.shadowRoot) within(one.shadowRoot);
    };
    within(document);
  });
  await expect.poll(async () => (await excess(page))[1]).toBeGreaterThan(0);
  expect((await excess(page))[0]).toBe(0);
  expect(await height_of(site.graph)).toBeGreaterThanOrEqual(150);
  await tab(page, "Node").scrollIntoViewIfNeeded();
  const boxes = await page.locator("both-ways").evaluate((host) => {
    const of = (name: string) => host.shadowRoot?.querySelector(name)?.getBoundingClientRect();
    return [".main", ".tape", ".bottom"].map((name) => [of(name)?.top ?? 0, of(name)?.bottom ?? 0] as const);
  });
  for (const [at, [, end]] of boxes.slice(0, -1).entries())
    expect(end).toBeLessThanOrEqual((boxes[at + 1]?.[0] ?? 0) + 1);
});

/** What each old name of a view opens: the drawer, and a heading in it that is then in sight. */
const kOpens: Readonly<Record<keyof typeof kOldViews, readonly [drawer: string, part: string] | null>> = {
  network: null,
  graph: null,
  steps: null,
  ledger: ["Numbers", "ledger"],
  costs: ["Costs", "costs"],
  memory: ["Costs", "memory"],
  scaling: ["Costs", "scaling"],
  paths: ["Paths", "paths"],
  mistakes: ["Paths", "mistakes"],
  sources: ["Learn", "sources"],
};

test.describe("old names of views", () => {
  test.use({ viewport: { width: 1100, height: 700 } });
  for (const view of Object.keys(kOldViews) as (keyof typeof kOldViews)[])
    test(`${view} opens the same part`, async ({ page }) => {
      const rests = await resting(page);
      const site = await open_at(page, linked({ view }));
      await rests();
      const found = kOpens[view];
      const open = page.getByRole("tab", { selected: true });
      if (!found) await expect(open).toHaveCount(0);
      else {
        const [, part] = found;
        await expect(open).toHaveText(found[0]);
        const section = page.locator(`#${part}`);
        // At the upper end of its drawer, or the drawer is at its lower end.
        const away = (): Promise<number> =>
          section.evaluate((one) => {
            const drawer = one.parentElement as HTMLElement;
            const top = one.getBoundingClientRect().top - drawer.getBoundingClientRect().top;
            const left = drawer.scrollHeight - drawer.clientHeight - drawer.scrollTop;
            return Math.min(Math.abs(top), left);
          });
        await expect.poll(away).toBeLessThanOrEqual(12);
        await expect(section).toBeInViewport();
      }
      await expect(site.text).toBeVisible({ visible: view === "network" });
    });
});

test("a tab writes a name into the link that pages had before", async ({ page }) => {
  await open(page);
  for (const [name, view] of [
    ["Numbers", "ledger"],
    ["Costs", "costs"],
    ["Paths", "paths"],
    ["Learn", "sources"],
  ] as const) {
    await tab(page, name).click();
    await expect.poll(() => page.url()).toContain(encode({ src: preset("two-layers-and-a-skip"), view }) ?? "none");
  }
});

test("a number that is pressed opens Node, which says its direction first; Escape gives the focus back", async ({
  page,
}) => {
  const site = await open(page);
  await tab(page, "Costs").click();
  await site.graph.locator(".box:not(.leaf) .cell.along").first().click();
  await expect(tab(page, "Node")).toHaveAttribute("aria-selected", "true");
  await expect(card_of(page).getByRole("heading", { level: 3 }).first()).toContainText("▸ forward");
  expect(await site.graph.locator(".way").count()).toBeGreaterThan(1);
  await expect(site.graph.locator(".on-path")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(card_of(page)).toHaveCount(0);
  await expect(tab(page, "Costs")).toHaveAttribute("aria-selected", "true");
  await expect(site.graph.locator(":focus")).toHaveCount(1);
  await site.graph.locator(".box:not(.leaf) .cell.against").first().click();
  await expect(card_of(page).getByRole("heading", { level: 3 }).first()).toContainText("◂ backward");
  await tab(page, "Node").click();
  await expect(card_of(page)).toHaveCount(0);
  await expect(tab(page, "Node")).toBeFocused();
});

test.describe("splitters", () => {
  const width_of = async (site: Site): Promise<number> => (await site.page.locator("#side").boundingBox())?.width ?? 0;

  test("they move by keys and by the mouse, and stay where they were left", async ({ page }) => {
    const site = await open(page);
    const line = page.getByRole("separator", { name: "Width of the text" });
    const before = await width_of(site);
    await line.focus();
    for (let at = 0; at < 5; at++) await page.keyboard.press("ArrowRight");
    await expect.poll(() => width_of(site)).toBe(before + 80);
    await expect(line).toHaveAttribute("aria-valuenow", String(before + 80));
    await page.keyboard.press("Home");
    const letters = await site.text.evaluate((text) => {
      const style = getComputedStyle(text.querySelector(".cm-line") ?? text);
      const pen = document.createElement("canvas").getContext("2d");
      if (!pen) return 0;
      pen.font = style.font;
      return (text.clientWidth - Number.parseFloat(style.paddingLeft) * 2) / pen.measureText("m").width;
    });
    expect(letters).toBeGreaterThanOrEqual(26);
    const box = await line.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 3, 400);
    await page.mouse.down();
    await page.mouse.move((box?.x ?? 0) + 103, 400);
    await page.mouse.up();
    const moved = await width_of(site);
    expect(moved).toBeGreaterThan(330);
    await tab(page, "Costs").click();
    const over = page.getByRole("separator", { name: "Height of the drawer" });
    await over.focus();
    for (let at = 0; at < 9; at++) await page.keyboard.press("ArrowDown");
    const high = await height_of(drawer(page, "Costs"));
    await axe(page);
    await page.reload();
    await expect(site.meeting).toBeVisible();
    expect(await width_of(site)).toBe(moved);
    expect(await height_of(drawer(page, "Costs"))).toBe(high);
  });

  test("below 1,280 px the text begins folded, and stays as it was left", async ({ page }) => {
    await page.setViewportSize({ width: 1024, height: 768 });
    const site = await open(page);
    const button = page.getByRole("button", { name: "Text and values" });
    await expect(button).toHaveAttribute("aria-expanded", "false");
    await expect(site.text).toBeHidden();
    await button.press("Enter");
    await expect(site.text).toBeVisible();
    await site.text.fill("param w = 3\nL = w*w\n");
    await expect(site.meeting).toContainText("▸ at L = 6");
    await page.reload();
    await expect(site.text).toBeVisible();
    await button.click();
    await expect(site.text).toBeHidden();
  });

  for (const stored of ["nonsense", '{"side":-1,"drawer":"x","folded":7}', "[]", "null", '{"side":1e9}'])
    test(`a storage that holds ${stored} is as good as an empty one`, async ({ page }) => {
      await page.addInitScript((stored) => localStorage.setItem("bothways layout", stored), stored);
      const site = await open(page);
      expect(await width_of(site)).toBe(252);
    });

  test("without a storage they move all the same", async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new Error("no storage");
        },
      });
    });
    const site = await open(page);
    await page.getByRole("separator", { name: "Width of the text" }).press("ArrowRight");
    await expect.poll(() => width_of(site)).toBe(268);
  });
});

for (const [width, height] of [
  [900, 500],
  [760, 900],
  [640, 900],
  [390, 844],
] as const)
  test(`${width} px: answer, graph, race and tabs; the page scrolls, and the player stays in sight`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    const site = await open(page);
    await expect.poll(async () => (await excess(page))[1]).toBeGreaterThan(0); // once the parts below are drawn
    expect((await excess(page))[0]).toBe(0);
    await expect(site.graph).toBeInViewport();
    await expect(race_of(page)).toBeInViewport({ ratio: 1 });
    await site.meeting.scrollIntoViewIfNeeded();
    await expect(race_of(page)).toBeInViewport({ ratio: 1 });
    const tops = await Promise.all(
      [page.locator("bw-strip"), site.graph, race_of(page), page.getByRole("tablist")].map(
        async (one) => (await one.boundingBox())?.y ?? Number.NaN,
      ),
    );
    if (width < 900) expect(tops).toEqual(tops.toSorted((a, b) => a - b));
    await tab(page, "Numbers").click();
    await expect(site.ledger).toBeVisible();
    await expect(site.graph).toBeVisible();
    await axe(page);
    await page.screenshot({ path: `build/screenshots/flow-${width}.png`, fullPage: true });
  });

test("on a narrow page the text is in the first tab, and a number that is pressed brings its card into sight", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const site = await open(page);
  await expect(tab(page, "Network")).toHaveAttribute("aria-selected", "true");
  await expect(site.text).toBeVisible();
  await tab(page, "Network").click();
  await expect(page.getByRole("tabpanel")).toHaveCount(0);
  await site.graph.locator(".box:not(.leaf) .cell.against").first().click();
  await expect(card_of(page).getByRole("heading").first()).toBeInViewport();
  const covered = await card_of(page)
    .getByRole("heading")
    .first()
    .evaluate((one) => {
      const { left, top } = one.getBoundingClientRect();
      const host = document.querySelector("both-ways");
      return host?.shadowRoot?.elementFromPoint(left + 2, top + 2)?.localName;
    });
  expect(covered).toBe("bw-card");
});

test("two directions are told apart, and the open tab, in forced colours", async ({ browser }) => {
  const page = await browser.newPage({ forcedColors: "active", viewport: { width: 1280, height: 720 } });
  await open_at(page, linked({ view: "costs" }));
  const style = await tab(page, "Costs").evaluate((one) => getComputedStyle(one).borderBottomWidth);
  expect(style).toBe("3px");
  await axe(page);
  await page.screenshot({ path: "build/screenshots/screen-forced.png" });
  await page.close();
});

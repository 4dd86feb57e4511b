// The lecture room: large text, the graph, the race and the player together, and the keys of a presenter; and the way back.
import type { Locator, Page } from "@playwright/test";
import { encode } from "../../web/src/link/codec.ts";
import { axe, texts_of } from "./looks.ts";
import { expect, open_bare, test } from "./site.ts";

const graph_of = (page: Page): Locator => page.getByRole("region", { name: "Graph of the network" });
const work_of = (page: Page): Locator => page.getByRole("slider", { name: "Work", exact: true });
const present = (page: Page): Locator => page.getByRole("button", { name: "Present" });
const blank = (page: Page): Locator => page.getByRole("dialog", { name: /^The screen is blank/ });

/** The nodes that are wholly in the graph's window, and in the window of the browser. */
function in_sight(page: Page): Promise<string[]> {
  return graph_of(page).evaluate((window) => {
    const { left, right, top, bottom } = window.getBoundingClientRect();
    return [...window.querySelectorAll<SVGElement>(".box:not(.leaf)")]
      .filter((box) => {
        const frame = (box.querySelector(".frame") ?? box).getBoundingClientRect();
        const inside = frame.left >= left && frame.right <= right && frame.top >= top && frame.bottom <= bottom;
        return inside && frame.bottom <= innerHeight && frame.right <= innerWidth;
      })
      .map((box) => box.querySelector("text")?.textContent?.trim().split(" ")[0] ?? "");
  });
}

for (const [width, height, least] of [
  [1024, 768, 3],
  [1920, 1080, 5],
] as const)
  test(`${width}×${height}: one press brings graph, race and player to the screen, and Escape the page back`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    const site = await open_bare(page);
    const before = page.url();
    await page.getByRole("tab", { name: "Costs" }).click();
    await expect(page.getByRole("tabpanel")).toHaveCount(1);
    await page.getByRole("tab", { name: "Costs" }).click();
    await present(page).click();
    await expect(page.locator("both-ways")).toHaveAttribute("view", "stage");
    for (const part of [graph_of(page), page.getByRole("list", { name: "Lanes of the race" }), site.meeting])
      await expect(part).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("group", { name: "Player" })).toBeInViewport({ ratio: 1 });
    await expect.poll(async () => (await in_sight(page)).length).toBeGreaterThanOrEqual(least);
    expect((await in_sight(page)).slice(0, 3)).toEqual(["a", "b", "c"]);
    const excess = await page.evaluate(() => [
      document.documentElement.scrollWidth - innerWidth,
      document.documentElement.scrollHeight - innerHeight,
    ]);
    expect(Math.max(...excess)).toBeLessThanOrEqual(0);
    for (const gone of ["New network", "Export", "Undo"])
      await expect(page.getByRole("button", { name: gone })).toBeHidden();
    await expect(page.getByRole("tablist")).toBeHidden();
    await axe(page);
    await page.screenshot({ path: `build/screenshots/stage-${width}.png` });
    await page.keyboard.press("Escape");
    await expect(page.locator("both-ways")).not.toHaveAttribute("view", "stage");
    await expect(present(page)).toBeVisible();
    await expect(page.getByRole("tablist")).toBeVisible();
    await expect.poll(() => page.evaluate(() => document.fullscreenElement === null)).toBe(true);
    expect(page.url()).toBe(before);
  });

test("what a remote sends: arrows and pages step, B and the point blank the screen, F5 loads nothing", async ({
  page,
}) => {
  await open_bare(page);
  await present(page).click();
  const slider = work_of(page);
  await page.getByRole("button", { name: "First step" }).click();
  await expect(slider).toHaveValue("0");
  await page.keyboard.press("PageDown");
  await expect(slider).not.toHaveValue("0");
  const first = await slider.inputValue();
  await page.keyboard.press("ArrowRight");
  await expect(slider).not.toHaveValue(first);
  await page.keyboard.press("ArrowLeft");
  await expect(slider).toHaveValue(first);
  for (const [off, on] of [
    ["b", "PageDown"],
    [".", "Escape"],
    ["B", "b"],
  ] as const) {
    await page.keyboard.press(off);
    await expect(blank(page)).toBeVisible();
    const { x, y, width, height } = (await blank(page).boundingBox()) ?? { x: 1, y: 1, width: 0, height: 0 };
    expect([x, y]).toEqual([0, 0]);
    expect([Math.round(width), Math.round(height)]).toEqual([1024, 768]);
    expect(await blank(page).evaluate((one) => getComputedStyle(one).backgroundColor)).toBe("rgb(0, 0, 0)");
    if (off === "b") await axe(page);
    await page.keyboard.press(on);
    await expect(blank(page)).toHaveCount(0);
    await expect(slider).toHaveValue(first);
  }
  await page.keyboard.press("F5");
  await expect(slider).toHaveValue(first);
  await page.getByRole("button", { name: "Leave" }).click();
  await expect(present(page)).toBeFocused();
  await page.keyboard.press("b");
  await expect(blank(page)).toHaveCount(0);
});

test("where full screen is refused or missing the page is on the stage all the same", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Element.prototype, "requestFullscreen", { value: undefined });
  });
  await open_bare(page);
  await present(page).press("Enter");
  await expect(page.getByRole("button", { name: "Leave" })).toBeFocused();
  await expect(page.locator("bw-presenter")).toBeAttached(); // who hears the keys
  await page.keyboard.press("Escape");
  await expect(present(page)).toBeFocused();
});

test("leaving full screen by the browser gives the page back; a dialog closes first by Escape", async ({ page }) => {
  await open_bare(page);
  await present(page).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true);
  await page.getByRole("button", { name: "Help" }).click();
  await expect(page.getByRole("dialog", { name: "Help" })).toContainText("blank");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Help" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Leave" })).toBeVisible();
  await page.evaluate(() => document.exitFullscreen());
  await expect(present(page)).toBeVisible();
});

test("a matrix of four by four shows its numbers, in letters of at least 18 px", async ({ page }) => {
  const row = (at: number): string => `[${[1, 2, 3, 4].map((one) => `0.${at}${one}`).join(", ")}]`;
  const src = `input x = [1, -1, 2, 0.5]\nparam W = [${[1, 2, 3, 4].map(row).join(", ")}]\nh = tanh(W @ x)\nL = sum(h*h)\n`;
  await page.goto(`./?view=stage#${encode({ src })}`);
  await expect(page.getByTestId("meeting")).toContainText("✓");
  const texts = await graph_of(page).locator("svg text").allTextContents();
  for (const number of ["0.11", "0.24", "0.33", "0.44"]) expect(texts.map((text) => text.trim())).toContain(number);
  const zoom = await graph_of(page).evaluate(
    (one) => (one as Element & { currentCSSZoom?: number }).currentCSSZoom ?? 1,
  );
  const { smallest } = await texts_of(graph_of(page).locator("svg").first());
  expect(smallest * (smallest < 18 ? zoom : 1)).toBeGreaterThanOrEqual(18);
});

test.use({ viewport: { width: 1024, height: 768 } });

test("text is at least 18 px, and PageDown and PageUp step", async ({ page }) => {
  await page.goto("./?view=stage");
  const meeting = page.getByTestId("meeting");
  await expect(meeting).toContainText("✓");
  const smallest = await page.evaluate(() => {
    const sizes: number[] = [];
    const walk = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) walk(element.shadowRoot);
        const own = [...element.childNodes].some(
          (node) => node.nodeType === 3 && (node.textContent ?? "").trim() !== "",
        );
        const seen =
          element.getClientRects().length > 0 && !["TITLE", "title", "STYLE", "OPTION"].includes(element.tagName);
        if (!own || !seen || element.closest(".unseen, .more, .edited, label")) continue;
        const zoom = (element as Element & { currentCSSZoom?: number }).currentCSSZoom ?? 1;
        sizes.push(Number.parseFloat(getComputedStyle(element).fontSize) * zoom);
      }
    };
    walk(document);
    return Math.min(...sizes);
  });
  expect(smallest).toBeGreaterThanOrEqual(18);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1024);
  await expect(page.getByRole("region", { name: "Graph of the network" })).toBeInViewport();
  await axe(page);
  await page.screenshot({ path: "build/screenshots/stage.png" });
  await expect(page.getByRole("group", { name: "Player" })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("list", { name: "Lanes of the race" })).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(768);
  const slider = page.getByRole("slider", { name: "Work", exact: true });
  await expect(slider).toBeVisible();
  await page.getByRole("button", { name: "First step" }).click();
  await expect(slider).toHaveValue("0");
  await page.keyboard.press("PageDown");
  await expect(slider).not.toHaveValue("0");
  const first = await slider.inputValue();
  await page.keyboard.press("PageDown");
  await expect(slider).not.toHaveValue(first);
  await page.keyboard.press("PageUp");
  await expect(slider).toHaveValue(first);
  await page.screenshot({ path: "build/screenshots/stage-steps.png" });
});

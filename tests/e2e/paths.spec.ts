// Paths: the count, the list and the sum are the engine's; a path that is pointed at is seen in the graph; huge counts are exact.
import type { Locator, Page } from "@playwright/test";
import { paths, plain, preset } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, part_of, type Site, show, test } from "./site.ts";

const kSizes = [
  [1280, 720],
  [390, 844],
] as const;

async function paths_of(page: Page, network: string): Promise<{ site: Site; panel: Locator }> {
  const site = await open(page);
  await site.network.selectOption(network);
  await show(page, "Paths");
  return { site, panel: part_of(page, "Paths") };
}

for (const [width, height] of kSizes) {
  test(`${width}: every path of the fan-out is listed, and their sum is the derivative both ways`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const { panel } = await paths_of(page, "fan-out");
    const found = paths(preset("fan-out"));
    await expect(panel).toContainText(`${found.count} paths from w to L`);
    const items = panel.getByRole("list", { name: "Paths" }).getByRole("button");
    await expect(items).toHaveCount(found.paths.length);
    for (const [at, { nodes }] of found.paths.entries())
      for (const node of nodes) await expect(items.nth(at)).toContainText(node.includes(".") ? /→ \(.+\) →/ : node); // a part of a statement by what it computes
    await expect(panel.getByRole("region", { name: "List of paths" })).toContainText("✓ ∂L/∂w is the same");
    const work = panel.getByRole("region", { name: "Work of the sum" }).getByRole("row");
    await expect(work.nth(1)).toContainText(found.work.one_by_one.products);
    await expect(work.nth(2)).toContainText(String(found.work.forward.products));
    await axe(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test("by keyboard: a path that has the focus is seen in the graph, and a press keeps it there", async ({ page }) => {
  const { site, panel } = await paths_of(page, "fan-out");
  const marks = site.graph.locator(".on-path");
  const items = panel.getByRole("list", { name: "Paths" }).getByRole("button");
  await items.first().focus();
  const one = await marks.count();
  expect(one).toBeGreaterThan(2);
  await page.keyboard.press("Tab");
  await expect(items.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(items.nth(1)).toHaveAttribute("aria-pressed", "true");
  await site.network.focus();
  await expect(marks).not.toHaveCount(0);
  await items.nth(1).click();
  await site.network.focus();
  await page.mouse.move(0, 0);
  await expect(marks).toHaveCount(0);
});

test("a million paths are counted and not listed; the lengths and both ways of the derivative are there", async ({
  page,
}) => {
  const { panel } = await paths_of(page, "doubling");
  const found = paths(preset("doubling"));
  expect(found.count).toBe(String(2 ** 20));
  expect(
    plain(
      await panel
        .getByRole("paragraph")
        .filter({ hasText: /paths from x to h/ })
        .first()
        .innerText(),
    ),
  ).toContain("1048576 paths");
  await expect(panel.getByRole("region", { name: "List of paths" })).toContainText("which list no path at all");
  const rows = panel.getByRole("region", { name: "Lengths of paths" }).locator("tbody tr");
  await expect(rows).toHaveCount(found.lengths?.length ?? 0);
});

test("number by number, and between any two nodes; an error in the text leaves the last answer, marked", async ({
  page,
}) => {
  const { site, panel } = await paths_of(page, "two-layers-and-a-skip");
  await expect(panel).toContainText("paths from W1 to L");
  await panel.getByRole("checkbox", { name: /number by number/ }).check();
  await expect(panel).toContainText("5 paths from W1[0,0] to L"); // itself, and by each of the four neurons of h
  await panel.getByRole("combobox", { name: "Paths from" }).selectOption("a1");
  await panel.getByRole("combobox", { name: "to", exact: true }).selectOption("h");
  await panel.getByRole("checkbox", { name: /number by number/ }).uncheck();
  await expect(panel).toContainText("1 path from a1 to h");
  await site.text.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("M = ");
  await expect(panel).toContainText("stale: the text has problems");
  await expect(panel).toContainText("1 path from a1 to h");
});

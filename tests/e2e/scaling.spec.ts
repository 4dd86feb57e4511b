// Scaling: plots and tables of a size that the text declares hold the engine's figures; a text without one gets one.
import type { Locator, Page } from "@playwright/test";
import type { ScalePoint } from "../../web/src/engine/types.gen.ts";
import { flops, of_jacobian, plain, preset, scaled } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, part_of, type Site, show, slow_engine, test } from "./site.ts";

const text = preset("growing");
const kSizes = [
  [1280, 720],
  [390, 844],
] as const;

/** Chooses the growing network and opens the panel. */
async function scaling_of(page: Page): Promise<Locator> {
  const site = await open(page);
  await site.network.selectOption("growing");
  await show(page, "Scaling");
  return part_of(page, "Scaling");
}

/** Rows of a table: the size, then a figure for each schedule in the order of the catalogue. */
async function rows_of(panel: Locator, metric: string): Promise<string[][]> {
  return panel
    .getByRole("region", { name: `Table of ${metric}` })
    .locator("tbody tr")
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? "")))
    .then((rows) => rows.map((row) => row.map(plain)));
}

function expected(vary: string, sizes: number[], say: (point: ScalePoint) => string): string[][] {
  const points = scaled(text, vary, sizes);
  return sizes.map((size) => [String(size), ...points.filter((point) => point.size === size).map(say)]);
}

const work = (point: ScalePoint): string => String(flops(point.cost.total));
const room = (point: ScalePoint): string => `${point.inner_peak_bytes} B`;

for (const [width, height] of kSizes) {
  test(`${width}: against the outputs forward wins from a size that is marked, said, and right`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const panel = await scaling_of(page);
    await panel.getByRole("combobox", { name: "Vary" }).selectOption("outputs");
    const section = panel.getByRole("region", { name: "flops", exact: true });
    // On paper backward carries one number for each output that lies ahead, forward four for the weights: 564 to 576 of four outputs.
    await expect(section).toContainText("Going back needs fewer flops up to outputs = 4, going forward from 5 on.");
    const two = scaled(text, "outputs", [4, 5]);
    const best = (size: number, direction: string): number =>
      Math.min(
        ...two.filter((one) => one.size === size && one.direction === direction).map((one) => flops(one.cost.total)),
      );
    expect(best(4, "against")).toBeLessThan(best(4, "along"));
    expect(best(5, "along")).toBeLessThan(best(5, "against"));
    const picture = section.getByRole("img", { name: /^flops of every schedule against outputs/ });
    await expect(picture.locator("text").filter({ hasText: "from 5 on ▸ needs less" })).toHaveCount(1);
    // Of the ways back the one with the least memory counts: the engine's own figures say from where on forward needs less.
    const all = scaled(
      text,
      "outputs",
      Array.from({ length: 64 }, (_, at) => at + 1),
    );
    const least = (size: number, direction: string): number =>
      Math.min(
        ...all
          .filter((one) => one.size === size && one.direction === direction)
          .map(({ inner_peak_bytes }) => Number(inner_peak_bytes)),
      );
    const from = Array.from({ length: 64 }, (_, at) => at + 1).findLast(
      (size) => least(size, "against") >= least(size, "along"),
    );
    await expect(panel.getByRole("region", { name: "working memory", exact: true })).toContainText(
      from ? `from ${from + 1} on` : "Going forward needs less working memory at every size",
    );

    await expect.poll(async () => (await rows_of(panel, "flops")).length).toBeGreaterThanOrEqual(12);
    const sizes = (await rows_of(panel, "flops")).map(([size]) => Number(size));
    expect(sizes).toEqual(expect.arrayContaining([1, 2, 4, 5, 8, 16, 32, 64]));
    expect(await rows_of(panel, "flops")).toEqual(expected("outputs", sizes, work));
    expect(await rows_of(panel, "working memory")).toEqual(expected("outputs", sizes, room));
    const outside = await panel.locator("svg.plot").evaluateAll((all) =>
      all.flatMap((one) => {
        const frame = one.getBoundingClientRect();
        return [...one.querySelectorAll("text")]
          .filter((word) => {
            const box = word.getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1;
          })
          .map((word) => word.textContent);
      }),
    );
    expect(outside).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await axe(page);
    await page.screenshot({ path: `build/screenshots/scaling-${width}.png`, fullPage: true });
  });

  test(`${width}: by keyboard alone: the depth, a smaller reach, linear axes, the copy`, async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.setViewportSize({ width, height });
    const panel = await scaling_of(page);
    const vary = panel.getByRole("combobox", { name: "Vary" });
    await vary.focus();
    await page.keyboard.press("End");
    await expect(vary).toHaveValue("depth");
    const said = panel.getByRole("region", { name: "working memory", exact: true });
    await expect(said).toContainText("Going forward needs less working memory");
    const ends = scaled(text, "depth", [64]).filter(({ direction }) => direction === "against");
    const peaks = ends.map(({ inner_peak_bytes }) => Number(inner_peak_bytes));
    expect(peaks).toContain(2160); // one sweep back that keeps all
    await expect(said).toContainText(
      `At depth = 64: ${Math.min(...peaks)} B going back, 128 B the cheapest way forward`,
    );
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await expect.poll(async () => (await rows_of(panel, "flops")).at(-1)?.[0]).toBe("8");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await expect(panel.getByRole("radio", { name: "linear" })).toBeChecked();
    await expect(
      panel
        .getByRole("img", { name: /^flops/ })
        .locator(".axis")
        .filter({ hasText: /^0$/ }),
    ).toHaveCount(1);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(panel.getByRole("status").filter({ hasText: "rows copied" })).toBeVisible();
    const lines = (await page.evaluate(() => navigator.clipboard.readText()))
      .split("\n")
      .map((line) => line.split("\t"));
    const points = scaled(text, "depth", [1, 2, 4, 8]);
    for (const { size, title, cost, inner_peak_bytes } of points) {
      const line = lines.find((one) => one[0] === String(size) && one[1] === title);
      expect(line?.[5]).toBe(String(flops(cost.total)));
      expect(line?.[12]).toBe(String(inner_peak_bytes));
    }
  });

  test(`${width}: a text without a size is told so, and one press adds one as a step of undo`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const site: Site = await open(page);
    const before = preset("two-layers-and-a-skip");
    await show(page, "Scaling");
    const panel = part_of(page, "Scaling");
    await expect(panel).toContainText("This text declares no size to vary.");
    await axe(page);
    await page.screenshot({ path: `build/screenshots/scaling-none-${width}.png`, fullPage: true });
    await panel.getByRole("button", { name: "Add a size to this text" }).press("Enter");
    await expect(panel.getByRole("combobox", { name: "Vary" })).toHaveValue("depth");
    await expect(panel).toContainText("size depth = 1 added");
    await expect(panel.getByRole("region", { name: "flops", exact: true })).toContainText("at every size from 1 to 64");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(panel).toContainText("This text declares no size to vary.");
    if (width > 600) expect(await site.written()).toBe(before);
  });
}

/** Its sizes are answered at once, so the engine is slowed down. */
const series = "size n = 2\nparam W = randn(n, 8, seed=1)\ninput M = randn(8, 8, seed=2)\nL = sum(tanh(W @ M))\n";

test("a long series shows how far it is, can be cancelled, keeps its points, and goes on", async ({ page }) => {
  await slow_engine(page, "scale");
  const site = await open(page);
  await site.text.fill(series);
  await expect(page.getByRole("combobox", { name: "Network", exact: true })).toBeVisible();
  await show(page, "Scaling");
  const panel = part_of(page, "Scaling");
  const cancel = panel.getByRole("button", { name: "Cancel" });
  await expect(cancel).toBeVisible();
  await expect(panel.getByRole("progressbar")).toHaveAttribute("max", "7");
  await cancel.click();
  await expect(panel).toContainText("the computation was cancelled");
  await expect(cancel).toHaveCount(0);
  const kept = await rows_of(panel, "flops");
  expect(kept.length).toBeLessThan(7);
  await axe(page);
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(cancel).toBeVisible();
  await page.screenshot({ path: "build/screenshots/scaling-slow.png" });
  await expect
    .poll(async () => (await rows_of(panel, "flops")).length, { timeout: 90_000 })
    .toBeGreaterThan(kept.length);
  await expect(site.meeting).toContainText("✓");
});

for (const [scheme, forced] of [
  ["dark", "none"],
  ["light", "active"],
] as const) {
  test(`${scheme}, forced colours ${forced}: axe finds nothing, and schedules are told apart by dash and mark`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: scheme, forcedColors: forced });
    const panel = await scaling_of(page);
    const picture = panel.getByRole("img", { name: /^flops/ });
    await expect(picture.locator(".line")).toHaveCount(of_jacobian.length);
    const looks = await picture.locator("g").evaluateAll((all) =>
      all.map((one) => {
        const line = one.querySelector(".line");
        return `${line && getComputedStyle(line).strokeDasharray} ${one.querySelector(".mark")?.getAttribute("d")}`;
      }),
    );
    expect(new Set(looks).size).toBe(of_jacobian.length);
    await axe(page);
    await page.screenshot({ path: `build/screenshots/scaling-${scheme}-${forced}.png`, fullPage: true });
  });
}

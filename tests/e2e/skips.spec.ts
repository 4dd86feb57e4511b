// The residual switch: a skip is taken away and put back, in the tab and in the builder, and both networks stand side by side.
import { answer, flops, paths, plain, preset } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, show, test } from "./site.ts";

const text = preset("two-layers-and-a-skip");
const plain_text = text.replace("a1 + h", "h");

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  test(`${width}: both columns are the engine's, and do not change places with the switch`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const site = await open(page);
    await show(page, "Paths");
    const table = page.getByRole("region", { name: "With the skip and without" });
    const back = (of: string): number =>
      Math.min(
        ...answer(of)
          .runs.filter(({ direction }) => direction === "against")
          .map(({ cost }) => flops(cost.total)),
      );
    const rows = async (): Promise<string[][]> =>
      table
        .locator("tbody tr")
        .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? "")))
        .then((all) => all.map((row) => row.map(plain)));
    const row = async (name: string): Promise<string[]> => (await rows()).find(([head]) => head?.includes(name)) ?? [];
    await expect
      .poll(() => row("paths from"))
      .toEqual(["paths from W1 to L", paths(text).count, paths(plain_text).count]);
    expect((await row("flops backward")).slice(1)).toEqual([back(text), back(plain_text)].map(String));
    const with_skip = await row("at a1");
    const toggle = page.getByRole("checkbox", { name: "skip from a1 to a2" });
    await toggle.focus();
    await page.keyboard.press("Space");
    await expect(toggle).not.toBeChecked();
    await expect.poll(async () => (await row("at a1")).join()).toBe(with_skip.join());
    await expect.poll(() => row("paths from")).toEqual(["paths from W1 to L", "2", "1"]);
    await axe(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await toggle.check();
    await expect(toggle).toBeChecked();
    if (width > 600) expect(await site.written()).toContain("a2 = a1 + h");
  });

test("the builder has the same switch, and undo takes it back", async ({ page }) => {
  const site = await open(page);
  await page.getByRole("button", { name: /Build without typing/ }).click();
  const skips = page.getByRole("group", { name: "Skips" });
  await skips.getByRole("checkbox", { name: "from a1 to a2" }).uncheck();
  await expect.poll(() => site.written()).toContain("a2 = h");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect.poll(() => site.written()).toContain("a2 = a1 + h  # the skip");
});

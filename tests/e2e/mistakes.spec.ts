// Mistakes: broken engines beside the right gradient, plainly marked; the networks that expose them; by mouse and by keyboard.
import { broken_engines } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, part_of, show, test } from "./site.ts";

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  test(`${width}: each engine is marked, defined, and shown wrong on a network that exposes it`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const site = await open(page);
    await show(page, "Mistakes");
    const panel = part_of(page, "Mistakes");
    const engines = panel.getByRole("region", { name: /^Broken engine: / });
    await expect(engines).toHaveCount(broken_engines());
    for (const engine of await engines.all()) {
      await expect(engine).toContainText("✗ a broken engine");
      await expect(engine.getByRole("group", { name: "Pseudocode" })).not.toBeEmpty();
    }
    const exposing = panel.getByRole("button", { name: "b = a + a; c = b + b" });
    await exposing.focus();
    await page.keyboard.press("Enter");
    const row = (name: string) =>
      panel
        .getByRole("region", { name: `Broken engine: ${name}` })
        .locator("tbody tr")
        .first();
    await expect(row("Assigns instead of adding")).toHaveText(/a\s*4\s*1\s*✗ wrong/);
    await expect(row("Goes back breadth first")).toHaveText(/a\s*4\s*8\s*✗ wrong/);
    await expect(row("Calls itself without memory")).toHaveText(/a\s*4\s*4\s*✓/);
    await expect(panel).toContainText("Right numbers, 7 calls");
    const off = row("Assigns instead of adding").getByRole("cell").nth(1);
    await expect(off).toHaveCSS("text-decoration-line", "underline"); // a line through a minus would hide it
    // What is wrong is offered nowhere else: the page itself says 4.
    if (width > 600) await expect(page.getByTestId("meeting")).toContainText("▸ at c = 4 = 4 = ◂ at a");
    await axe(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.getByRole("button", { name: /^Undo/ }).click();
    await expect(site.network).toHaveValue("two-layers-and-a-skip");
  });

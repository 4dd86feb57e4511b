// The windows over the page: the gallery of presets, the help with the list of keys; by mouse and by keys, wide and narrow.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { presets, shaped } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, show, test } from "./site.ts";

const kSizes = [
  [1280, 720],
  [390, 844],
] as const;

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `build/screenshots/${name}.png` });
}

for (const [width, height] of kSizes) {
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height } });

    test("the gallery shows a picture of each preset, and opens one by mouse", async ({ page }) => {
      const site = await open(page);
      await page.getByRole("button", { name: "All networks" }).click();
      const dialog = page.getByRole("dialog", { name: "All networks" });
      await expect(dialog.getByRole("list", { name: "Presets" }).getByRole("listitem")).toHaveCount(
        presets.length + shaped.length,
      );
      await expect(dialog.locator(".thumbnail svg")).toHaveCount(presets.length + shaped.length);
      const blocks = await dialog
        .locator(".thumbnail svg")
        .evaluateAll((all) => all.map((svg) => svg.querySelectorAll(".frame").length));
      expect(Math.min(...blocks)).toBeGreaterThan(1);
      expect(await dialog.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
      await axe(page);
      await shot(page, `gallery-${width}`);
      await dialog.getByRole("button", { name: /^Two and three outgoing edges/ }).click();
      await expect(dialog).toBeHidden();
      await expect(site.network).toHaveValue("fan-out");
      await expect(site.meeting).toContainText("✓");
    });

    test("by keys alone: open the gallery, go to another network, close it and be back", async ({ page }) => {
      const site = await open(page);
      const button = page.getByRole("button", { name: "All networks" });
      await button.focus();
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: "All networks" });
      await expect(dialog.getByRole("button", { name: /^Two layers and a skip/ })).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await expect(button).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(dialog.getByRole("button", { name: /^Two layers and a skip/ })).toBeFocused();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await expect(site.network).toHaveValue(presets[2] ?? "");
      await expect(dialog).toBeHidden();
    });

    test("About says version and licences, and copies how to cite", async ({ page, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await open(page);
      await page.getByRole("button", { name: "Help" }).click();
      const dialog = page.getByRole("dialog", { name: "Help" });
      await expect(dialog).toContainText(`Version ${version}.`);
      await expect(dialog).toContainText("MIT licence");
      await expect(dialog).toContainText("CC BY 4.0");
      await dialog.getByRole("button", { name: "Copy the BibTeX entry" }).click();
      await expect(dialog.getByRole("status")).toHaveText("copied");
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toContain(`version = {${version}}`);
      expect(copied).toMatch(/^@software\{bothways,\n[\s\S]*license = \{MIT\}[\s\S]*\n\}$/);
      await axe(page);
      await shot(page, `about-${width}`);
      await dialog.getByRole("button", { name: "Close" }).click();
      await expect(dialog).toBeHidden();
    });

    test("? lists the keys where the graph has the focus, and is a letter in the text", async ({ page }) => {
      const site = await open(page);
      const dialog = page.getByRole("dialog", { name: "Help" });
      await site.graph.locator('[tabindex="0"]').first().focus();
      await page.keyboard.press("?");
      await expect(dialog).toContainText("undo");
      await axe(page);
      await shot(page, `keys-${width}`);
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      if (width < 600) return;
      await site.text.focus();
      await page.keyboard.press("End");
      await page.keyboard.press("?");
      await expect(dialog).toBeHidden();
      expect(await site.written()).toContain("?");
    });
  });
}

test("on a phone the head has two rows, even where the network is edited; my network comes back", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const site = await open(page);
  const head = page.getByRole("banner");
  const before = (await head.boundingBox())?.height ?? 0;
  expect(before).toBeLessThan(90);
  await show(page, "Network");
  await site.text.fill("param w = 3\nL = w*w\n");
  await page.getByRole("button", { name: "Reset to the preset" }).waitFor();
  expect((await head.boundingBox())?.height).toBe(before);
  await shot(page, "phone-edited");
  await page.getByRole("button", { name: "Reset to the preset" }).click();
  await expect.poll(() => site.written()).toContain("sigmoid");
  await page.getByRole("button", { name: "Restore my network" }).click();
  await expect.poll(() => site.written()).toBe("param w = 3\nL = w*w\n");
});

test("on a phone the graph begins in the first screen, and the short answer unfolds", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const site = await open(page);
  await expect(site.graph).toBeInViewport({ ratio: 0.1 });
  const turn = site.answer.getByRole("button", { name: /^\+? ?But each step carries/ });
  const words = site.answer.getByText("Forward one weight a pass: 8 774");
  await expect(words).toBeHidden();
  await turn.press("Enter");
  await expect(turn).toHaveAttribute("aria-expanded", "true");
  await expect(words).toBeVisible();
  await axe(page);
  await shot(page, "phone-answer");
  await turn.press("Enter");
  await expect(words).toBeHidden();
});

test("without a weight the page says so, and shows no cost of nothing", async ({ page }) => {
  const site = await open(page);
  await site.text.fill("input x = 3\ny = x*x\n");
  await expect(page.getByText("Nothing to differentiate by.", { exact: true })).toBeVisible();
  await expect(page.getByText("forward, 0 passes")).toHaveCount(0);
  await axe(page);
  await shot(page, "no-weight");
});

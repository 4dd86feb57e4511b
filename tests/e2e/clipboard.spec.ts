// Copying where the browser keeps the clipboard from the page: the text stands there, selected, with the focus on it and words.
import type { Locator, Page } from "@playwright/test";
import { axe } from "./looks.ts";
import { expect, open, type Site, test } from "./site.ts";

test.beforeEach(({ context }) => context.grantPermissions(["clipboard-read", "clipboard-write"]));

/** Ways in which it is kept: pages over plain http have none, and a policy or the reader may forbid it. */
const ways: Record<string, () => void> = {
  "where there is no clipboard": () => {
    const { clipboard } = navigator;
    Object.defineProperty(window, "taken_clipboard", { value: clipboard });
    Object.defineProperty(navigator, "clipboard", { value: undefined });
  },
  "where the clipboard refuses": () => {
    const { clipboard } = navigator;
    Object.defineProperty(window, "taken_clipboard", { value: clipboard });
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("closed")) } });
  },
};

const dialog = async (page: Page, name: string): Promise<Locator> => {
  await page.getByRole("button", { name, exact: true }).click();
  return page.getByRole("dialog", { name });
};

/** Everything that copies: how it is asked to, and what it copies. Returns what was pressed, where something was. */
const users: [string, (site: Site) => Promise<Locator | null>, RegExp][] = [
  [
    "Ctrl+S",
    async ({ page }) => {
      await page.keyboard.press("Control+s");
      return null;
    },
    /^http:\/\/[^#]+#1[\w-]+~[0-9a-z]{7}$/,
  ],
  [
    "a table",
    async ({ costs, totals }) => {
      await costs();
      return totals.getByRole("button", { name: "Copy the costs" });
    },
    /^schedule\tdirection\t/,
  ],
  [
    "the card",
    async (site) => {
      await site.graph.getByRole("button", { name: /^p, / }).press("Enter");
      return site.page.getByRole("complementary").getByRole("button", { name: "Copy LaTeX" }).first();
    },
    /\\frac\{\\partial L\}/,
  ],
  [
    "Share",
    async ({ page }) => (await dialog(page, "Share")).getByRole("button", { name: "Copy", exact: true }),
    /^http:\/\/[^#]+#1[\w-]+~[0-9a-z]{7}$/,
  ],
  [
    "Help",
    async ({ page }) => (await dialog(page, "Help")).getByRole("button", { name: "Copy the BibTeX entry" }),
    /^@software\{bothways,\n/,
  ],
  [
    "Export",
    async ({ page }) => (await dialog(page, "Export")).getByRole("button", { name: "Copy JSON", exact: true }),
    /^\{"v":1,"src":/,
  ],
];

for (const [way, take] of Object.entries(ways))
  for (const [who, button_of, wanted] of users)
    test(`${who} is copied by hand ${way}`, async ({ page }) => {
      await page.addInitScript(take);
      const site = await open(page);
      const button = await button_of(site);
      await button?.click();
      const window_over = page.getByRole("dialog", { name: /^Copy / });
      await expect(window_over).toContainText("Press Ctrl+C to copy");
      const field = window_over.getByRole("textbox");
      await expect(field).toBeFocused();
      await expect(field).toHaveValue(wanted);
      const text = await field.inputValue();
      const selected = (area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd);
      expect(await field.evaluate(selected)).toBe(text);
      await expect(page.getByText(/copied/).filter({ visible: true })).toHaveCount(0);
      await page.keyboard.press("Control+c");
      const copied = () =>
        page.evaluate(() => (window as unknown as { taken_clipboard: Clipboard }).taken_clipboard.readText());
      await expect.poll(copied).toBe(text);
      if (way.endsWith("refuses")) {
        if (who === "Ctrl+S") await axe(page);
        await page.screenshot({ path: `build/screenshots/copy-by-hand-${who.replace(/\W+/g, "-").toLowerCase()}.png` });
      }
      await page.keyboard.press("Escape");
      await expect(window_over).toHaveCount(0);
      if (button) await expect(button).toBeFocused();
    });

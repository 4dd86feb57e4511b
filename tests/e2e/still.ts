// What holds of every page without a network that runs: at any width and in either scheme it fits its window, and axe finds nothing.
import { axe } from "./looks.ts";
import { expect, test } from "./site.ts";

/** pages: their addresses, and the pictures that are taken of them; whole: of the page instead of the window. */
export function still(pages: readonly { address: string; picture: string; whole?: boolean }[]): void {
  for (const scheme of ["light", "dark"] as const)
    for (const [width, height] of [
      [1280, 720],
      [390, 844],
    ] as const)
      test(`axe finds nothing, and nothing is wider than the window: ${scheme}, ${width} px`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: scheme });
        await page.setViewportSize({ width, height });
        for (const { address, picture, whole = false } of pages) {
          await page.goto(address);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(over, address).toBeLessThanOrEqual(0);
          await axe(page);
          await page.screenshot({ path: `build/screenshots/${picture}-${scheme}-${width}.png`, fullPage: whole });
        }
      });
}

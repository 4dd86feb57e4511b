// The lecture room: large text, the graph and the player first, and the keys of a presenter.
import { axe } from "./looks.ts";
import { expect, test } from "./site.ts";

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
  const slider = page.getByRole("slider", { name: "Step", exact: true });
  await page.getByRole("heading", { name: /^Steps/ }).scrollIntoViewIfNeeded(); // the steps come when they are in sight
  await slider.scrollIntoViewIfNeeded();
  await expect(slider).toBeVisible();
  await page.keyboard.press("PageDown");
  await page.keyboard.press("PageDown");
  await expect(slider).toHaveValue("2");
  await page.keyboard.press("PageUp");
  await expect(slider).toHaveValue("1");
  await page.screenshot({ path: "build/screenshots/stage-steps.png" });
});

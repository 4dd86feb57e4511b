// A derivative that a definition states: the graph, the text and the card say where it is not the slope.
import { gives, preset } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, test } from "./site.ts";

const id = "straight-through";
const kWords = "you state slope 1; true: 0";

test("a step with a stated derivative is marked in the graph and in the text, and the card says both slopes", async ({
  page,
}) => {
  const [one] = gives(preset(id)).stated ?? [];
  expect([one?.stated, one?.body]).toEqual([
    [1, 1, 1],
    [0, 0, 0],
  ]);
  const site = await open(page, id);
  await expect(site.graph.locator("text.note", { hasText: kWords })).toBeVisible();
  await expect(page.getByText("`a` states 1 as its derivative by what it is called with")).toBeVisible();
  await site.graph.getByRole("button", { name: /^a, .*you state slope 1; true: 0/ }).press("Enter");
  const card = page.getByRole("complementary", { name: "Why this number?" });
  await expect(card.getByRole("heading", { name: "A derivative that is stated" })).toBeVisible();
  await expect(card).toContainText(
    "The definition states 1 as the derivative of a by (W @ x); that of its expression is 0",
  );
  await card.getByRole("button", { name: "Check by differences" }).click();
  await expect(card).toContainText("these two follow the values, so they may differ");
  await axe(page);
  await page.screenshot({ path: "build/screenshots/stated.png" });
});

test("on a narrow page the words fit under the numbers", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const site = await open(page, id);
  const [words, box] = await Promise.all([
    site.graph.locator("text.note", { hasText: kWords }).boundingBox(),
    site.graph.getByRole("button", { name: /^a, / }).boundingBox(),
  ]);
  expect(words?.width).toBeGreaterThan(100);
  expect((words?.x ?? 0) + (words?.width ?? 0)).toBeLessThanOrEqual((box?.x ?? 0) + (box?.width ?? 0));
});

// The tour from its first step to its end, by keyboard alone, at three widths; its links; and what a reader can find at the end.
import type { Locator, Page } from "@playwright/test";
import { encode } from "../../web/src/link/codec.ts";
import { kTour, start_of } from "../../web/src/tour/steps.ts";
import { answer, flops, plain, preset } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, test } from "./site.ts";

const tour_of = (page: Page): Locator => page.getByRole("region", { name: "Tour" });

/** Presses Tab until an element of this name has the focus, then Enter. */
async function press(page: Page, name: RegExp, key = "Tab"): Promise<void> {
  const focus = () =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute("aria-label") || at?.textContent || "";
    });
  for (let step = 0; step < 80; step++) {
    if (name.test(await focus())) return page.keyboard.press("Enter");
    await page.keyboard.press(key);
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

for (const width of [1280, 760, 390])
  test(`${width}: from the first step to the answer by keyboard`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    const site = await open(page);
    const before = await site.network.inputValue();
    await press(page, /^Tour$/);
    const tour = tour_of(page);
    for (const [at, { title }] of kTour.entries()) {
      await expect(tour.getByRole("heading")).toHaveText(`${at + 1}. ${title}`);
      const seen = tour.getByRole("list", { name: `See, in step ${at + 1}` });
      await expect(seen.getByRole("listitem").nth(1)).toBeVisible();
      await expect(seen).toHaveAttribute("aria-busy", "false");
      await expect(tour.getByText("stale")).toHaveCount(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (at === 0 || at === 5) await axe(page);
      await press(page, /^(Next step|To the answer) →$/);
    }
    await expect(tour.getByRole("heading")).toHaveText("The answer: why do we go backward?");
    await expect(site.network).toHaveValue(before);
    // What one can find out at the end with nothing but what is read out.
    const { runs } = answer(preset(before));
    const paper = runs.find(({ direction, chunk }) => direction === "along" && chunk === undefined);
    const back = runs.find(({ direction }) => direction === "against");
    await expect(tour.getByRole("list", { name: "The answer" }).getByRole("listitem")).toHaveCount(3);
    await expect(tour.getByRole("list", { name: "The answer" })).toHaveAttribute("aria-busy", "false");
    const words = plain(await tour.ariaSnapshot());
    expect(words).toContain("Your forward method is correct on every graph");
    expect(words).toContain("at a join it adds, and it never lists paths");
    expect(words).toContain("summed over its consumers");
    expect(words).toContain(`${flops(paper?.cost.total ?? [0, 0, 0, 0, 0, 0])} flops`);
    expect(words).toContain(`${flops(back?.cost.total ?? [0, 0, 0, 0, 0, 0])} flops`);
    expect(words).toContain(`${back?.memory.saved_for_adjoint_bytes} bytes`);
    expect(words).toContain("with few inputs and many outputs forward is cheaper");
    await axe(page);
    await press(page, /^Leave the tour$/, "Shift+Tab");
    await expect(tour).toHaveCount(0);
    expect((await page.locator("bw-tour-body").boundingBox())?.height ?? 0).toBe(0);
  });

test("a slider changes the network and the sentences; what the reader writes stays, with a way back", async ({
  page,
}) => {
  const site = await open(page);
  await page.getByRole("button", { name: "Tour", exact: true }).click();
  const tour = tour_of(page);
  await tour.getByRole("button", { name: /^Step 3/ }).click();
  await expect(tour).toContainText("21 passes");
  await tour.getByRole("slider", { name: /inputs/ }).press("ArrowRight");
  await expect(tour).toContainText("25 passes"); // four weights more
  await expect(tour.getByRole("slider", { name: /inputs/ })).toHaveValue("4");
  await site.text.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("M = 2*L");
  await expect(tour).toContainText("You have written a network of your own.");
  await tour.getByRole("button", { name: "Back to the network of this step" }).click();
  await expect(tour).toContainText("21 passes");
  await tour.getByRole("button", { name: "Open Costs" }).click();
  await expect(page.getByRole("tab", { name: "Costs" })).toHaveAttribute("aria-selected", "true");
});

test("the residual switch shows both networks, and each step is a link of its own", async ({ page }) => {
  const step = kTour[5];
  if (!step) throw new Error("no such step");
  const text = step.text(start_of(step));
  const site = await open(page);
  await page.goto(`./#${encode({ src: text, tour: 6 })}`);
  const tour = tour_of(page);
  await expect(tour).toContainText("there are 8 paths from x to the end; without it, 1.");
  const skipped = page.url();
  await tour.getByRole("checkbox", { name: "with the skip" }).uncheck();
  await expect(tour.getByRole("checkbox", { name: "with the skip" })).not.toBeChecked();
  await expect(page.getByRole("combobox", { name: "Network", exact: true })).toContainText("Blocks without a skip");
  await expect(tour).toContainText("there are 8 paths from x to the end; without it, 1.");
  await expect.poll(() => page.url()).not.toBe(skipped);
  const address = page.url();
  await page.goto("about:blank");
  await page.goto(address);
  await expect(tour_of(page).getByRole("checkbox", { name: "with the skip" })).not.toBeChecked();
  expect(await site.written()).not.toContain("+ x");
});

test("the sum at two outgoing edges, and the same inside a layer", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Tour", exact: true }).click();
  const tour = tour_of(page);
  await tour.getByRole("button", { name: /^Step 5/ }).click();
  await expect(tour).toContainText("its derivative is the sum over its consumers: 0.713 + 0.826 = 1.54");
  await tour.getByRole("checkbox", { name: "inside a layer" }).check();
  await expect(tour).toContainText("a[0] has 3, and its derivative is the sum over them:");
  await tour.getByRole("checkbox", { name: "inside a layer" }).uncheck();
  await expect(tour).toContainText("0.713 + 0.826 = 1.54");
});

test("a link with a network of its own opens the step and keeps that network; an embed shows the words first", async ({
  page,
}) => {
  const src = "# Mine\nparam w = 2\nL = w*w\n";
  await page.goto(`./#${encode({ src, tour: 3 })}`);
  await expect(tour_of(page)).toContainText("For 1 weight forward makes 1 pass");
  await expect(tour_of(page)).toContainText("You have written a network of your own.");
  await page.goto(`./embed.html#${encode({ src, tour: 3 })}`);
  await expect(tour_of(page)).toContainText("For 1 weight forward makes 1 pass");
  await expect(tour_of(page).getByRole("button", { name: /^Open / })).toHaveCount(0); // there are no tabs
  const [words, graph, strip] = await Promise.all(
    [
      tour_of(page),
      page.getByRole("region", { name: "Graph of the network" }),
      page.getByText("by every schedule").or(page.locator("bw-strip")).first(),
    ].map(async (one) => (await one.boundingBox())?.y ?? Number.NaN),
  );
  expect(words).toBeLessThan(Number(graph));
  expect(graph).toBeLessThan(Number(strip));
});

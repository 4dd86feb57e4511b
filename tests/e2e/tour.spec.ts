// The tour from its first step to its end, by keyboard alone, at three widths; its links; and what a reader can find at the end.
import type { Locator, Page } from "@playwright/test";
import { encode } from "../../web/src/link/codec.ts";
import { kTour, start_of } from "../../web/src/tour/steps.ts";
import { answer, plain, preset, work } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, test } from "./site.ts";

/** The words that are marked, and what they speak of, in px of the window: nodes of the graph, or a part of the page. */
async function places(page: Page) {
  const caption = tour_of(page).locator(".caption"); // the same words over a narrow page that was scrolled
  const words = await caption.or(tour_of(page).locator(".point[aria-current]")).first().boundingBox();
  const marked = page.locator("bw-graph .on-path");
  const parts = page.locator("[spoken]");
  const found = [...(await marked.all()), ...(await parts.all())];
  const boxes = (await Promise.all(found.map((one) => one.boundingBox()))).flatMap((box) => box ?? []);
  const window = page.viewportSize() ?? { width: 0, height: 0 };
  const race = await page.locator("bw-tape").boundingBox();
  const of_race = (await page.locator("bw-tape[spoken]").count()) > 0;
  const sticks = window.width < 900 && !of_race; // over what lies under it
  const floor = Math.min(window.height, !sticks || !race ? window.height : race.y);
  const in_sight = boxes.filter(
    ({ x, y, width, height }) => x >= -1 && y >= -1 && x + width <= window.width + 1 && y + height <= floor + 1,
  );
  return { words, boxes, in_sight, window };
}

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
      // No button half under the player, which sticks to the lower edge of a narrow page.
      await tour.locator(".on").evaluate((row) => row.scrollIntoView({ block: "center" }));
      if (at === 0 || at === 5) await axe(page);
      await press(page, /^(Next step|To the answer) →$/);
    }
    await expect(tour.getByRole("heading")).toHaveText("The answer: why do we go backward?");
    await expect(site.network).toHaveValue(before);
    // What one can find out at the end with nothing but what is read out.
    const { runs } = answer(preset(before));
    const paper = runs.find(({ direction, chunk }) => direction === "along" && chunk === undefined);
    const back = runs.find(({ direction }) => direction === "against");
    await expect(tour.getByRole("list", { name: "The answer" }).getByRole("listitem")).toHaveCount(4);
    await expect(tour.getByRole("list", { name: "The answer" })).toHaveAttribute("aria-busy", "false");
    const words = plain(await tour.ariaSnapshot());
    expect(words).toContain("Your forward method is correct on every graph");
    expect(words).toContain("at a join it adds, and it never lists paths");
    expect(words).toContain("summed over its consumers");
    expect(words).toContain(`cost ${work(paper?.cost.total ?? [0, 0, 0, 0, 0, 0])} here`);
    expect(words).toContain(`costs ${work(back?.cost.total ?? [0, 0, 0, 0, 0, 0])}.`);
    expect(words).toContain(`${back?.memory.saved_for_adjoint_bytes} bytes`);
    expect(words).toContain("with few inputs and many outputs forward is cheaper");
    await axe(page);
    await press(page, /^Leave the tour$/, "Shift+Tab");
    await expect(tour).toHaveCount(0);
    expect((await page.locator("bw-tour-body").boundingBox())?.height ?? 0).toBe(0);
  });

for (const width of [1280, 760, 390])
  test(`${width}: what a sentence speaks of is marked and in sight with it, by touch and by mouse`, async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: "reduce" }); // no race begins by itself
    await page.setViewportSize({ width, height: width === 1280 ? 720 : 844 });
    await open(page);
    await page.getByRole("button", { name: "Tour", exact: true }).click();
    const tour = tour_of(page);
    for (const [at, { title }] of kTour.entries()) {
      await tour.getByRole("button", { name: new RegExp(`^Step ${at + 1}:`) }).click();
      await expect(tour.getByRole("heading")).toHaveText(`${at + 1}. ${title}`);
      const seen = tour.getByRole("list", { name: `See, in step ${at + 1}` });
      await expect(seen).toHaveAttribute("aria-busy", "false");
      for (const point of await seen.getByRole("button").all()) {
        await point.click();
        await expect(point).toHaveAttribute("aria-current", "true");
        await expect
          .poll(
            async () => {
              const { words, boxes, in_sight, window } = await places(page);
              if (!words || boxes.length === 0) return "nothing is marked";
              if (words.y < -1 || words.y + words.height > window.height + 1) return "the words are out of sight";
              const few = width === 1280 ? boxes.length : 1; // a narrow page shows a node or two at a time
              return in_sight.length >= few ? "in sight" : `${in_sight.length} of ${boxes.length} in sight`;
            },
            `step ${at + 1}: ${await point.textContent()}`,
          )
          .toBe("in sight");
      }
      await page.screenshot({ path: `build/screenshots/tour-${at + 1}-${width}.png` });
    }
  });

test("the first step runs its race by itself; with reduced motion it does not", async ({ page }) => {
  await page.addInitScript((wait) => {
    const real = window.setTimeout;
    const counting = (act: TimerHandler, ms?: number): number => {
      if (ms === wait)
        document.documentElement.dataset.begun = `${Number(document.documentElement.dataset.begun ?? 0) + 1}`;
      return real(act, ms);
    };
    window.setTimeout = counting as typeof window.setTimeout;
  }, 700); // ms that the tour waits before it runs a race
  await open(page);
  const begun = page.locator("html");
  await page.getByRole("button", { name: "Tour", exact: true }).click();
  await expect(page.getByRole("button", { name: "Pause", exact: true })).toBeVisible();
  await expect(begun).toHaveAttribute("data-begun", "1");
  await tour_of(page).getByRole("button", { name: "Leave the tour" }).click();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.getByRole("button", { name: "Tour", exact: true }).click();
  await expect(tour_of(page).locator(".point[aria-current]")).toBeVisible();
  await expect(page.locator("bw-graph .on-path")).toHaveCount(3); // the step is arranged
  await expect(begun).toHaveAttribute("data-begun", "1");
  await expect(page.getByRole("slider", { name: "Work" })).toHaveValue("20"); // of 20: at rest
});

test("bars keep one scale within a step: a cost that grows is a bar that grows", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Tour", exact: true }).click();
  const tour = tour_of(page);
  await tour.getByRole("button", { name: /^Step 2:/ }).click();
  const ends = () =>
    page.locator("bw-tape .lanes li").evaluateAll((lanes) =>
      lanes.map((lane) => {
        const [mark, bar] = [lane.querySelector(".bar b"), lane.querySelector(".bar")];
        const [to, from] = [mark?.getBoundingClientRect(), bar?.getBoundingClientRect()];
        return to && from ? (to.left - from.left) / from.width : Number.NaN;
      }),
    );
  await expect.poll(async () => Math.max(...(await ends()))).toBeLessThan(0.5); // 35 of 215
  const slider = tour.getByRole("slider", { name: /weights that are asked for/ });
  let last = await ends();
  for (let weights = 2; weights <= 5; weights++) {
    await slider.press("ArrowRight");
    await expect(tour).toContainText(`For ${weights} weights forward makes ${weights} passes`);
    await expect.poll(async () => (await ends())[1]).toBeGreaterThan((last[1] ?? 1) + 0.05);
    const now = await ends();
    expect(now[0]).toBeGreaterThanOrEqual((last[0] ?? 1) - 0.002);
    last = now;
  }
  expect(last[1]).toBeGreaterThan(0.97);
  await tour.getByRole("button", { name: /^Step 1:/ }).click(); // which has no slider, and a scale of its own
  await expect.poll(async () => Math.min(...(await ends()))).toBeGreaterThan(0.97);
});

test("the zeros of a derivative are drawn, and growth opens on the width, later on the depth", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "Tour", exact: true }).click();
  const tour = tour_of(page);
  await tour.getByRole("button", { name: /^Step 4:/ }).click();
  const table = tour.getByRole("region", { name: "▸ ∂a1/∂W1" });
  await expect(table.getByRole("row")).toHaveCount(4);
  await expect(table.locator("td.zero")).toHaveCount(12);
  await expect(table.locator("td.along")).toHaveCount(6);
  await tour.getByRole("button", { name: /against the width/ }).click();
  await expect(page.getByRole("combobox", { name: "Vary" })).toHaveValue("width");
  await tour.getByRole("slider", { name: "hidden layers" }).press("End");
  await tour.getByRole("button", { name: /against the depth/ }).click();
  await expect(page.getByRole("combobox", { name: "Vary" })).toHaveValue("depth");
});

test("the button that began the tour ends it, too, and gives the reader's network and lanes back", async ({ page }) => {
  const site = await open(page);
  const before = await site.written();
  const button = page.getByRole("button", { name: "Tour", exact: true });
  await button.click();
  const tour = tour_of(page);
  await tour.getByRole("button", { name: /^Step 7:/ }).click();
  await expect(tour).toContainText("400 bytes");
  await button.click();
  await expect(tour).toHaveCount(0);
  await expect.poll(() => site.written()).toBe(before);
  await expect(page.locator("bw-tape .lanes li")).toHaveCount(3);
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
  await expect(tour.getByRole("slider", { name: /inputs/ })).toHaveAttribute("aria-valuetext", "4");
  await site.text.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("M = 2*L");
  await expect(tour).toContainText("The network is not this step’s own.");
  await tour.getByRole("button", { name: "Back to the network of this step" }).click();
  await expect(tour).toContainText("21 passes");
  await tour.getByRole("button", { name: /^Open Costs/ }).click();
  await expect(page.getByRole("tab", { name: "Costs" })).toHaveAttribute("aria-selected", "true");
});

test("the residual switch shows both networks, and each step is a link of its own", async ({ page }) => {
  const step = kTour[5];
  if (!step) throw new Error("no such step");
  const text = step.text(start_of(step));
  const site = await open(page);
  await page.goto(`./#${encode({ src: text, tour: 6 })}`);
  const tour = tour_of(page);
  await expect(tour).toContainText("From x to the end there are 8 with the skip and 1 without it.");
  const skipped = page.url();
  await tour.getByRole("checkbox", { name: "with the skip" }).uncheck();
  await expect(tour.getByRole("checkbox", { name: "with the skip" })).not.toBeChecked();
  await expect(page.getByRole("combobox", { name: "Network", exact: true })).toContainText("Blocks without a skip");
  await expect(tour).toContainText("From x to the end there are 8 with the skip and 1 without it.");
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
  await expect(tour).toContainText(
    "its derivative is the sum over its consumers, the nodes that read it: 0.713 + 0.826 = 1.54",
  );
  await tour.getByRole("checkbox", { name: "inside a layer" }).check();
  await expect(tour).toContainText("a[0] has 3, and its derivative is the sum over them: 0.452 + 0.276 − 0.182");
  await tour.getByRole("checkbox", { name: "inside a layer" }).uncheck();
  await expect(tour).toContainText("0.713 + 0.826 = 1.54");
});

test("a link with a network of its own opens the step and keeps that network; an embed shows the words first", async ({
  page,
}) => {
  const src = "# Mine\nparam w = 2\nL = w*w\n";
  await page.goto(`./#${encode({ src, tour: 3 })}`);
  await expect(tour_of(page)).toContainText("so 1 weight needs 1 pass");
  await expect(tour_of(page)).toContainText("The network is not this step’s own.");
  await page.goto(`./embed.html#${encode({ src, tour: 3 })}`);
  await expect(tour_of(page)).toContainText("so 1 weight needs 1 pass");
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

test("the answer is one press from the first screen, with the reader's own network", async ({ page }) => {
  const site = await open(page);
  const before = await site.written();
  await site.answer.getByRole("button", { name: "the answer in full" }).click();
  const tour = tour_of(page);
  await expect(tour.getByRole("heading")).toHaveText("The answer: why do we go backward?");
  await expect(tour.getByRole("list", { name: "The answer" }).getByRole("listitem")).toHaveCount(4);
  expect(await site.written()).toBe(before);
  await tour.getByRole("button", { name: "Leave the tour" }).click();
  await expect(site.answer).toBeVisible();
});

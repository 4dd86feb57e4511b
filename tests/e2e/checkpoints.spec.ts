// Checkpoints: the slider from "keep all" to "keep least", its curve and table, and the race with values that are made again.
import type { DifferentiateResponse, Run } from "../../web/src/engine/types.gen.ts";
import { encode } from "../../web/src/link/codec.ts";
import { catalogue, preset, told_of } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, open_at, open_drawer, part_of, test } from "./site.ts";

const id = "fifty-layers-little-memory";
const mode = catalogue.modes.find(({ options }) => options.includes("budget_bytes"))?.name ?? "";
const run_of = (budget_bytes: number | "least"): Run => {
  const asked = { v: 1, kind: "differentiate", network: { text: preset(id) }, include: ["cost"] };
  const { runs } = told_of({ ...asked, modes: [{ mode, budget_bytes }] }) as DifferentiateResponse;
  return runs[0] as Run;
};
const plain = (text: string): string => text.replace(/\s/g, " ");
const grouped = (value: number): string =>
  value < 1000 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, " ");

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  test(`the slider: bytes against work, the engine's figures at every place, ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page, id);
    await open_drawer(page, "Costs");
    const part = part_of(page, "Checkpoints");
    const slider = part.getByRole("slider", { name: "Memory for going back" });
    await expect(slider).toBeVisible();
    const said = part.getByRole("status").filter({ hasText: "◂" });
    await expect(said).toContainText("nothing is made again");
    await slider.press("End");
    const least = run_of("least");
    const peak = least.memory.inner_peak_bytes;
    await expect
      .poll(async () => plain((await said.textContent()) ?? ""))
      .toContain(`${grouped(peak)} B, ${(1672 / peak).toFixed(0)} times less`);
    const rows = part.getByRole("table", { name: "Ways back" }).getByRole("row");
    const [, , , , fn = 0] = least.cost.recomputed ?? [];
    const flops = (least.cost.recomputed ?? []).slice(0, 4).reduce((a, b) => a + b, 0);
    await expect.poll(async () => plain((await rows.nth(3).textContent()) ?? "")).toContain(grouped(flops + fn));
    await slider.press("ArrowLeft");
    await expect(slider).toHaveAttribute("aria-valuetext", `at most ${peak + 8}\u00a0B`);
    const next = run_of(peak + 8);
    await expect
      .poll(async () => plain((await said.textContent()) ?? ""))
      .toContain(`${grouped(next.memory.inner_peak_bytes)} B`);
    await expect(part.getByRole("img", { name: /^Operations made again against the working peak/ })).toBeVisible();
    await expect(part.getByRole("img", { name: /^Working memory over time/ })).toBeVisible();
    await part.getByText("How is this counted elsewhere?").click();
    await expect(part.getByText(/they say 20 values and 90 steps again/)).toBeVisible();
    await axe(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.screenshot({ path: `build/screenshots/checkpoints-${width}.png` });
  });

test("the costs name what is made again, and the race can have a lane of it, which a link keeps", async ({ page }) => {
  await open_at(page, `./#${encode({ src: preset(id), race: { lanes: [mode, "reverse.1"] } })}`);
  const race = page.locator("bw-race-panel, bw-tape");
  await expect(race.first()).toContainText("segments, values made again");
  await open_drawer(page, "Costs");
  await expect(part_of(page, "Costs")).toContainText("to make values again");
});

test("a network that nothing can be saved in says so", async ({ page }) => {
  await open(page, "square");
  await open_drawer(page, "Costs");
  await expect(part_of(page, "Checkpoints")).toContainText("Here nothing can be saved");
});

// First numbers at once: while the schedules are held back, one after another, the page says what is counted and what is not.
import type { Page } from "@playwright/test";
import type { Run } from "../../web/src/engine/types.gen.ts";
import { encode } from "../../web/src/link/codec.ts";
import { blocks } from "../bench/graphs.mjs";
import { answer, flops, plain } from "./engine.ts";
import { axe } from "./looks.ts";
import { drawn } from "./rest.ts";
import { expect, open_at, part_of, type Site, show, test } from "./site.ts";

const text = blocks(12);
const other = text.replace("loss = ", "other = 2*");
const whole = answer(text);
const kSoFar = /predicted so far/;

/** To be called before the page is opened: what is asked of the engine beyond the first numbers waits for `release`. */
async function held(page: Page): Promise<{ release(count?: number): Promise<void>; waits(): Promise<number> }> {
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage as (this: Worker, message: unknown) => void;
    const waiting: (() => void)[] = [];
    let open = 0;
    Object.assign(window, {
      waits: () => waiting.length,
      release: (count: number) => {
        open += count;
        for (; open > 0 && waiting.length > 0; open--) waiting.shift()?.();
      },
    });
    Worker.prototype.postMessage = function (this: Worker, message: { request?: string }) {
      if (!message.request?.includes('"kind":"more"')) return post.call(this, message);
      if (open > 0) {
        open -= 1;
        post.call(this, message);
      } else waiting.push(() => post.call(this, message));
    } as typeof Worker.prototype.postMessage;
  });
  return {
    release: (count = 1) =>
      page.evaluate((count) => (window as unknown as { release(n: number): void }).release(count), count),
    waits: () => page.evaluate(() => (window as unknown as { waits(): number }).waits()),
  };
}

const opened = (page: Page): Promise<Site> => open_at(page, `./#${encode({ src: text })}`);

/** Each row of the costs: the title, whether it is predicted so far, and the flops. */
async function rows(page: Page): Promise<[string, boolean, string][]> {
  const all = await page
    .getByRole("table", { name: /^Costs/ })
    .locator("tbody tr:not(:has(input))")
    .all();
  return Promise.all(
    all.map(async (row): Promise<[string, boolean, string]> => {
      const head = (await row.getByRole("rowheader").textContent()) ?? "";
      const cell = (await row.locator('[data-head="flops"]').textContent()) ?? "";
      return [head, kSoFar.test(head), plain(cell)];
    }),
  );
}

/** In the order of the table. */
const runs: Run[] = [...whole.runs].sort((a, b) => Number(a.direction === "along") - Number(b.direction === "along"));
const kFigures = runs.map(({ cost }) => String(flops(cost.total)));

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  test(`${width}: numbers of every node are there while no schedule is; each that comes is counted, and nothing else`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    const parts = await held(page);
    const site = await opened(page);
    await expect.poll(() => parts.waits()).toBe(1);
    const gradient = whole.nodes.find(({ id }) => id === "h12")?.adjoint ?? [];
    await show(page, "Ledger");
    await expect(site.row("h12")).toContainText(plain(String(gradient.length)));
    await show(page, "Costs");
    await expect.poll(() => rows(page)).toHaveLength(runs.length);
    const costs = part_of(page, "Costs");
    const seen = await rows(page);
    expect(seen.map(([, so_far]) => so_far)).toEqual(runs.map(() => true));
    expect(seen.map(([, , figure]) => figure)).toEqual(kFigures); // the formulas are those of what is counted
    await expect(costs).not.toContainText("Every way gave");
    await expect(costs.getByRole("status").filter({ hasText: "Executing the schedules" })).toBeVisible();
    await drawn(page);
    const race = page.locator("bw-tape").locator(".player, .lanes, .formula");
    for (const right of await race.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right)))
      expect(right).toBeLessThanOrEqual(width); // however long its numbers are
    await page.screenshot({ path: `build/screenshots/parts-none-${width}.png` });
    if (width > 600) await axe(page);
    let left = runs.length;
    for (let part = 0; part < 60 && left > 0; part++) {
      await parts.release();
      await expect
        .poll(async () => (await parts.waits()) === 1 || (await rows(page)).every(([, so_far]) => !so_far))
        .toBe(true);
      const now = await rows(page);
      const so_far = now.filter(([, waits]) => waits).length;
      expect(so_far).toBeLessThanOrEqual(left);
      expect(now.map(([, , figure]) => figure)).toEqual(kFigures);
      left = so_far;
    }
    await parts.release(60);
    await expect(costs).toContainText("Every way gave");
    await expect(costs.getByRole("status").filter({ hasText: "Executing the schedules" })).toHaveCount(0);
    expect((await rows(page)).every(([, so_far]) => !so_far)).toBe(true);
    await expect(page.locator("bw-strip")).not.toContainText("(predicted)");
  });

test("the reader can end it, sees that it is ended, and have it again", async ({ page }) => {
  const parts = await held(page);
  await opened(page);
  await show(page, "Costs");
  const costs = part_of(page, "Costs");
  const running = costs.locator(".running").filter({ hasText: "Executing the schedules" });
  await running.getByRole("button", { name: "Cancel" }).click();
  await expect(costs).toContainText("Not every schedule has been executed: the computation was cancelled.");
  expect((await rows(page)).every(([, so_far]) => so_far)).toBe(true);
  await parts.release(1000);
  await costs
    .locator(".running")
    .filter({ hasText: "Not every schedule" })
    .getByRole("button", { name: "Try again" })
    .click();
  await expect(costs).toContainText("Every way gave");
  expect((await rows(page)).map(([, , figure]) => figure)).toEqual(kFigures);
});

test("another weight, a dragged value and another text end what was to come, and have their own", async ({ page }) => {
  const parts = await held(page);
  const site = await opened(page);
  await expect.poll(() => parts.waits()).toBe(1);
  await site.text.fill(other);
  await expect(site.meeting).toContainText("other");
  await show(page, "Costs");
  await expect.poll(async () => (await rows(page)).filter(([, so_far]) => so_far).length).toBe(runs.length);
  await parts.release(1000);
  await expect(part_of(page, "Costs")).toContainText("Every way gave");
  const right = answer(other).runs.map(({ cost }) => String(flops(cost.total)));
  expect((await rows(page)).map(([, , figure]) => figure).sort()).toEqual(right.sort());
});

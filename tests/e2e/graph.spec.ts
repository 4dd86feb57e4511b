// The graph as a reader uses it: statements unfolded into operations and neurons, walked by arrow keys, zoomed, and with
// the derivative on every link as the engine gives it.
import { gives, plain, preset, says } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, type Site, test } from "./site.ts";

const text = preset("two-layers-and-a-skip");

const node = (site: Site, name: string) => site.graph.getByRole("button", { name: new RegExp(`^${name}, `) });

/** Presses the title of a block. */
async function unfold(site: Site, key: string): Promise<void> {
  await site.graph.locator(`[data-toggle="${key}"]`).click();
}

/** No word of the picture under 11 px, and none outside its box. */
async function readable(site: Site): Promise<void> {
  const small = await site.graph.locator("svg").evaluate((svg) => {
    const scale = svg.getBoundingClientRect().width / Number(svg.getAttribute("viewBox")?.split(" ")[2]);
    return [...svg.querySelectorAll("text")]
      .filter((one) => Number.parseFloat(getComputedStyle(one).fontSize) * scale < 10.99)
      .map((one) => one.textContent);
  });
  expect(small).toEqual([]);
}

test("a statement unfolds into its operations, then into neurons, and folds again", async ({ page }) => {
  const site = await open(page);
  await expect(node(site, "h")).toHaveAccessibleName(/^h, σ\(W2 @ a1 \+ b2\), 4 numbers, value from .*, used by a2$/);
  await unfold(site, "h");
  await expect(node(site, "h.1")).toHaveAccessibleName(/^h\.1, W2 @ a1, 4 numbers/);
  await expect(node(site, "h.2")).toBeVisible();
  await readable(site);
  await axe(page);
  await page.screenshot({ path: "build/screenshots/graph-operations.png", fullPage: true });
  await unfold(site, "h");
  await expect(node(site, "h\\[0\\]")).toBeVisible();
  await expect(node(site, "h\\[3\\]")).toBeVisible();
  await expect(node(site, "h.1")).toHaveCount(0);
  const { value = [], adjoint } = gives(text).nodes.find(({ id }) => id === "h") ?? {};
  const name = plain((await node(site, "h\\[2\\]").getAttribute("aria-label")) ?? "");
  expect(says(/value ([^,]+)/.exec(name)?.[1] ?? "", value[2] ?? 0), name).toBe(true);
  expect(says(/gradient of L ([^,]+)/.exec(name)?.[1] ?? "", adjoint?.[2] ?? 0), name).toBe(true);
  await readable(site);
  await axe(page);
  await page.screenshot({ path: "build/screenshots/graph-neurons.png", fullPage: true });
  await unfold(site, "h[0]");
  await expect(node(site, "h")).toBeVisible();
  await expect(node(site, "h\\[0\\]")).toHaveCount(0);
});

test("two layers of neurons: every link has the number of the engine", async ({ page }) => {
  const site = await open(page);
  for (const key of ["a1", "a1.1", "h", "h.1"]) await unfold(site, key);
  await expect(node(site, "h\\[0\\]")).toBeVisible();
  await expect(node(site, "a1\\[0\\]")).toBeVisible();
  const groups = gives(text).groups ?? [];
  const jacobian = groups
    .flatMap(({ local }) => local)
    .find(({ of, operand }) => of === "h" && operand === "a1")?.jacobian;
  const marks = await site.graph.locator(".mark").evaluateAll((all) =>
    all.map((one) => ({
      shown: [...one.childNodes].map((part) => (part.nodeType === 3 ? part.textContent : "")).join(""),
      title: one.querySelector("title")?.textContent ?? "",
    })),
  );
  for (const row of [0, 1, 2, 3])
    for (const column of [0, 1, 2, 3]) {
      const mark = marks.find(({ title }) => title.includes(`∂h[${row}]/∂a1[${column}] = `));
      expect(
        mark && says(mark.shown.trim(), jacobian?.[row * 4 + column] ?? 0),
        `${row} ${column} ${mark?.shown}`,
      ).toBe(true);
    }
  await page.screenshot({ path: "build/screenshots/graph-two-layers.png", fullPage: true });
});

test("by keyboard alone: one stop, along the links, into a weight, unfold, and a weight chosen by its cells", async ({
  page,
}) => {
  const site = await open(page);
  const stops = () => site.graph.locator('[tabindex="0"]').count();
  expect(await stops()).toBe(1);
  await node(site, "W1").focus();
  await page.keyboard.press("ArrowRight");
  await expect(node(site, "a1")).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(node(site, "a2").or(node(site, "h")).and(page.locator(":focus"))).toBeVisible();
  await node(site, "h").focus();
  await page.keyboard.press("Space");
  await expect(node(site, "h.1")).toBeVisible();
  await expect(node(site, "h")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  expect(await stops()).toBe(1);
  await node(site, "W2").focus();
  await page.keyboard.press("Space");
  await expect(site.meeting).toContainText("◂ at W2[0,0]");
  await page.keyboard.press("ArrowDown");
  await expect(site.meeting).toContainText("◂ at W2[1,0]");
  await page.keyboard.press("Escape");
  await expect(node(site, "W2")).toBeFocused();
});

test("larger, smaller, fit: words are never under 11 px", async ({ page }) => {
  const site = await open(page);
  const width = () => site.graph.locator("svg").evaluate((svg) => svg.getBoundingClientRect().width);
  const before = await width();
  await page.getByRole("button", { name: "Larger" }).click();
  await expect.poll(width).toBeGreaterThan(before * 1.2);
  await node(site, "L").focus();
  await page.keyboard.press("0");
  await expect.poll(width).toBeCloseTo(before, 0);
  await page.keyboard.press("-");
  await page.keyboard.press("-");
  await expect.poll(width).toBeLessThan(before * 0.7);
  await readable(site);
  await site.graph.hover();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Control");
  await expect.poll(width).toBeGreaterThan(before * 0.7);
  await page.getByRole("button", { name: "Fit" }).click();
  await expect.poll(width).toBeLessThanOrEqual(await site.graph.evaluate((one) => one.clientWidth));
});

test("the wheel keeps the point under the pointer, and a zoom ends with its network", async ({ page }) => {
  const site = await open(page);
  const block = site.graph.locator(".box", { has: page.locator('[data-key="a2"]') }).locator(".frame");
  const middle = async () => {
    const box = await block.boundingBox();
    return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
  };
  const width = async (): Promise<number> => (await block.boundingBox())?.width ?? 0;
  const [from, before] = [await middle(), await width()];
  await page.mouse.move(from.x, from.y);
  await page.keyboard.down("Control");
  for (const turn of [-200, -200, 450, 300, -100]) {
    const size = await width();
    await page.mouse.wheel(0, turn);
    await expect.poll(async () => Math.sign((await width()) - size)).toBe(-Math.sign(turn));
    await expect
      .poll(async () => {
        const { x, y } = await middle();
        return Math.hypot(x - from.x, y - from.y);
      })
      .toBeLessThan(2);
  }
  await page.keyboard.up("Control");
  expect(await width()).not.toBeCloseTo(before, 0);
  await site.network.selectOption({ label: "A single neuron" });
  await expect(node(site, "z")).toBeVisible();
  await expect(page.getByRole("button", { name: "100 %, back to 100 %" })).toBeVisible();
});

test("Fit folds what could not be read otherwise, and says so", async ({ page }) => {
  const site = await open(page);
  await site.text.fill(`param x = randn(24, seed=1)\nparam W = randn(24, 24, seed=2)\nh = tanh(W @ x)\nL = sum(h)\n`);
  await expect(node(site, "h")).toBeVisible();
  await unfold(site, "h");
  await unfold(site, "h");
  await expect(node(site, "h\\[0\\]")).toBeAttached();
  await page.getByRole("button", { name: "Fit" }).click();
  await expect(node(site, "h")).toBeVisible();
  await expect(site.graph.locator("[data-key='h[0]']")).toHaveCount(0);
  await expect(page.getByText("Folded, so that the whole graph can be read.")).toBeVisible();
  const [picture, window] = await site.graph.locator("svg").evaluate((svg) => {
    const box = (one: Element | null) => one?.getBoundingClientRect().toJSON() as DOMRect;
    return [box(svg), box(svg.closest(".scroll"))];
  });
  expect(picture?.right).toBeLessThanOrEqual((window?.right ?? 0) + 1);
  expect(picture?.bottom).toBeLessThanOrEqual((window?.bottom ?? 0) + 1);
  await readable(site);
});

test("the meeting line stays in sight while the page scrolls", async ({ page }) => {
  for (const [width, height] of [
    [1280, 720],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    const site = await open(page);
    await node(site, "L").scrollIntoViewIfNeeded();
    await node(site, "L").focus();
    await expect(site.meeting).toBeInViewport({ ratio: 0.9 });
  }
});

/** A chain of so many scalar statements with skips, so that it is not one row. */
function ladder(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => `n${at + 2} = sin(n${at + 1}) + n${at}`);
  return `param n0 = 0.5\nparam n1 = -0.3\n${lines.join("\n")}\n`;
}

test("a hundred statements are placed in a worker, a thousand in columns; only what is near is drawn", async ({
  page,
}) => {
  test.slow();
  let site = await open(page);
  await site.text.fill(ladder(100));
  await expect(node(site, "n2")).toBeAttached();
  await node(site, "n2").focus();
  await page.keyboard.press("End");
  await expect(node(site, "n101")).toBeFocused();
  site = await open(page);
  await site.text.fill(ladder(1000));
  await expect(node(site, "n2")).toBeAttached();
  const drawn = () => site.graph.locator(".box").count();
  expect(await drawn()).toBeLessThan(300);
  await node(site, "n2").focus();
  await page.keyboard.press("End");
  await expect(node(site, "n1001")).toBeFocused();
  await expect(node(site, "n1001")).toBeInViewport();
  expect(await drawn()).toBeLessThan(300);
});

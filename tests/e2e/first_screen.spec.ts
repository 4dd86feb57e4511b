// The first screen of the default network, unscrolled, as a reader of screens has it: the answer, and why, one step away.
import { answer, flops, gives, preset, presets, says } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, hold, open, open_bare, test } from "./site.ts";

const text = preset(presets[0] ?? "");

test.use({ viewport: { width: 1280, height: 720 } });

test("it holds both gradients, that they agree, and what it costs to go forward", async ({ page }) => {
  const site = await open_bare(page);
  const engine = answer(text);
  const weight = engine.nodes.find(({ id }) => id === "w1")?.adjoint?.[0] ?? Number.NaN;
  const status = page.getByRole("status").filter({ hasText: "▸ at L" });
  await expect(status).toBeInViewport({ ratio: 1 });
  await expect(status).toMatchAriaSnapshot(`- status: /▸ at L.*◂ at w1.*✓ (exactly )?equal/`);
  const shown = await status.locator("b").allTextContents();
  expect(shown).toHaveLength(2);
  for (const number of shown) expect(says(number, Number(weight)), number).toBe(true);
  await expect(site.answer).toBeInViewport({ ratio: 1 });
  const [, carries = "", keeps = ""] = await site.answered();
  const run = (mode: string) => engine.runs.find((one) => one.mode === mode);
  const [back, along] = [run("reverse"), run("forward_sparse")];
  if (!back || !along) throw new Error("the engine gave no runs");
  expect(carries).toContain(`▸ ${flops(along.cost.total)} flops to ◂ ${flops(back.cost.total)}.`);
  expect(keeps).toContain(`peak ${back.memory.inner_peak_bytes} B`);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});

test("while its script is on the way, the page says that it is loading", async ({ page }) => {
  const come = await hold(page, "first_page");
  const opened = open(page);
  const words = page.getByText("Loading Bothways…");
  await expect(words).toBeVisible();
  come();
  await opened;
  await expect(words).toBeHidden();
});

test("the engine begins in a small script of its own, before that of the page", async ({ page, request }) => {
  const get = async (address: string): Promise<string> => (await request.get(address)).text();
  const html = await get("./");
  const scripts = [...html.matchAll(/<script type="module"[^>]*src="([^"]+)"/g)].map(([, src = ""]) => src);
  expect(scripts.map((src) => src.match(/(\w+)-[^/]*\.js$/)?.[1])).toEqual(["index"]);
  const index = await get(scripts[0] ?? "");
  const [begins = ""] = /(?<=import[^"]*"\.\/)early-[^"]+(?=")/.exec(index) ?? [];
  const early = await get(`./assets/${begins}`);
  expect(early).toContain("compileStreaming");
  expect(early.length + index.length).toBeLessThan(8000);
  const [, rest = ""] = /modulepreload[^>]*href="\.\/(assets\/first_page-[^"]+)"/.exec(html) ?? [];
  expect((await get(`./${rest}`)).length).toBeGreaterThan(100_000);
  expect(await get(`./${rest}`)).not.toContain("compileStreaming");
  await open_bare(page);
});

test("its numbers do not wait for the worker, and what is asked next does", async ({ page }) => {
  const come = await hold(page, "worker");
  const asked = page.waitForRequest(/\/worker-[^/]*\.js$/);
  const site = await open_bare(page);
  const number = site.meeting.locator("b").first();
  await expect(number).toHaveText(/\d/);
  await asked;
  const before = (await number.textContent()) ?? "";
  await site.network.selectOption("single-neuron");
  await expect(site.meeting).toContainText("stale");
  await expect(number).toHaveText(before);
  come();
  await expect(site.meeting).not.toContainText("stale");
  await expect(number).not.toHaveText(before);
});

for (const way of ["mouse", "keys"] as const) {
  test(`the sum at the fan-out is one activation away, by ${way}`, async ({ page }) => {
    await open_bare(page);
    const node = page.getByRole("button", { name: /^a, .*used by b, c/ });
    await expect(node).toBeInViewport();
    if (way === "mouse") await node.click({ position: { x: 6, y: 40 } });
    else {
      await node.focus();
      await page.keyboard.press("Enter");
    }
    const card = page.getByRole("complementary", { name: "Why this number?" });
    const sum = card.getByRole("group", { name: "Sum over consumers" });
    await expect(sum).toBeInViewport();
    const a = gives(text).nodes.find(({ id }) => id === "a");
    expect(a?.contributions?.map(({ consumer }) => consumer).toSorted()).toEqual(["b.1", "c"]);
    const total = Number(a?.adjoint?.[0]);
    const numbers = await sum.locator("mn, mrow").allTextContents();
    expect(numbers.some((number) => says(number, total))).toBe(true);
    await axe(page);
    await page.screenshot({ path: "build/screenshots/first-screen-sum.png" });
  });
}

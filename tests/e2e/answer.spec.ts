// The short answer on the page: its numbers are the engine's, it follows the network, and it fits wherever it stands.
import { decode, encode } from "../../web/src/link/codec.ts";
import { answer, flops, gives, plain, preset, says } from "./engine.ts";
import { serve_page } from "./holders.mjs";
import { axe } from "./looks.ts";
import { serve } from "./serve.mjs";
import { expect, open, open_bare, type Site, test } from "./site.ts";

/** Flops of going back, of carrying all forward, and of one weight a pass, by an engine beside the page. */
function costs(id: string): { back: number; along: number; each: number; weights: number; outputs: number } {
  const { runs } = answer(preset(id));
  const of = (mode: string, chunk?: number) =>
    runs.find((run) => run.mode === mode && run.chunk === chunk && !run.keep_values);
  const [back, along, each] = [
    of("reverse_sparse") ?? of("reverse", 1) ?? of("reverse"),
    of("forward_sparse"),
    of("forward", 1),
  ];
  if (!back || !along || !each) throw new Error("the engine gave no runs");
  const [b, a, e] = [back, along, each].map((run) => flops(run.cost.total));
  return { back: b ?? 0, along: a ?? 0, each: e ?? 0, weights: along.directions, outputs: back.directions };
}

const deep = costs("four-layers-of-eight");
const wide = costs("many-outputs");

test("of four weights and a skip it says what the engine says, with the sums of both directions", async ({ page }) => {
  const site = await open_bare(page);
  const [can = "", carries = "", keeps = ""] = await site.answered();
  const id = "four-weights-and-a-skip";
  const { nodes } = gives(preset(id));
  const node = (name: string) => nodes.find((one) => one.id === name);
  const [there = "", back = ""] = [...can.matchAll(/[▸◂] (-?\d+\.\d+)/g)].map(([, number]) => number);
  for (const number of [there, back]) expect(says(number, Number(node("w1")?.adjoint?.[0])), number).toBe(true);
  // What forward adds comes with the steps of the race.
  await expect.poll(async () => (await site.answered())[0]).toContain("Forward adds where paths meet, at c: ");
  const added = /at c: (.*); backward/.exec((await site.answered())[0] ?? "")?.[1] ?? "";
  expect(says(added, Number(node("c")?.tangent?.[0])), added).toBe(true);
  const sum = /twice, at a: (.*)\.$/.exec(can)?.[1] ?? "";
  expect(says(sum, Number(node("a")?.adjoint?.[0])), sum).toBe(true);
  const mine = costs(id);
  await expect
    .poll(async () => (await site.answered())[1])
    .toContain(": 1, 2, 3, 4 where backward carries one, as there is one L."); // with the steps of the race
  expect(carries).toContain(`▸ ${mine.along} flops to ◂ ${mine.back}.`);
  expect(carries).toContain(`with ${deep.weights} weights ${deep.along} to ${deep.back}.`);
  expect(carries).toContain(`Forward one weight a pass: ${mine.each}.`);
  expect(keeps).toContain(
    `With ${wide.weights} weights and ${wide.outputs} outputs forward wins, ${wide.along} to ${wide.back}.`,
  );
  expect(keeps).toContain("it keeps ◂ 32 B for the way back, peak 56 B");
});

test("a press opens the network that it speaks of, and Back is the way back", async ({ page }) => {
  const site = await open_bare(page);
  await site.answer.getByRole("button", { name: "264 weights" }).click();
  await expect(site.network).toHaveValue("four-layers-of-eight");
  await expect
    .poll(() => decode(new URL(page.url()).hash))
    .toMatchObject({ link: { src: preset("four-layers-of-eight") } });
  await expect(site.answer.getByRole("heading")).toHaveText("With more weights, which way falls behind, and how far?");
  await expect(site.answer).toContainText("32 211 flops to ◂ 1 237"); // thin spaces are matched as any
  await site.answer.getByRole("button", { name: "20 outputs" }).click();
  await expect(site.network).toHaveValue("many-outputs");
  await expect.poll(() => decode(new URL(page.url()).hash)).toMatchObject({ link: { src: preset("many-outputs") } });
  await expect(site.answer).toContainText("Here forward wins");
  await page.goBack();
  await expect(site.network).toHaveValue("four-layers-of-eight");
});

test("it follows the weight, the text, and a value that is dragged", async ({ page }) => {
  const site = await open_bare(page);
  const first = async () => (await site.answered())[0] ?? "";
  await page.getByRole("combobox", { name: "▸ along the weight: name" }).selectOption("w4");
  await expect.poll(first).toMatch(/for w4 ▸ (\S+) = ◂ \1\. Backward/);
  const slider = page.getByRole("slider", { name: /^w3/ });
  const before = await first();
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(first).not.toBe(before);
  const [left = "", right = ""] = await site.meeting.locator("b").allTextContents();
  await expect.poll(first).toContain(plain(`▸ ${left} = ◂ ${right}`));
  await site.text.fill("param w = 3\nL = w*w\n");
  await expect(site.answer).toContainText("Here neither is ahead");
  await expect(site.answer).toContainText("Backward keeps nothing here");
});

test("a tab opens its drawer at the beginning, a press brings the whole answer back, and no reading outlives its network", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const site = await open_bare(page);
  await page.getByRole("tab", { name: "Learn" }).click();
  const learn = page.getByRole("tabpanel", { name: "Learn" });
  await expect(learn.getByRole("button", { name: /^1\./ })).toBeInViewport();
  expect(await learn.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
  const body = site.answer.getByText("It gives the same gradient on every graph");
  await expect(body).toBeHidden();
  await site.answer.getByRole("button", { name: "Whole answer" }).click();
  await expect(body).toBeVisible();
  await expect(page.getByRole("tab", { selected: true })).toHaveCount(0);
  await page.locator('.cell.ink[role="radio"]').first().hover();
  await expect(page.locator(".readout")).toContainText("w1 = 0.8");
  await page.mouse.move(5, 5);
  await site.answer.getByRole("button", { name: "264 weights" }).click();
  await expect(site.network).toHaveValue("four-layers-of-eight");
  await expect(page.locator(".readout")).toContainText("Press a number");
});

test("titles and questions follow the text", async ({ page }) => {
  const site = await open(page);
  const heading = site.answer.getByRole("heading");
  await expect(heading).toHaveText("What does it cost to learn how L answers to each of 41 parameters?");
  await site.text.fill("# Mine\nparam w = 3\nL = w*w\n");
  await expect(site.meeting).toContainText("▸ at L = 6");
  await expect(heading).toHaveText("Why not pass the derivatives forward, layer by layer?");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByRole("radio", { name: "HTML", exact: true }).check();
  expect(await dialog.getByRole("textbox", { name: "HTML to copy" }).inputValue()).toContain('title="Mine"');
});

test("the head keeps its height when the network is edited", async ({ page }) => {
  const site = await open(page);
  const heights = async (): Promise<number[]> => {
    const found: number[] = [];
    for (const width of [1440, 1280, 1100, 1024, 900, 640]) {
      await page.setViewportSize({ width, height: 720 });
      found.push((await page.getByRole("banner").boundingBox())?.height ?? 0);
    }
    await page.setViewportSize({ width: 1280, height: 720 });
    return found;
  };
  const before = await heights();
  await site.text.fill("param w = 3\nL = w*w\n");
  await page.getByRole("button", { name: "Reset to the preset" }).waitFor();
  expect(await heights()).toEqual(before);
});

const held: { close(): void }[] = [];
test.afterEach(() => {
  for (const server of held.splice(0)) server.close();
});

test("in a frame of little height it is one sentence", async ({ page, browser }) => {
  const server = await serve({ headers: { "access-control-allow-origin": "*" } });
  const token = encode({ src: preset("four-weights-and-a-skip") });
  const holder = await serve_page(
    `<!doctype html><html lang="en"><title>T</title><iframe src="${server.url}embed.html#${token}" title="N" width="720" height="480"></iframe>`,
  );
  held.push(server, holder);
  const other = await browser.newPage();
  await other.goto(holder.url);
  const part = other.frameLocator("iframe").getByRole("region", { name: "The short answer" });
  await expect(part).toContainText(
    "You can, but each step carries one number for every weight so far: ▸ 43 flops to ◂ 33.",
  );
  await expect(part.locator(".column").first()).toBeHidden();
  await other.locator("iframe").evaluate((frame) => frame.setAttribute("height", "900"));
  await expect(part.locator(".column").first()).toBeVisible();
  await other.close();
  await page.goto("about:blank");
});

const sizes: [number, number][] = [
  [1280, 720],
  [900, 700],
  [390, 844],
];
for (const [width, height] of sizes)
  test(`${width} px: it fits its place, and axe finds nothing`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const site: Site = await open_bare(page);
    await site.answered();
    const panel = page.locator("bw-strip");
    if (width === 1280) expect((await panel.boundingBox())?.height).toBeLessThanOrEqual(126);
    expect(await site.answer.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
    await axe(page);
    await page.screenshot({ path: `build/screenshots/answer-${width}.png` });
  });

test("an answer that is no longer of the text says so, and takes no more room", async ({ page }) => {
  const site = await open(page);
  const text = `${await site.written()}M = 2*L\n`;
  await site.text.fill(text); // an edited network has the question of all
  await expect(site.meeting).toContainText("▸ at M");
  await site.answered();
  const height = async (): Promise<number> => (await page.locator("bw-strip").boundingBox())?.height ?? 0;
  const before = await height();
  await site.text.fill(`${text}N = (\n`);
  await expect(site.answer).toContainText("stale: the text has problems; these are the last good numbers");
  expect(await height()).toBe(before);
});

// The first numbers do not wait for the engine: its answers were asked for when the page was built, and are what it says now.
import { readdirSync, readFileSync } from "node:fs";
import { type Page, test as plain_test, expect as plainly } from "@playwright/test";
import { load } from "../../web/src/engine/load.ts";
import { encode } from "../../web/src/link/codec.ts";
import { functions_of } from "../../web/src/view/format.ts";
import { answer, flops, preset, says } from "./engine.ts";
import { expect, open_bare, test } from "./site.ts";

/** Keeps what lies at those addresses back until it is called. */
async function held(page: Page, addresses: string): Promise<() => void> {
  let come = (): void => undefined;
  const comes = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(addresses, async (route) => {
    await comes;
    await route.continue();
  });
  return come;
}

const assets = new URL("../../dist/assets/", import.meta.url);

test("every prepared answer is the live engine's, word for word", async () => {
  const files = readdirSync(assets).filter((name) => /^answers-.*\.json$/.test(name));
  expect(files).toHaveLength(1);
  const prepared: [string, string][] = JSON.parse(readFileSync(new URL(files[0] ?? "", assets), "utf8"));
  const engine = await load(readFileSync(new URL("../../build/wasm/engine.wasm", import.meta.url)));
  expect(prepared.map(([request]) => JSON.parse(request).kind)).toEqual(["catalogue", "graph", "differentiate"]);
  for (const [request, said] of prepared) expect(engine.call(request)).toBe(said);
});

test("while the engine is on its way every number stands there; when it has come a press is answered", async ({
  page,
}) => {
  const come = await held(page, "**/*.wasm");
  const site = await open_bare(page);
  const right = answer(preset("four-weights-and-a-skip"));
  const [left = ""] = await site.meeting.locator("b").allTextContents();
  const along = right.nodes.find(({ id }) => id === "L")?.tangent?.[0] ?? 0;
  expect(says(left, along)).toBe(true);
  await expect(site.answer).toContainText("You can.");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await site.graph.locator('[data-key="w2 ink 0"]').click(); // asked, and not yet to be answered
  await expect(site.meeting).toContainText("w1");
  come();
  await expect(site.meeting).toContainText("w2");
});

/** Windows: phones, tablets and screens, each with the text folded or not, and with another picture of the graph. */
const kWindows = [
  [1280, 720],
  [390, 844],
  [320, 568],
  [360, 740],
  [412, 915],
  [768, 1024],
  [1024, 768],
  [1366, 768],
  [1440, 900],
  [1920, 1080],
] as const;

/** Every panel that is in sight: its box, and what is written in it; of the picture, or of the page. */
function panels(page: Page, host: string): Promise<Record<string, { box: number[]; words: string }>> {
  return page.evaluate((host) => {
    const words = (node: Node): string => {
      if (node instanceof HTMLStyleElement || node instanceof SVGTitleElement) return "";
      if (node instanceof HTMLElement && (node.hidden || node.popover || node.localName === "dialog")) return "";
      if (node instanceof HTMLTextAreaElement) return "";
      if (node instanceof HTMLInputElement) return node.value;
      const { shadowRoot } = node as Element;
      return node.nodeType === 3
        ? (node.textContent ?? "")
        : [...(shadowRoot?.childNodes ?? []), ...node.childNodes].map(words).join(" ");
    };
    const root = [...document.querySelectorAll(host)].find((one) => one.clientWidth > 0)?.shadowRoot;
    const found = [...(root?.querySelectorAll("[part]") ?? [])].flatMap((panel) => {
      const { x, y, width, height } = panel.getBoundingClientRect();
      if (height === 0 || y >= innerHeight) return [];
      const box = [x, y, width, height].map(Math.round);
      const name = panel.getAttribute("part") ?? "";
      // The editor comes later, in the place of a plain field.
      return [[name, { box, words: name === "text" ? "" : words(panel).replace(/\s+/g, "") }]];
    });
    return Object.fromEntries(found);
  }, host);
}

for (const [width, height] of kWindows)
  plain_test(`the first screen as it was drawn at build is the page's own, ${width}×${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const hold = await held(page, "**/first_page-*.js");
    await page.goto("./", { waitUntil: "commit" });
    await plainly(page.locator("#first first-meeting").filter({ visible: true })).toBeVisible();
    const drawn = await panels(page, "#first > *");
    await page.screenshot({ path: `build/screenshots/drawn-${width}.png` });
    hold();
    await plainly(page.locator("#first")).toHaveCount(0);
    plainly(Object.keys(drawn).length).toBeGreaterThan(8);
    const same = async () => plainly(await panels(page, "both-ways")).toEqual(drawn);
    await plainly(same).toPass({ timeout: 5000 });
  });

plain_test("what is pressed before the page is there is pressed as soon as it is", async ({ page }) => {
  const hold = await held(page, "**/first_page-*.js");
  await page.goto("./", { waitUntil: "commit" });
  const weight = page.locator("#first .wide .box").filter({ hasText: /^\s*w2/ });
  const { x = 0, y = 0 } = (await weight.locator(".cell.ink").first().boundingBox()) ?? {};
  await page.mouse.click(x + 5, y + 5);
  hold();
  await plainly(page.getByTestId("meeting")).toContainText("w2");
  await plainly(page.locator("#first")).toHaveCount(0);
});

for (const address of [`./#${encode({ src: "param w = 3\nL = w*w\n" })}`, "./?lang=en", "./?view=stage"])
  plain_test(`an address of its own shows none of it: ${address.slice(0, 16)}`, async ({ page }) => {
    const hold = await held(page, "**/first_page-*.js");
    await page.goto(address, { waitUntil: "commit" });
    await plainly(page.getByText("Loading Bothways…")).toBeVisible();
    await plainly(page.locator("#first")).toBeHidden();
    hold();
    await plainly(page.locator("#first")).toHaveCount(0);
    await plainly(page.getByTestId("meeting")).toBeVisible();
  });

plain_test("panes as the reader has arranged them are not drawn otherwise first", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("bothways layout", '{"folded":true}'));
  const hold = await held(page, "**/first_page-*.js");
  await page.goto("./", { waitUntil: "commit" });
  await plainly(page.getByText("Loading Bothways…")).toBeVisible();
  await plainly(page.locator("#first")).toBeHidden();
  hold();
  await plainly(page.getByRole("button", { name: "Text and values" })).toBeVisible();
});

plain_test("a page whose code does not come says so, and not by its picture", async ({ page }) => {
  await page.route("**/first_page-*.js", (route) => route.abort());
  await page.goto("./");
  await plainly(page.getByRole("alert")).toContainText("Bothways did not start.");
  await plainly(page.locator("#first")).toHaveCount(0);
});

plain_test.describe("without JavaScript", () => {
  plain_test.use({ javaScriptEnabled: false });

  for (const [width, height] of [
    [1280, 720],
    [390, 844],
  ] as const)
    plain_test(
      `one sees the question, the short answer, the numbers both ways, and the race, ${width} px`,
      async ({ page }) => {
        const right = answer(preset("four-weights-and-a-skip"));
        await page.setViewportSize({ width, height });
        await page.goto("./");
        await plainly(page.locator("noscript p")).toBeVisible();
        const first = page.locator(width < 900 ? "#first > .narrow" : "#first > .wide");
        await plainly(first.locator(".question")).toHaveText("Why not pass the derivatives forward, layer by layer?");
        await plainly(first.locator("first-strip")).toContainText("You can. It gives the same gradient on every graph");
        for (const { id, value, tangent, adjoint } of right.nodes.filter(({ id }) => "abcpL".includes(id)))
          for (const [numbers, hue] of [
            [value, "ink"],
            [tangent, "along"],
            [adjoint, "against"],
          ] as const) {
            const title = page.locator(".title").filter({ hasText: new RegExp(`^${id} = `) });
            const box = first.locator("svg .box").filter({ has: title });
            const shown = (await box.locator(`.cell.${hue} > text`).textContent()) ?? "";
            plainly(says(shown, numbers?.[0] ?? "NaN"), `${id} ${hue}: ${shown} for ${numbers?.[0]}`).toBe(true);
          }
        const lanes = await first
          .locator("first-tape")
          .getByText(/^\s*done at \d+\s*$/)
          .allTextContents();
        const done = lanes.map((words) => Number(words.replace(/\D+/g, "")));
        plainly(done.length).toBeGreaterThanOrEqual(3);
        const right_ones = right.runs.map(({ cost }) => flops(cost.total) + functions_of(cost.total));
        for (const at of done) plainly(right_ones).toContain(at);
        plainly((await first.boundingBox())?.width).toBeLessThanOrEqual(width);
        await plainly(
          first.locator(':is(button, input, select, textarea):not([tabindex="-1"]), [tabindex="0"]'),
        ).toHaveCount(0);
        await page.screenshot({ path: `build/screenshots/no-script-${width}.png` });
      },
    );
});

plain_test("an engine that does not come is said, with a way to try again", async ({ page }) => {
  let broken = true;
  let fail = (): void => undefined;
  const fails = new Promise<void>((resolve) => {
    fail = resolve;
  });
  await page.route("**/*.wasm", async (route) => {
    await fails;
    if (broken) await route.fulfill({ status: 404, body: "" });
    else await route.continue();
  });
  await page.goto("./");
  await plainly(page.getByTestId("meeting")).toBeVisible();
  fail();
  const alert = page.getByRole("alert");
  await plainly(alert).toContainText(/The engine (did not start|could not be loaded)/);
  broken = false;
  // What waits may find the engine before the reader does.
  await plainly(async () => {
    if ((await alert.count()) > 0) await alert.getByRole("button", { name: "Try again" }).click({ timeout: 1000 });
    await plainly(alert).toHaveCount(0, { timeout: 1000 });
  }).toPass();
  await plainly(page.getByTestId("meeting")).toBeVisible();
});

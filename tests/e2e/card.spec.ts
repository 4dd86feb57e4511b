// The card "Why this number?": its sums are the engine's, element by element, and everything in it works by keyboard.
import type { Real } from "../../web/src/engine/types.gen.ts";
import { element_check, gives, plain, preset, says } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, type Site, test } from "./site.ts";

const text = preset("two-layers-and-a-skip");
const { nodes } = gives(text);
const of = (id: string) => nodes.find((node) => node.id === id);

const card = (site: Site) => site.page.getByRole("complementary", { name: "Why this number?" });

/** Opens the card of an element of a node by the keyboard. */
async function ask(site: Site, id: string, element?: number): Promise<void> {
  await site.graph.getByRole("button", { name: new RegExp(`^${id}, `) }).press("Enter");
  await expect(card(site)).toBeVisible();
  if (element === undefined) return;
  await card(site).getByRole("spinbutton", { name: "element" }).fill(String(element));
  await card(site).getByRole("spinbutton", { name: "element" }).press("Enter");
}

/** The rows of the formula of one side: what stands in their columns, in one string each. */
async function rows(site: Site, side: "Sum over consumers" | "Sum over inputs"): Promise<string[][]> {
  const formula = card(site).getByRole("group", { name: side });
  await expect(formula).toBeVisible();
  return formula
    .locator("mtr")
    .evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => (cell.textContent ?? "").replace(/\s/g, ""))),
    );
}

function near(shown: string | undefined, value: Real | undefined): void {
  expect(says(plain(shown ?? ""), value ?? 0), `${shown} for ${value}`).toBe(true);
}

test("a1[2] lists w2[k,2]·δ[k] for each k, says that W2.T @ δ is this sum, and ends in the number of the graph", async ({
  page,
}) => {
  const site = await open(page);
  await ask(site, "a1", 2);
  await expect(card(site)).toContainText("W2.T @ δ is this sum for every element at once, with δ = ∂L/∂h.1");
  await expect(card(site).getByRole("group", { name: "Sum over consumers" })).toContainText("W2");
  const lines = await rows(site, "Sum over consumers");
  expect(lines).toHaveLength(6);
  const uses = of("a1")?.contributions ?? [];
  const layer = uses.find(({ consumer }) => consumer === "h.1");
  for (const k of [0, 1, 2, 3]) {
    const [, , symbols = "", , numbers = ""] = lines[k] ?? [];
    expect(symbols).toBe(`W2${k},2·∂L∂h.1${k}`);
    const [local = "", upstream = ""] = numbers.split("·").map((part) => part.replace(/[()]/g, ""));
    near(local, layer?.local?.[k * 4 + 2]);
    near(upstream, layer?.upstream?.[k]);
  }
  near(lines[5]?.[4], of("a1")?.adjoint?.[2]);
  await expect(card(site).getByRole("heading", { name: /backward/ })).toContainText("∂L/∂a1[2] = −0.132");
  await expect(card(site)).toContainText("at h.1, which reads it as an input");
  await expect(card(site)).toContainText("at a1, which needs its own output");
  await page.screenshot({ path: "build/screenshots/card-layer.png" });
});

test("the forward side is the sum over inputs of local × tangent", async ({ page }) => {
  const site = await open(page);
  await ask(site, "a2");
  const lines = await rows(site, "Sum over inputs");
  const total = of("a2")?.tangent?.[0];
  near(lines.at(-1)?.[4], total);
  near(lines[0]?.[4]?.split("·")[1], of("a1")?.tangent?.[0]);
  near(lines[1]?.[4]?.split("·")[1], of("h")?.tangent?.[0]);
});

test("at the fan-out the contributions are the engine's", async ({ page }) => {
  const site = await open(page);
  await site.network.selectOption("fan-out");
  const fan = gives(preset("fan-out"));
  const wide = fan.nodes.find(({ contributions = [] }) => contributions.length > 1);
  await ask(site, wide?.id ?? "");
  const lines = await rows(site, "Sum over consumers");
  near(lines.at(-1)?.[4], wide?.adjoint?.[0]);
});

test("the referees are asked on demand, and say nearly the same", async ({ page }) => {
  const site = await open(page);
  await ask(site, "h", 1);
  await card(site).getByRole("button", { name: "Check by differences" }).click();
  const said = card(site).getByRole("listitem").filter({ hasText: "differences" });
  await expect(said).toBeVisible();
  const shown = Number(plain((await said.locator("b").textContent()) ?? ""));
  expect(shown).toBeCloseTo(element_check(text, "h", 1), 12);
  expect(shown).toBeCloseTo(Number(of("h")?.adjoint?.[1]), 8);
});

test("copied as LaTeX and as text", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const site = await open(page);
  await ask(site, "p");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await card(site).getByRole("button", { name: "Copy LaTeX" }).first().click();
  await expect.poll(copied).toContain("\\frac{\\partial L}{\\partial p} &= \\frac{\\partial L}{\\partial p} \\cdot");
  await card(site).getByRole("button", { name: "Copy text" }).first().click();
  await expect.poll(copied).toContain("∂L/∂p = ∂L/∂p · ∂L/∂L");
});

test("by keyboard alone: opened, walked from number to number, closed; the focus goes back to its node", async ({
  page,
}) => {
  const site = await open(page);
  await ask(site, "h");
  await expect(card(site).getByRole("heading", { name: /Why this number\? h\[0\]/ })).toBeFocused();
  await card(site).getByRole("button", { name: "Why a2[0]?" }).press("Enter");
  await expect(card(site).getByRole("heading", { name: /Why this number\? a2\[0\]/ })).toBeFocused();
  await card(site).getByRole("button", { name: "Why h[0]?" }).press("Enter");
  await card(site).getByRole("button", { name: "Unfold into operations" }).press("Enter");
  await expect(site.graph.getByRole("button", { name: /^h\.1, / })).toBeAttached();
  await page.keyboard.press("Escape");
  await expect(card(site)).toHaveCount(0);
  await expect(site.graph.getByRole("button", { name: /^h, / })).toBeFocused();
});

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  for (const colorScheme of ["light", "dark"] as const)
    test(`by a press on a number, ${width} px, ${colorScheme}: axe finds nothing, the page does not scroll sideways`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height });
      const site = await open(page);
      await site.graph.locator(".cell.against:not(.pick)").first().click();
      await rows(site, "Sum over consumers");
      await axe(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await page.screenshot({ path: `build/screenshots/card-${width}-${colorScheme}.png` });
    });

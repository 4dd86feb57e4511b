// Directions: one sweep forward along any tangent and one back with any cotangent, by fields, by the dial, and in a link.
import type { DifferentiateResponse } from "../../web/src/engine/types.gen.ts";
import { preset, says, told_of } from "./engine.ts";
import { axe } from "./looks.ts";
import { expect, open, open_drawer, part_of, test } from "./site.ts";

const text = preset("several-outputs");
const asked = (tangent: number[], seeds: object[]): DifferentiateResponse =>
  told_of({
    ...{ v: 1, kind: "differentiate", network: { text }, modes: [], include: ["value", "tangent", "adjoint"] },
    ...{ tangent: [{ id: "u", value: tangent }], seeds },
  }) as DifferentiateResponse;

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const)
  test(`a tangent and a cotangent of one's own: the numbers are the engine's, and both ends agree, ${width} px`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await open(page, "several-outputs");
    await open_drawer(page, "Paths");
    const part = part_of(page, "Directions");
    await expect(part.getByText("✓ the same number, from both ends")).toBeVisible();
    await part.getByRole("spinbutton", { name: "ẋ of u[1]" }).fill("0.5");
    await part.getByRole("spinbutton", { name: "ȳ of s" }).fill("-2");
    await page.keyboard.press("Enter");
    const { nodes } = asked(
      [1, 0.5],
      [
        { id: "v", value: [1, 0, 0, 0] },
        { id: "s", value: [-2] },
      ],
    );
    const of = (id: string) => nodes.find((node) => node.id === id);
    const rows = part.getByRole("region", { name: "Tangent and gradient" }).getByRole("row");
    const outputs = part.getByRole("region", { name: "Cotangent and derivative" }).getByRole("row");
    await expect(async () => {
      expect(says((await rows.nth(2).getByRole("cell").last().textContent()) ?? "", of("u")?.adjoint?.[1] ?? 0)).toBe(
        true,
      );
      expect(
        says((await outputs.last().getByRole("cell").last().textContent()) ?? "", of("s")?.tangent?.[0] ?? 0),
      ).toBe(true);
    }).toPass();
    await expect(part.getByText("✓ the same number, from both ends")).toBeVisible();
    await axe(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.screenshot({ path: `build/screenshots/directions-${width}.png` });
  });

test("the dial turns the tangent by keys and by pointer; the link has it, and a reload brings it back", async ({
  page,
}) => {
  await open(page, "several-outputs");
  await open_drawer(page, "Paths");
  const part = part_of(page, "Directions");
  const dial = part.getByRole("slider", { name: "Direction between u[0] and u[1]" });
  await dial.focus();
  for (let press = 0; press < 6; press++) await page.keyboard.press("ArrowUp");
  await expect(dial).toHaveAttribute("aria-valuenow", "30");
  const first = part.getByRole("spinbutton", { name: "ẋ of u[0]" });
  await expect.poll(async () => Number(await first.inputValue())).toBeCloseTo(Math.sqrt(0.75), 12);
  const box = await dial.boundingBox();
  if (box) await page.mouse.click(box.x + box.width / 2, box.y + 20);
  await expect(dial).toHaveAttribute("aria-valuenow", "90");
  await expect(first).toHaveValue("0");
  await expect.poll(() => page.url()).toContain("#");
  const before = page.url();
  await part.getByRole("radio", { name: "random" }).first().check();
  await expect(part.getByRole("spinbutton", { name: "Seed of the tangent" })).toHaveValue("1");
  await expect.poll(() => page.url()).not.toBe(before);
  await page.reload();
  await expect(part.getByRole("spinbutton", { name: "Seed of the tangent" })).toHaveValue("1");
});

test("why backward asks for a vector is answered where one is given", async ({ page }) => {
  await open(page, "several-outputs");
  await open_drawer(page, "Paths");
  const part = part_of(page, "Directions");
  await part.getByText("Why does backward ask for a vector?").click();
  await expect(part.getByText(/Here there are 5 output numbers/)).toBeVisible();
});

// The first numbers do not wait for the engine: its answers were asked for when the page was built, and are what it says now.
import { readdirSync, readFileSync } from "node:fs";
import { test as plain_test, expect as plainly } from "@playwright/test";
import { load } from "../../web/src/engine/load.ts";
import { answer, flops, preset, says } from "./engine.ts";
import { expect, open_bare, test } from "./site.ts";

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
  let come = (): void => undefined;
  const comes = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route("**/*.wasm", async (route) => {
    await comes;
    await route.continue();
  });
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

plain_test.describe("without JavaScript", () => {
  plain_test.use({ javaScriptEnabled: false });

  plain_test(
    "one sees the question, the short answer, every number both ways, and what each way costs",
    async ({ page }) => {
      const right = answer(preset("four-weights-and-a-skip"));
      for (const [width, height] of [
        [1280, 720],
        [390, 844],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.goto("./");
        await plainly(page.getByRole("heading", { level: 1 })).toHaveText(
          "Why not pass the derivatives forward, layer by layer?",
        );
        await plainly(page.locator("main")).toContainText("You can. It gives the same gradient on every graph: for w1");
        for (const { id, value, tangent, adjoint } of right.nodes.filter(({ id }) => "abcpL".includes(id)))
          for (const [numbers, hue] of [
            [value, "ink"],
            [tangent, "along"],
            [adjoint, "against"],
          ] as const) {
            const title = page.locator(".title").filter({ hasText: new RegExp(`^${id} = `) });
            const box = page.locator("main svg .box").filter({ has: title });
            const shown = (await box.locator(`.cell.${hue} > text`).textContent()) ?? "";
            plainly(says(shown, numbers?.[0] ?? "NaN"), `${id} ${hue}: ${shown} for ${numbers?.[0]}`).toBe(true);
          }
        await plainly(page.getByRole("row", { name: /^w1 0\.8 1 −0\.112$/ })).toBeVisible();
        for (const { title, cost } of right.runs)
          await plainly(page.getByRole("row").filter({ hasText: title }).getByRole("cell").first()).toHaveText(
            String(flops(cost.total)),
          );
        const main = await page.locator("main").boundingBox();
        plainly(main?.width).toBeLessThanOrEqual(width);
        await page.screenshot({ path: `build/screenshots/no-script-${width}.png`, fullPage: true });
      }
      await plainly(page.locator("main").locator("button, input, [tabindex], [onclick]")).toHaveCount(0);
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

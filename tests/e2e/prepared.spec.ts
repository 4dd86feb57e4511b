// The first numbers do not wait for the engine: its answers were asked for when the page was built, and are what it says now.
import { readdirSync, readFileSync } from "node:fs";
import { test as plain_test, expect as plainly } from "@playwright/test";
import { load } from "../../web/src/engine/load.ts";
import { answer, preset, says } from "./engine.ts";
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
  await alert.getByRole("button", { name: "Try again" }).click();
  await plainly(page.getByTestId("meeting")).toBeVisible();
  await plainly(alert).toHaveCount(0);
});

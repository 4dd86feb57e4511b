// The states that are not a result: loading, an engine that does not start, a long computation and its end.
import { expect, test as plain_test } from "@playwright/test";
import { address_of, open, show, slow_engine, test, expect as watched_expect } from "./site.ts";

plain_test("while the engine is on its way the page says so, and the text is there", async ({ page }) => {
  let let_go = () => {};
  const held = new Promise<void>((done) => {
    let_go = done;
  });
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(address_of());
  await expect(page.getByRole("status").filter({ hasText: "Loading the engine" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Network text" })).toHaveValue(/sigmoid/);
  await expect(page.getByTestId("meeting")).toHaveCount(0); // nothing of the network with which the page opens by itself
  let_go();
  await expect(page.getByTestId("meeting")).toBeVisible();
  await expect(page.getByText("Loading the engine")).toHaveCount(0);
});

plain_test("an engine that cannot be loaded is said in words, and can be tried again", async ({ page }) => {
  let broken = true;
  await page.route("**/*.wasm", (route) => (broken ? route.fulfill({ status: 404 }) : route.continue()));
  await page.goto("./");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("The engine did not start");
  await expect(alert).toContainText("404");
  await expect(alert.getByRole("button", { name: "Reload the page" })).toBeVisible();
  await page.screenshot({ path: "build/screenshots/engine-failed.png" });
  broken = false;
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByTestId("meeting")).toBeVisible();
  await expect(alert).toHaveCount(0);
});

plain_test("bytes that are no engine are said in words too", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.fulfill({ body: "not wasm", contentType: "application/wasm" }));
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText("The engine did not start");
});

/** A network that keeps the engine busy: 1,600 weights, each in a pass of its own. */
function heavy(): string {
  const row = Array.from({ length: 40 }, (_, at) => ((at * 7) % 11) / 100).join(", ");
  return `param W = [${Array.from({ length: 40 }, () => `[${row}]`).join(",\n ")}]\na = tanh(W @ W)\nb = tanh(a @ W)\nL = sum(tanh(b @ W))\n`;
}

test("a long computation shows that it runs, can be cancelled, and leaves the last result marked stale", async ({
  page,
}) => {
  await slow_engine(page, "differentiate", 3000);
  const site = await open(page);
  await show(page, "Ledger");
  const before = await site.answered();
  await site.text.fill(heavy());
  const cancel = page.getByRole("button", { name: "Cancel" });
  await watched_expect(cancel).toBeVisible();
  await watched_expect(site.ledger).toContainText("stale: the engine is still computing");
  await cancel.click();
  await watched_expect(cancel).toHaveCount(0);
  await watched_expect(site.ledger).toContainText("stale: the computation was cancelled");
  watched_expect(await site.answered()).toEqual(before);
  await site.text.fill("param w = 3\nL = w*w\n");
  await watched_expect(site.meeting).toContainText("▸ at L = 6");
  await watched_expect(site.ledger).not.toContainText("stale");
});

test("a newer text does not wait for a long computation", async ({ page }) => {
  const site = await open(page);
  await site.text.fill(heavy());
  await watched_expect(page.getByRole("button", { name: "Cancel" })).toBeVisible();
  const start = Date.now();
  await site.text.fill("param w = 3\nL = w*w\n");
  await watched_expect(site.meeting).toContainText("▸ at L = 6");
  watched_expect(Date.now() - start).toBeLessThan(3000);
});

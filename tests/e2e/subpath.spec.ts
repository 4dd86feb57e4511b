// The page below a path of its own, with the engine served as plain bytes: as on a course page or an object store.
import { expect, test } from "@playwright/test";
import { serve } from "./serve.mjs";

test("the page works under /a/b/, with the wasm as octet-stream", async ({ page }) => {
  const site = await serve({ base: "/a/b/", wasm: "application/octet-stream" });
  const requests: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  try {
    await page.goto(site.url);
    await expect(page.getByText(/\b33\b/).first()).toBeVisible(); // flops of reverse on the first network
    await page.getByRole("tab", { name: "Numbers" }).click();
    const ledger = page.getByRole("table", { name: /Ledger/ });
    await expect(ledger).toBeVisible();
    await expect(ledger).toContainText("sigmoid(w4*c)");
    const wasm = requests.filter((url) => url.endsWith(".wasm"));
    expect(wasm.length).toBeGreaterThan(0);
    expect(
      requests.filter((url) => !url.startsWith(site.url) && !url.startsWith("data:") && !url.startsWith("blob:")),
    ).toEqual([]);
    expect(problems).toEqual([]);
  } finally {
    site.close();
  }
});

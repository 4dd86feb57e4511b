// The guide in a browser: no script before it is asked for, a network that comes to life, axe, narrow and wide, light and dark.
import { readdirSync } from "node:fs";
import { expect, test } from "./site.ts";
import { still } from "./still.ts";

const pages = readdirSync(new URL("../../dist/guide/", import.meta.url)).filter((name) => name.endsWith(".html"));

test("there are pages for lecturers and for readers", () => {
  for (const name of [
    "index",
    "lecturers",
    "readers",
    "language",
    "counting",
    "api",
    "testing",
    "limits",
    "accessibility",
  ])
    expect(pages).toContain(`${name}.html`);
});

test("no script is loaded before it is asked for; then the network is alive, in its place", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.resourceType()} ${new URL(request.url()).pathname}`));
  await page.goto("./guide/lecturers.html");
  await page.waitForLoadState("networkidle");
  expect(asked.filter((one) => /script|fetch|wasm|\.js/.test(one))).toEqual([]);
  const before = await page.locator("figure.live").first().boundingBox();
  await page.getByRole("link", { name: "Show it live" }).first().press("Enter");
  const frame = page.frameLocator('iframe[title="Four weights and a skip"]');
  await expect(frame.getByTestId("meeting")).toContainText("✓");
  expect(await page.locator("figure.live").first().boundingBox()).toEqual(before);
  expect(asked.some((one) => one.endsWith("/embed-app.js"))).toBe(true);
  expect(page.url()).toContain("/guide/lecturers.html");
});

test("by its links one comes from the page to the guide and to a network", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("button", { name: "Help" }).click();
  await page.getByRole("dialog").getByRole("link", { name: "Guide" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Guide");
  await page.getByRole("navigation").getByRole("link", { name: "How it is counted" }).click();
  await expect(page.getByRole("link", { name: "How it is counted" })).toHaveAttribute("aria-current", "page");
  await page.getByRole("link", { name: "Open it in Bothways" }).first().click();
  await expect(page.getByTestId("meeting")).toContainText("✓");
});

still(
  pages.map((name) => ({
    address: `./guide/${name}`,
    picture: `guide-${name.replace(".html", "")}`,
    whole: name !== "api.html",
  })),
);

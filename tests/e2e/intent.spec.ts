// What is loaded when the reader means to open it: nothing of it before, all of it once the pointer or the focus is on its button.
import type { Page } from "@playwright/test";
import { expect, open, test } from "./site.ts";

/** What is opened, the button, and the file that it is in. */
const all: [name: string, role: "button" | "tab", file: string][] = [
  ["All networks", "button", "gallery"],
  ["Share", "button", "share"],
  ["Export", "button", "export"],
  ["Tour", "button", "tour"],
  ["Help", "button", "help"],
  ["Build without typing", "button", "builder"],
  ["Costs", "tab", "costs"],
  ["Paths", "tab", "mistakes"],
  ["Learn", "tab", "sources"],
];

/** The files that were asked for, by their names without the hash. */
function asked(page: Page): string[] {
  const found: string[] = [];
  page.on("request", (request) => {
    const name = /\/assets\/([\w-]+)-[\w-]{8}\.js$/.exec(new URL(request.url()).pathname)?.[1];
    if (name) found.push(name);
  });
  return found;
}

test("drawers, dialogs and forms come with the pointer, and not before", async ({ page }) => {
  const files = asked(page);
  const site = await open(page);
  const loaded = (name: string) => files.filter((file) => file === name).length;
  for (const [name, role, file] of all) {
    const button = page.getByRole(role, { name, exact: role === "tab" }).first();
    expect(loaded(file), file).toBe(0);
    await button.hover();
    await expect.poll(() => loaded(file), file).toBeGreaterThan(0);
    if (role === "tab") await expect(button).toHaveAttribute("aria-selected", "false");
  }
  expect(loaded("card")).toBe(0);
  await site.graph.hover();
  await expect.poll(() => loaded("card")).toBe(1);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("complementary")).toHaveCount(0);
  await page.getByRole("button", { name: "Help", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Help" })).toContainText("undo");
  expect(loaded("help")).toBe(1);
});

test("drawers, dialogs and forms come with the focus, too", async ({ page }) => {
  const files = asked(page);
  const site = await open(page);
  for (const [name, role, file] of all.filter(([, role]) => role === "button")) {
    await page.getByRole(role, { name }).first().focus();
    await expect.poll(() => files.filter((one) => one === file).length, file).toBe(1);
  }
  await site.graph.locator('[tabindex="0"]').first().focus();
  await expect.poll(() => files.filter((one) => one === "card").length).toBe(1);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

// A lecturer with fifteen minutes before class: a network of her own, on the screen of the room, as a link, and as a task on the course page.
import type { Locator } from "@playwright/test";
import { decode } from "../../web/src/link/codec.ts";
import { expect, open_bare, test } from "./site.ts";

const kWeights = `W1 = [[0.1, -0.2], [0.3, 0.4], [-0.5, 0.6]]
b1 = [0.1, 0.2, -0.3]
W2 = [[0.7, -0.8, 0.9]]
b2 = [0.05]
x = [0.5, -1]
y = [1]
`;

test("2-3-1, tanh, mse with own weights → the room → link → embed with hidden ∂L/∂W1, in ten actions", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.setViewportSize({ width: 1280, height: 720 });
  await open_bare(page);
  const transcript: string[] = [];
  const press = async (what: string, target: Locator): Promise<void> => {
    await target.click();
    transcript.push(`press ${what}`);
  };
  const button = (name: string): Locator => page.getByRole("button", { name, exact: true });
  const copied = async (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

  await press("New", button("New network"));
  await page.getByRole("textbox", { name: "own weights" }).fill(kWeights);
  transcript.push("paste the weights");
  await press("Create", button("Create"));
  await expect(page.getByTestId("meeting")).toContainText("at W1[0,0] ✓");

  await press("Present", button("Present"));
  await expect(button("Leave")).toBeVisible();
  for (const name of [/^h1,/, /^p,/, /^L,/]) await expect(page.getByRole("button", { name }).first()).toBeInViewport();
  await expect(button("Play")).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("PageDown");
  await page.screenshot({ path: "build/screenshots/lecturer-room.png" });
  await page.keyboard.press("Escape");
  transcript.push("press Escape");
  await expect(button("Present")).toBeVisible();

  await press("Share", button("Share"));
  const dialog = page.getByRole("dialog", { name: /Share/ });
  await press("Copy link", dialog.getByRole("button", { name: /^Copy/ }).first());
  await expect.poll(copied).toContain("#");
  const plain = decode(new URL(await copied()).hash);
  expect(plain).toMatchObject({ status: "link", link: { src: expect.stringContaining("h1 = tanh(W1 @ x + b1)") } });
  expect(plain.status === "link" && plain.link.quiz).toBeFalsy();

  await press("Hide numbers, to be predicted", dialog.getByText("Hide numbers, to be predicted"));
  await press("∂L/∂W1", dialog.getByRole("button", { name: "∂L/∂W1", exact: true }));
  await press("Copy HTML with numbers hidden", dialog.getByRole("button", { name: "Copy HTML with numbers hidden" }));
  await expect.poll(copied).toContain("<iframe");
  expect(transcript, transcript.join(" → ")).toHaveLength(10);

  const src = /src="([^"]*)"/.exec(await copied())?.[1] ?? "";
  await page.setViewportSize({ width: 700, height: 480 });
  await page.goto("about:blank");
  await page.goto(src);
  const task = page.getByRole("region", { name: "Predict, then reveal" });
  await expect(task).toContainText("0 of 6 found");
  await expect(task.getByRole("textbox", { name: "∂L/∂W1[0,0] =" })).toBeInViewport({ ratio: 1 });
});

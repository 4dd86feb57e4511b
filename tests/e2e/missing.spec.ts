// Parts of the page that do not come: each says so in its place and is asked for again, or the page is loaded anew with its network.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { decode, encode } from "../../web/src/link/codec.ts";
import { kBrowsers } from "../../web/src/view/floor.ts";
import { axe } from "./looks.ts";
import { open, open_bare, open_drawer, type Site } from "./site.ts";

type Loss = "abort" | 404;

/** Files whose name begins so do not come; the function that is returned lets them. */
async function lose(page: Page, name: string, loss: Loss = 404): Promise<() => Promise<void>> {
  const files = new RegExp(`/${name}-[\\w-]+\\.(js|json|wasm)(\\?.*)?$`);
  await page.route(files, (route) => (loss === 404 ? route.fulfill({ status: 404, body: "gone" }) : route.abort()));
  return () => page.unroute(files);
}

const alert = (page: Page): Locator => page.getByRole("alert").filter({ hasText: "could not be loaded" });
const again = (page: Page): Locator => alert(page).getByRole("button", { name: "Try again" });

interface Case {
  file: string;
  said: string;
  wish(site: Site): Promise<void>;
  there(page: Page): Locator;
}

const press = (name: string) => async (site: Site) => {
  await site.page.getByRole("button", { name, exact: true }).click();
};
const tab = (name: string) => (site: Site) => open_drawer(site.page, name);

const kCases: readonly Case[] = [
  {
    file: "help",
    said: "Help",
    wish: press("Help"),
    there: (page) => page.getByRole("dialog").locator("kbd"),
  },
  {
    file: "share",
    said: "Share",
    wish: press("Share"),
    there: (page) => page.getByRole("group", { name: "What for" }),
  },
  {
    file: "export",
    said: "Export",
    wish: press("Export"),
    there: (page) => page.getByRole("dialog").getByRole("button", { name: /^Copy/ }).first(),
  },
  {
    file: "gallery",
    said: "All networks",
    wish: press("All networks"),
    there: (page) => page.getByRole("dialog").getByRole("listitem").first(),
  },
  {
    file: "builder",
    said: "The builder",
    wish: press("Build without typing"),
    there: (page) => page.getByRole("form", { name: "Add" }),
  },
  { file: "tour", said: "The tour", wish: press("Tour"), there: (page) => page.getByRole("region", { name: "Tour" }) },
  { file: "costs", said: "“Costs”", wish: tab("Costs"), there: (page) => page.locator("bw-costs-body h2").first() },
  { file: "memory", said: "“Memory”", wish: tab("Memory"), there: (page) => page.locator("bw-memory-body h2") },
  { file: "paths", said: "“Paths”", wish: tab("Paths"), there: (page) => page.locator("bw-paths-body h2") },
  {
    file: "skips",
    said: "The residual switch",
    wish: tab("Paths"),
    there: (page) => page.locator("bw-skips-body h2"),
  },
  { file: "mistakes", said: "“Mistakes”", wish: tab("Mistakes"), there: (page) => page.locator("bw-mistakes-body h2") },
  { file: "scaling", said: "“Scaling”", wish: tab("Scaling"), there: (page) => page.locator("bw-scaling-body h2") },
  { file: "sources", said: "“Sources”", wish: tab("Sources"), there: (page) => page.locator("bw-sources-body h2") },
  {
    file: "card",
    said: "The card of this number",
    wish: (site) => site.graph.locator(".cell.against").first().click(),
    there: (page) => page.getByRole("complementary", { name: "Why this number?" }),
  },
];

for (const { file, said, wish, there } of kCases)
  test(`${file}: it says so in its place, and can be tried again`, async ({ page }) => {
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes(`/${file}-`)) asked.push(request.url());
    });
    const come = await lose(page, file);
    const site = await open(page);
    await wish(site);
    const mine = alert(page).filter({ hasText: `${said} could not be loaded.` });
    const once_more = mine.getByRole("button", { name: "Try again" });
    await expect(mine).toBeVisible();
    await expect(page.getByText("Loading …")).toHaveCount(0);
    await once_more.click();
    await expect(mine).toBeVisible(); // still gone
    await come();
    await once_more.click();
    await expect(there(page).first()).toBeVisible();
    await expect(mine).toHaveCount(0);
    const anew = new Set(asked.filter((url) => url.includes("?again="))); // a browser may remember that an address failed
    expect(anew.size).toBeGreaterThanOrEqual(2);
  });

test("a screenshot of each kind of place, in which axe finds nothing", async ({ page }) => {
  for (const name of ["help", "tour", "memory"]) await lose(page, name, "abort");
  const site = await open(page);
  await tab("Memory")(site);
  await press("Tour")(site);
  await expect(alert(page)).toHaveCount(2);
  await axe(page);
  await page.screenshot({ path: "build/screenshots/missing.png", fullPage: true });
  await press("Help")(site);
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await axe(page);
  await page.screenshot({ path: "build/screenshots/missing-dialog.png" });
});

test("reload: the network that was just typed is written to the address first, and is there again", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const real = window.setTimeout;
    const slow = (act: TimerHandler, ms?: number): number => real(act, ms === 500 ? 600_000 : ms);
    window.setTimeout = slow as typeof window.setTimeout; // the address is not written by itself
  });
  const come = await lose(page, "help");
  const site = await open_bare(page);
  const text = "param w = 3\nL = w*w\n";
  await site.text.fill(text);
  await expect(site.meeting).toContainText("▸ at L = 6");
  expect(page.url()).not.toContain("#");
  await press("Help")(site);
  await expect(alert(page)).toContainText("The address keeps your network.");
  await come();
  await Promise.all([page.waitForEvent("load"), alert(page).getByRole("button", { name: "Reload the page" }).click()]);
  await expect(site.meeting).toContainText("▸ at L = 6");
  expect(decode(new URL(page.url()).hash)).toMatchObject({ link: { src: text } });
});

test("the editor: a plain field stands in its place, says so, and gives way when it comes", async ({ page }) => {
  const come = await lose(page, "editor");
  await page.goto("./");
  await expect(page.getByTestId("meeting")).toBeVisible();
  await expect(alert(page)).toContainText("The editor, in whose place this plain field stands, could not be loaded.");
  const field = page.getByRole("textbox", { name: "Network text" });
  await field.fill("param w = 3\nL = w*w\n");
  await expect(page.getByTestId("meeting")).toContainText("▸ at L = 6");
  await come();
  await again(page).click();
  await expect(field).toHaveAttribute("contenteditable", "true");
  await expect(field).toContainText("param w = 3");
  await expect(alert(page)).toHaveCount(0);
});

test("the engine's worker: said over the page, and tried again", async ({ page }) => {
  const come = await lose(page, "worker");
  const site = await open(page);
  await site.text.fill("param w = 3\nL = w*w\n");
  await expect(alert(page)).toContainText("The engine could not be loaded.");
  await page.screenshot({ path: "build/screenshots/missing-engine.png" });
  await page.waitForLoadState("networkidle"); // a question that is still on its way would find the worker, and take the button away
  await come();
  await again(page).click();
  await expect(site.meeting).toContainText("▸ at L = 6");
  await expect(alert(page)).toHaveCount(0);
});

const quiz = encode({ src: "param w = 3\nL = w*w\n", quiz: [["w", 0, "adjoint"]] }) ?? "";

test("hidden numbers: what hides them and what asks for them are missed, and no number is shown before", async ({
  page,
}) => {
  const [mask, asks] = [await lose(page, "mask"), await lose(page, "quiz")];
  await page.goto(`./#${quiz}`);
  await expect(alert(page).first()).toContainText("What hides the numbers could not be loaded.");
  await expect(page.getByTestId("meeting")).toHaveCount(0);
  await mask();
  await again(page).first().click();
  await expect(page.getByTestId("meeting")).toBeVisible();
  await expect(alert(page)).toContainText("What asks for the hidden numbers could not be loaded.");
  await asks();
  await again(page).click();
  await expect(page.getByRole("region", { name: "Predict, then reveal" })).toBeVisible();
  await expect(alert(page)).toHaveCount(0);
});

test("hidden numbers: what judges them is missed, and judges when it comes", async ({ page }) => {
  const come = await lose(page, "grade");
  await page.goto(`./#${quiz}`);
  const quizzed = page.getByRole("region", { name: "Predict, then reveal" });
  await quizzed.getByRole("textbox").fill("6");
  await quizzed.getByRole("button", { name: /^Check/ }).click();
  await expect(alert(page)).toContainText("What judges a number could not be loaded.");
  await come();
  await again(page).click();
  await expect(quizzed).toContainText("✓ found");
  await expect(alert(page)).toHaveCount(0);
});

for (const name of ["first_page", "early", "texts"])
  for (const loss of ["abort", 404] as const)
    test(`${name}: a page that does not start says so, and which browsers work (${loss})`, async ({ page }) => {
      const come = await lose(page, name, loss);
      await page.goto(`./#${encode({ src: "param w = 3\nL = w*w\n" })}`);
      const said = page.getByRole("alert");
      await expect(said).toContainText("Bothways did not start.");
      await expect(said).toContainText(kBrowsers);
      await expect(page.getByText("Loading Bothways…")).toBeHidden();
      await page.screenshot({ path: "build/screenshots/unstarted.png" });
      await come();
      await said.getByRole("button", { name: "reload the page" }).click();
      await expect(page.getByTestId("meeting")).toContainText("▸ at L = 6");
    });

test("a browser that cannot read the page's script is told so", async ({ page }) => {
  await page.route(/\/first_page-[\w-]+\.js$/, (route) =>
    route.fulfill({ contentType: "text/javascript", body: "let x = ;" }),
  );
  await page.goto("./");
  await expect(page.getByRole("alert")).toContainText(kBrowsers);
});

test("without popovers the words about a figure open in their place", async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(HTMLElement.prototype, "popover");
  });
  const site = await open(page);
  await open_drawer(page, "Costs");
  const word = page.getByRole("button", { name: /how it is counted/ }).first();
  const note = site.page.locator(`#${await word.getAttribute("popovertarget")}`).first();
  await word.click();
  await expect(note).toHaveClass(/open/);
  await word.click();
  await expect(note).not.toHaveClass(/open/);
});

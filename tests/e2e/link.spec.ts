// Links in the browser: what they show, what a broken one shows, what is written into the address, and what strangers try.
import { type Page, test as plain_test } from "@playwright/test";
import { decode, encode } from "../../web/src/link/codec.ts";
import type { Link } from "../../web/src/link/link.ts";
import { sent, token } from "../links/hostile.ts";
import cases from "../links/hostile_urls.json" with { type: "json" };
import { answer, preset, says, work_to } from "./engine.ts";
import { axe } from "./looks.ts";
import { serve } from "./serve.mjs";
import { expect, open, part_of, show, test } from "./site.ts";

const token_for = (link: Link): string => encode(link) ?? "";
const alert = (page: Page) => page.getByRole("alert");
const says_link = (page: Page) => decode(new URL(page.url()).hash);

/** Opens an address afresh and waits until the page has an answer to it: numbers, a refusal of the engine, how to begin, or words. */
async function visit(page: Page, address: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`./${address}`);
  const group = page.getByRole("group", { name: "Problems" });
  const problems = group.getByRole("button").or(group.getByText(/^Nothing is (written|computed) yet/));
  await expect(page.getByTestId("meeting").or(alert(page)).or(problems.first()).first()).toBeVisible();
}

for (const [width, height] of [
  [1280, 720],
  [390, 844],
] as const) {
  test(`a link opens what it says, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const text = `${preset("two-layer")}# mine\n`;
    const link: Link = {
      src: text,
      from: "two-layer",
      vals: [["x", 0, 2]],
      wrt: ["W1", 2],
      sel: ["a1", 1],
      at: 3,
      open: [["a1", "operations"]],
      view: width > 600 ? "costs" : "graph",
    };
    await visit(page, `#${token_for(link)}`);
    const meeting = page.getByTestId("meeting");
    await expect(meeting).toContainText("✓");
    const { nodes } = answer(text.replace(/input x = \[[^,]+/, "input x = [2"), { id: "W1", index: 2 });
    const shown = (await meeting.locator("b").first().textContent()) ?? "";
    expect(says(shown, nodes.find(({ id }) => id === "L")?.tangent?.[0] ?? 0)).toBe(true);
    await expect(page.getByRole("tab", { name: "Node" })).toHaveAttribute("aria-selected", "true");
    await expect(page.getByRole("combobox", { name: "Network", exact: true })).toHaveValue("two-layer");
    await expect(page.getByRole("complementary", { name: "Why this number?" })).toContainText("a1[1]");
    await expect(page.getByRole("slider", { name: "Work" })).toHaveValue(String(work_to(text, 3)));
    await expect(page.getByRole("region", { name: "Graph of the network" })).toContainText("a1.1");
    expect(says_link(page)).toEqual({ status: "link", link });
  });

  test(`a broken link says why, and shows no network, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const broken = `#${token.slice(0, -3)}`;
    await visit(page, broken);
    await expect(alert(page)).toContainText("The end of the link is missing.");
    await expect(page.getByRole("combobox", { name: "Network", exact: true })).toContainText("no network");
    await expect(page.getByRole("region", { name: "Graph of the network" })).toHaveCount(0);
    await expect(page.getByTestId("meeting")).toHaveCount(0);
    await axe(page);
    await page.screenshot({ path: `build/screenshots/link-broken-${width}.png` });
    expect(new URL(page.url()).hash).toBe(broken);
    await alert(page).getByRole("button", { name: /^Open/ }).click();
    await expect(page.getByTestId("meeting")).toContainText("✓");
    await expect(alert(page)).toHaveCount(0);
    await expect.poll(() => new URL(page.url()).hash).toBe("");
  });
}

test("a link to a part that this page does not have opens all the same, and names it until another is opened", async ({
  page,
}) => {
  const link: Link = { src: "param w = 3\nL = w*w\n", view: "hessian·v" };
  await visit(page, `#${token_for(link)}`);
  const text = page.getByRole("textbox", { name: "Network text" });
  const meeting = page.getByTestId("meeting");
  await expect(text).toHaveAttribute("contenteditable", "true");
  await expect(meeting).toContainText("▸ at L = 6");
  await expect(page.getByRole("tab", { selected: true })).toHaveCount(0);
  await text.fill("param w = 4\nL = w*w\n");
  await expect
    .poll(() => says_link(page))
    .toEqual({ status: "link", link: { ...link, src: "param w = 4\nL = w*w\n" } });
  await show(page, "Costs");
  await expect.poll(() => says_link(page)).toMatchObject({ link: { view: "costs" } });
});

test("an edit is in the address, a reload brings it back, and Back goes to the network before", async ({ page }) => {
  const site = await open(page);
  await site.text.fill("param w = 3\nL = w*w\n");
  await expect.poll(() => says_link(page)).toMatchObject({ link: { src: "param w = 3\nL = w*w\n" } });
  await page.reload();
  await expect(site.meeting).toContainText("▸ at L = 6");
  await site.network.selectOption("fan-out");
  await expect.poll(() => says_link(page)).toMatchObject({ link: { src: preset("fan-out") } });
  await page.goBack();
  await expect(site.meeting).toContainText("▸ at L = 6");
  await expect(site.network).toHaveValue("two-layers-and-a-skip");
  await page.goForward();
  await expect(site.network).toHaveValue("fan-out");
  await expect.poll(() => site.written()).toBe(preset("fan-out"));
});

test("400 changes in a row end in the last one: what the browser drops is written again", async ({ page }) => {
  const site = await open(page);
  await show(page, "Ledger");
  const slider = page.getByRole("slider", { name: "Step" });
  await slider.scrollIntoViewIfNeeded();
  await slider.focus();
  for (let at = 0; at < 400; at++) await page.keyboard.press(at % 2 ? "ArrowLeft" : "ArrowRight");
  for (let at = 0; at < 4; at++) await page.keyboard.press("ArrowRight");
  await expect.poll(() => says_link(page)).toMatchObject({ link: { at: 4 } });
  await expect(site.meeting).toContainText("✓");
});

test("a network of an earlier visit is offered, and never shown unasked", async ({ page }) => {
  const site = await open(page);
  await site.text.fill("param w = 3\nL = w*w\n");
  await expect.poll(() => says_link(page)).toMatchObject({ status: "link" });
  await visit(page, `#${token_for({ src: preset("square") })}`);
  await expect(site.network).toHaveValue("square");
  await page.getByRole("button", { name: "Restore my network" }).click();
  await expect(site.meeting).toContainText("▸ at L = 6");
  await visit(page, "#1broken");
  await expect(alert(page)).toContainText("missing");
  await expect(site.meeting).toHaveCount(0);
});

test("a large network asks first, runs on a word, and can be ended", async ({ page }) => {
  const src = "param W = randn(40, 40, seed=1)\na = tanh(W @ W)\nb = tanh(a @ W)\nL = sum(tanh(b @ W))\n";
  await visit(page, `#${token_for({ src })}`);
  await expect(alert(page)).toContainText("This network is large");
  await expect(page.getByTestId("meeting")).toHaveCount(0);
  await axe(page);
  await page.screenshot({ path: "build/screenshots/link-large.png" });
  await alert(page).getByRole("button", { name: "Compute it" }).click();
  await expect(page.getByTestId("meeting")).toContainText("at L = ");
  const running = page.locator(".running").filter({ hasText: "Executing the schedules" }).first();
  await running.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("the computation was cancelled").first()).toBeVisible();
});

test("a shape of a thousand million is told what it costs, and one that is beyond that is refused in words", async ({
  page,
}) => {
  await page.goto(`./#${token_for({ src: "param W = zeros(1000000000)\nL = sum(W)\n" })}`);
  await expect(page.getByRole("heading", { name: /^Both ways, from shapes alone/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /^weights/ })).toContainText(/3\s815\sMiB/); // 4·10⁹ bytes
  await visit(page, `#${token_for({ src: "param W = zeros(1000000, 1000000)\nL = sum(W)\n" })}`);
  await expect(page.getByRole("group", { name: "Problems" })).toContainText("E_LIMIT");
});

test("1,000 changes of the address in a second end in the last one", async ({ page }) => {
  const site = await open(page);
  await page.evaluate((good) => {
    for (let at = 0; at < 1000; at++) location.hash = at % 2 ? good : `broken${at}`;
  }, token);
  await expect(site.meeting).toContainText("▸ at L = 6");
  await expect(alert(page)).toHaveCount(0);
  await page.evaluate(() => {
    location.hash = "1broken";
  });
  await expect(alert(page)).toContainText("missing");
  await expect(site.meeting).toHaveCount(0);
});

test("every address of a stranger gets its class of answer", async ({ page }) => {
  test.slow();
  for (const { id, expect: wanted } of cases)
    for (const address of (sent[id] ?? []).slice(0, 12)) {
      if (/[\r\n]/.test(address)) continue; // no browser lets these into an address
      await visit(page, address === "" || address.startsWith("#") ? address : `#${address}`);
      const broken = await alert(page).filter({ hasText: "U_" }).count();
      if (wanted === "reject") expect(broken, `${id} ${address.slice(0, 60)}`).toBe(1);
      if (wanted === "accept") expect(broken, `${id} ${address.slice(0, 60)}`).toBe(0);
      if (broken) await expect(page.getByTestId("meeting")).toHaveCount(0);
    }
  expect(await page.evaluate(() => ({ ...Object.prototype }))).toEqual({});
});

/** Markup that runs code where a page is careless; the last waits for a press. */
const payloads = [
  "<img src=x onerror=window.pwned=1>",
  "<svg><animate onbegin=window.pwned=1 attributeName=x dur=1s></animate></svg>",
  "<details open ontoggle=window.pwned=1>x</details>",
  "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
  "<video><source onerror=window.pwned=1></video>",
  "<a id=press href=javascript:void(window.pwned=1)>x</a>",
];

/** Puts the payload into the page itself and waits until it has run: what the page made of it before would have, too. */
async function runs_there(page: Page, payload: string): Promise<void> {
  const text = payload.replaceAll("pwned", "sown");
  const sown = await page.evaluateHandle((text) => {
    const place = document.createElement("div");
    place.innerHTML = text;
    document.body.append(place);
    place.querySelector<HTMLElement>("#press")?.click();
    return place;
  }, text);
  await page.waitForFunction(() => (window as unknown as { sown?: number }).sown === 1);
  await sown.evaluate((place) => place.remove());
}

// The page's policy would keep the scripts of a payload from running, if there were any; it is left out.
test.describe("without the policy of the page", () => {
  test.use({ bypassCSP: true });
  for (const payload of payloads)
    test(`${payload} stays text, and is live where it is not`, async ({ page }) => {
      const pwned = () => page.evaluate(() => (window as unknown as { pwned?: number }).pwned);
      await page.route("**/x", (route) => route.fulfill({ body: "no picture" }));
      const src = `# ${payload}\n# ${payload}\nparam w = 3\n\`${payload}\` = w*w\nL = \`${payload}\` * 2\nmore(L)\n`;
      for (const text of [src, src.replace("more(L)\n", "")]) {
        await visit(page, `#${token_for({ src: text, sel: [payload, 0] })}`);
        const made = page.locator("img, details[ontoggle], iframe[srcdoc], video, animate, a[href^=javascript]");
        expect(await made.count()).toBe(0);
        await runs_there(page, payload);
        expect(await pwned()).toBe(undefined);
        expect(await made.count()).toBe(0);
      }
      await show(page, "Ledger");
      await expect(page.getByRole("table", { name: /Ledger/ })).toContainText(payload);
      for (const tab of ["Paths", "Mistakes", "Costs"]) {
        await show(page, tab);
        await expect(part_of(page, tab)).toContainText(/\S/);
      }
      await page.evaluate(() => Object.assign(window, { sown: 0 }));
      await runs_there(page, payload);
      expect(await pwned()).toBe(undefined);
    });
});

plain_test("a mail program may have moved the link into the query, or escaped its number sign", async ({ page }) => {
  await visit(page, `?s=${token}`);
  await expect(page.getByTestId("meeting")).toContainText("▸ at L = 6");
  const site = await serve({ base: "/a/b/", missing: "404.html" });
  try {
    for (const way of [`%23${token}`, `index.html%2523${token}`]) {
      await page.goto("about:blank");
      await page.goto(site.url + way);
      await expect(page.getByTestId("meeting")).toContainText("▸ at L = 6");
      expect(new URL(page.url()).hash).toBe(`#${token}`);
    }
    await page.goto(`${site.url}nothing`);
    await expect(page.getByRole("heading")).toHaveText("There is nothing at this address");
  } finally {
    site.close();
  }
});

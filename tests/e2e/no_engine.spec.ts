// Browsers that cannot run the engine: the page, the element and the frame say so, and which browsers work; nothing loads for ever.
import { expect, type Locator, type Page, test } from "@playwright/test";
import { encode } from "../../web/src/link/codec.ts";
import { kBrowsers } from "../../web/src/view/floor.ts";
import { serve_page } from "./holders.mjs";
import { serve } from "./serve.mjs";

const token = encode({ src: "param w = 3\nL = w*w\n" }) ?? "";

const open_servers: { close(): void }[] = [];
test.afterEach(() => {
  for (const server of open_servers.splice(0)) server.close();
});

async function dist(): Promise<string> {
  const site = await serve({ headers: { "access-control-allow-origin": "*" } });
  open_servers.push(site);
  return site.url;
}

async function holder(page: Page, html: string): Promise<void> {
  const site = await serve_page(`<!doctype html><meta charset="utf-8"><body style="margin:0">${html}`, {});
  open_servers.push(site);
  await page.goto(site.url);
}

/** Browsers of the past, as this one can play them. */
const kPast: readonly { code: string; lacks: string; play(): void }[] = [
  {
    code: "P_NO_WASM",
    lacks: "without WebAssembly",
    play: () => {
      Reflect.deleteProperty(globalThis, "WebAssembly");
    },
  },
  {
    code: "P_OLD_WASM",
    lacks: "without vectors in WebAssembly",
    play: () => {
      const refuse = () => Promise.reject(new WebAssembly.CompileError("WebAssembly.Module doesn't parse at byte 244"));
      Object.assign(WebAssembly, { validate: () => false, compile: refuse, compileStreaming: refuse });
    },
  },
];

const fallback = `<both-ways id="one" src="#${token}"><a href="elsewhere">A picture of the network</a></both-ways>`;
const element = (url: string): string =>
  `<script>window.heard = []; addEventListener("error", (event) => event.detail && heard.push(event.detail));</script>
  ${fallback}<script type="module" src="${url}element.js"></script>`;
const heard = (page: Page) =>
  page.evaluate(() => (window as unknown as { heard: { code: string; message: string }[] }).heard);

async function says(alert: Locator, code: string): Promise<void> {
  await expect(alert).toContainText("The engine did not start");
  await expect(alert).toContainText(code);
  await expect(alert).toContainText(`Bothways works in ${kBrowsers}.`);
  await expect(alert.getByRole("button", { name: "Try again" })).toHaveCount(0); // it would not help
}

for (const { code, lacks, play } of kPast)
  test.describe(lacks, () => {
    test.beforeEach(({ page }) => page.addInitScript(play));

    test("the page says so", async ({ page }) => {
      await page.goto("./");
      await says(page.getByRole("alert"), code);
      await expect(page.getByText("Loading the engine")).toHaveCount(0);
      await page.screenshot({ path: `build/screenshots/${code}.png` });
    });

    test("the element shows what stands inside it, says so, and fires error with a code", async ({ page }) => {
      await holder(page, element(await dist()));
      await says(page.getByRole("alert"), code);
      await expect(page.getByRole("link", { name: "A picture of the network" })).toBeVisible();
      await expect(page.getByText("Loading")).toHaveCount(0);
      expect(await heard(page)).toEqual([{ code, message: expect.stringContaining(kBrowsers) }]);
      await page.screenshot({ path: `build/screenshots/${code}-element.png` });
    });

    test("the frame says so, and tells the page around", async ({ page }) => {
      const url = await dist();
      await holder(
        page,
        `<iframe src="${url}embed.html#${token}" title="A network" width="100%" height="520" sandbox="allow-scripts"></iframe><script type="module">
          import { connect } from "${url}embed-host.js";
          window.heard = [];
          const embed = connect(document.querySelector("iframe"));
          embed.on("error", (data) => heard.push(data));
          embed.call("hello");
        </script>`,
      );
      const frame = page.frameLocator("iframe");
      await says(frame.getByRole("alert"), code);
      await expect(frame.getByRole("link", { name: "Open in playground" })).toBeVisible();
      await expect.poll(() => heard(page)).toEqual([{ code, message: expect.stringContaining(kBrowsers) }]);
    });
  });

test("the frame's second script in a browser that cannot read it: the poster stays, and says which browsers work", async ({
  page,
}) => {
  const url = await dist();
  await page.route("**/embed-app.js", (route) => route.fulfill({ contentType: "text/javascript", body: "let x = ;" }));
  await holder(page, `<iframe src="${url}embed.html#${token}" title="A network" width="100%" height="520"></iframe>`);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("status")).toContainText(kBrowsers);
  await expect(frame.getByRole("link", { name: "open in playground" })).toBeVisible();
});

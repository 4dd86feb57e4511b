// The embed on pages of other hosts: every sandbox and policy, what it says to its parent and hears from it, and several on one engine.

import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { expect, type FrameLocator, type Page, test } from "@playwright/test";
import { decode, encode } from "../../web/src/link/codec.ts";
import { preset } from "./engine.ts";
import { serve_page } from "./holders.mjs";
import { axe } from "./looks.ts";
import { serve } from "./serve.mjs";

const token = encode({ src: "param w = 3\nL = w*w\n" }) ?? "";
const other = encode({ src: "param w = 4\nL = w*w\n" }) ?? "";

type Closing = { close(): void };
const open_servers: Closing[] = [];
test.afterEach(() => {
  for (const server of open_servers.splice(0)) server.close();
});

async function dist(options: Parameters<typeof serve>[0] = {}): Promise<string> {
  const site = await serve(options);
  open_servers.push(site);
  return site.url;
}

async function holder(page: Page, html: string, headers: Record<string, string> = {}): Promise<void> {
  const site = await serve_page(`<!doctype html><meta charset="utf-8"><body style="margin:0">${html}`, headers);
  open_servers.push(site);
  await page.goto(site.url);
}

const framed = (url: string, more = "", query = ""): string =>
  `<iframe src="${url}embed.html${query}#${token}" title="A network" width="100%" height="520" ${more}></iframe>`;
const shows = (frame: FrameLocator, number: string) =>
  expect(frame.getByTestId("meeting")).toContainText(`▸ at L = ${number}`);
const graph = (frame: FrameLocator) => frame.getByRole("region", { name: "Graph of the network" });

for (const [name, sandbox, headers] of [
  ["no sandbox", "", {}],
  ["allow-scripts, no CORS header", 'sandbox="allow-scripts"', {}],
  ["allow-scripts, CORS header", 'sandbox="allow-scripts"', { "access-control-allow-origin": "*" }],
  ["allow-scripts allow-same-origin", 'sandbox="allow-scripts allow-same-origin"', {}],
  ["wasm as octet-stream and nosniff", "", { "x-content-type-options": "nosniff" }],
  ["a policy without workers", 'sandbox="allow-scripts"', { "content-security-policy": "worker-src 'none'" }],
] as const)
  test(`${name}: the numbers are there`, async ({ page }) => {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await holder(page, framed(await dist({ headers }), sandbox));
    const frame = page.frameLocator("iframe");
    await shows(frame, "6");
    await expect(graph(frame).locator("svg").first()).toBeVisible();
    expect(problems).toEqual([]);
  });

test("the network is built without typing in a frame too", async ({ page }) => {
  await holder(
    page,
    `<iframe src="${await dist()}embed.html?view=both" sandbox="allow-scripts" width="100%" height="700"></iframe>`,
  );
  const frame = page.frameLocator("iframe");
  await frame.getByText("Build without typing").click();
  await frame.getByRole("button", { name: "Add layer" }).click();
  await expect(frame.getByLabel("Network text")).toHaveValue(/= dense\(/);
});

test("a policy without wasm-unsafe-eval: plain words, a code and the way to the page itself", async ({ page }) => {
  const policy = { "content-security-policy": "script-src 'self'; worker-src blob:" };
  await holder(page, framed(await dist({ headers: policy }), 'sandbox="allow-scripts"'));
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("alert")).toContainText("The engine did not start");
  await expect(frame.getByRole("alert")).toContainText("WebAssembly");
  await expect(frame.getByRole("link", { name: "Open in playground" })).toBeVisible();
});

test("a script of another host is refused in the frame, sandboxed or not", async ({ page }) => {
  const [url, stranger] = [await dist(), await dist()];
  for (const sandbox of ["", 'sandbox="allow-scripts"']) {
    await holder(page, framed(url, sandbox));
    await shows(page.frameLocator("iframe"), "6");
    const came = await page
      .frameLocator("iframe")
      .locator("body")
      .evaluate(
        (body, src) =>
          new Promise((done) => {
            const script = Object.assign(document.createElement("script"), { src });
            script.onload = () => done("loaded");
            script.onerror = () => done("refused");
            body.append(script);
          }),
        `${stranger}embed-host.js`,
      );
    expect(came).toBe("refused");
  }
});

test("a page whose policy forbids the element its engine gets the way to the page, and an event", async ({ page }) => {
  const url = await dist({ headers: { "access-control-allow-origin": "*" } });
  const policy = `script-src ${new URL(url).origin} 'unsafe-inline'; worker-src blob:`;
  await holder(
    page,
    `<script>window.heard = []; addEventListener("error", (event) => event.target.localName === "both-ways" && heard.push(event.detail.code));</script>
    <script type="module" src="${url}element.js"></script>
    <both-ways id="bare" src="#${token}"></both-ways>
    <both-ways id="kept" src="#${token}"><a href="${url}#${token}">A network</a></both-ways>`,
    { "content-security-policy": policy },
  );
  const bare = page.locator("#bare");
  await expect(bare.getByRole("alert")).toContainText("The engine did not start");
  await expect(bare.getByRole("link", { name: "Open in playground" })).toHaveAttribute("href", `${url}#${token}`);
  const kept = page.locator("#kept");
  await expect(kept.getByRole("link", { name: "A network" })).toBeVisible();
  await expect(kept.getByRole("link")).toHaveCount(1);
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(["P_LOAD", "P_LOAD"]);
});

test("a second script that cannot be had is said, and can be tried again", async ({ page }) => {
  let broken = true;
  await holder(
    page,
    framed(await dist({ spoil: (path: string) => (broken && path.endsWith("embed-app.js") ? 404 : null) })),
  );
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("status")).toContainText("P_LOAD");
  broken = false;
  await frame.getByRole("button", { name: "Start" }).click();
  await shows(frame, "6");
});

test("a broken link shows its cause and no network; the way out carries the present state", async ({ page }) => {
  const url = await dist();
  await holder(page, framed(url).replace(token, token.slice(0, -2)));
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("alert")).toContainText("The end of the link is missing.");
  await expect(frame.getByTestId("meeting")).toHaveCount(0);
  await holder(page, framed(url, "", "?view=both"));
  await shows(frame, "6");
  const text = frame.getByRole("textbox", { name: "Network text" });
  await text.fill("param w = 5\nL = w*w\n");
  await shows(frame, "10");
  const way = frame.getByRole("link", { name: "Open in playground" });
  await way.focus();
  const address = (await way.getAttribute("href")) ?? "";
  expect(decode(new URL(address).hash)).toMatchObject({ link: { src: "param w = 5\nL = w*w\n" } });
});

test("ro=1 cannot be changed; view, theme and hide are what they say", async ({ page }) => {
  const url = await dist();
  await holder(page, framed(url, "", "?view=code&ro=1&theme=dark&hide=link"));
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("textbox", { name: "Network text" })).toHaveAttribute("readonly", "");
  await expect(frame.getByRole("link", { name: "Open in playground" })).toHaveCount(0);
  await expect(frame.locator("both-ways")).toHaveAttribute("theme", "dark");
  await expect(graph(frame)).toHaveCount(0);
});

test("mode shows one direction alone, and hide leaves panels out", async ({ page }) => {
  const url = await dist();
  await holder(page, framed(url, "", "?mode=forward&hide=tape,strip"));
  const frame = page.frameLocator("iframe");
  const along = graph(frame).locator(".cell.along");
  const against = graph(frame).locator(".cell.against");
  await expect(along.first()).toBeVisible();
  await expect(against.first()).toBeHidden();
  await expect(frame.getByTestId("meeting").locator(".along").first()).toBeVisible();
  await expect(frame.getByTestId("meeting").locator(".against").first()).toBeHidden();
  await expect(frame.getByRole("slider", { name: "Work" })).toHaveCount(0);
  await expect(frame.getByText("by every schedule")).toHaveCount(0);
  await holder(page, framed(url, "", "?mode=reverse"));
  await expect(against.first()).toBeVisible();
  await expect(along.first()).toBeHidden();
  await expect(frame.getByRole("slider", { name: "Work" })).toBeVisible();
  await expect(frame.getByRole("list", { name: "Lanes of the race" })).toContainText("backward");
  await expect(frame.getByRole("list", { name: "Lanes of the race" })).not.toContainText("forward");
  await holder(page, framed(url));
  await expect(against.first()).toBeVisible();
  await expect(along.first()).toBeVisible();
});

for (const [width, height] of [
  [760, 480],
  [760, 640],
  [390, 520],
] as const)
  for (const scheme of ["light", "dark"] as const)
    test(`${width}×${height}, ${scheme}: nobody listens, and it looks right`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme });
      const url = await dist();
      const shown = encode({ src: preset("two-layer") }) ?? "";
      await holder(page, framed(url).replace(token, shown).replace('height="520"', `height="${height}"`));
      const frame = page.frameLocator("iframe");
      await expect(frame.getByTestId("meeting")).toContainText("✓");
      const wide = await frame.locator("html").evaluate((one) => one.scrollWidth - one.clientWidth);
      expect(wide).toBe(0);
      await page.screenshot({ path: `build/screenshots/embed-${width}-${height}-${scheme}.png` });
      if (height === 520) {
        await page.goto(`${url}embed.html#${shown}`);
        await expect(page.getByTestId("meeting")).toContainText("✓");
        await axe(page);
      }
    });

test("before it starts: a poster of at most 13 kB, and nothing of the engine", async ({ page }) => {
  const url = await dist();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().startsWith(url)) asked.push(new URL(request.url()).pathname);
  });
  await holder(page, `<div style="height:4000px"></div>${framed(url)}`);
  const frame = page.frameLocator("iframe >> nth=-1");
  await expect(frame.getByRole("button", { name: "Start" })).toBeAttached();
  // By the time another frame, made later and in sight, has started by itself, this one would have, too.
  await page.evaluate((html) => document.body.insertAdjacentHTML("afterbegin", html), framed(await dist()));
  await shows(page.frameLocator("iframe >> nth=0"), "6");
  const ours = asked.filter((path) => /embed/.test(path));
  expect(ours.sort()).toEqual(["/embed.html", "/embed.js"]);
  const bytes = ours.map(
    (path) => brotliCompressSync(readFileSync(new URL(`../../dist${path}`, import.meta.url))).length,
  );
  console.log(`poster and loader: ${bytes.join(" + ")} bytes with brotli`);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(13_000);
  await page.locator("iframe").last().scrollIntoViewIfNeeded();
  await shows(frame, "6");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("it says what is missing", async ({ page }) => {
    await page.goto(`${await dist()}embed.html`);
    await expect(page.locator("noscript p")).toContainText("this needs JavaScript and WebAssembly");
    await expect(page.locator("noscript p")).toBeVisible();
  });
});

/** A page that uses the helper, and keeps what it heard. */
const helped = (url: string, more = ""): string => `${framed(url, more)}<script type="module">
  import { connect } from "${url}embed-host.js";
  window.heard = [];
  window.embed = connect(document.querySelector("iframe"));
  for (const event of ["ready", "change", "step", "result", "resize", "error"]) embed.on(event, (data) => heard.push([event, data]));
</script>`;

for (const sandbox of ["", 'sandbox="allow-scripts"'])
  test(`the helper: every verb, every event, and the height (${sandbox || "no sandbox"})`, async ({ page }) => {
    await holder(page, helped(await dist({ headers: { "access-control-allow-origin": "*" } }), sandbox));
    const frame = page.frameLocator("iframe");
    await shows(frame, "6");
    type Held = {
      heard: [string, { height?: number; token?: string }][];
      embed: { call(cmd: string, args?: object): Promise<unknown> };
    };
    const call = (cmd: string, args: object = {}) =>
      page.evaluate(([cmd, args]) => (window as unknown as Held).embed.call(cmd as string, args as object), [
        cmd,
        args,
      ] as const);
    const events = () => page.evaluate(() => (window as unknown as Held).heard.map(([name]) => name));
    await call("set", { link: other });
    await shows(frame, "8");
    expect(await call("get")).toMatchObject({ token: other, gradient: [{ id: "w", shape: [], value: [8] }] });
    await call("set", { src: "param w = 5\nL = w*w\n" });
    await shows(frame, "10");
    await call("step", { by: 1 });
    await call("highlight", { id: "w" });
    await expect(frame.getByRole("complementary", { name: "Why this number?" })).toBeVisible();
    await call("theme", { theme: "dark" });
    await expect(frame.locator("both-ways")).toHaveAttribute("theme", "dark");
    await call("run");
    await expect(call("zap")).rejects.toThrow("There is no such command.");
    await expect(call("set", { link: "#1broken" })).rejects.toThrow("The end of the link is missing.");
    expect(await events()).toEqual(expect.arrayContaining(["change", "result", "resize"]));
    const height = await page.locator("iframe").evaluate((one) => one.getBoundingClientRect().height);
    expect(height).toBeGreaterThan(300);
    expect(height).not.toBe(520);
  });

test("both dialects of LMS hear the height; before a valid word nothing but sizes is said", async ({ page }) => {
  const url = await dist();
  await page.addInitScript(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    if (window === window.top) addEventListener("message", (event) => heard.push(event.data));
  });
  await holder(page, framed(url));
  await shows(page.frameLocator("iframe"), "6");
  const heard = await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
  expect(heard).toContainEqual(expect.stringMatching(/^\{"subject":"lti.frameResize","height":\d+\}$/));
  expect(heard).toContainEqual({ subject: "lti.frameResize", height: expect.any(Number) });
  for (const one of heard)
    if (typeof one === "object" && one !== null && "event" in one) expect(["ready", "resize"]).toContain(one.event);
});

test("10,000 messages in a row: the last network is shown, and the page answers within a second", async ({ page }) => {
  await holder(page, helped(await dist()));
  const frame = page.frameLocator("iframe");
  await shows(frame, "6");
  await page.evaluate((link) => {
    const window_of = document.querySelector("iframe")?.contentWindow;
    for (let at = 0; at < 10_000; at++)
      window_of?.postMessage({ bw: 1, id: `m${at}`, cmd: "set", args: { src: `param w = ${at}\nL = w*w\n` } }, "*");
    window_of?.postMessage({ bw: 1, id: "last", cmd: "set", args: { link } }, "*");
  }, other);
  await shows(frame, "8");
});

test("the element: three networks on one engine, attributes, verbs, events, and a fallback until it starts", async ({
  page,
}) => {
  const url = await dist({ headers: { "access-control-allow-origin": "*" } });
  const workers: string[] = [];
  page.on("worker", (worker) => workers.push(worker.url()));
  const links = [token, other, encode({ src: preset("two-layer") }) ?? ""];
  await holder(
    page,
    `<script>window.heard = []; for (const name of ["ready", "change", "step", "result", "error"]) addEventListener(name, (event) => event.target.localName === "both-ways" && heard.push([event.target.id, name]));</script>
    <script type="module" src="${url}element.js"></script>
    ${links.map((link, at) => `<both-ways id="n${at}" src="#${link}" ${at === 1 ? "readonly" : ""}><a href="${url}#${link}">A network</a></both-ways>`).join("")}
    <div style="height:3000px"></div><both-ways id="late" src="#${token}" loading="lazy"><a href="${url}#${token}">Later</a></both-ways>`,
  );
  const of = (id: string) => page.locator(`#${id}`);
  await expect(of("n0").getByTestId("meeting")).toContainText("▸ at L = 6");
  await expect(of("n1").getByTestId("meeting")).toContainText("▸ at L = 8");
  await expect(of("n2").getByTestId("meeting")).toContainText("✓");
  expect(workers.filter((address) => address.startsWith("blob:"))).toHaveLength(1);
  await expect(of("late").getByRole("link", { name: "Later" })).toBeVisible();
  await page.addStyleTag({
    content: "both-ways { --along: rgb(0, 128, 128); } both-ways::part(tape) { display: none; }",
  });
  await expect(of("n0").getByRole("slider", { name: "Work" })).toBeHidden();
  await expect(of("n0").locator(".along").first()).toHaveCSS("color", "rgb(0, 128, 128)");
  await page.screenshot({ path: "build/screenshots/element.png" });
  await of("late").scrollIntoViewIfNeeded();
  await expect(of("late").getByTestId("meeting")).toContainText("▸ at L = 6");
  type Element = HTMLElement & { get(): { gradient: unknown }; set(link: object): void };
  const got = await of("n1").evaluate((one) => (one as unknown as Element).get().gradient);
  expect(got).toEqual([{ id: "w", shape: [], value: [8] }]);
  await of("n0").evaluate((one, src) => one.setAttribute("src", src), `#${other}`);
  await expect(of("n0").getByTestId("meeting")).toContainText("▸ at L = 8");
  await of("n0").evaluate((one) => (one as unknown as Element).set({ src: "param w = 5\nL = w*w\n" }));
  await expect(of("n0").getByTestId("meeting")).toContainText("▸ at L = 10");
  const heard = await page.evaluate(() => (window as unknown as { heard: [string, string][] }).heard);
  expect(heard).toEqual(
    expect.arrayContaining([
      ["n0", "ready"],
      ["n1", "ready"],
      ["n0", "change"],
      ["n0", "result"],
    ]),
  );
});

test("20 frames on a page start one by one as they come into sight, and the page stays usable", async ({ page }) => {
  test.slow();
  const url = await dist();
  await holder(
    page,
    Array.from({ length: 20 }, () => framed(url, 'loading="lazy"')).join("<div style='height:1500px'></div>"),
  );
  await shows(page.frameLocator("iframe >> nth=0"), "6");
  const workers = page.workers().length;
  expect(workers).toBeLessThan(20);
  for (const at of [7, 19]) {
    await page.locator("iframe").nth(at).scrollIntoViewIfNeeded();
    await shows(page.frameLocator(`iframe >> nth=${at}`), "6");
  }
});

test("in print the network is on the paper; no button of an embed destroys anything at one press", async ({ page }) => {
  await page.goto(`${await dist()}embed.html#${token}`);
  await expect(page.getByTestId("meeting")).toContainText("▸ at L = 6");
  const names = await page
    .getByRole("button")
    .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? one.textContent ?? ""));
  expect(names.filter((name) => /delete|reset|remove|clear/i.test(name))).toEqual([]);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("region", { name: "Graph of the network" })).toBeVisible();
  await page.screenshot({ path: "build/screenshots/embed-print.png", fullPage: true });
});

for (const height of [480, 640])
  test(`an embed of ${height} px flows: a frame that takes the height it asks for does not grow`, async ({ page }) => {
    const chain = Array.from({ length: 30 }, (_, at) => `v${at} = tanh(${at ? `v${at - 1}` : "w"})`).join("\n");
    const long = encode({ src: `param w = 0.5\n${chain}\nL = v29\n` });
    await holder(
      page,
      `<iframe src="${await dist()}embed.html#${long}" title="A network" width="760" height="${height}"></iframe>
      <script>
        const frame = document.querySelector("iframe");
        window.heights = [];
        addEventListener("message", ({ data }) => {
          if (data?.event !== "resize") return;
          heights.push(data.data.height);
          if (heights.length < 40) frame.height = data.data.height;
        });
      </script>`,
    );
    await expect(page.frameLocator("iframe").getByTestId("meeting")).toContainText("✓");
    const frames = (count: number): Promise<number[]> =>
      page.evaluate(
        (count) =>
          new Promise((done) => {
            const heights = (window as unknown as { heights: number[] }).heights;
            const turn = (left: number): void => {
              if (left > 0) requestAnimationFrame(() => turn(left - 1));
              else done(heights.slice());
            };
            turn(count);
          }),
        count,
      );
    await expect.poll(async () => (await frames(30)).length - (await frames(30)).length).toBe(0);
    const settled = await frames(1);
    expect(settled.length).toBeLessThan(20);
    await page.evaluate(() => {
      const frame = document.querySelector("iframe");
      if (frame) frame.height = String(Number(frame.height) + 400);
    });
    const after = await frames(30);
    expect(after.at(-1)).toBe(settled.at(-1));
  });

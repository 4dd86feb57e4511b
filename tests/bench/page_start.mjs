// From the start of the page to its first gradient: milliseconds until the meeting line shows a number.
import { join } from "node:path";
import { root } from "../../web/tools/machine.mjs";
import { browser } from "./hosts/browser.mjs";
import { serveFolder } from "./hosts/serve.mjs";
import { median } from "./measure.mjs";

/** Runs in the page before its own scripts: looks at every frame whether the meeting line is there. */
function watch() {
  const look = () => {
    const line = document.querySelector("both-ways")?.shadowRoot?.querySelector("bw-meeting")?.shadowRoot;
    const number = line?.querySelector('[data-testid="meeting"] b')?.textContent ?? "";
    if (/\d/.test(number)) window.gradientShown(performance.now());
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

const slow = { offline: false, latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 };

/** { loopback_ms, throttled_ms }: medians of some first visits, each with an empty cache. */
export async function pageStart(times) {
  const server = await serveFolder(join(root, "dist"));
  const running = await browser();
  const visit = async (conditions) => {
    const context = await running.newContext();
    const page = await context.newPage();
    await page.addInitScript(watch);
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    if (conditions) await session.send("Network.emulateNetworkConditions", conditions);
    const shown = new Promise((done, fail) => {
      setTimeout(() => fail(new Error("no gradient in 30 s")), 30_000).unref();
      page.exposeFunction("gradientShown", done).then(() => page.goto(server.url, { waitUntil: "commit" }), fail);
    });
    return shown.finally(() => context.close());
  };
  try {
    await visit(null); // packs the files
    const found = { loopback_ms: [], throttled_ms: [] };
    for (let i = 0; i < times; i++) {
      found.loopback_ms.push(await visit(null));
      found.throttled_ms.push(await visit(slow));
    }
    return { loopback_ms: median(found.loopback_ms), throttled_ms: median(found.throttled_ms) };
  } finally {
    await running.close();
    server.close();
  }
}

// `npm run bench:start`: from the start of the page to its first gradient, in Chromium: from this machine, over a line of
// 9 Mbit/s and 60 ms, and on a processor four times slower; then until a press is answered. Build the page first (npm run
// build); BW_BEFORE names an earlier build to be measured in the same run, round about.
import { loadavg } from "node:os";
import { at, launched, sites } from "./sites.mjs";

const kRounds = 7;
const kSlow = { offline: false, latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 };
const kCases = [
  { name: "loopback", network: null, slower: 1 },
  { name: "9 Mbit/s, 60 ms", network: kSlow, slower: 1 },
  { name: "four times slower", network: null, slower: 4 },
];

/** Runs in the page before its own scripts: notes in which frame a gradient is there, and when a press can be answered. */
function watch() {
  const seen = {};
  window.seen = seen;
  const look = () => {
    const host = document.querySelector("both-ways");
    // The page itself, or the picture of it that was drawn at build: whichever is in sight.
    const pages = [...(document.getElementById("first")?.children ?? [])].filter((one) => one.clientWidth > 0);
    const lines = [...pages, host].map((one) => one?.shadowRoot?.querySelector("first-meeting, bw-meeting"));
    const words = lines.map((line) => line?.shadowRoot?.querySelector("b")?.textContent ?? "").join("");
    if (seen.gradient === undefined && /\d/.test(words)) seen.gradient = performance.now();
    if (seen.live === undefined && host?.store?.state.result) seen.live = performance.now();
    if (seen.press === undefined && host?.shadowRoot?.querySelector("bw-graph")?.shadowRoot?.querySelector("svg"))
      seen.press = performance.now();
    if (seen.gradient === undefined || seen.live === undefined || seen.press === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(browser, url, { network, slower }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  if (network) await session.send("Network.emulateNetworkConditions", network);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(
    () => window.seen.gradient !== undefined && window.seen.live !== undefined && window.seen.press !== undefined,
  );
  const seen = await page.evaluate(() => window.seen);
  await context.close();
  return seen;
}

const all = await sites();
const browser = await launched();
try {
  for (const site of all) await visit(browser, site.url, kCases[0]); // packs the files
  console.log(`1-minute load of the machine ${loadavg()[0].toFixed(1)}; medians of ${kRounds} first visits in ms`);
  for (const one of kCases) {
    const found = new Map(all.map((site) => [site.name, []]));
    for (let round = 0; round < kRounds; round++)
      for (const site of all) found.get(site.name).push(await visit(browser, site.url, one));
    for (const [name, visits] of found) {
      const of = (part) =>
        at(
          visits.map((visit) => visit[part]),
          0.5,
        ).toFixed(0);
      console.log(
        `${one.name.padEnd(20)}${name.padEnd(8)} first gradient ${of("gradient")}, live numbers ${of("live")}, graph to press ${of("press")}`,
      );
    }
  }
} finally {
  await browser.close();
  for (const site of all) site.close();
}

// `npm run bench:drag`: a slider dragged on a network of 100 nodes in Chromium, from the input event to the painted numbers,
// and how that time is shared between engine, layout and paint. Build the page first (npm run build).
import { loadavg } from "node:os";
import { chromium } from "@playwright/test";
import { chromium as installed } from "../../web/tools/machine.mjs";
import { serve } from "../e2e/serve.mjs";
import { probe } from "./drag_probe.mjs";
import { thread_times } from "./threads.mjs";

const kMoves = 240;
const kMedian = 16.7; // ms, one frame
const kLate = 50; // ms, at the 95th percentile

/** A chain of tanh(w*a): 34 leaves and 66 operations. */
function network() {
  const weights = Array.from({ length: 33 }, (_, at) => `param w${at} = ${(0.5 + (at % 5) / 10).toFixed(1)}`);
  const layers = Array.from({ length: 33 }, (_, at) => `a${at} = tanh(w${at}*${at === 0 ? "x" : `a${at - 1}`})`);
  return ["input x = 0.5", ...weights, ...layers, ""].join("\n");
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
const figures = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: at(sorted, 0.5), late: at(sorted, 0.95) };
};
const ms = (value) => `${value.toFixed(1)} ms`;

async function drag(page) {
  const slider = page.getByRole("slider", { name: "w3", exact: true });
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  const [left, y] = [box.x + 6, box.y + box.height / 2];
  const across = (move) => left + (box.width - 12) * (0.5 + 0.4 * Math.sin(move / 9));
  await page.mouse.move(across(0), y);
  await page.mouse.down();
  for (let move = 0; move < kMoves; move++) {
    await page.mouse.move(across(move), y);
    await page.waitForTimeout(12);
  }
  await page.waitForTimeout(500);
  const drags = await page.evaluate(() => window.drags);
  const { value } = await slider.evaluate(({ value }) => ({ value }));
  const shown = await page.getByRole("spinbutton", { name: "w3", exact: true }).inputValue();
  await page.mouse.up();
  if (Math.abs(Number(value) - Number(shown)) > 1e-9) throw new Error(`the field says ${shown}, the slider ${value}`);
  return drags;
}

/** Processor time for each painting; on a busy machine it says more than the clock does. */
function say_work(before, after, paintings) {
  const each = (name) => ms((after[name] - before[name]) / paintings);
  console.log(
    `processor time for each of ${paintings} paintings: page ${each("page")}, worker ${each("workers")}, all threads of the page ${each("all")}`,
  );
}

function report(drags) {
  const done = drags.filter((one) => one.paint !== undefined);
  const part = (from, to) => figures(done.map((one) => one[to] - one[from]));
  const whole = part("input", "paint");
  const parts = {
    engine: part("sent", "answered"),
    layout: part("answered", "rendered"),
    paint: part("frame", "paint"),
    "wait for the frame": part("rendered", "frame"),
  };
  const mean = (from, to) => done.reduce((sum, one) => sum + one[to] - one[from], 0) / Math.max(1, done.length);
  const shares = [mean("sent", "answered"), mean("answered", "rendered"), mean("frame", "paint")];
  const least = Math.max(0.001, Math.min(...shares));
  console.log(
    `${done.length} of ${drags.length} input events painted; 1-minute load of the machine ${loadavg()[0].toFixed(1)}`,
  );
  console.log(
    `input to painted numbers: median ${ms(whole.median)} (at most ${kMedian}), 95th percentile ${ms(whole.late)} (at most ${kLate})`,
  );
  for (const [name, { median, late }] of Object.entries(parts))
    console.log(`  ${name}: median ${ms(median)}, 95th percentile ${ms(late)}`);
  console.log(`engine : layout : paint = ${shares.map((share) => (share / least).toFixed(0)).join(" : ")} (means)`);
  console.log(whole.median <= kMedian && whole.late <= kLate && done.length === drags.length ? "met" : "missed");
}

const site = await serve({});
const browser = await chromium.launch({
  executablePath: installed() ?? "chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(probe);
  await page.goto(site.url);
  const text = page.getByRole("textbox", { name: "Network text" });
  await page.waitForFunction(() => document.querySelector("both-ways") !== null);
  await page.getByTestId("meeting").waitFor({ timeout: 60_000 });
  await page.waitForTimeout(2000);
  await text.fill(network());
  await page.getByRole("slider", { name: "w32", exact: true }).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(2000);
  const before = thread_times();
  const drags = await drag(page);
  say_work(before, thread_times(), new Set(drags.map(({ paint }) => paint)).size);
  report(drags);
} finally {
  await browser.close();
  site.close();
}

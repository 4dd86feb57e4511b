// `npm run bench:drag`: a slider dragged in Chromium, from the input event to the painted numbers, the first event apart, and
// how that time is shared between engine, layout and paint. Build the page first (npm run build); BW_BEFORE names an earlier
// build to be measured in the same run.
import { loadavg } from "node:os";
import { probe } from "./drag_probe.mjs";
import { chain, layers, tangle } from "./graphs.mjs";
import { launched, opened, sites } from "./sites.mjs";
import { thread_times } from "./threads.mjs";

const kMoves = 240;

/** Networks, the slider that is dragged, and how many times slower the processor is made. */
const cases = [
  { name: "chain, 100 nodes", text: chain(100), slider: "w3", slower: 1, median: 16.7, late: 50 },
  { name: "chain, 100 nodes, four times slower", text: chain(100), slider: "w3", slower: 4, median: 33, late: 100 },
  { name: "random, 1,000 nodes", text: tangle(1000), slider: "w3", slower: 1, median: 16.7, late: 33 },
  {
    name: "perceptron 32-64-10",
    text: layers(32, 64, 10).replace("h0 = dense(x,", "param s = 1\nxs = s*x\nh0 = dense(xs,"),
    slider: "s",
    slower: 1,
    median: 16.7,
    late: 33,
  },
];

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
const figures = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: at(sorted, 0.5), late: at(sorted, 0.95) };
};
const ms = (value) => `${value.toFixed(1)} ms`;

async function drag(page, name) {
  const slider = page.getByRole("slider", { name, exact: true });
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
  const shown = await page.getByRole("spinbutton", { name, exact: true }).inputValue();
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

function report(drags, { median: kMedian, late: kLate }) {
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
  const [first] = done;
  if (first) console.log(`  the first event: ${ms(first.paint - first.input)}`);
  for (const [name, { median, late }] of Object.entries(parts))
    console.log(`  ${name}: median ${ms(median)}, 95th percentile ${ms(late)}`);
  console.log(`engine : layout : paint = ${shares.map((share) => (share / least).toFixed(0)).join(" : ")} (means)`);
  console.log(whole.median <= kMedian && whole.late <= kLate && done.length === drags.length ? "met" : "missed");
}

const all = await sites();
const browser = await launched();
try {
  for (const one of cases)
    for (const site of all) {
      console.log(`\n${one.name}, ${site.name}`);
      const { page, text } = await opened(browser, site.url, (page) => page.addInitScript(probe));
      await text.fill(one.text);
      await page.getByRole("slider", { name: one.slider, exact: true }).waitFor({ timeout: 60_000 });
      await page.waitForTimeout(4000);
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: one.slower });
      const before = thread_times();
      const drags = await drag(page, one.slider);
      say_work(before, thread_times(), new Set(drags.map(({ paint }) => paint)).size);
      report(drags, one);
      await page.close();
    }
} finally {
  await browser.close();
  for (const site of all) site.close();
}

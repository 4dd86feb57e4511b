// `npm run bench:open`: networks pasted into the page in Chromium, from the paste to the first numbers, to the graph, and until
// every schedule is counted; the longest task of the page on the way, and how evenly the graph moves under a pan. Build the
// page first (npm run build); BW_BEFORE names an earlier build to be measured in the same run.
import { loadavg } from "node:os";
import { blocks, chain, crowd, layers, tangle } from "./graphs.mjs";
import { at, launched, opened, sites } from "./sites.mjs";

const kRounds = 3;
const kFrames = 60;

/** Each round has other numbers, so that nothing is known from the round before. */
const networks = {
  "chain, 1,000 nodes": (round) => chain(1000, round),
  "random, 1,000 nodes": (round) => tangle(1000, round),
  "dense, 1,000 nodes": (round) => crowd(1000, round),
  "chain, 5,000 nodes": (round) => chain(5000, round),
  "random, 5,000 nodes": (round) => tangle(5000, round),
  "dense, 5,000 nodes": (round) => crowd(5000, round),
  "perceptron 32-64-10": (round) => `# ${round}\n${layers(32, 64, 10)}`,
  "perceptron 64-256-10": (round) => `# ${round}\n${layers(64, 256, 10)}`,
  "twenty residual blocks": (round) => `# ${round}\n${blocks(20, true)}`,
};

/** Runs in the page: pastes a text, and waits until everything of it is there. */
async function paste({ field, text }) {
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: "longtask" });
  const host = document.querySelector("both-ways");
  const frame = () => new Promise((go_on) => requestAnimationFrame(go_on));
  const until = async (there) => {
    while (!there()) await frame();
    await frame();
    return performance.now() - start;
  };
  const result = () => (host.store.state.result?.text === text ? host.store.state.result : null);
  const graph = host.shadowRoot.querySelector("bw-graph");
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const start = performance.now();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  const first = await until(() => result() !== null);
  const box = () =>
    [...graph.shadowRoot.querySelectorAll("[data-key]")].some(({ dataset }) => dataset.key === result()?.weight?.id);
  const painted = await until(() => !graph.hasAttribute("placing") && box());
  const counted = await until(() => result() !== null && !result().response.more);
  await new Promise((go_on) => setTimeout(go_on, 1000));
  observer.disconnect();
  return { first, painted, counted, task: Math.max(0, ...tasks.map(({ duration }) => duration)) };
}

/** Runs in the page: the lengths of the frames while the window of the graph moves. */
async function pan(region, frames) {
  const lengths = [];
  let last = performance.now();
  for (let at = 0; at < frames; at++) {
    region.scrollLeft += 40;
    await new Promise((go_on) => requestAnimationFrame(go_on));
    lengths.push(performance.now() - last);
    last = performance.now();
  }
  return lengths;
}

async function round_of(browser, { url }, text) {
  const { page, text: editor } = await opened(browser, url);
  await editor.focus();
  await page.keyboard.press("ControlOrMeta+A");
  const found = await page.evaluate(paste, { field: await editor.elementHandle(), text });
  const frames = await page.getByRole("region", { name: "Graph of the network" }).evaluate(pan, kFrames);
  await page.close();
  return { ...found, pan: at(frames, 0.95) };
}

const all = await sites();
const browser = await launched();
const ms = (values, share = 0.5) => at(values, share).toFixed(0).padStart(6);
try {
  console.log(
    `1-minute load of the machine ${loadavg()[0].toFixed(1)}; medians of ${kRounds} rounds in ms, of tasks the longest`,
  );
  console.log(`${"network".padEnd(24)}${"page".padEnd(8)} first  graph counted  task   pan`);
  for (const [name, text] of Object.entries(networks)) {
    const found = new Map(all.map((site) => [site.name, []]));
    for (let round = 0; round < kRounds; round++)
      for (const site of all) found.get(site.name).push(await round_of(browser, site, text(round)));
    for (const [page, rounds] of found) {
      const of = (part, share) =>
        ms(
          rounds.map((one) => one[part]),
          share,
        );
      console.log(
        `${name.padEnd(24)}${page.padEnd(8)}${of("first")} ${of("painted")}  ${of("counted")}${of("task", 1)}${of("pan")}`,
      );
    }
  }
} finally {
  await browser.close();
  for (const site of all) site.close();
}

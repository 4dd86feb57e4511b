// `npm run fuzz [-- --minutes N | --seconds N] [--keep]`: runs the fuzzers side by side and prints what they did.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root, say } from "../../web/tools/machine.mjs";
import { built } from "../runner/builds.mjs";
import { writeSeeds } from "./seeds.mjs";

export const targets = ["request", "network"];
const longest = { request: 4096, network: 1024 };
const place = (...path) => join(root, "build", "fuzz", ...path);
const program = (name) => join(root, "build", "asan", name);
const kept = (target) => join(root, "tests", "fuzz", "corpus", target);

/** Runs one program; resolves to its exit code and what it printed on stderr, which is where libFuzzer talks. */
function run(program, args) {
  const child = spawn(program, args, { cwd: place(), stdio: ["ignore", "ignore", "pipe"] });
  let text = "";
  child.stderr.on("data", (chunk) => {
    text = (text + chunk).slice(-200_000);
  });
  return new Promise((done) => {
    child.on("error", (error) => done({ code: 1, text: error.message }));
    child.on("close", (code) => done({ code: code ?? 1, text }));
  });
}

/** Fuzzes one target for that long. Resolves to how many inputs were tried and whether nothing was found. */
export async function fuzz(target, seconds) {
  for (const folder of [place("found", target), kept(target)]) mkdirSync(folder, { recursive: true });
  const args = [`-max_total_time=${seconds}`, `-max_len=${longest[target]}`, `-dict=${place("words.dict")}`];
  args.push("-timeout=60", "-rss_limit_mb=4096", "-print_final_stats=1", `-artifact_prefix=${place()}/${target}-`);
  const folders = [place("found", target), kept(target), place("seeds", target)];
  const { code, text } = await run(program(`fuzz_${target}`), [...args, ...folders]);
  const executions = Number(text.match(/number_of_executed_units:\s*(\d+)/)?.[1] ?? 0);
  const coverage = Number(text.match(/.*\bcov: (\d+)/s)?.[1] ?? 0);
  if (code !== 0) say(text.slice(-6000));
  return { passed: code === 0 && executions > 0, executions, coverage };
}

/** Everything that the fuzzers need: the programs, the seeds from the golden data, the words of the language. */
export async function prepare() {
  mkdirSync(place(), { recursive: true });
  return (await built("asan")) && (await writeSeeds(place(), program("bothways")));
}

/** Adds to the corpus what the last runs found beyond it, in as few and as short inputs as reach the same code. */
async function keep(target) {
  const args = ["-set_cover_merge=1", "-use_counters=0", `-max_len=${longest[target] / 4}`, "-timeout=60"];
  const { code, text } = await run(program(`fuzz_${target}`), [...args, kept(target), place("found", target)]);
  say(`${target}: ${text.match(/MERGE-OUTER: \d+ new files.*/)?.[0] ?? `merging ended with ${code}`}`);
}

/** Runs all targets at once; prints a line for each. */
export async function fuzzAll(seconds) {
  const results = await Promise.all(targets.map((target) => fuzz(target, seconds)));
  for (const [i, { passed, executions, coverage }] of results.entries()) {
    const verdict = passed ? "nothing found" : "FOUND SOMETHING, see above and build/fuzz";
    say(`fuzz ${targets[i]}: ${executions} executions in ${seconds} s, ${coverage} edges reached, ${verdict}`);
  }
  return results;
}

function secondsAsked(words) {
  const after = (name) => Number(words[words.indexOf(name) + 1]);
  if (words.includes("--minutes")) return 60 * after("--minutes");
  return words.includes("--seconds") ? after("--seconds") : 30;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const seconds = secondsAsked(process.argv);
  const ready = Number.isFinite(seconds) && (await prepare());
  const results = ready ? await fuzzAll(seconds) : [];
  if (process.argv.includes("--keep")) for (const target of targets) await keep(target);
  process.exitCode = results.length > 0 && results.every((one) => one.passed) ? 0 : 1;
}

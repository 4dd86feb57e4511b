// `npm run bench [-- --rounds 3 --write --ms 80 --only W1,W2 --before FILE --check]`: builds, checks every gradient, times,
// reports; `--check` ends after the checks.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, loadavg, release, type } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import { root, say } from "../../web/tools/machine.mjs";
import { setup } from "../../web/tools/setup.mjs";
import { chart } from "./chart.mjs";
import { measure } from "./rounds.mjs";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "1" },
    ms: { type: "string", default: "80" },
    only: { type: "string" },
    peers: { type: "string" },
    before: { type: "string" }, // an engine.wasm to compare with
    write: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    built: { type: "boolean", default: false }, // takes what an earlier run built
    count: { type: "string" },
  },
});

if (!options.built) setup({ tests: true });
const { buildBench, compilerLine } = await import("./builds.mjs");
const { nodeHost, chromiumHost, files } = await import("./hosts/start.mjs");
const { nativeHost, nativePeers } = await import("./natives.mjs");
const { as_lines, results } = await import("./results.mjs");
const { report } = await import("./report.mjs");
const { checkReference } = await import("./check_reference.mjs");
const { makers } = await import("./workloads.mjs");
const { peers, titles } = await import("./peers/all.mjs");

const built = await buildBench(options);
const r = results();
const derivatives = checkReference(options.check ? ["W1", "W2", "W4_1k", "W5_20", "W6"] : undefined);
say(`bench: the reference agrees with difference quotients in ${derivatives} derivatives`);
const chosen = options.only?.split(",") ?? (options.check ? ["W1", "W2", "W4_1k", "W5_60"] : Object.keys(makers));
const named = (options.peers?.split(",") ?? Object.keys(peers)).filter(
  (name) => options.before || !name.endsWith("_before"),
);
if (options.before) files["before.wasm"] = resolve(options.before);
const withLimits = named.filter((name) => built.limits || !name.startsWith("limit"));
const inJs = withLimits;

const node = nodeHost();
const hosts = [{ host: node, peers: inJs }];
if (!options.check) {
  try {
    hosts.push({ host: await chromiumHost(), peers: inJs });
  } catch (cause) {
    r.all.failures.push({ host: "chromium", peer: "", message: cause.message });
  }
  hosts.push({ host: nativeHost(), peers: nativePeers(built.natives) });
}

const chromium = hosts.find(({ host }) => host.name === "chromium")?.host;
r.all.machine = {
  cpu: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  system: `${type()} ${release()} ${arch()}`,
  node: process.versions.node,
  chromium: chromium ? await chromium.version() : "none",
  compilers: ["clang++", "emcc"].map(compilerLine).filter(Boolean).join("; "),
  date: new Date().toISOString().slice(0, 16).replace("T", " "),
  rounds: Number(options.rounds),
  ms: Number(options.ms),
  load: loadavg()[0].toFixed(1),
};
const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
r.all.sizes = { brotli_kb: brotliCompressSync(readFileSync(files["engine.wasm"]), best).length / 1000 };

await measure(r, hosts, {
  workloads: chosen,
  rounds: options.check ? 0 : Number(options.rounds),
  ms: Number(options.ms),
  check: options.check,
  before: options.before !== undefined,
});
for (const { host } of hosts) await host.close();

const kept = join(root, "tests", "bench", "RESULTS.jsonl");

/** The last run that was written; null where there is none. */
function earlier() {
  if (!existsSync(kept)) return null;
  const before = results();
  before.all.times = readFileSync(kept, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .filter(({ ns }) => ns !== undefined);
  return before;
}

/** What was measured, as numbers, chart and table. */
function put_out() {
  const out = join(root, "build", "bench");
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, "results.json"), `${JSON.stringify(r.all, null, 1)}\n`);
  writeFileSync(join(out, "results.jsonl"), as_lines(r.all));
  const places = chromium ? ["chromium", "native"] : ["node"];
  const groups = chosen.map((w) => ({
    title: w.replace("_", " "),
    bars: hosts
      .filter(({ host }) => places.includes(host.name))
      .flatMap(({ host, peers }) => peers.map((peer) => ({ peer, title: titles[peer], ns: r.ns(host.name, peer, w) })))
      .filter((b) => b.ns !== null),
  }));
  const shown = groups.filter((group) => group.bars.length > 0);
  if (shown.length > 0)
    writeFileSync(join(out, "chart.svg"), chart(`One gradient, new values on a known graph (${places[0]})`, shown));
  const text = report(r, earlier());
  say(`\n${text}`);
  say("bench: numbers in build/bench/results.json and .jsonl, chart in build/bench/chart.svg");
  if (options.write) {
    const path = join(root, "tests", "bench", "RESULTS.md");
    const page = /\n## The page\n[\s\S]*$/.exec(readFileSync(path, "utf8"))?.[0] ?? ""; // what other commands measure
    writeFileSync(
      path,
      `# Results\n\nWritten by \`npm run bench -- --rounds ${options.rounds} --write${options.before ? " --before FILE" : ""}\`.\n\n${text}${page}`,
    );
    writeFileSync(kept, as_lines(r.all));
    say("bench: tests/bench/RESULTS.md and RESULTS.jsonl are written");
  }
}
if (!options.check) put_out();

// A peer that is slow or crashes is news; one that is wrong is a failure.
const wrong = r.all.failures.filter((f) => /wrong gradient/.test(f.message));
const failed = options.check ? r.all.failures.filter((f) => !/has no fast lane|no answer in/.test(f.message)) : wrong;
if (options.count) {
  const counts = { passed: r.all.first.length + 1, failed: failed.length };
  writeFileSync(options.count, JSON.stringify(counts));
}
process.exit(failed.length === 0 ? 0 : 1);

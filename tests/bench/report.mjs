// The results as text: tables for the screen and, the same, for RESULTS.md.
import { titles } from "./peers/all.mjs";
import { targets, verdict } from "./targets.mjs";

/** Three significant digits. */
export function three(x) {
  if (x === null || x === undefined) return "–";
  const digits = x === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(x))));
  return x >= 1000 ? Math.round(x).toLocaleString("en-US") : x.toFixed(Math.min(digits, 6));
}

/** A time with the unit that suits it. */
export function time(ns) {
  if (ns === null) return "–";
  if (ns < 1e3) return `${three(ns)} ns`;
  if (ns < 1e6) return `${three(ns / 1e3)} µs`;
  return ns < 1e9 ? `${three(ns / 1e6)} ms` : `${three(ns / 1e9)} s`;
}

/** A table in Markdown whose columns are aligned for reading as it stands. */
function table(head, rows) {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i].length)));
  const line = (cells) =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (i === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** The workloads and peers of a host that were measured, in their order. */
function measured(r, host) {
  const of = (key, what) => [
    ...new Set(r.all.times.filter((t) => t.host === host && t.what === what).map((t) => t[key])),
  ];
  return { workloads: of("workload", "gradient"), peers: of("peer", "gradient") };
}

function timesTable(r, host) {
  const { workloads, peers } = measured(r, host);
  const cell = (peer, w) => {
    const spread = r.spread(host, peer, w);
    return `${time(r.ns(host, peer, w))}${spread === null ? "" : ` ·${spread.toFixed(2)}`}`;
  };
  const rows = peers.map((peer) => [titles[peer], ...workloads.map((w) => cell(peer, w))]);
  return table(["", ...workloads.map((w) => w.replace("_", " "))], rows);
}

/** Times of a host over those of our peer, in the same host; natively over those in Chromium. */
function ratiosTable(r, host, ours) {
  const { workloads, peers } = measured(r, host);
  const base = host === "native" ? "chromium" : host;
  const rows = peers.map((peer) => [
    titles[peer],
    ...workloads.map((w) => three(r.ratio([host, peer, w], [base, ours, w]))),
  ]);
  return table(["", ...workloads.map((w) => w.replace("_", " "))], rows);
}

const bound = (b, unit) => (b ? `${b[0]} ${three(b[1])}${unit === "×" ? "" : ` ${unit}`}` : "");

const kWorse = 1.05;
const kNew = ["W2", "W4_1k", "W4_10k", "W4_100k"]; // where the first gradient of a new graph is shown

/**
 * Where a peer gained on the engine since an earlier run, in Chromium and natively over Chromium. `earlier`: its results; null where there is none
 * by the same rules.
 */
function worse(r, earlier) {
  if (!earlier) return "There is no earlier run by these rules to compare with.";
  const found = [];
  for (const host of ["chromium", "native"]) {
    const { workloads, peers } = measured(r, host);
    for (const w of workloads)
      for (const peer of peers) {
        const of = (results) => results.ratio([host, peer, w], ["chromium", "engine", w]);
        const [now, before] = [of(r), of(earlier)];
        if (peer !== "engine" && now !== null && before !== null && before / now > kWorse)
          found.push([`${titles[peer]} / engine, ${w.replace("_", " ")}`, three(before), three(now)]);
      }
  }
  return found.length === 0
    ? "Nothing: no peer has gained more than 5 % on the engine."
    : table(["", "before", "now"], found);
}

/** Our engine and another build of it, measured by turns: each workload before and after; null where there is no other. */
function both(r) {
  const { workloads, peers } = measured(r, "chromium");
  if (!peers.includes("engine_before")) return null;
  const rows = [];
  const row = (what, of, list, show = time) => {
    for (const w of list) {
      const [was, is] = [of("_before", w), of("", w)];
      if (was && is) rows.push([`${what}, ${w.replace("_", " ")}`, show(was), show(is), three(is / was)]);
    }
  };
  row("one gradient", (when, w) => r.ns("chromium", `engine${when}`, w), workloads);
  row("JSON", (when, w) => r.ns("chromium", `engine_json${when}`, w), workloads);
  row("first gradient", (when, w) => r.first("chromium", `engine${when}`, w) * 1e6, kNew);
  row(
    "vector forward / reverse",
    (when, w) => r.extra("chromium", `vector_forward${when}`, w),
    ["W4_1k", "W4_10k"],
    three,
  );
  return table(["Chromium", "before", "after", "after / before"], rows);
}

/** Everything that was found, as Markdown. */
export function report(r, earlier = null) {
  const { machine, failures, first } = r.all;
  const parts = [
    `Machine: ${machine.cpu}, ${machine.cores} cores; ${machine.system}; Node ${machine.node}, Chromium ${machine.chromium}; ${machine.compilers}.`,
  ];
  parts.push(
    `${machine.date}; ${machine.rounds} interleaved round${machine.rounds === 1 ? "" : "s"}, ${machine.ms} ms a measurement; load of the machine at the start ${machine.load}. Medians; behind a time the longest round over the shortest.`,
  );
  parts.push("## What became worse for us", worse(r, earlier));
  const builds = both(r);
  if (builds) parts.push("## Before and after", builds);
  for (const [host, title] of [
    ["chromium", "One gradient in Chromium"],
    ["node", "One gradient in Node"],
    ["native", "One gradient natively"],
  ]) {
    if (measured(r, host).peers.length === 0) continue;
    parts.push(`## ${title}`, timesTable(r, host));
    const ours = r.all.times.some((t) => t.peer === "engine") ? "engine" : "engine_json";
    parts.push(
      `As a multiple of ${titles[ours]}${host === "native" ? " in Chromium" : ""}:`,
      ratiosTable(r, host, ours),
    );
  }
  const rows = targets(r).map((row) => [
    row.what,
    row.value === null ? "–" : `${three(row.value)}${row.unit === "×" ? "" : ` ${row.unit}`}`,
    bound(row.must, row.unit),
    bound(row.aim, row.unit),
    verdict(row),
  ]);
  parts.push("## Targets", table(["Chromium, 64-bit numbers", "found", "must", "aim", ""], rows));
  const many = r.extra("chromium", "many_outputs", "reverse_ms");
  if (many !== null) {
    parts.push(
      `W6, Jacobian of 1,000 outputs: ${three(r.extra("chromium", "many_outputs", "forward_ms"))} ms forward, ${three(many)} ms by reverse sweeps.`,
    );
  }
  const news = first.filter((f) => f.host === "chromium" && f.first_ms !== undefined && kNew.includes(f.workload));
  if (news.length > 0) {
    parts.push(
      "## First gradient of a graph that was never seen, Chromium, ms",
      table(
        ["", ...kNew.map((w) => w.replace("_", " "))],
        [...new Set(news.map((f) => f.peer))].map((peer) => [
          titles[peer],
          ...kNew.map((w) => three(r.first("chromium", peer, w))),
        ]),
      ),
    );
  }
  parts.push(
    "## What failed",
    failures.length === 0
      ? "Nothing."
      : failures
          .map((f) => `- ${f.host}, ${titles[f.peer] ?? f.peer}${f.workload ? `, ${f.workload}` : ""}: ${f.message}`)
          .join("\n"),
  );
  return `${parts.join("\n\n")}\n`;
}

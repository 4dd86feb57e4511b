// A bar chart of the times as SVG: one group a workload, one bar a peer, a logarithmic axis.
import { time } from "./report.mjs";

const bar = 14;
const left = 190;
const width = 560;
/** The colour of a peer: ours, limits, JavaScript, libraries. */
function colour(peer) {
  if (peer.startsWith("engine")) return "#0b6e4f";
  if (peer.startsWith("limit")) return "#8d99ae";
  return peer.startsWith("js") || peer === "micrograd" ? "#e09f3e" : "#9e2a2b";
}

const safe = (text) => text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c] ?? c);

/** groups: [{ title, bars: [{ peer, title, ns }] }] → an SVG document. */
export function chart(heading, groups) {
  const all = groups.flatMap((group) => group.bars.map((b) => b.ns));
  const low = Math.floor(Math.log10(Math.min(...all)));
  const high = Math.ceil(Math.log10(Math.max(...all)));
  const x = (ns) => (width * (Math.log10(ns) - low)) / (high - low);
  const parts = [];
  let y = 56;
  for (const group of groups) {
    parts.push(`<text x="8" y="${y + 12}" font-weight="bold">${safe(group.title)}</text>`);
    y += 20;
    for (const { peer, title, ns } of group.bars) {
      const long = Math.max(1, x(ns)).toFixed(1);
      parts.push(
        `<text x="${left - 6}" y="${y + 11}" text-anchor="end">${safe(title)}</text>`,
        `<rect x="${left}" y="${y}" width="${long}" height="${bar - 3}" fill="${colour(peer)}"/>`,
        `<text x="${left + Number(long) + 5}" y="${y + 11}">${safe(time(ns))}</text>`,
      );
      y += bar;
    }
    y += 10;
  }
  const lines = [];
  for (let power = low; power <= high; power++) {
    const at = (left + x(10 ** power)).toFixed(1);
    lines.push(
      `<line x1="${at}" y1="46" x2="${at}" y2="${y}" stroke="#ddd"/>`,
      `<text x="${at}" y="40" text-anchor="middle">${time(10 ** power)}</text>`,
    );
  }
  const size = `width="${left + width + 90}" height="${y + 10}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="11">
<rect width="100%" height="100%" fill="#fff"/>
<text x="8" y="20" font-size="14" font-weight="bold">${safe(heading)}</text>
${[...lines, ...parts].join("\n")}
</svg>
`;
}

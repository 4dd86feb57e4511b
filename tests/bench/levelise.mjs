// Renumbers a tape so that nodes of one depth and one operation stand side by side; leaves keep their numbers.

/** → { op, a, b, source, outputs, runs }: source: numbers before; runs is flat, three numbers each: operation, first node, end. */
export function levelise({ n, leaves, op, a, b, outputs }) {
  const depth = new Int32Array(n);
  for (let i = leaves; i < n; i++) depth[i] = 1 + Math.max(depth[a[i]], depth[b[i]]);
  const order = Array.from({ length: n - leaves }, (_, i) => leaves + i);
  order.sort((i, j) => depth[i] - depth[j] || op[i] - op[j] || i - j);
  const place = Int32Array.from({ length: n }, (_, i) => i);
  for (const [at, i] of order.entries()) place[i] = leaves + at;
  const sorted = {
    op: new Uint8Array(n),
    a: new Int32Array(n),
    b: new Int32Array(n),
    source: Int32Array.from(place.keys()),
    runs: [],
  };
  let before = -1;
  for (const [at, i] of order.entries()) {
    const to = leaves + at;
    sorted.op[to] = op[i];
    sorted.source[to] = i;
    sorted.a[to] = place[a[i]];
    sorted.b[to] = place[b[i]];
    if (before >= 0 && op[before] === op[i] && depth[before] === depth[i]) sorted.runs[sorted.runs.length - 1] = to + 1;
    else sorted.runs.push(op[i], to, to + 1);
    before = i;
  }
  return { ...sorted, outputs: outputs.map((o) => place[o]) };
}

// How many lines cross between two columns, in time that grows with a sort of them (Barth, Mutzel & Jünger 2004).

/** `ends`: of each start, from the top, the places at which its lines end in the next column. Two that share an end do not cross. */
export function crossed(ends: readonly (readonly number[])[]): number {
  const most = Math.max(-1, ...ends.map((places) => Math.max(-1, ...places))) + 1;
  const tree = new Int32Array(most + 1); // Fenwick: how many lines so far end at each place
  let [count, lines] = [0, 0];
  for (const places of ends) {
    for (const place of places) {
      let above = 0; // lines that start higher and end no lower
      for (let at = place + 1; at > 0; at -= at & -at) above += tree[at] ?? 0;
      count += lines - above;
    }
    for (const place of places) for (let at = place + 1; at <= most; at += at & -at) tree[at] = (tree[at] ?? 0) + 1;
    lines += places.length;
  }
  return count;
}

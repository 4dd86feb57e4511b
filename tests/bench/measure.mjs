// Timing one call: batches long enough for a coarse clock, the median of the batches.

const kFewest = 5; // samples

/** Nanoseconds of one call of run(i), from about ms milliseconds of calls, and five samples at least. */
export function time_ns(run, ms) {
  let i = 0;
  const batch = (count) => {
    const start = performance.now();
    for (let k = 0; k < count; k++) run(i++);
    return performance.now() - start;
  };
  const least = (count) => Math.min(batch(count), batch(count)); // one that was interrupted does not set the length
  // The first calls also warm up: V8 compiles in steps, and a tape is hot only after some thousand nodes.
  let count = 1;
  let took = least(1);
  while (took < ms / 10 && count < 1e8) {
    count = took > 0.5 ? Math.max(count * 2, Math.ceil((count * ms) / 8 / took)) : count * 8;
    took = least(count);
  }
  const times = [took];
  for (let total = took; total < ms || times.length < kFewest; total += times.at(-1)) times.push(batch(count));
  return (median(times) / count) * 1e6;
}

export function median(numbers) {
  const sorted = Array.from(numbers).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

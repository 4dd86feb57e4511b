// One seeded generator for all peers: SplitMix64, so that every peer everywhere gets the same numbers.

const mask = (1n << 64n) - 1n;

/** uniform(): in [0, 1). below(n): a whole number in 0 … n − 1. between(a, b): in [a, b). */
export function random(seed) {
  let state = BigInt(seed);
  const next = () => {
    state = (state + 0x9e3779b97f4a7c15n) & mask;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & mask;
    return z ^ (z >> 31n);
  };
  const uniform = () => Number(next() >> 11n) / 2 ** 53;
  return {
    uniform,
    below: (n) => Math.floor(uniform() * n),
    between: (a, b) => a + (b - a) * uniform(),
  };
}

/** A random order of the list, in place. */
export function shuffle(list, source) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = source.below(i + 1);
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}

// Nodes, or what is known of them, by their ids: made once for each list.

const known = new WeakMap<readonly { id: string }[], ReadonlyMap<string, { id: string }>>();

/** Where an id comes twice, the last one. The list is not changed afterwards. */
export function by_id<T extends { id: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  const old = known.get(list);
  if (old) return old as ReadonlyMap<string, T>;
  const made = new Map(list.map((one) => [one.id, one]));
  known.set(list, made);
  return made;
}

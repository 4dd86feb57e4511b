// Verbs that only drawers use are made when one of them is opened, once for a page.

/** One for each store: two that asked in one channel would each take the other's answer away, and ask for ever. */
export function shared<S extends object, V>(make: (core: S) => V): (core: S) => V {
  const known = new WeakMap<S, V>();
  return (core) => {
    const verbs = known.get(core) ?? make(core);
    known.set(core, verbs);
    return verbs;
  };
}

// A part of the page that is loaded when it is wanted: every dynamic import goes through here.

/** What the build puts behind the address of every part, as browsers may remember an address that failed for as long as the page lives. */
const addresses = globalThis as { bothways_again?: string };
let failures = 0;

const shared = new Map<string, () => Promise<unknown>>();

/**
 * A function that loads a module once for the whole page. A call after a failure asks the server again. A module that two
 * places load has a name, and one function: WebKit never gives a module to whom asks while it is on its way to another.
 */
export function lazy<T>(load: () => Promise<T>, name = ""): () => Promise<T> {
  const known = name && shared.get(name);
  if (known) return known as () => Promise<T>;
  let asked: Promise<T> | null = null;
  const made = (): Promise<T> => {
    asked ??= load().catch((cause: unknown) => {
      asked = null;
      addresses.bothways_again = `?again=${++failures}`;
      throw cause;
    });
    return asked;
  };
  if (name) shared.set(name, made);
  return made;
}

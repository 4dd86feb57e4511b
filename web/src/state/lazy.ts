// A part of the page that is loaded when it is wanted: every dynamic import goes through here.

/** What the build puts behind the address of every part, as browsers may remember an address that failed for as long as the page lives. */
const addresses = globalThis as { bothways_again?: string };
let failures = 0;

/** A function that loads a module once for the whole page. A call after a failure asks the server again. */
export function lazy<T>(load: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= load().catch((cause: unknown) => {
      asked = null;
      addresses.bothways_again = `?again=${++failures}`;
      throw cause;
    });
    return asked;
  };
}

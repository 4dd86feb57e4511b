// What runs longer than a reader should wait without a word is said, and said again when it is over.

export const kSlowMs = 300;

/** Calls `tell(true)` once the work has taken long, and `tell(false)` when it is over; in between the reader may cancel. */
export async function tell_if_slow<T>(work: Promise<T>, tell: (slow: boolean) => void): Promise<T> {
  let said = false;
  const timer = setTimeout(() => {
    said = true;
    tell(true);
  }, kSlowMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
    if (said) tell(false);
  }
}

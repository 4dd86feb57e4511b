// Work that is long for a large graph, cut into portions: done at once, or with room between them for everything else.

/** All of it, at once. */
export function finish<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

const kTaskMs = 20; // after which a portion that ends gives way

/** A task of its own, behind those that wait. */
export function next_task(): Promise<void> {
  return new Promise((go_on) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      go_on();
    };
    port2.postMessage(null);
  });
}

/** In tasks of some milliseconds, or of one portion where that takes longer; null where it is not wanted any more. */
export async function in_tasks<T>(work: Generator<void, T>, wanted: () => boolean): Promise<T | null> {
  for (;;) {
    await next_task();
    const start = performance.now();
    while (performance.now() - start < kTaskMs) {
      if (!wanted()) return null;
      const { done, value } = work.next();
      if (done) return value;
    }
  }
}

// When the page has come to rest: its files have come, its workers have answered, and what they said is drawn.
import { expect, type Page, type Request } from "@playwright/test";

/** Waits until what was decided before is drawn, and what its drawing decided, too: two frames. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(done));
      }),
  );
}

/** To be called before the page is opened: gives what waits until it rests, after which nothing comes by itself. */
export async function resting(page: Page): Promise<() => Promise<void>> {
  const fetched = new Set<Request>();
  page.on("request", (request) => fetched.add(request));
  page.on("requestfinished", (request) => fetched.delete(request));
  page.on("requestfailed", (request) => fetched.delete(request));
  await page.addInitScript(() => {
    const owed = new Map<Worker, number>(); // answers; a worker gives one to each message
    const { postMessage, terminate } = Worker.prototype;
    Worker.prototype.postMessage = function (this: Worker, ...message: unknown[]) {
      if (!owed.has(this)) {
        this.addEventListener("message", () => owed.set(this, (owed.get(this) ?? 1) - 1));
        this.addEventListener("error", () => owed.set(this, 0));
      }
      owed.set(this, (owed.get(this) ?? 0) + 1);
      postMessage.apply(this, message as [unknown]);
    };
    Worker.prototype.terminate = function (this: Worker) {
      owed.delete(this);
      terminate.call(this);
    };
    Object.assign(window, { owed: () => [...owed.values()].reduce((sum, one) => sum + one, 0) });
  });
  const waits = async (): Promise<number> => {
    await drawn(page);
    return fetched.size + (await page.evaluate(() => (window as unknown as { owed: () => number }).owed()));
  };
  // Twice: what came may have asked for more.
  return () => expect.poll(async () => [await waits(), await waits()]).toEqual([0, 0]);
}

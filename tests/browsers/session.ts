// One browser for the tests of a file, started again after a page hung, and servers that end with their test.
import { afterAll, afterEach, beforeEach, expect } from "vitest";
import { encode } from "../../web/src/link/codec.ts";
import { preset } from "../e2e/engine.ts";
import { serve_page } from "../e2e/holders.mjs";
import { serve } from "../e2e/serve.mjs";
import type { Driver, Launch } from "./driver.ts";
import { Page } from "./page.ts";
import { kMeeting } from "./parts.ts";

const kStartMs = 120_000;
const kUsual = `#${encode({ src: preset("two-layers-and-a-skip") })}`;

export interface Session {
  page(): Page;
  /** dist/ on an origin of its own, so that nothing of another test is remembered there. */
  dist(options?: Parameters<typeof serve>[0]): Promise<string>;
  /** Opens a page of another origin with this inside. */
  hold(html: string): Promise<Page>;
  /**
   * Opens the page in a window of this size, or in a frame where no window is so narrow, and waits for its numbers: those
   * of the network that most tests are about, if the address names no other.
   */
  open(size?: { width?: number; height?: number; address?: string }): Promise<Page>;
}

export function session(launch: Launch): Session {
  let driver: Driver | null = null;
  const servers: { close(): void }[] = [];

  beforeEach(async () => {
    if (driver?.hangs) {
      await driver.close();
      driver = null;
    }
    driver ??= await launch();
    driver.problems.length = 0;
  }, kStartMs);
  // The page is left before its servers end: what it still fetches would be refused, and be a problem of the next test.
  afterEach(async () => {
    const problems = [...(driver?.problems ?? [])];
    if (driver && !driver.hangs) await driver.goto("about:blank");
    for (const server of servers.splice(0)) server.close();
    expect(problems).toEqual([]);
  }, kStartMs);
  afterAll(async () => driver?.close(), kStartMs);

  const page = (): Page => {
    if (!driver) throw new Error("there is no browser outside of a test");
    return new Page(driver);
  };
  const made: Session = {
    page,
    async dist(options) {
      const server = await serve(options);
      servers.push(server);
      return server.url;
    },
    async hold(html) {
      const server = await serve_page(
        `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body style="margin:0">${html}`,
      );
      servers.push(server);
      await page().driver.goto(server.url);
      return page();
    },
    async open({ width = 1280, height = 800, address = kUsual } = {}) {
      const url = `${await made.dist()}${address}`;
      const { driver } = page();
      const fits = width >= driver.narrowest;
      await driver.resize(Math.max(width, driver.narrowest), height);
      if (fits) await driver.goto(url);
      else {
        await made.hold(`<iframe src="${url}" width="${width}" height="${height}" style="border:0"></iframe>`);
        await driver.enter_frame();
      }
      await page().says(kMeeting, "✓");
      return page();
    },
  };
  return made;
}

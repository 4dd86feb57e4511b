// The page as these tests use it in any browser: what is seen is found by role and name, and waited for.
import { mkdirSync, writeFileSync } from "node:fs";
import type { Driver } from "./driver.ts";
import { type Query, seek, sought } from "./seek.ts";

/** How long a condition is waited for: long enough for a busy machine. */
const kPatienceMs = 30_000;
const kAgainMs = 100;

/** Asks again and again until the answer is good, and gives it; a page that hangs ends this at once. */
export async function until<T>(what: string, read: () => Promise<T>, good: (value: T) => boolean): Promise<T> {
  const end = Date.now() + kPatienceMs;
  for (;;) {
    const value = await read();
    if (good(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(value)}`);
    await new Promise((done) => setTimeout(done, kAgainMs));
  }
}

const name_of = (query: Query): string => {
  const { name, ...others } = query;
  return JSON.stringify({ ...(name !== undefined && { name: String(name) }), ...others });
};

export class Page {
  constructor(readonly driver: Driver) {}

  run<A extends unknown[], T>(what: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
    return this.driver.run<T>(`${what}`, args);
  }

  /** Runs a function, which must stand by itself, on all elements that are found. */
  all<A extends unknown[], T>(query: Query, what: (found: HTMLElement[], ...args: A) => T, ...args: A): Promise<T> {
    return this.driver.run<T>(`(query, ...args) => (${what})((${seek})(query), ...args)`, [sought(query), ...args]);
  }

  /** How many there are. */
  count(query: Query): Promise<number> {
    return this.all(query, (found) => found.length);
  }

  /** The words of each, with those in shadow roots and without line breaks. */
  texts(query: Query): Promise<string[]> {
    return this.all(query, (found) => {
      const words = (node: Node): string => {
        if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
        if (node instanceof Element && node.matches("style, script")) return "";
        const inside = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
        return [...inside.childNodes].map(words).join("");
      };
      return found.map((one) => words(one).replace(/\s+/g, " ").trim());
    });
  }

  /** Waits until there is one. */
  async seen(query: Query): Promise<void> {
    await until(
      `${name_of(query)} is not there`,
      () => this.count(query),
      (count) => count > 0,
    );
  }

  async gone(query: Query): Promise<void> {
    await until(
      `${name_of(query)} is still there`,
      () => this.count(query),
      (count) => count === 0,
    );
  }

  /** Waits until the first one says this; gives all that it says. */
  says(query: Query, what: string | RegExp): Promise<string> {
    const fits = (text = ""): boolean => (typeof what === "string" ? text.includes(what) : what.test(text));
    const first = async () => (await this.texts(query))[0] ?? "nothing is there";
    return until(`${name_of(query)} does not say ${what}`, first, fits);
  }

  /** Attributes of the first one; of a field its `value`, too. */
  async attribute(query: Query, name: string): Promise<string | null> {
    return this.all(
      query,
      ([one], name) =>
        one && name === "value" && "value" in one ? String(one.value) : (one?.getAttribute(name) ?? null),
      name,
    );
  }

  async has(query: Query, name: string, value: string | RegExp): Promise<void> {
    const fits = (is: string | null) => is !== null && (typeof value === "string" ? is === value : value.test(is));
    await until(`${name} of ${name_of(query)} is not ${value}`, () => this.attribute(query, name), fits);
  }

  /** A click of the mouse on the middle of it, once nothing covers that and it has stood still for a while. */
  async click(query: Query): Promise<void> {
    const point = () =>
      this.all(query, ([one]) => {
        if (!one) return "is not there";
        one.scrollIntoView({ block: "center", inline: "nearest" });
        const box = one.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        let hit: Element | null = document.elementFromPoint(x, y);
        while (hit?.shadowRoot) {
          const inner: Element | null = hit.shadowRoot.elementFromPoint(x, y);
          if (!inner || inner === hit) break;
          hit = inner;
        }
        let at: Node | null = hit;
        while (at && at !== one) at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null);
        return at ? { x, y } : `is covered by ${hit?.outerHTML.slice(0, 100)}`;
      });
    let before: Awaited<ReturnType<typeof point>> = "is not there";
    const stands = (now: typeof before): boolean => {
      const [was, is] = [before, now];
      before = now;
      return typeof was !== "string" && typeof is !== "string" && was.x === is.x && was.y === is.y;
    };
    const found = await until(`${name_of(query)} cannot be clicked`, point, stands);
    if (typeof found !== "string") await this.driver.click(found.x, found.y);
  }

  async focus(query: Query): Promise<void> {
    await this.seen(query);
    await this.all(query, ([one]) => one?.focus());
  }

  /** What has the focus, by its name. */
  focused(): Promise<string> {
    return this.run(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      const label = at?.closest("label")?.textContent?.trim();
      return at?.getAttribute("aria-label") ?? label ?? at?.textContent?.trim() ?? "";
    });
  }

  /** Presses Tab, or another key, until something of that name has the focus. */
  async tab_to(name: RegExp, key = "Tab"): Promise<void> {
    for (let presses = 0; presses < 120; presses++) {
      if (name.test(await this.focused())) return;
      await this.driver.press(key);
    }
    throw new Error(`the keyboard does not reach ${name}`);
  }

  /** Chooses in a list, by the value of an option. */
  async choose(query: Query, value: string): Promise<void> {
    await this.seen(query);
    await this.all(
      query,
      ([one], value) => {
        (one as HTMLSelectElement).value = value;
        for (const name of ["input", "change"]) one?.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
      },
      value,
    );
  }

  /** How much wider the content is than the window, in px. */
  overflow(): Promise<number> {
    return this.run(() => document.documentElement.scrollWidth - innerWidth);
  }

  async shot(name: string): Promise<void> {
    mkdirSync("build/screenshots", { recursive: true });
    writeFileSync(`build/screenshots/${name}-${this.driver.name}.png`, await this.driver.screenshot());
  }
}

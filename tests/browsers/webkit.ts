// WebKitGTK, the nearest to Safari on Debian, by WebKitWebDriver on a display of its own (W3C WebDriver by fetch).
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minibrowser } from "../../web/tools/machine.mjs";
import { type Child, start } from "./child.ts";
import { type Driver, Hangs, kScriptMs } from "./driver.ts";

const kStartMs = 60_000;

/** The private-use characters that stand for keys in WebDriver. */
const kKeys: Readonly<Record<string, string>> = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE006",
  Shift: "\uE008",
  Control: "\uE009",
  Escape: "\uE00C",
  Space: " ",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
};

/** A display that nobody else has, and its number. */
async function display(): Promise<{ child: Child; number: string }> {
  const child = start("Xvfb", ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]);
  let told = "";
  for await (const piece of child.process.stdio[3] as unknown as AsyncIterable<Buffer>) {
    told += piece;
    if (told.endsWith("\n")) return { child, number: told.trim() };
  }
  throw new Error("Xvfb did not start");
}

function free_port(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** WebKitWebDriver at a port of its own; another program may take the port first, and then it ends at once. */
async function driver(env: Readonly<Record<string, string>>): Promise<{ child: Child; url: string }> {
  const until = Date.now() + kStartMs;
  while (Date.now() < until) {
    const port = await free_port();
    const url = `http://127.0.0.1:${port}`;
    const child = start("WebKitWebDriver", [`--port=${port}`], env);
    let alive = true;
    child.process.once("exit", () => {
      alive = false;
    });
    while (alive && Date.now() < until) {
      const answers = await fetch(`${url}/status`).catch(() => null);
      if (answers?.ok && alive) return { child, url };
      await new Promise((done) => setTimeout(done, 50));
    }
    await child.end();
  }
  throw new Error("WebKitWebDriver did not start");
}

class WebKit implements Driver {
  readonly name = "webkit";
  readonly narrowest = 447; // px, measured
  readonly problems: string[] = []; // it has no log of the console
  hangs = false;
  session = "";
  private framed = false;

  constructor(
    private readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  /** One command; without an answer in time the page hangs. */
  async ask<T>(method: "GET" | "POST", command: string, body?: object, ms = kScriptMs): Promise<T> {
    if (this.hangs) throw new Hangs();
    const signal = AbortSignal.timeout(ms);
    try {
      const answer = await fetch(`${this.url}${this.session}${command}`, {
        method,
        signal,
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const { value } = (await answer.json()) as { value: T & { error?: string; message?: string } };
      if (answer.ok) return value;
      throw new Error(`${command}: ${value.error}: ${value.message}`);
    } catch (error) {
      if (!signal.aborted && !(error instanceof TypeError)) throw error; // a driver that has ended answers nothing, too
      this.hangs = true;
      throw new Hangs();
    }
  }

  async goto(address: string): Promise<void> {
    await this.leave_frame();
    await this.ask("POST", "/url", { url: address }, kStartMs);
  }

  async enter_frame(): Promise<void> {
    const id = await this.ask("POST", "/element", { using: "css selector", value: "iframe" });
    await this.ask("POST", "/frame", { id });
    this.framed = true;
  }

  private async leave_frame(): Promise<void> {
    await this.ask("POST", "/frame", { id: null });
    this.framed = false;
  }

  /** Does something in the page that holds the frame. */
  private async outside<T>(act: () => Promise<T>): Promise<T> {
    await this.leave_frame();
    const done = await act();
    await this.enter_frame();
    return done;
  }

  run<T>(what: string, args: readonly unknown[] = []): Promise<T> {
    return this.ask("POST", "/execute/sync", { script: `return (${what}).apply(null, arguments)`, args });
  }

  /** It takes points of the window, also where it is in a frame. */
  async click(x: number, y: number): Promise<void> {
    const corner =
      "() => { const { x, y } = document.querySelector('iframe').getBoundingClientRect(); return [x, y]; }";
    const [left = 0, top = 0] = this.framed ? await this.outside(() => this.run<number[]>(corner)) : [];
    const [at, down_at] = [Math.round(x + left), Math.round(y + top)];
    const move = { type: "pointerMove", x: at, y: down_at, origin: "viewport", duration: 0 };
    const [down, up] = ["pointerDown", "pointerUp"].map((type) => ({ type, button: 0 }));
    const mouse = { type: "pointer", id: "mouse", parameters: { pointerType: "mouse" } };
    await this.ask("POST", "/actions", { actions: [{ ...mouse, actions: [move, down, up] }] });
  }

  /** A modifier has an input source of its own. */
  async press(key: string): Promise<void> {
    const parts = key.split(/(?<=.)\+/);
    const value = kKeys[parts.at(-1) ?? ""] ?? parts.at(-1);
    const pause = { type: "pause" };
    const [down, up] = [
      (value?: string) => ({ type: "keyDown", value }),
      (value?: string) => ({ type: "keyUp", value }),
    ];
    const holds = parts.slice(0, -1).map((name, at) => ({
      type: "key",
      id: `modifier${at}`,
      actions: [down(kKeys[name]), pause, pause, up(kKeys[name])],
    }));
    await this.ask("POST", "/actions", {
      actions: [...holds, { type: "key", id: "keys", actions: [pause, down(value), up(value), pause] }],
    });
  }

  async type(text: string): Promise<void> {
    for (const letter of text) await this.press(letter === "\n" ? "Enter" : letter);
  }

  async resize(width: number, height: number): Promise<void> {
    if (this.framed) return this.outside(() => this.resize(width, height));
    const [across = 0, down = 0] = await this.run<number[]>(
      "() => [outerWidth - innerWidth, outerHeight - innerHeight]",
    );
    await this.ask("POST", "/window/rect", { x: 0, y: 0, width: width + across, height: height + down });
    const there = "(wide, high) => innerWidth === wide && innerHeight === high";
    for (const until = Date.now() + kScriptMs; !(await this.run(there, [width, height])); )
      if (Date.now() > until) throw new Error(`the window does not become ${width}×${height}`);
  }

  /** Of the whole window: a picture of a frame alone comes out black. */
  async screenshot(): Promise<Uint8Array> {
    const take = () => this.ask<string>("GET", "/screenshot");
    return Buffer.from(await (this.framed ? this.outside(take) : take()), "base64");
  }
}

/** Starts WebKitGTK; the environment can take abilities from it: `JSC_useWasm=0` is a browser without WebAssembly. */
export async function webkit(env: Readonly<Record<string, string>> = {}): Promise<Driver> {
  const home = mkdtempSync(join(tmpdir(), "bothways-webkit-"));
  const screen = await display();
  const homes = { HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home };
  // There is no graphics card, and without one painting at once takes half the time of putting layers together.
  const paint = { WEBKIT_DISABLE_COMPOSITING_MODE: "1" };
  const { child, url } = await driver({ ...homes, ...paint, DISPLAY: `:${screen.number}`, ...env });
  const browser = new WebKit(url, async () => {
    await child.end();
    await screen.child.end();
    rmSync(home, { recursive: true, force: true });
  });
  const options = { binary: minibrowser(), args: ["--automation"] };
  const wanted = { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } };
  try {
    const { sessionId } = await browser.ask<{ sessionId: string }>("POST", "/session", wanted, kStartMs);
    browser.session = `/session/${sessionId}`;
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

// Firefox and Chromium by puppeteer-core: Firefox over WebDriver BiDi, Chromium over its own protocol.
import puppeteer, { type Browser, type Frame, type KeyInput, type LaunchOptions, type Page } from "puppeteer-core";
import { chromium as chromium_program, firefox as firefox_program } from "../../web/tools/machine.mjs";
import { type Driver, Hangs, kScriptMs } from "./driver.ts";

/** Said where the worker that keeps the page was being fetched, at rest, when the server of a test ended. */
const kUnkept = "An unknown error occurred when fetching the script.";

class Puppet implements Driver {
  readonly narrowest = 0;
  readonly problems: string[] = [];
  hangs = false;
  private frame: Frame;
  /** By its name puppeteer presses the Enter of the number pad in Firefox, which no button obeys. */
  private get enter(): KeyInput {
    return this.name === "firefox" ? ("\uE006" as KeyInput) : "Enter";
  }

  constructor(
    readonly name: string,
    private readonly browser: Browser,
    private readonly page: Page,
  ) {
    this.frame = page.mainFrame();
    page.on("console", (message) => {
      if (message.type() === "error" && message.text() !== kUnkept) this.problems.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.problems.push(`error: ${String(error)}`));
  }

  /** Without an answer in time the page hangs. */
  private async in_time<T>(answer: Promise<T>): Promise<T> {
    if (this.hangs) throw new Hangs();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => {
        this.hangs = true;
        fail(new Hangs());
      }, kScriptMs);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async goto(address: string): Promise<void> {
    await this.page.goto(address);
    this.frame = this.page.mainFrame();
  }

  async enter_frame(): Promise<void> {
    const frame = await (await this.page.waitForSelector("iframe"))?.contentFrame();
    if (!frame) throw new Error("there is no frame");
    this.frame = frame;
  }

  run<T>(what: string, args: readonly unknown[] = []): Promise<T> {
    const text = `(${what}).apply(null, ${JSON.stringify(args)})`;
    return this.in_time(this.frame.evaluate(text) as Promise<T>);
  }

  async click(x: number, y: number): Promise<void> {
    const holder = this.frame === this.page.mainFrame() ? null : await this.frame.frameElement();
    const box = (await holder?.boundingBox()) ?? { x: 0, y: 0 };
    await this.in_time(this.page.mouse.click(box.x + x, box.y + y));
  }

  async press(key: string): Promise<void> {
    const parts = key.split(/(?<=.)\+/) as KeyInput[];
    const last = parts.pop() ?? "Enter";
    for (const name of parts) await this.in_time(this.page.keyboard.down(name));
    await this.in_time(this.page.keyboard.press(last === "Enter" ? this.enter : last));
    for (const name of parts) await this.in_time(this.page.keyboard.up(name));
  }

  async type(text: string): Promise<void> {
    for (const letter of text)
      await (letter === "\n" ? this.press("Enter") : this.in_time(this.page.keyboard.type(letter)));
  }

  async resize(width: number, height: number): Promise<void> {
    await this.in_time(this.page.setViewport({ width, height }));
  }

  screenshot(): Promise<Uint8Array> {
    return this.in_time(this.page.screenshot());
  }

  print(): Promise<Uint8Array> {
    return this.page.pdf();
  }

  async close(): Promise<void> {
    if (this.hangs) this.browser.process()?.kill("SIGKILL");
    await this.browser.close();
  }
}

/** The page is a new one: in the one that Firefox begins with, the address has the focus. */
async function launched(name: string, program: string | null, options: LaunchOptions): Promise<Driver> {
  if (!program) throw new Error(`${name} is not on this machine`);
  const browser = await puppeteer.launch({ ...options, executablePath: program, headless: true });
  return new Puppet(name, browser, await browser.newPage());
}

/** The scroll bars of a phone, which take no room. */
const kFirefox = { "ui.useOverlayScrollbars": 1 };

export const firefox = (): Promise<Driver> =>
  launched("firefox", firefox_program(), { browser: "firefox", extraPrefsFirefox: kFirefox });

const kChromium = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync"];

export const chromium = (): Promise<Driver> =>
  launched("chromium", chromium_program(), { browser: "chrome", args: kChromium });

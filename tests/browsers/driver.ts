// A browser with one window as the tests drive it; what differs between browsers is behind this.

/** How long a script of a test may take before the page is said to hang. */
export const kScriptMs = 60_000; // on two busy cores one that does not hang has taken 15 s

/** The page does not answer: its thread is in an endless loop. The browser has to be started again. */
export class Hangs extends Error {
  constructor() {
    super(`the page hangs: no answer within ${kScriptMs / 1000} s`);
  }
}

export interface Driver {
  readonly name: string;
  /** No window of this browser is narrower, in px; a frame can be. */
  readonly narrowest: number;
  /** What the page wrote to the console as an error and what it threw, where the browser tells. */
  readonly problems: string[];
  /** It has not answered once, and will not again. */
  readonly hangs: boolean;
  /** Opens an address; all that follows happens in the page, not in a frame of it. */
  goto(address: string): Promise<void>;
  /** All that follows happens in the first frame of the page. */
  enter_frame(): Promise<void>;
  /** Runs a function, given as text, in the page, and waits for what it promises; arguments and answer are plain data. */
  run<T>(what: string, args?: readonly unknown[]): Promise<T>;
  /** A click of the mouse at a point of the window, or of the frame. */
  click(x: number, y: number): Promise<void>;
  /** One key, by its name in the DOM, with "Control+" or "Shift+" before it. */
  press(key: string): Promise<void>;
  /** Letters, one by one. */
  type(text: string): Promise<void>;
  /** Size of the window, in px. */
  resize(width: number, height: number): Promise<void>;
  /** What is seen in the window, as PNG. */
  screenshot(): Promise<Uint8Array>;
  /** What comes on paper, as PDF, where the browser prints for its driver. */
  print?(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Starts a browser. */
export type Launch = () => Promise<Driver>;

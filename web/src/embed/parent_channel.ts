// The channel of a frame to the page that holds it: it hears its parent alone, answers to the origin of the first valid word, and says
// nothing but sizes before.
import { type Command, type Heard, heard } from "./messages.ts";

const kMostHeight = 10_000; // px

/** What a frame needs for it. */
export interface Ends {
  /** The window that holds the frame. */
  parent: { postMessage(message: unknown, origin: string): void };
  /** The one origin that may speak, where the address of the frame names it; else the first that says something valid. */
  only: string | null;
  execute(command: Command): unknown;
}

export class ParentChannel {
  private origin: string | null = null;
  private height = 0;
  /** What went wrong before the parent was known, and is not mended. */
  private unheard: unknown = null;
  private readonly queue: { id: string | number; command: Command }[] = [];
  private due: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ends: Ends) {}

  /** A message came; only those of the parent count. Origin `null` belongs to every sandbox, so it must be named to be heard. */
  hear({ source, origin, data }: { source: unknown; origin: string; data: unknown }): void {
    const { parent, only } = this.ends;
    if (source !== parent) return;
    if (only !== null ? origin !== only : origin === "null") return;
    if (this.origin !== null && this.origin !== origin) return;
    const message = heard(data);
    if (message.what === "nothing") return;
    if (message.what === "refused") {
      this.refuse(message, origin);
      return;
    }
    if (this.origin === null) {
      this.origin = origin;
      this.say_height();
      if (this.unheard !== null) this.tell("error", this.unheard);
    }
    this.take(message.id, message.command);
  }

  private refuse({ id, code, why }: Extract<Heard, { what: "refused" }>, origin: string): void {
    this.post({ bw: 1, id, ok: false, error: { code, message: why } }, origin);
  }

  /** Of many networks at once only the last is opened. */
  private take(id: string | number, command: Command): void {
    const older = command.cmd === "set" ? this.queue.findIndex((one) => one.command.cmd === "set") : -1;
    const [dropped] = older < 0 ? [] : this.queue.splice(older, 1);
    if (dropped)
      this.answer(dropped.id, { ok: false, error: { code: "M_SUPERSEDED", message: "A newer network came." } });
    this.queue.push({ id, command });
    this.due ??= setTimeout(() => {
      this.due = undefined;
      for (const one of this.queue.splice(0)) this.answer(one.id, { ok: true, data: this.ends.execute(one.command) });
    }, 0);
  }

  private answer(id: string | number, rest: object): void {
    if (this.origin !== null) this.post({ bw: 1, id, ...rest }, this.origin);
  }

  private post(message: unknown, origin: string): void {
    this.ends.parent.postMessage(message, origin === "null" ? "*" : origin);
  }

  /** An event for the parent; before it is known, only that there is an embed, and how high it is. An error waits for it. */
  tell(event: string, data: unknown): void {
    if (event === "error") this.unheard = data;
    if (event === "result") this.unheard = null;
    if (this.origin !== null) this.post({ bw: 1, event, data }, this.origin);
    else if (event === "ready") this.post({ bw: 1, event, data: {} }, "*");
  }

  /** The height that the embed would like to have; said again whenever it changes and when the parent is known. */
  resize(height: number): void {
    this.height = Math.min(kMostHeight, Math.max(0, Math.ceil(height)));
    this.say_height();
  }

  private say_height(): void {
    if (this.height === 0) return;
    this.post({ bw: 1, event: "resize", data: { height: this.height } }, this.origin ?? "*");
    const lti = { subject: "lti.frameResize", height: this.height };
    this.post(JSON.stringify(lti), "*"); // Canvas
    this.post(lti, "*"); // other LMS, which take the object
  }
}

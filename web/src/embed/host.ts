// For the page that holds an embed: commands to a frame and events from it, with the checks that a message needs. About 1.5 kB.

export interface Answer {
  bw: 1;
  id: number;
  ok: boolean;
  data?: unknown;
  error?: { code: string; message: string };
}

export interface Embed {
  /** Sends a command: set, get, step, run, highlight, theme. Rejects with the embed's words where it refuses, and after 10 s. */
  call(cmd: string, args?: Record<string, unknown>): Promise<unknown>;
  /** Hears ready, change, step, result, resize and error; the returned function ends that. */
  on(event: string, act: (data: unknown) => void): () => void;
  /** Ends everything. */
  close(): void;
}

const kMostHeight = 10_000; // px
const kPatienceMs = 10_000;

/** Speaks with the embed in a frame. Unless `height` is false, the frame takes the height that the embed asks for. */
export function connect(frame: HTMLIFrameElement, { height = true } = {}): Embed {
  const opaque = frame.sandbox.length > 0 && !frame.sandbox.contains("allow-same-origin");
  const origin = opaque ? "null" : new URL(frame.src, location.href).origin;
  const waiting = new Map<number, (answer: Answer) => void>();
  const acts = new Map<string, Set<(data: unknown) => void>>();
  let last = 0;
  const send = (cmd: string, args: object): number => {
    last += 1;
    frame.contentWindow?.postMessage({ bw: 1, id: last, cmd, args }, opaque ? "*" : origin);
    return last;
  };
  const hear = ({ source, origin: from, data }: MessageEvent): void => {
    if (source !== frame.contentWindow || from !== origin || data?.bw !== 1) return;
    if (typeof data.id === "number" && typeof data.ok === "boolean") waiting.get(data.id)?.(data as Answer);
    if (typeof data.event !== "string") return;
    if (data.event === "ready") send("hello", {});
    if (data.event === "resize" && height && data.data?.height > 0)
      frame.style.height = `${Math.min(kMostHeight, Math.ceil(data.data.height))}px`;
    for (const act of acts.get(data.event) ?? []) act(data.data);
  };
  addEventListener("message", hear);
  const greet = (): void => void send("hello", {});
  frame.addEventListener("load", greet);
  greet();
  return {
    call: (cmd, args = {}) =>
      new Promise((done, fail) => {
        const id = send(cmd, args);
        const timer = setTimeout(() => fail(new Error("the embed did not answer")), kPatienceMs);
        waiting.set(id, ({ ok, data, error }) => {
          clearTimeout(timer);
          waiting.delete(id);
          if (ok) done(data);
          else fail(new Error(error?.message ?? "refused"));
        });
      }),
    on(event, act) {
      const all = acts.get(event) ?? new Set();
      acts.set(event, all.add(act));
      return () => all.delete(act);
    },
    close() {
      removeEventListener("message", hear);
      frame.removeEventListener("load", greet);
    },
  };
}

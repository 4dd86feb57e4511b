// Asks the engine in its worker: in each channel the newest request wins, and a worker that hangs or traps is replaced by
// a new one. A frame of a drag goes by the fast path: numbers in, numbers out.

import { InPageEngine } from "./in_page.ts";
import type { Kind, RequestOf, ResponseOf } from "./kinds.ts";
import type { Frame } from "./load.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import type { ErrorResponse } from "./types.gen.ts";

/** What became of a request. Only `done` carries an answer of the engine, which may be a list of errors. */
export type Outcome<R> =
  | { status: "done"; response: R | ErrorResponse }
  | { status: "superseded" }
  | { status: "cancelled" }
  | { status: "too_long"; seconds: number }
  | { status: "trapped"; message: string }
  /** `part`: what could not be loaded, where that is not the engine; begins a sentence. */
  | { status: "failed"; message: string; part?: string };

/** What became of a frame. `no_lane`: the engine no longer has the network it was meant for; ask again with `layout: true`. */
export type FrameOutcome = { status: "block"; block: Float64Array } | { status: "no_lane" } | Ended;

/** The part of a Worker that the client needs. */
export interface Port {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: { data: FromWorker }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

export interface Limits {
  /** A request that runs longer is ended. */
  seconds: number;
  /** How long a running request may keep a newer one waiting. */
  patience_ms: number;
}

type Ended = Exclude<Outcome<never>, { status: "done" }>;
type Settled =
  | Ended
  | { status: "answer"; response: unknown }
  | { status: "block"; block: Float64Array }
  | { status: "no_lane" };

/** What is shown all the time is asked in the first channel; each other view has a channel of its own. */
export type Channel = string;
export const kMain: Channel = "main";

interface Job {
  channel: Channel;
  message: ToWorker;
  /** Of a request: it asks for a layout. */
  opens_lane: boolean;
  /** Of a frame: the lane it is meant for; else 0. */
  lane: number;
  replayed: boolean;
  settle(outcome: Settled): void;
}

export class EngineClient {
  /** The engine in the page, for frames that must not be late. */
  readonly in_page = new InPageEngine();
  /** Hears that there is no engine while nothing is asked: answers that were there before it are all that there is. */
  lost: ((message: string) => void) | null = null;
  private port: Port | null = null;
  private ready = false;
  private running: Job | null = null;
  /** At most one a channel, in order of arrival. */
  private waiting: Job[] = [];
  private started_ms = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last_id = 0;
  private last_lane = 0;
  private open_lane = 0;

  constructor(
    private readonly spawn: () => Port,
    private readonly limits: Limits = { seconds: 20, patience_ms: 300 },
  ) {}

  /** Never rejects. A call that still waits when a newer one of its channel comes is dropped as `superseded`. */
  async call<K extends Kind>(request: RequestOf<K>, channel: Channel = kMain): Promise<Outcome<ResponseOf<K>>> {
    const opens_lane = "layout" in request && request.layout === true;
    const message: ToWorker = { id: ++this.last_id, request: JSON.stringify(request) };
    if (opens_lane) message.opens_lane = true;
    const settled = await this.ask({ channel, message, opens_lane, lane: 0, replayed: false });
    return settled.status === "answer"
      ? { status: "done", response: settled.response as ResponseOf<K> }
      : (settled as Outcome<never>);
  }

  /** The number of the fast lane that is open: of the last answer with a layout; 0 where there is none. */
  get lane(): number {
    return this.open_lane;
  }

  /**
   * One frame of a drag on the lane of that number, in the first channel. Never rejects. A frame that still waits when a
   * newer frame or a request of that channel comes is dropped as `superseded`, and so is one that finds a request waiting.
   */
  async frame(lane: number, frame: Frame): Promise<FrameOutcome> {
    if (this.waiting.some((job) => job.channel === kMain && job.lane === 0)) return { status: "superseded" };
    if (lane === 0 || lane !== this.open_lane) return { status: "no_lane" };
    const message = { id: ++this.last_id, frame };
    return (await this.ask({ channel: kMain, message, opens_lane: false, lane, replayed: false })) as FrameOutcome;
  }

  private ask(job: Omit<Job, "settle">): Promise<Settled> {
    return new Promise((settle) => {
      this.take(({ channel }) => channel === job.channel)?.settle({ status: "superseded" });
      this.waiting.push({ ...job, settle });
      if (this.running) this.set_timer();
      else this.next();
    });
  }

  /** Ends what runs and what waits, in one channel or in all; the next call finds a new worker. */
  cancel(channel?: Channel): void {
    const ends = (job: Job): boolean => channel === undefined || job.channel === channel;
    for (let job = this.take(ends); job; job = this.take(ends)) job.settle({ status: "cancelled" });
    if (this.running && ends(this.running)) this.replace({ status: "cancelled" });
    else this.set_timer();
  }

  /** The first job that waits and fits, which then waits no more. */
  private take(fits: (job: Job) => boolean): Job | null {
    const at = this.waiting.findIndex(fits);
    return at < 0 ? null : (this.waiting.splice(at, 1)[0] ?? null);
  }

  /** Whether the running request keeps one waiting that may end it: one of its own channel, or of the first. */
  private is_pressed(): boolean {
    const { running } = this;
    return this.waiting.some((job) => job.channel === kMain || job.channel === running?.channel);
  }

  private next(): void {
    this.running = this.take((job) => job.channel === kMain) ?? this.take(() => true);
    if (this.running && this.running.lane !== 0 && this.running.lane !== this.open_lane)
      this.finish({ status: "no_lane" });
    else this.send();
  }

  private send(): void {
    if (!this.running) return;
    this.port ??= this.connect();
    this.started_ms = performance.now();
    this.set_timer();
    this.port.postMessage(this.running.message);
  }

  private connect(): Port {
    const port = this.spawn();
    this.ready = false;
    port.onmessage = ({ data }) => this.hear(data);
    port.onerror = ({ message }) => this.replace({ status: "failed", message: message || "the worker did not start" });
    return port;
  }

  private hear(message: FromWorker): void {
    if (message.what === "ready") {
      this.ready = true;
      this.started_ms = performance.now();
      this.set_timer();
    } else if (message.what === "failed") {
      if (!this.running) this.lost?.(message.message);
      this.replace({ status: "failed", message: message.message });
    } else if (message.what === "over") {
      this.drop_worker();
      if (this.running) this.send();
      else this.port = this.connect();
    } else if (message.id === this.running?.message.id) {
      if (message.what === "answer") {
        const response: unknown = JSON.parse(message.text);
        // A request that was refused leaves the engine the lane that it had.
        if (this.running.opens_lane && (response as { layout?: unknown }).layout) this.open_lane = ++this.last_lane;
        this.finish({ status: "answer", response });
      } else if (message.what === "block") {
        this.finish(message.block ? { status: "block", block: message.block } : { status: "no_lane" });
      } else this.trapped(message.message);
    }
  }

  /** A trap leaves the instance unusable. It may have been worn out, so the request is replayed once in a new one. */
  private trapped(message: string): void {
    const job = this.running;
    if (!job || job.replayed || job.lane !== 0 || this.is_pressed()) {
      this.replace({ status: "trapped", message });
      return;
    }
    this.drop_worker();
    this.running = { ...job, replayed: true };
    this.send();
  }

  /** Loading takes what it takes: the clock of a request starts when its engine is ready. */
  private set_timer(): void {
    clearTimeout(this.timer);
    if (!this.running || !this.ready) return;
    const limit_ms = this.is_pressed() ? this.limits.patience_ms : this.limits.seconds * 1000;
    const left_ms = Math.max(0, this.started_ms + limit_ms - performance.now());
    this.timer = setTimeout(() => {
      if (this.is_pressed()) this.replace({ status: "superseded" });
      else this.replace({ status: "too_long", seconds: this.limits.seconds });
    }, left_ms);
  }

  private replace(outcome: Ended): void {
    this.drop_worker();
    this.finish(outcome);
  }

  private drop_worker(): void {
    clearTimeout(this.timer);
    this.open_lane = 0;
    if (this.port) {
      this.port.onmessage = null;
      this.port.onerror = null;
      this.port.terminate();
    }
    this.port = null;
  }

  private finish(outcome: Settled): void {
    clearTimeout(this.timer);
    const job = this.running;
    this.running = null;
    job?.settle(outcome);
    this.next();
  }
}

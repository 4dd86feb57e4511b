// Asks the engine in its worker: in each channel the newest request wins, and a worker that hangs or traps is replaced by
// a new one.
import type {
  CatalogueRequest,
  CatalogueResponse,
  DifferentiateRequest,
  DifferentiateResponse,
  ErrorResponse,
  GraphRequest,
  GraphResponse,
} from "./types.gen.ts";
import type { FromWorker, ToWorker } from "./worker.ts";

/** What became of a request. Only `done` carries an answer of the engine, which may be a list of errors. */
export type Outcome<R> =
  | { status: "done"; response: R | ErrorResponse }
  | { status: "superseded" }
  | { status: "cancelled" }
  | { status: "too_long"; seconds: number }
  | { status: "trapped"; message: string }
  | { status: "failed"; message: string };

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
type Settled = Ended | { status: "text"; text: string };

/** What is shown all the time is asked in the first channel; each other view has a channel of its own. */
export type Channel = string;
export const kMain: Channel = "main";

interface Job {
  id: number;
  channel: Channel;
  request: string;
  replayed: boolean;
  settle(outcome: Settled): void;
}

export class EngineClient {
  private port: Port | null = null;
  private ready = false;
  private running: Job | null = null;
  /** At most one a channel, in order of arrival. */
  private waiting: Job[] = [];
  private started_ms = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private last_id = 0;

  constructor(
    private readonly spawn: () => Port,
    private readonly limits: Limits = { seconds: 20, patience_ms: 300 },
  ) {}

  call(request: CatalogueRequest, channel?: Channel): Promise<Outcome<CatalogueResponse>>;
  call(request: GraphRequest, channel?: Channel): Promise<Outcome<GraphResponse>>;
  call(request: DifferentiateRequest, channel?: Channel): Promise<Outcome<DifferentiateResponse>>;
  /** Never rejects. A call that still waits when a newer one of its channel comes is dropped as `superseded`. */
  async call<R>(
    request: CatalogueRequest | GraphRequest | DifferentiateRequest,
    channel: Channel = kMain,
  ): Promise<Outcome<R>> {
    const text = JSON.stringify(request);
    const settled = await new Promise<Settled>((settle) => {
      this.take((job) => job.channel === channel)?.settle({ status: "superseded" });
      this.waiting.push({ id: ++this.last_id, channel, request: text, replayed: false, settle });
      if (this.running) this.set_timer();
      else this.next();
    });
    return settled.status === "text" ? { status: "done", response: JSON.parse(settled.text) as R } : settled;
  }

  /** Ends what runs and what waits; the next call finds a new worker. */
  cancel(): void {
    for (const job of this.waiting.splice(0)) job.settle({ status: "cancelled" });
    if (this.running) this.replace({ status: "cancelled" });
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
    this.send();
  }

  private send(): void {
    if (!this.running) return;
    this.port ??= this.connect();
    this.started_ms = performance.now();
    this.set_timer();
    this.port.postMessage({ id: this.running.id, request: this.running.request });
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
      this.replace({ status: "failed", message: message.message });
    } else if (message.id === this.running?.id) {
      if (message.what === "answer") this.finish({ status: "text", text: message.text });
      else this.trapped(message.message);
    }
  }

  /** A trap leaves the instance unusable. It may have been worn out, so the request is replayed once in a new one. */
  private trapped(message: string): void {
    const job = this.running;
    if (!job || job.replayed || this.is_pressed()) {
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

/** A client of the real worker. */
export function connect_engine(): EngineClient {
  return new EngineClient(
    () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }) as unknown as Port,
  );
}

// One engine for all networks of a page: each has a port of its own, and they take turns.
import type { Port } from "../engine/client.ts";
import type { FromWorker, ToWorker } from "../engine/messages.ts";

interface Turn {
  port: SharedPort;
  message: ToWorker;
}

/** Owns the one real port; a network that ends its own computation ends the engine, and the others get a new one. */
export class Engines {
  private real: Port | null = null;
  private ready: FromWorker | null = null;
  private running: Turn | null = null;
  private waiting: Turn[] = [];
  /** Whose layout the engine has: a frame of another network would run on it. */
  private lane: SharedPort | null = null;
  readonly ports = new Set<SharedPort>();

  constructor(private readonly make: () => Port) {}

  port(): Port {
    return new SharedPort(this);
  }

  begin(port: SharedPort): void {
    this.ports.add(port);
    if (this.ready) queueMicrotask(() => this.ready && port.hear(this.ready));
    else this.open();
  }

  send(turn: Turn): void {
    this.waiting.push(turn);
    this.next();
  }

  end(port: SharedPort): void {
    this.ports.delete(port);
    this.waiting = this.waiting.filter((turn) => turn.port !== port);
    if (this.lane === port) this.lane = null;
    if (this.running?.port !== port) return;
    this.close();
    if (this.waiting.length > 0) this.next();
  }

  private close(): void {
    this.real?.terminate();
    this.real = null;
    this.ready = null;
    this.running = null;
    this.lane = null;
  }

  private open(): Port {
    if (this.real) return this.real;
    const real = this.make();
    real.onmessage = ({ data }) => this.hear(data);
    real.onerror = (event) => {
      const all = [...this.ports];
      this.close();
      for (const port of all) port.onerror?.(event);
    };
    this.real = real;
    return real;
  }

  private hear(message: FromWorker): void {
    if (message.what === "ready") this.ready = message;
    if (message.what === "ready" || message.what === "failed") {
      const all = [...this.ports];
      if (message.what === "failed") this.close();
      for (const port of all) port.hear(message);
      return;
    }
    const { running } = this;
    this.running = null;
    if (message.what === "trap") this.close();
    running?.port.hear(message);
    this.next();
  }

  private next(): void {
    const turn = this.running ? undefined : this.waiting.shift();
    if (!turn) return;
    if ("frame" in turn.message && this.lane !== turn.port) {
      turn.port.hear({ what: "block", id: turn.message.id, block: null });
      this.next();
      return;
    }
    if ("request" in turn.message && turn.message.request.includes('"layout":true')) this.lane = turn.port;
    this.running = turn;
    this.open().postMessage(turn.message);
  }
}

class SharedPort implements Port {
  onmessage: Port["onmessage"] = null;
  onerror: Port["onerror"] = null;

  constructor(private readonly engines: Engines) {
    engines.begin(this);
  }

  hear(data: FromWorker): void {
    this.onmessage?.({ data });
  }

  postMessage(message: ToWorker): void {
    this.engines.send({ port: this, message });
  }

  terminate(): void {
    this.engines.end(this);
  }
}

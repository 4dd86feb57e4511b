// Where the engine of an embed runs: in a worker made of a blob, or, where the page that holds it forbids that, in the page itself.
import type { Port } from "../engine/client.ts";
import { hand_over } from "../engine/hand_over.ts";
import { begin, type Engine } from "../engine/load.ts";
import type { FromWorker, ToWorker } from "../engine/messages.ts";
import { answer, words } from "../engine/serve.ts";
import BlobWorker from "../engine/worker.ts?worker&inline";
import { bytes } from "./inlined.ts";

let module: Promise<WebAssembly.Module> | null = null;

/** The engine in this script, compiled once for all who run it. */
export function compiled(): Promise<WebAssembly.Module> {
  module ??= compile();
  return module;
}

/** Rejects where there is no WebAssembly, too. */
async function compile(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(bytes());
}

/** The engine in the page: an answer keeps the page waiting, so each is a task of its own. */
class InPagePort implements Port {
  onmessage: Port["onmessage"] = null;
  onerror: Port["onerror"] = null;
  private readonly engine: Promise<Engine>;

  constructor() {
    this.engine = compiled().then(begin);
    this.engine.then(
      () => this.say({ what: "ready" }),
      (cause: unknown) => this.say({ what: "failed", message: words(cause) }),
    );
  }

  private say(data: FromWorker): void {
    this.onmessage?.({ data });
  }

  postMessage(message: ToWorker): void {
    const act = async (): Promise<void> => {
      const engine = await this.engine.catch(() => null);
      if (engine && this.onmessage) answer(engine, message, (data) => this.say(data));
    };
    setTimeout(() => void act(), 0);
  }

  terminate(): void {
    this.onmessage = null;
  }
}

/** A worker that falls back to the page before its first sign of life, as a policy may stop it at any point. */
class WorkerPort implements Port {
  onmessage: Port["onmessage"] = null;
  onerror: Port["onerror"] = null;
  private inner: Worker | InPagePort | null = null;
  private alive = false;
  private readonly sent: ToWorker[] = [];

  constructor() {
    try {
      const worker = new BlobWorker();
      worker.onmessage = ({ data }: { data: FromWorker }) => {
        this.alive = true;
        this.onmessage?.({ data });
      };
      worker.onerror = (event) => (this.alive ? this.onerror?.({ message: event.message }) : this.fall());
      hand_over(compiled(), worker);
      this.inner = worker;
    } catch {
      this.fall();
    }
  }

  private fall(): void {
    const in_page = new InPagePort();
    in_page.onmessage = ({ data }) => this.onmessage?.({ data });
    this.inner = in_page;
    this.alive = true;
    for (const message of this.sent) in_page.postMessage(message);
  }

  postMessage(message: ToWorker): void {
    if (!this.alive) this.sent.push(message);
    this.inner?.postMessage(message);
  }

  terminate(): void {
    this.onmessage = null;
    this.inner?.terminate();
  }
}

export function spawn(): Port {
  return new WorkerPort();
}

// The first answers of a page, from an engine in the page itself: a worker takes longer to begin than they take together.
import type { Port } from "./client.ts";
import { begin, type Engine } from "./load.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { answer, words } from "./serve.ts";
import type { CatalogueRequest, CatalogueResponse, GraphResponse, Request, WordRole } from "./types.gen.ts";

/** What a page asks at its start, in this order. */
const kAsked: readonly Request["kind"][] = ["catalogue", "graph", "differentiate"];
const kCatalogue: CatalogueRequest = { v: 1, kind: "catalogue" };
const kCharacters = 4000; // of a text
/** What words do that make much of a short text; without them it gives no more nodes and numbers than it has characters. */
const kAmple: readonly WordRole[] = ["block", "layer", "generator"];
const kNodes = 200;
const kNumbers = 1000; // elements of all nodes together
const kPauseMs = 200; // after the last answer, so that the page is drawn first

interface Begun {
  engine: Engine;
  /** The answer to the first question, which is always the same. */
  catalogue: string;
  /** Finds a word that makes much. */
  ample: RegExp;
}

/** Answers only what takes little time; everything else is for a worker, and so is all that comes after it. */
export class FirstAnswers implements Port {
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  onerror: ((event: { message?: string }) => void) | null = null;
  private readonly begun: Promise<Begun | { failure: string }>;
  private asked = 0;
  /** The network that was found to be small. */
  private small: string | null = null;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private failed = false;

  /** `prepared`: answers that were asked for when the page was built, so that the first numbers need no engine. */
  constructor(
    module: Promise<WebAssembly.Module>,
    private readonly prepared: Promise<readonly (readonly [request: string, answer: string])[]> = Promise.resolve([]),
  ) {
    this.begun = module
      .then(begin)
      .then((engine) => {
        const catalogue = engine.call(JSON.stringify(kCatalogue));
        return { engine, catalogue, ample: ample_words(catalogue) };
      })
      .catch((cause: unknown) => {
        this.failed = true;
        return { failure: words(cause) };
      });
  }

  postMessage(message: ToWorker): void {
    void this.take(message);
  }

  terminate(): void {
    clearTimeout(this.pause);
    this.onmessage = null;
  }

  private async take(message: ToWorker): Promise<void> {
    if (await this.answered(message)) return;
    const begun = await this.begun;
    if (!this.onmessage) return; // ended meanwhile
    if ("failure" in begun) return this.say({ what: "failed", message: begun.failure });
    if (this.asked === 0) this.say({ what: "ready" });
    const request: Request | null = "request" in message ? JSON.parse(message.request) : null;
    if (!request || !this.fits(request, begun.ample)) return this.say({ what: "over" });
    if (request.kind === "catalogue") return this.say({ what: "answer", id: message.id, text: begun.catalogue });
    answer(begun.engine, message, (reply) => {
      if (reply.what === "answer" && request.kind === "graph") this.small = small_text(request, reply.text);
      this.say(reply);
    });
    clearTimeout(this.pause);
    if (this.asked === kAsked.length) this.pause = setTimeout(() => this.say({ what: "over" }), kPauseMs);
  }

  /** Gives an answer that is there already; an engine that turns out not to begin is told of all the same. */
  private async answered(message: ToWorker): Promise<boolean> {
    const prepared = await this.prepared;
    const asked = "request" in message ? message.request : "";
    const found = prepared.find(([request]) => request === asked)?.[1];
    if (found === undefined || this.failed || !this.onmessage) return false;
    const { kind } = JSON.parse(asked) as Request;
    if (kind !== kAsked[this.asked]) return false;
    if (this.asked++ === 0) {
      this.say({ what: "ready" });
      void this.begun.then((begun) => "failure" in begun && this.say({ what: "failed", message: begun.failure }));
    }
    if (kind === "graph") this.small = small_text(JSON.parse(asked) as Request, found);
    this.say({ what: "answer", id: message.id, text: found });
    if (this.asked === kAsked.length) this.pause = setTimeout(() => this.say({ what: "over" }), kPauseMs);
    return true;
  }

  private fits(request: Request, ample: RegExp): boolean {
    if (request.kind === "more") return this.asked >= kAsked.length; // of an answer that was given here
    if (request.kind !== kAsked[this.asked++]) return false;
    if (request.kind === "graph") return is_short(text_of(request), ample);
    return request.kind === "catalogue" || (this.small !== null && text_of(request) === this.small);
  }

  private say(message: FromWorker): void {
    this.onmessage?.({ data: message });
  }
}

function text_of(request: Request): string | null {
  return "network" in request && "text" in request.network ? request.network.text : null;
}

function ample_words(catalogue: string): RegExp {
  const { words } = JSON.parse(catalogue) as CatalogueResponse;
  const found = words.flatMap(({ text, role }) => (kAmple.includes(role) ? [text] : []));
  return new RegExp(`(?<![\\p{L}\\p{N}_])(${found.join("|")})(?![\\p{L}\\p{N}_])`, "u");
}

/** A text whose graph is built in a moment, whoever wrote it. */
function is_short(text: string | null, ample: RegExp): boolean {
  return text !== null && text.length <= kCharacters && !ample.test(text);
}

/** The text of a request whose graph can be differentiated in a moment; else null. */
function small_text(request: Request, reply: string): string | null {
  const { ok, graph } = JSON.parse(reply) as GraphResponse;
  if (!ok || graph.nodes.length > kNodes) return null;
  const numbers = graph.nodes.reduce((sum, { shape }) => sum + shape.reduce((size, length) => size * length, 1), 0);
  return numbers <= kNumbers ? text_of(request) : null;
}

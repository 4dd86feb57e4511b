// The engine once more, in the page itself: a frame of a drag that went to the worker and back would be painted one frame
// late, and a number that is typed would wait for what the worker computes.
import type { Kind, RequestOf, ResponseOf } from "./kinds.ts";
import { begin, type Engine, type Frame } from "./load.ts";
import type { ErrorResponse } from "./types.gen.ts";

/** Only for what the worker has answered before in little time, and for single numbers. Nothing here throws; null where there is no engine. */
export class InPageEngine {
  private module: WebAssembly.Module | null = null;
  private engine: Engine | null = null;
  private ended = false;

  /** The compiled engine: the worker runs the same. */
  take(module: WebAssembly.Module): void {
    if (!this.ended) this.module ??= module;
  }

  /** True once the engine is there; the first call starts it. */
  get is_ready(): boolean {
    const { module } = this;
    if (this.engine || !module) return this.engine !== null;
    this.module = null; // once
    begin(module).then(
      (engine) => {
        this.engine = engine;
      },
      () => undefined,
    );
    return false;
  }

  call<K extends Kind>(request: RequestOf<K>): ResponseOf<K> | ErrorResponse | null {
    return this.attempt((engine) => JSON.parse(engine.call(JSON.stringify(request))));
  }

  frame(frame: Frame): Float64Array | null {
    return this.attempt((engine) => engine.frame(frame));
  }

  /** An engine that has trapped is not asked again. */
  private attempt<R>(act: (engine: Engine) => R): R | null {
    if (!this.engine) return null;
    try {
      return act(this.engine);
    } catch {
      this.engine = null;
      this.ended = true;
      return null;
    }
  }
}

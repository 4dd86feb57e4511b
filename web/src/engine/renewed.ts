// An engine that is begun anew when its network has shrunk: WebAssembly's memory only grows, and goes with its instance.
import { begin, type Engine } from "./load.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import { answer } from "./serve.ts";

/** What a network may keep, in bytes: so much in any case, and so much a character, of which each node has one at least. */
const kKept = 64 * 2 ** 20;
const kCharacter = 1000;

export class RenewedEngine {
  /** The longest request that the instance has answered, in characters. */
  private longest = 0;

  private constructor(
    private readonly module: WebAssembly.Module,
    private engine: Engine,
  ) {}

  static async begin(module: WebAssembly.Module): Promise<RenewedEngine> {
    return new RenewedEngine(module, await begin(module));
  }

  bytes(): number {
    return this.engine.bytes();
  }

  /** Answers one message, as `answer` does; the next is to wait until it resolves. */
  async answer(data: ToWorker, post: (message: FromWorker, transfer?: Transferable[]) => void): Promise<void> {
    if ("request" in data) {
      if (data.opens_lane && this.is_outgrown(data.request.length)) {
        this.engine = await begin(this.module).catch(() => this.engine);
        this.longest = 0;
      }
      this.longest = Math.max(this.longest, data.request.length);
    }
    answer(this.engine, data, post);
  }

  /** Whether what the instance holds is of a network more than twice as long. What a short text makes large stays so. */
  private is_outgrown(characters: number): boolean {
    return 2 * characters < this.longest && this.bytes() > kKept + kCharacter * characters;
  }
}

// The sizes that the text declares, asked for when somebody looks at them.
import type { SizeInfo } from "../engine/types.gen.ts";
import type { Core } from "./slice.ts";

export interface SizesState {
  /** The text that they are of. */
  text: string;
  sizes: readonly SizeInfo[];
}

export const kSizes: SizesState = { text: "", sizes: [] };

export class SizeVerbs {
  private asked = "";

  constructor(private readonly core: Core) {}

  /** Asks for the sizes of the text of the present result, once; a panel that shows them calls this whenever it is drawn. */
  follow(): void {
    const { result } = this.core.state;
    if (!result || result.text === this.asked) return;
    this.asked = result.text;
    void this.ask(result.text);
  }

  private async ask(text: string): Promise<void> {
    const outcome = await this.core.engine.call({ v: 1, kind: "graph", network: { text } }, "sizes");
    if (this.asked !== text) return;
    if (outcome.status === "superseded") this.asked = "";
    else if (outcome.status === "done" && outcome.response.ok)
      this.core.write({ sizes: { text, sizes: outcome.response.sizes } });
  }
}

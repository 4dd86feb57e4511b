// The sizes that the text declares, asked for when somebody looks at them.
import type { GraphResponse, SizeInfo } from "../engine/types.gen.ts";
import { with_size } from "../text/resize.ts";
import { Answer } from "./answer.ts";
import { counted_text } from "./counted_text.ts";
import { response_of } from "./outcome.ts";
import { shared } from "./shared.ts";
import type { Core } from "./slice.ts";
import type { State } from "./state.ts";

export class SizeVerbs {
  private readonly answer = new Answer<string, GraphResponse>({
    ask: (text) => this.core.engine.call({ v: 1, kind: "graph", network: { text }, values: false }, "sizes"),
    current: (text) => this.core.state.text === text,
    settle: (text, outcome) => {
      const response = response_of(outcome);
      if (response) this.core.write({ sizes: { text, sizes: response.sizes } });
    },
  });

  constructor(private readonly core: Core<State>) {}

  /** Asks for the sizes of the text whose figures are shown, once; a panel that shows them calls this whenever it is drawn. */
  follow(): void {
    const text = counted_text(this.core.state);
    if (text !== null && text !== this.core.state.sizes.text) this.answer.follow(text);
  }

  /** Gives a size another value in the text; what is known of the sizes follows at once, so that a drag can go on. */
  set(info: SizeInfo, value: number): void {
    const { state } = this.core;
    const { text, sizes } = state.sizes;
    if (value === info.value || state.text !== text) return;
    const next = with_size(text, info, value);
    const { value_span } = info;
    const end_column = value_span.column + String(value).length;
    const changed = { ...info, value, value_span: { ...value_span, end_line: value_span.line, end_column } };
    this.core.write({ sizes: { text: next, sizes: sizes.map((one) => (one === info ? changed : one)) } });
    this.core.edit(next, `the size ${info.id}`);
  }
}

export const size_verbs = shared((core: Core<State>) => new SizeVerbs(core));

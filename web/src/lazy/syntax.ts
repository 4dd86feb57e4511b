// The syntax card, in a dialog of its own and under a text that has nothing in it yet.
import { css, html } from "lit";
import { DialogBody } from "../kit/dialog.ts";
import { syntax_card, syntax_styles } from "../view/syntax.ts";

export const tag = "bw-syntax-body";

class Syntax extends DialogBody {
  static override styles = [
    ...[DialogBody.styles].flat(),
    syntax_styles,
    css`:host([brief]) { padding: 8px 0; } :host([brief]) .long { grid-template-columns: minmax(0, 1fr); }`,
  ];

  override render() {
    const { words = [], ops = [] } = this.store.state.catalogue ?? {};
    return html`${syntax_card(words, ops, this.hasAttribute("brief"))}`;
  }
}
customElements.define(tag, Syntax);

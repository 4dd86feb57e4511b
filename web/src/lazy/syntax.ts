// The syntax card, in a dialog of its own and under a text that has nothing in it yet.
import { css, html, nothing } from "lit";
import { DialogBody } from "../kit/dialog.ts";
import { syntax_card, syntax_styles } from "../view/syntax.ts";

export const tag = "bw-syntax-body";

class Syntax extends DialogBody {
  static override styles = [
    ...[DialogBody.styles].flat(),
    syntax_styles,
    css`:host { padding-block: 4px 12px; gap: 8px; } :host([brief]) { padding: 8px 0; } :host([brief]) .lines { grid-template-columns: minmax(0, 1fr); } .keys { font-size: 12px; } kbd { font: 600 12px var(--sans); }`,
  ];

  override render() {
    const { words = [], ops = [] } = this.store.state.catalogue ?? {};
    const brief = this.hasAttribute("brief");
    return html`${syntax_card(words, ops, brief)}${brief ? nothing : html`<p class="quiet keys"><kbd>?</kbd> opens this card, outside the text. In the text a list completes what you type: <kbd>Enter</kbd> or <kbd>Tab</kbd> takes what it offers, <kbd>Escape</kbd> closes it.</p>`}`;
  }
}
customElements.define(tag, Syntax);

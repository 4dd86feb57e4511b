// The list of keys; `?` opens it while the graph has the focus.
import { css, html } from "lit";
import { DialogBody } from "../kit/dialog.ts";

export const tag = "bw-keys-body";

/** Keys and what they do, by where the focus is. */
const kKeys: readonly { where: string; keys: readonly [string, string][] }[] = [
  {
    where: "Anywhere",
    keys: [
      ["Ctrl/⌘ S", "copy the link of what is shown"],
      ["Ctrl/⌘ Z", "undo"],
      ["Ctrl/⌘ Shift Z, Ctrl Y", "redo"],
      ["Tab, Shift Tab", "to the next or the last part; Tab leaves the text, too"],
      ["Escape", "close a dialog or the card of a number"],
    ],
  },
  {
    where: "In the graph",
    keys: [
      ["← →", "to what a node reads, to what reads it"],
      ["↑ ↓", "to the other values that the same node reads"],
      ["Home, End", "to the first, to the last node"],
      ["Enter", "why this number? (the card of a node)"],
      ["Space", "unfold a statement; go into a weight"],
      ["← → ↑ ↓ in a weight", "choose the element to go forward along"],
      ["Escape in a weight", "back to its node"],
      ["+ − 0 F", "larger, smaller, 100 %, fit"],
      ["?", "this list"],
    ],
  },
  {
    where: "On sliders and tabs",
    keys: [
      ["← →", "one step of a value or of the player; the tab beside"],
      ["Home, End", "to the first, to the last"],
    ],
  },
  { where: "In the lecture room (view=stage)", keys: [["PageDown, PageUp", "one step forward, one step back"]] },
];

class Keys extends DialogBody {
  static override styles = [
    ...[DialogBody.styles].flat(),
    css`
      h3 { margin: 0; font-size: 13px; color: var(--quiet); }
      dl { display: grid; grid-template-columns: 15em 1fr; gap: 2px 16px; margin: 2px 0 0; }
      dd { margin: 0; }
      kbd { font: 600 13px/1.6 var(--sans); }
      @container (max-width: 639px) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin: 0 0 4px; } }
    `,
  ];

  override render() {
    return html`${kKeys.map(
      ({ where, keys }) => html`<section><h3>${where}</h3>
        <dl>${keys.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl></section>`,
    )}`;
  }
}
customElements.define(tag, Keys);

// The help: the list of keys, and about the page: what it is, its version, its licence, and how to cite it.
import { css, html, nothing } from "lit";
import { copy_text } from "../kit/copy_text.ts";
import { DialogBody } from "../kit/dialog.ts";
import { kNotices } from "../link/notices.ts";
import { kBrowsers } from "../view/floor.ts";
import { kTerms } from "../view/terms.ts";

export const tag = "bw-help-body";

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
      ["?", "how a network is written (Syntax); not while you write, and in the graph it is this help"],
    ],
  },
  {
    where: "In the text",
    keys: [
      ["Enter, Tab", "take what the list offers; Enter ends the line where there is no list"],
      ["↑ ↓, Escape", "to another word of the list; close it"],
      ["Ctrl Space", "open the list"],
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
      ["?", "this help"],
    ],
  },
  {
    where: "On sliders and tabs",
    keys: [
      ["← →", "one step of a value or of the player; the tab beside"],
      ["Home, End", "to the first, to the last"],
    ],
  },
  {
    where: "On the screen of a room (Present)",
    keys: [
      ["PageDown, PageUp, → ←", "one step forward, one step back"],
      ["B or .", "blank the screen; any key gives it back"],
      ["Escape", "give the page back"],
    ],
  },
];

function bibtex(version: string): string {
  return [
    "@software{bothways,",
    "  title   = {Bothways: a gradient computed forward and backward},",
    `  version = {${version}},`,
    "  license = {MIT},",
    `  url     = {${location.origin}${location.pathname}}`,
    "}",
  ].join("\n");
}

class Help extends DialogBody {
  static override styles = [
    ...[DialogBody.styles].flat(),
    css`
      h3, h4 { margin: 0; font-size: 14px; }
      h3 { color: var(--quiet); }
      dl { display: grid; grid-template-columns: 15em 1fr; gap: 2px 16px; margin: 2px 0 0; }
      dd { margin: 0; }
      kbd { font: 600 13px/1.6 var(--sans); }
      .about { display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; }
      .about p { max-width: 66ch; }
      pre { margin: 4px 0; padding: 8px; overflow-x: auto; font: 12px/1.5 var(--mono); border: 1px solid var(--hairline); border-radius: var(--radius); background: var(--raised); }
      @container (max-width: 639px) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin: 0 0 4px; } }
    `,
  ];

  private said = "";

  private async copy(text: string): Promise<void> {
    this.said = (await copy_text(text, "the BibTeX entry", this)) ? "copied" : "";
    this.requestUpdate();
  }

  private about() {
    const { version = "", choices = [] } = this.store.state.catalogue ?? {};
    const entry = bibtex(version);
    return html`<section class="about"><h3>About Bothways</h3>
      <p>There is a <a href="./guide/">Guide</a> for lecturers and for readers, and <a href="./n/">a page for every network</a>.</p>
      <p>Bothways computes the gradient of a small network forward and backward, counts what each way costs while the numbers are made, and shows every number of both. The page computes nothing itself: all of it is done by a C++ engine that runs in your browser. Nothing is sent anywhere.</p>
      <p>${version ? html`Version <b>${version}</b>. ` : nothing}The program is under the <b>MIT licence</b>. The texts of the page and the presets are under <b>CC BY 4.0</b>: use them in your course, and name where they come from. ${this.store.page.leave ? html`<a href=${kNotices}>What it is made of, and under which licences</a>.` : nothing}</p>
      <p>It works in ${kBrowsers}: the engine needs WebAssembly with vectors and exceptions.</p>
      ${choices.length > 0 ? html`<section><h4>Where the engine had to choose</h4>${choices.map(({ doc }) => html`<p>${doc}</p>`)}</section>` : nothing}
      <section><h4>To cite it</h4>
        <pre tabindex="0" role="group" aria-label="BibTeX entry">${entry}</pre>
        <button @click=${() => void this.copy(entry)}>Copy the BibTeX entry</button> <span role="status">${this.said}</span></section></section>`;
  }

  override render() {
    return html`${kKeys.map(
      ({ where, keys }) => html`<section><h3>${where}</h3>
        <dl>${keys.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl></section>`,
    )}<section><h3>Words</h3><dl>${Object.values(kTerms).map(({ word, text }) => html`<dt>${word}</dt><dd>${text}</dd>`)}</dl></section>${this.about()}`;
  }
}
customElements.define(tag, Help);

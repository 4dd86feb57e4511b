// About the page: what it is, its version, its licence, and how to cite it.
import { css, html, nothing } from "lit";
import { copy_text } from "../kit/copy_text.ts";
import { DialogBody } from "../kit/dialog.ts";
import { kBrowsers } from "../view/floor.ts";

export const tag = "bw-about-body";

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

class About extends DialogBody {
  static override styles = [
    ...[DialogBody.styles].flat(),
    css`
      p { max-width: 66ch; }
      pre { margin: 4px 0; padding: 8px; overflow-x: auto; font: 12px/1.5 var(--mono); border: 1px solid var(--hairline); border-radius: var(--radius); background: var(--raised); }
      h3 { margin: 0; font-size: 14px; }
    `,
  ];

  private said = "";

  private async copy(text: string): Promise<void> {
    this.said = (await copy_text(text, "the BibTeX entry", this)) ? "copied" : "";
    this.requestUpdate();
  }

  override render() {
    const { version = "", choices = [] } = this.store.state.catalogue ?? {};
    const entry = bibtex(version);
    return html`<p>Bothways computes the gradient of a small network forward and backward, counts what each way costs while the numbers are made, and shows every number of both. The page computes nothing itself: all of it is done by a C++ engine that runs in your browser. Nothing is sent anywhere.</p>
      <p>${version ? html`Version <b>${version}</b>. ` : nothing}The program is under the <b>MIT licence</b>. The texts of the page and the presets are under <b>CC BY 4.0</b>: use them in your course, and name where they come from.</p>
      <p>It works in ${kBrowsers}: the engine needs WebAssembly with vectors and exceptions.</p>
      ${choices.length > 0 ? html`<section><h3>Where the engine had to choose</h3>${choices.map(({ doc }) => html`<p>${doc}</p>`)}</section>` : nothing}
      <section><h3>To cite it</h3>
        <pre tabindex="0" role="group" aria-label="BibTeX entry">${entry}</pre>
        <button @click=${() => void this.copy(entry)}>Copy the BibTeX entry</button> <span role="status">${this.said}</span></section>`;
  }
}
customElements.define(tag, About);

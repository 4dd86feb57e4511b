// Copies a text; where the browser keeps the clipboard from the page, a window shows the text, selected, to be copied by hand.
import { css, html, LitElement, type TemplateResult } from "lit";
import { panel_styles, window_styles } from "./styles.ts";

class CopyByHand extends LitElement {
  static override styles = [
    panel_styles,
    window_styles,
    css`
      :host { position: absolute; }
      p, textarea { margin: 12px 16px; }
      textarea { display: block; width: calc(100% - 32px); padding: 8px; border: 1px solid var(--quiet); border-radius: var(--radius); font: 12px/1.5 var(--mono); color: inherit; background: var(--raised); overflow-wrap: anywhere; }
    `,
  ];

  text = "";
  /** What the text is, within a sentence. */
  name = "";

  protected override firstUpdated(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
    const field = this.renderRoot.querySelector("textarea");
    field?.focus();
    field?.select();
  }

  override render(): TemplateResult {
    const close = (): void => this.renderRoot.querySelector("dialog")?.close();
    return html`<dialog aria-labelledby="heading" @close=${() => this.remove()}>
      <div class="head"><h2 id="heading">Copy ${this.name}</h2><button aria-label="Close" @click=${close}>✕</button></div>
      <p id="how">The browser keeps the clipboard from this page. The text is selected: <b>Press Ctrl+C to copy</b>, on a Mac ⌘ C.</p>
      <textarea readonly rows="6" aria-label=${this.name} aria-describedby="how" .value=${this.text} @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea>
    </dialog>`;
  }
}
customElements.define("bw-copy-by-hand", CopyByHand);

/** True where the clipboard has it; else the window over the page of `beside` shows it. `name` says what it is, within a sentence. */
export async function copy_text(text: string, name: string, beside: Element): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const made = new CopyByHand();
    Object.assign(made, { text, name });
    beside.getRootNode().appendChild(made);
    await made.updateComplete;
    return false;
  }
}

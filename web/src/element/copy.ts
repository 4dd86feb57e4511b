// <bw-copy>: the buttons that copy a table and save it as a file; a panel puts it beside its table and gives it the data.
import { css, html, LitElement, nothing } from "lit";
import { save_file } from "../kit/save.ts";
import { panel_styles } from "../kit/styles.ts";
import { file_name, type Sheet, to_csv, to_tsv } from "../view/sheet.ts";

export class Copy extends LitElement {
  static override properties = { name: {} };
  static override styles = [
    panel_styles,
    css`
      :host { display: inline-flex; flex-wrap: wrap; gap: 4px; align-items: center; font-size: 12px; font-weight: 400; }
      button { min-height: 24px; padding: 0 8px; border-color: var(--hairline); }
      textarea { flex-basis: 100%; font: 12px var(--mono); color: inherit; background: var(--paper); }
      @media print { :host { display: none; } }
    `,
  ];

  /** What the table is called. */
  name = "table";
  /** Called when a button is pressed. */
  sheet: () => Sheet = () => ({ name: this.name, heads: [], rows: [] });
  private said = "";
  /** The table itself, where the clipboard is closed to this page. */
  private text = "";

  private async copy(): Promise<void> {
    const sheet = this.sheet();
    const text = to_tsv(sheet);
    try {
      await navigator.clipboard.writeText(text);
      [this.said, this.text] = [`${sheet.rows.length} rows copied`, ""];
    } catch {
      [this.said, this.text] = ["The clipboard is closed: copy it from here", text];
    }
    this.requestUpdate();
  }

  private save(): void {
    const sheet = this.sheet();
    const name = file_name(sheet);
    save_file(name, new Blob([to_csv(sheet)], { type: "text/csv;charset=utf-8" }));
    [this.said, this.text] = [`saved as ${name}`, ""];
    this.requestUpdate();
  }

  override render() {
    return html`<button aria-label=${`Copy ${this.name}`} @click=${() => this.copy()}>Copy</button>
      <button aria-label=${`CSV of ${this.name}`} @click=${() => this.save()}>CSV</button>
      <span role="status">${this.said}</span>
      ${this.text ? html`<textarea readonly rows="4" aria-label=${`${this.name} as text`} .value=${this.text} @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}></textarea>` : nothing}`;
  }
}
customElements.define("bw-copy", Copy);

// <bw-copy>: the buttons that copy a table and save it as a file; a panel puts it beside its table and gives it the data.
import { css, html, LitElement } from "lit";
import { copy_text } from "../kit/copy_text.ts";
import { save_file } from "../kit/save.ts";
import { panel_styles } from "../kit/styles.ts";
import { file_name, kMark, type Sheet, to_csv, to_tsv } from "../view/sheet.ts";

export class Copy extends LitElement {
  static override properties = { name: {} };
  static override styles = [
    panel_styles,
    css`
      :host { display: inline-flex; flex-wrap: wrap; gap: 4px; align-items: center; font-size: 12px; font-weight: 400; }
      button { min-height: 24px; padding: 0 8px; border-color: var(--hairline); }
      @media print { :host { display: none; } }
    `,
  ];

  /** What the table is called. */
  name = "table";
  /** Called when a button is pressed. */
  sheet: () => Sheet = () => ({ name: this.name, heads: [], rows: [] });
  private said = "";

  private async copy(): Promise<void> {
    const sheet = this.sheet();
    const copied = await copy_text(to_tsv(sheet), this.name, this);
    this.said = copied ? `${sheet.rows.length} rows copied` : "";
    this.requestUpdate();
  }

  private save(): void {
    const sheet = this.sheet();
    const name = file_name(sheet);
    save_file(name, new Blob([kMark, to_csv(sheet)], { type: "text/csv;charset=utf-8" }));
    this.said = `saved as ${name}`;
    this.requestUpdate();
  }

  override render() {
    return html`<button aria-label=${`Copy ${this.name}`} @click=${() => this.copy()}>Copy</button>
      <button aria-label=${`CSV of ${this.name}`} @click=${() => this.save()}>CSV</button>
      <span role="status">${this.said}</span>`;
  }
}
customElements.define("bw-copy", Copy);

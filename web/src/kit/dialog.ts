// What a dialog is: a button in the head of the page, and a window over the page when it is pressed, whose inside is loaded when
// the pointer or the focus comes to the button.
import { css, html, type TemplateResult } from "lit";
import { LazyElement, type LazyModule } from "./lazy.ts";
import { Panel } from "./panel.ts";
import { panel_styles, window_styles } from "./styles.ts";

const dialog_styles = css`
  :host { display: flex; }
  .wait, .missing { padding: 12px 16px; }
  @container (max-width: 439px) { .opens { padding-inline: 5px; } }
  @media print { :host { display: none; } }
`;

/** A dialog closes by its button, by Escape and by a press beside it; the focus goes back to where it was. */
export abstract class DialogPanel extends Panel {
  static override styles = [panel_styles, window_styles, dialog_styles];

  /** The name by which `store.page.show` opens it. */
  protected abstract readonly key: string;
  protected abstract readonly heading: string;

  /** What stands on the button that opens it. */
  protected abstract button(): TemplateResult;
  protected abstract readonly load: () => Promise<LazyModule>;
  private readonly body = new LazyElement(
    this,
    () => this.heading,
    () => this.load(),
  );
  private focused = false;

  override prefetch(): void {
    void this.body.want();
  }

  /** The inside, once it has come. */
  protected async inside(): Promise<Panel | null> {
    await this.body.want();
    await this.body.element?.updateComplete;
    return this.body.element;
  }

  protected get is_open(): boolean {
    return this.store.state.page.dialog === this.key;
  }

  protected close(): void {
    this.store.page.show("");
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (this.is_open && !dialog?.open) dialog?.showModal();
    if (!this.is_open && dialog?.open) dialog.close();
    if (!this.is_open) this.focused = false;
    else if (this.body.element && !this.focused) void this.focus_on(this.body.element);
  }

  /** What the inside wants to have the focus gets it when it has come. */
  private async focus_on(body: Panel): Promise<void> {
    this.focused = true;
    await body.updateComplete;
    body.shadowRoot?.querySelector<HTMLElement>("[autofocus]")?.focus();
  }

  override render(): TemplateResult {
    const beside = (event: Event): void => {
      if (event.target instanceof HTMLDialogElement) this.close();
    };
    if (this.is_open) void this.body.want();
    else this.body.rest();
    const inside = this.body.shown(html`<p class="wait" role="status">Loading …</p>`);
    return html`<button class="opens" aria-haspopup="dialog" aria-label=${this.heading} title=${this.heading} @pointerenter=${this.prefetch} @focus=${this.prefetch} @click=${() => this.store.page.show(this.key)}>${this.button()}</button>
      <dialog aria-labelledby="heading" @close=${() => this.is_open && this.close()} @click=${beside}>
        ${this.is_open ? html`<div class="head"><h2 id="heading">${this.heading}</h2><button aria-label="Close" @click=${() => this.close()}>✕</button></div>${inside}` : html`<h2 id="heading" class="unseen">${this.heading}</h2>`}
      </dialog>`;
  }
}

/** The inside of a dialog. */
export abstract class DialogBody extends Panel {
  static override styles = [
    panel_styles,
    css`:host { display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; padding: 12px 16px 16px; }`,
  ];

  protected close(): void {
    this.store.page.show("");
  }
}

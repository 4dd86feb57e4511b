// Syntax: the button of the card that says how a network is written; `?` opens it wherever the reader is not writing.
import { css, html } from "lit";
import { DialogPanel } from "../kit/dialog.ts";
import { is_own, is_written } from "../kit/own_keys.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-syntax", area: "bar", order: 32 };

class Syntax extends DialogPanel {
  static override styles = [
    ...[DialogPanel.styles].flat(),
    css`dialog { width: min(1180px, 100vw - 24px); } .head { padding-block: 4px; }`,
  ];

  protected readonly key = "syntax";
  protected readonly heading = "Syntax";

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.press);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.press);
  }

  private readonly press = (event: KeyboardEvent): void => {
    const { dialog, presenting } = this.store.state.page;
    const held = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key !== "?" || held || event.defaultPrevented || dialog !== "" || presenting) return;
    if (!is_own(this, event) || is_written(event)) return;
    event.preventDefault();
    this.store.page.show(this.key);
  };

  protected button() {
    return html`Syntax`;
  }

  protected readonly load = lazy(() => import("../lazy/syntax.ts"), "syntax");
}
customElements.define(panel.tag, Syntax);

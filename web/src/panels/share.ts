// Share: the button of its dialog, and the keys that copy the link of what is shown.
import { css, html, type TemplateResult } from "lit";
import { copy_text } from "../kit/copy_text.ts";
import { DialogPanel } from "../kit/dialog.ts";
import { is_own } from "../kit/own_keys.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { encode } from "../link/codec.ts";
import { lazy } from "../state/lazy.ts";
import { full_link_of } from "../state/link.ts";

export const panel: PanelPlace = { tag: "bw-share", area: "help", order: 1 };

const kToastMs = 4000;

class Share extends DialogPanel {
  static override styles = [
    ...[DialogPanel.styles].flat(),
    css`.toast { position: fixed; left: 50%; bottom: 16px; transform: translateX(-50%); z-index: 5; padding: 6px 16px; border-radius: var(--radius); background: var(--ink); color: var(--paper); box-shadow: 0 4px 16px rgb(0 0 0 / 24%); max-width: calc(100vw - 32px); overflow-wrap: anywhere; }
    .toast:empty { display: none; }`,
  ];

  protected readonly key = "share";
  protected readonly heading = "Share";
  private said = "";
  private fade: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.press);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.press);
    clearTimeout(this.fade);
  }

  private readonly press = (event: KeyboardEvent): void => {
    const held = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!held || event.key.toLowerCase() !== "s" || event.defaultPrevented || !is_own(this, event)) return;
    event.preventDefault();
    void this.copy();
  };

  private async copy(): Promise<void> {
    const { state, presets } = this.store;
    const token = encode(full_link_of(state, presets));
    const address = `${location.origin}${location.pathname}#${token}`;
    if (state.link.problem) this.say("There is no network to share.");
    else if (!token) this.say("The network is too large for a link: export it as JSON.");
    else if (await copy_text(address, "the link", this)) this.say("✓ Link copied");
  }

  private say(said: string): void {
    this.said = said;
    this.requestUpdate();
    clearTimeout(this.fade);
    if (said) this.fade = setTimeout(() => this.say(""), kToastMs);
  }

  protected button() {
    return html`Share`;
  }

  protected readonly load = lazy(() => import("../lazy/share.ts"));

  override render(): TemplateResult {
    return html`${super.render()}<span class="toast" role="status">${this.said}</span>`;
  }
}
customElements.define(panel.tag, Share);

// Building without typing: the button that opens it. Its forms are loaded when the pointer or the focus comes to it.
import { css, html, nothing } from "lit";
import { LazyElement } from "../kit/lazy.ts";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { lazy } from "../state/lazy.ts";
import { beginning } from "../state/selectors.ts";

export const panel: PanelPlace = { tag: "bw-builder", area: "side", order: 20 };

class Builder extends Panel {
  static override styles = [panel_styles, css`.head { width: 100%; text-align: left; }`];

  private open = false;
  private readonly body = new LazyElement(
    this,
    () => "The builder",
    lazy(() => import("../lazy/builder.ts")),
  );

  override prefetch(): void {
    void this.body.want();
  }

  override render() {
    const { result, problems } = this.store.state;
    if (!result && !beginning(problems)) return nothing;
    const turn = (): void => {
      this.open = !this.open;
      if (this.open) void this.body.want();
      else this.body.rest();
      this.requestUpdate();
    };
    return html`<button class="head" aria-expanded=${this.open} @pointerenter=${this.prefetch} @focus=${this.prefetch} @click=${turn}><span aria-hidden="true">${this.open ? "−" : "+"}</span> Build without typing</button>
      ${this.open ? this.body.shown(html`<p class="quiet" role="status">Loading …</p>`) : nothing}`;
  }
}
customElements.define(panel.tag, Builder);

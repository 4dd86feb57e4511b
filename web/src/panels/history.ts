// Undo and redo: two buttons, and the keys for them wherever the focus is.
import { css, html } from "lit";
import { is_own } from "../kit/own_keys.ts";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";

export const panel: PanelPlace = { tag: "bw-history", area: "bar", order: 20 };

class History extends Panel {
  static override styles = [
    panel_styles,
    css`
      .row { display: flex; gap: 4px; }
      button[aria-disabled="true"] { color: var(--quiet); border-color: var(--hairline); cursor: default; }
    `,
  ];

  private readonly keys = (event: KeyboardEvent): void => this.press(event);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("keydown", this.keys);
    window.addEventListener("beforeinput", this.menu, true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("keydown", this.keys);
    window.removeEventListener("beforeinput", this.menu, true);
  }

  private press(event: KeyboardEvent): void {
    const key = event.key.toLowerCase();
    const held = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!held || event.defaultPrevented || (key !== "z" && key !== "y") || !is_own(this, event)) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) this.store.history.redo();
    else this.store.history.undo();
  }

  /** Undo from the browser's own menu, or from a phone's keyboard. */
  private readonly menu = (event: InputEvent): void => {
    if (!/^history(Undo|Redo)$/.test(event.inputType) || !is_own(this, event)) return;
    event.preventDefault();
    if (event.inputType === "historyUndo") this.store.history.undo();
    else this.store.history.redo();
  };

  protected override while_dragged(): readonly unknown[] {
    const { history } = this.store.state;
    return [history];
  }

  override render() {
    const { past, future } = this.store.state.history;
    const say = (verb: string, what: string | undefined, keys: string) =>
      what ? `${verb} ${what} (${keys})` : `Nothing to ${verb.toLowerCase()}`;
    const [last, next] = [past.at(-1)?.what, future.at(-1)?.what];
    return html`<div class="row">
      <button aria-label="Undo" aria-disabled=${!last} title=${say("Undo", last, "Ctrl+Z")}
        @click=${() => this.store.history.undo()}>↶</button>
      <button aria-label="Redo" aria-disabled=${!next} title=${say("Redo", next, "Ctrl+Y")}
        @click=${() => this.store.history.redo()}>↷</button>
    </div>`;
  }
}
customElements.define(panel.tag, History);

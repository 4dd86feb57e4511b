// The network chooser in the bar: presets, whether the text was edited, and the way back to the preset.
import { css, html, nothing } from "lit";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { network } from "../state/selectors.ts";

export const panel: PanelPlace = { tag: "bw-chooser", area: "bar", order: 10 };

class Chooser extends Panel {
  static override styles = [
    panel_styles,
    css`
      /* Its place is as wide whether or not the network was edited, so that the head keeps its height. */
      :host { flex: 1 1 220px; max-width: max-content; }
      .row { display: flex; gap: 4px 8px; align-items: center; }
      select { flex: 0 1 auto; min-width: 0; max-width: 100%; font-weight: 600; text-overflow: ellipsis; }
      button { flex: none; }
      @container (max-width: 1279px) {
        label, .more { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      }
      @container (max-width: 759px) {
        :host { max-width: none; }
        .edited { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        select { flex: 1 1 0; }
      }
    `,
  ];

  protected override while_dragged(): readonly unknown[] {
    const { text, history, link } = this.store.state;
    return [text, history, link];
  }

  override render() {
    const { state, presets } = this.store;
    const { edited, title } = network(state, presets);
    const strange = !presets.some(({ id }) => id === state.preset);
    return html`<div class="row">
      <label for="network" class="quiet">Network</label>
      <select id="network" @change=${(event: Event) => this.store.choose_preset((event.target as HTMLSelectElement).value)}>
        ${strange ? html`<option value="" .selected=${true}>${state.link.problem ? "no network" : title}</option>` : nothing}
        ${presets.map(({ id, title }) => html`<option value=${id} .selected=${id === state.preset}>${title}</option>`)}
      </select>
      ${edited ? html`<span class="edited quiet">edited</span><button title="Back to the network as it came" @click=${() => this.store.restore()}>Reset<span class="more"> to the preset</span></button>` : nothing}
    </div>`;
  }
}
customElements.define(panel.tag, Chooser);

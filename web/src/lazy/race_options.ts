// Which schedules race, how fast, and at which node the race stops.
import { css, html, nothing } from "lit";
import { Panel } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { next_stop } from "../race/lane.ts";
import { stops } from "../race/stops.ts";
import { kRaceSpeeds } from "../state/race.ts";
import { race_lanes } from "../state/race_lanes.ts";
import { kGlyph } from "../view/labels.ts";
import { lane_id } from "../view/schedule.ts";

export const tag = "bw-race-options";

class RaceOptions extends Panel {
  static override styles = [
    panel_styles,
    css`
      :host { display: grid; gap: 4px; padding-block: 4px; font-size: 13px; }
      label { display: inline-flex; gap: 4px; align-items: center; }
      .choices { display: flex; flex-wrap: wrap; gap: 0 16px; }
      select { max-width: 14em; }
    `,
  ];

  protected override while_dragged(): readonly unknown[] {
    const { steps, stale, race } = this.store.state;
    return [steps, stale, race];
  }

  override render() {
    const { state, race } = this.store;
    const lanes = race_lanes(state);
    const { work } = state.steps;
    const shown = new Map(lanes.map(({ id, label }) => [id, label]));
    const { stop, speed } = state.race;
    const next = stop ? next_stop(lanes, work ?? 0, stop) : null;
    const set = (id: string) => (event: Event) => race.choose(id, (event.target as HTMLInputElement).checked);
    return html`<div class="choices" role="group" aria-label="Lanes">${(state.result?.response.runs ?? []).map(
      (run) => {
        const id = lane_id(run);
        return html`<label class=${run.direction} title=${run.title}><input type="checkbox" .checked=${shown.has(id)} @change=${set(id)} />${kGlyph[run.direction]} ${shown.get(id) ?? run.title}</label>`;
      },
    )}</div>
      <div class="choices">
        <label>Speed <select @change=${(event: Event) => race.set_speed(Number((event.target as HTMLSelectElement).value))}>
          ${kRaceSpeeds.map((one) => html`<option value=${one} ?selected=${one === speed}>×${one}</option>`)}</select></label>
        <label>Stop at <select @change=${(event: Event) => race.stop_at((event.target as HTMLSelectElement).value)}><option value="">no node</option>${stops(lanes).map((id) => html`<option value=${id} ?selected=${id === stop}>${id}</option>`)}</select></label>
        ${stop ? html`<button aria-disabled=${next === null} @click=${() => next !== null && race.jump(next)}>Go on to ${stop}</button>` : nothing}
      </div>`;
  }
}
customElements.define(tag, RaceOptions);

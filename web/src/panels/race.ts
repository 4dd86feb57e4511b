// The race: whole schedules in lanes on one clock of work, with the player, the step's formula and what each lane's front carries.
import { html, nothing } from "lit";
import { counting } from "../kit/counting.ts";
import { icon } from "../kit/icons.ts";
import { LazyElement } from "../kit/lazy.ts";
import { Panel, type PanelPlace } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { formula } from "../race/formula.ts";
import { is_done, type RaceLane, race_end } from "../race/lane.ts";
import { numbers_at, shown_lane } from "../race/numbers.ts";
import { race_styles } from "../race/styles.ts";
import { lane_words, moment_words, verdict } from "../race/words.ts";
import { lazy } from "../state/lazy.ts";
import { work_now } from "../state/race.ts";
import { race_lanes, rows_and_columns } from "../state/race_lanes.ts";
import { place_name } from "../state/selectors.ts";
import { convention_button, convention_note, convention_styles } from "../view/convention.ts";
import { flops, whole } from "../view/format.ts";
import { kGlyph, type Place } from "../view/labels.ts";
import { spoken_name } from "../view/operation.ts";

/** The tag is the name by which pages of others style it and leave it out. */
export const panel: PanelPlace = { tag: "bw-tape", area: "tape", order: 10 };

const kQuietMs = 1500; // the shortest time between two announcements
const kSoon = "300px"; // how near to the window the race is when it asks for its steps

class Race extends Panel {
  static override styles = [panel_styles, convention_styles, race_styles];

  private readonly options = new LazyElement(
    this,
    () => "The choice of lanes",
    lazy(() => import("../lazy/race_options.ts")),
  );
  private in_view = false;
  private said = "";
  private spoke_ms = -kQuietMs;
  private scrubbed = -1;
  private speaking: ReturnType<typeof setTimeout> | undefined;
  private readonly sights = new IntersectionObserver(
    (entries) => {
      this.in_view = entries.at(-1)?.isIntersecting ?? false;
      if (this.in_view) this.requestUpdate();
    },
    { rootMargin: kSoon },
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.sights.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sights.disconnect();
    clearTimeout(this.speaking);
    this.speaking = undefined;
    this.store.race.pause();
  }

  protected override updated(): void {
    if (this.in_view) this.store.race.follow();
    const { work } = this.store.state.steps;
    if (work === this.scrubbed) return; // the slider says its own position
    this.speaking ??= setTimeout(() => this.speak(), Math.max(0, this.spoke_ms + kQuietMs - performance.now()));
  }

  private speak(): void {
    this.speaking = undefined;
    const { state } = this.store;
    const work = work_now(state);
    const words = work === null ? "" : moment_words(race_lanes(state), work, this.weight);
    if (words === this.said) return;
    this.said = words;
    this.spoke_ms = performance.now();
    this.requestUpdate();
  }

  /** The name of the weight that a pass goes along. */
  private readonly weight = (pass: number): string => {
    const { state } = this.store;
    return place_name(state, rows_and_columns(state).weights.at(pass - 1));
  };

  private scrub(event: Event): void {
    this.scrubbed = (event.target as HTMLInputElement).valueAsNumber;
    this.store.race.jump(this.scrubbed);
  }

  private player(lanes: readonly RaceLane[], work: number | null) {
    const { race } = this.store;
    const { playing, scale } = this.store.state.race;
    const end = race_end(lanes);
    const at = work ?? end;
    const button = (name: string, picture: Parameters<typeof icon>[0], off: boolean, act: () => void) =>
      html`<button aria-label=${name} title=${name} aria-disabled=${off} @click=${() => off || act()}>${icon(picture)}</button>`;
    const play = playing
      ? html`<button class="play" aria-label="Pause" @click=${() => race.pause()}>${icon("pause")} Pause</button>`
      : html`<button class="play" aria-label="Play" @click=${() => race.play()}>${icon("play")} Play</button>`;
    return html`<div class="player"><h2>The race</h2>
      <div class="buttons" role="group" aria-label="Player">
        ${button("First step", "first", work === 0, () => race.jump(0))}
        ${button("One step back", "back", work === 0, () => race.move(-1))}
        ${play}
        ${button("One step forward", "next", false, () => race.move(1))}
        ${button("Last step", "last", work === null, () => race.jump(end))}
      </div>
      <div class="scrub"><input type="range" aria-label="Work" min="0" max=${end} step="1" .value=${String(at)}
          aria-valuetext=${moment_words(lanes, work, this.weight)} @input=${(event: Event) => this.scrub(event)} />
        <span><b>${whole(at)}</b> <span class="quiet">of ${whole(end)} ${convention_button("race", "flops + fn")}${end < scale ? html`, bars up to ${whole(scale)}` : nothing}</span></span></div>
      <details class="more" @toggle=${() => this.options.want()}><summary title="Lanes, speed, stops">Lanes …</summary>${this.options.shown(nothing)}</details>
    </div>`;
  }

  private lane(lane: RaceLane, work: number | null, end: number) {
    const { phase, carries, bytes, share, whole: full } = lane_words(lane, work, end, this.weight);
    const percent = (part: number): string => `${(100 * part).toFixed(2)}%`;
    return html`<li class=${lane.direction} data-lane=${lane.id}>
      <span class="name ${lane.direction}" title=${lane.run.title}>${kGlyph[lane.direction]} ${lane.label}${lane.run.predicted ? " (predicted)" : ""}</span>
      <div class="bar" aria-hidden="true"><i .style=${`width:${percent(share)}`}></i><b .style=${`left:${percent(full)}`}></b>${lane.first.flatMap(({ beats }) => (beats ?? []).filter(({ steps }) => steps.at(-1)?.again)).map(({ start, end: to }) => html`<s .style=${`left:${percent(start / end)};width:${percent((to - start) / end)}`}></s>`)}</div>
      <span class="figures phase" title=${flops(lane.run.cost.total)}>${phase}</span><span class="figures carries">${carries}</span><span class="figures bytes">${bytes}</span></li>`;
  }

  private formulas(lanes: readonly RaceLane[], work: number | null) {
    const { state } = this.store;
    const { result } = state;
    const waits = work === null ? counting(this.store) : nothing;
    if (waits !== nothing) return html`<div class="formula waits quiet">${waits}</div>`;
    if (work === null || !result) return html`<p class="formula quiet">${verdict(lanes)}</p>`;
    const { weight, output } = numbers_at(lanes, work, result, rows_and_columns(state));
    const named = (place: Place | null): string => place_name(state, place);
    const ops = state.catalogue?.ops ?? [];
    const names = { by: named(weight), of: named(output), shown: (id: string) => spoken_name(id, result.graph, ops) };
    return html`<p class="formula">${(["against", "along"] as const).map((direction) => {
      const lane = shown_lane(lanes, direction);
      const words = lane ? formula(lane, work, names) : "";
      return words && html`<span class=${direction}>${kGlyph[direction]} ${words}</span>`;
    })}${lanes.some((lane) => is_done(lane, work)) ? html`<span class="quiet verdict">${verdict(lanes)}</span>` : nothing}</p>`;
  }

  protected override while_dragged(): readonly unknown[] {
    const { steps, stale, race } = this.store.state;
    return [steps, stale, race];
  }

  override render() {
    const { state } = this.store;
    const { result, stale } = state;
    if (!result) return nothing;
    const lanes = race_lanes(state);
    if (lanes.length === 0)
      return html`<h2>The race</h2><p class="quiet">There is nothing to race for: no derivative is asked for.</p>`;
    const end = race_end(lanes);
    const work = work_now(state);
    return html`${this.player(lanes, work)}${convention_note("race", ["flops", "fn", "inner"])}
      ${stale ? html`<p><span class="stale">stale: ${stale}</span></p>` : nothing}
      <ul class="lanes ${stale ? "faded" : ""}" aria-label="Lanes of the race">${lanes.map((lane) => this.lane(lane, work, Math.max(end, state.race.scale)))}</ul>
      ${this.formulas(lanes, work)}
      <p class="unseen" role="status" aria-label="Step">${this.said}</p>`;
  }
}
customElements.define(panel.tag, Race);

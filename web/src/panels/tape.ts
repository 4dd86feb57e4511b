// The stepper: forward and backward run step by step in two lanes under one playhead.
import { html, nothing } from "lit";
import { icon } from "../kit/icons.ts";
import { type PanelPlace, WidePanel } from "../kit/panel.ts";
import { panel_styles } from "../kit/styles.ts";
import { place_name } from "../state/selectors.ts";
import { kSpeeds, steps_stale } from "../state/steps.ts";
import { counted, exact, number } from "../view/format.ts";
import { derivative, kGlyph } from "../view/labels.ts";
import { cut, frame_words, type Lane, last_of, next_stop, position_words, stops } from "../view/lanes.ts";
import { tape_styles } from "../view/tape_styles.ts";

export const panel: PanelPlace = { tag: "bw-tape", area: "tape", order: 10 };

const kCellWidth = 50; // px, with the gap
const kNameWidth = 28;
const kQuietMs = 1500; // the shortest time between two announcements
const kSoon = "300px"; // how near to the window the tape is when it asks for its steps

class Tape extends WidePanel {
  static override styles = [panel_styles, tape_styles];

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
    this.store.steps.pause();
  }

  protected override updated(): void {
    if (this.in_view) this.store.steps.follow();
    const { at } = this.store.state.steps;
    if (at === this.scrubbed) return; // the slider says its own position
    this.speaking ??= setTimeout(() => this.speak(), Math.max(0, this.spoke_ms + kQuietMs - performance.now()));
  }

  private speak(): void {
    this.speaking = undefined;
    const { lanes, at } = this.store.state.steps;
    const words = lanes.length > 0 && at > 0 ? position_words(lanes, at) : "";
    if (words === this.said) return;
    this.said = words;
    this.spoke_ms = performance.now();
    this.requestUpdate();
  }

  private scrub(event: Event): void {
    this.scrubbed = (event.target as HTMLInputElement).valueAsNumber;
    this.store.steps.jump(this.scrubbed);
  }

  private player(lanes: readonly Lane[]) {
    const { steps } = this.store;
    const { at, playing, speed, stop } = this.store.state.steps;
    const last = last_of(lanes);
    const button = (name: string, picture: Parameters<typeof icon>[0], off: boolean, act: () => void) =>
      html`<button aria-label=${name} title=${name} aria-disabled=${off} @click=${() => off || act()}>${icon(picture)}</button>`;
    return html`<div class="player">
      <div class="buttons" role="group" aria-label="Player">
        ${button("First step", "first", at === 0, () => steps.jump(0))}
        ${button("One step back", "back", at === 0, () => steps.move(-1))}
        ${playing ? button("Pause", "pause", false, () => steps.pause()) : button("Play", "play", false, () => steps.play())}
        ${button("One step forward", "next", at >= last, () => steps.move(1))}
        ${button("Last step", "last", at >= last, () => steps.jump(last))}
      </div>
      <label>Speed <select @change=${(event: Event) => steps.set_speed(Number((event.target as HTMLSelectElement).value))}>
        ${kSpeeds.map((one) => html`<option value=${one} ?selected=${one === speed}>${one} / s</option>`)}</select></label>
      <label>Stop at <select @change=${(event: Event) => steps.set_stop((event.target as HTMLSelectElement).value)}>
        <option value="" ?selected=${stop === ""}>no node</option>
        ${stops(lanes).map((id) => html`<option value=${id} ?selected=${id === stop}>${id}</option>`)}</select></label>
      <div class="buttons">${button(stop ? `Go on to ${stop}` : "Go on to the end", "stop", stop ? next_stop(lanes, at, stop) === null : at >= last, () => steps.run_to_stop())}</div>
    </div>
    <div class="scrub"><input type="range" aria-label="Step" min="0" max=${last} step="1" .value=${String(at)}
        aria-valuetext=${position_words(lanes, at)} @input=${(event: Event) => this.scrub(event)} />
      <span class="quiet" aria-hidden="true">step ${at} of ${last}</span></div>`;
  }

  private lane(lane: Lane, row: number, from: number, count: number) {
    const { at } = this.store.state.steps;
    const { direction, frames, run } = lane;
    const cells = frames.slice(from, from + count).map((frame, index) => {
      const here = from + index;
      const state = `${here <= at ? "past" : ""} ${here === at ? "now" : ""} ${here > 0 && frame.steps[0]?.seed ? "seed" : ""}`;
      return html`<div class="cell ${direction} ${state}" style=${`grid-row:${row};grid-column:${index + 2}`} title=${frame_words(frame)}
        @click=${() => this.store.steps.jump(here)}>${frame.label.split(", ").map((part) => html`<span>${part}</span>`)}</div>`;
    });
    const first = Math.max(frames.length - from, 0);
    const left = run.sweeps - 1;
    const ends = `${kGlyph[direction]} ends here${direction === "along" && left > 0 ? `: one pass of ${run.sweeps}. The other ${counted(left, "pass", "passes")} would each do the same again` : ""}`;
    return html`<div class="name ${direction}" style=${`grid-row:${row}`}>${kGlyph[direction]}</div>${cells}
      ${first < count ? html`<div class="waits" title=${ends} style=${`grid-row:${row};grid-column:${first + 2} / ${count + 2}`}>${ends}</div>` : nothing}`;
  }

  private lanes(lanes: readonly Lane[]) {
    const { at } = this.store.state.steps;
    const all = last_of(lanes) + 1;
    const fits = Math.max(4, Math.floor((this.width - kNameWidth) / kCellWidth));
    const count = Math.min(fits, all);
    const from = Math.max(0, Math.min(at - Math.floor(count / 2), all - count));
    return html`<div class="lanes" aria-hidden="true" style=${`grid-template-columns:${kNameWidth - 8}px repeat(${count}, minmax(0, 1fr))`}>
      ${lanes.map((lane, index) => this.lane(lane, index + 1, from, count))}
      <div class="head" style=${`grid-column:${at - from + 2};grid-row:1 / span ${lanes.length}`}></div>
    </div>`;
  }

  private cut_line(lanes: readonly Lane[], faded: boolean) {
    const { state } = this.store;
    const { sums, same } = cut(lanes, state.steps.at);
    const [by, of] = [
      place_name(state, state.steps.of?.weight ?? null),
      place_name(state, state.steps.of?.output ?? null),
    ];
    if (sums.every((sum) => sum === null)) return nothing;
    return html`<div class="cut" role="group" aria-label="Cut sum">
      ${sums.map((sum, index) => {
        const direction = lanes[index]?.direction ?? "along";
        return html`<span class=${direction}>${kGlyph[direction]} ${sum === null ? html`<span class="quiet">no derivative of ${of} yet</span>` : html`<b title=${exact(sum)}>${number(sum)}</b>`}</span>`;
      })}
      ${faded || same === null ? nothing : html`<span class=${same ? "" : "wrong"}>${same ? "✓ the same at every step" : "✗ not the same at every step"}</span>`}
      <details class="note"><summary>the sum over the cut, Σ ∂${of}/∂v × ∂v/∂${by}</summary>
        <p>Draw a line behind the step, and take every value v that is still needed beyond it: its derivative so far, against the arrows, times its derivative along them. The sum of these products is the same number wherever the line is. At the one end it is ${derivative(of, by)} as ▸ finds it at ${of}, at the other as ◂ finds it at ${by}.</p></details>
    </div>`;
  }

  protected override while_dragged(): readonly unknown[] {
    const { steps, stale } = this.store.state;
    return [steps, stale];
  }

  override render() {
    const { state } = this.store;
    const { lanes, why, runs } = state.steps;
    if (!state.result) return nothing;
    const stale = steps_stale(state);
    const waiting = state.steps.of === null;
    const heading = html`<h2>Steps ${stale && !waiting ? html`<span class="stale">stale: ${stale}</span>` : nothing}</h2>`;
    if (waiting) return html`${heading}<p class="quiet">The steps come when they are in sight …</p>`;
    if (lanes.length === 0)
      return html`${heading}<p>No steps to show: ${why}. ${runs.length > 0 ? html`The time line of memory can be shown all the same. <button @click=${() => this.store.page.open_tab("Memory")}>Open the time line</button>` : nothing}</p>`;
    return html`${heading}
      ${this.player(lanes)}
      <div class=${stale ? "faded" : ""}>${this.lanes(lanes)}</div>
      <p class="note quiet">One step of each lane a time; the shorter lane waits at its end. <span class="along">ȧ is ∂a/∂${place_name(state, state.steps.of?.weight ?? null)}</span>, <span class="against">ā is ∂${place_name(state, state.steps.of?.output ?? null)}/∂a; + adds to it.</span> ${why ? `${why}.` : nothing}</p>
      ${this.cut_line(lanes, stale !== "")}
      <p class="unseen" role="status" aria-label="Step">${this.said}</p>`;
  }
}
customElements.define(panel.tag, Tape);

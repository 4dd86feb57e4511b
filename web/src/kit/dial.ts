// A dial: an angle between two numbers, by pointer and by keys.
import { css, html, LitElement, nothing, svg } from "lit";
import { degrees, on_circle } from "../view/directions.ts";
import { whole } from "../view/format.ts";

const kSide = 168; // px
const kRadius = 60;
const kStep = 5; // degrees an arrow key turns it
const kKeys: Readonly<Record<string, number>> = {
  ArrowRight: kStep,
  ArrowUp: kStep,
  ArrowLeft: -kStep,
  ArrowDown: -kStep,
};

/** Sends `turn` with the angle in degrees, counted against the clock from the first axis. */
class Dial extends LitElement {
  static override properties = {
    angle: { type: Number },
    mark: { attribute: false },
    across: { attribute: false },
    upward: { attribute: false },
  };
  static override styles = css`
    :host { display: inline-block; }
    svg { display: block; touch-action: none; cursor: grab; overflow: visible; font: 12px var(--mono); }
    svg:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
    .circle { fill: none; stroke: var(--hairline); }
    .axis { stroke: var(--hairline); }
    .hand { stroke: var(--along); stroke-width: 3; stroke-dasharray: 6 3; }
    .knob { fill: var(--along); }
    .mark { stroke: var(--against); stroke-width: 2; }
    .tip { fill: var(--against); }
    text { fill: var(--ink); dominant-baseline: central; text-anchor: middle; }
  `;

  declare angle: number;
  /** Where the gradient points, in degrees; null where there is none. */
  declare mark: number | null;
  declare across: string;
  declare upward: string;

  constructor() {
    super();
    this.angle = 0;
    this.mark = null;
    this.across = "";
    this.upward = "";
  }

  private turn(angle: number): void {
    const next = ((Math.round(angle) % 360) + 360) % 360;
    if (next !== this.angle) this.dispatchEvent(new CustomEvent("turn", { detail: next }));
  }

  private at(event: PointerEvent): void {
    const { left, top, width, height } = (event.currentTarget as Element).getBoundingClientRect();
    this.turn(degrees(Math.atan2(top + height / 2 - event.clientY, event.clientX - left - width / 2)));
  }

  private grab(event: PointerEvent): void {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.at(event);
  }

  private press(event: KeyboardEvent): void {
    const by = kKeys[event.key];
    if (by !== undefined) this.turn(this.angle + by);
    else if (event.key === "Home") this.turn(0);
    else if (event.key === "End" && this.mark !== null) this.turn(this.mark);
    else return;
    event.preventDefault();
  }

  override render() {
    const point = (angle: number, length: number): [number, number] => {
      const [x, y] = on_circle(angle);
      return [length * x, -length * y];
    };
    const [x, y] = point(this.angle, kRadius);
    const mark = this.mark === null ? null : point(this.mark, kRadius + 12);
    const half = kSide / 2;
    return html`<svg role="slider" tabindex="0" aria-label=${`Direction between ${this.across} and ${this.upward}`} aria-valuemin="0" aria-valuemax="360" aria-valuenow=${this.angle}
      aria-valuetext=${`${whole(this.angle)} degrees`} width=${kSide} height=${kSide} viewBox="${-half} ${-half} ${kSide} ${kSide}"
      @pointerdown=${this.grab} @pointermove=${(event: PointerEvent) => event.buttons > 0 && this.at(event)} @keydown=${this.press}>
      <line class="axis" x1=${-kRadius} x2=${kRadius} y1="0" y2="0"></line><line class="axis" y1=${-kRadius} y2=${kRadius} x1="0" x2="0"></line>
      <circle class="circle" r=${kRadius}></circle>
      ${mark ? svg`<line class="mark" x1="0" y1="0" x2=${mark[0]} y2=${mark[1]}></line><circle class="tip" cx=${mark[0]} cy=${mark[1]} r="4"></circle>` : nothing}
      <line class="hand" x1="0" y1="0" x2=${x} y2=${y}></line><circle class="knob" cx=${x} cy=${y} r="9"></circle>
      <text x=${half - 8} y="12">${this.across}</text><text x="0" y=${-half + 8}>${this.upward}</text></svg>`;
  }
}
customElements.define("bw-dial", Dial);

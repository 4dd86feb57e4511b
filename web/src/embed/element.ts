// <both-ways> on a page of someone else: attributes, properties, verbs and events. What stands inside it is shown until it
// starts, and again where its engine does not.
import { html, nothing } from "lit";
import { BothWays } from "../element/both-ways.ts";
import { decode } from "../link/codec.ts";
import { kModes, type Link } from "../link/link.ts";
import { execute, type Shown, shown, watch } from "./commands.ts";

const kNear = "200px";

export class BothWaysElement extends BothWays {
  static override get observedAttributes(): string[] {
    return [...BothWays.observedAttributes, "src", "step", "mode", "readonly"];
  }

  private begun = false;
  private quit: () => void = () => undefined;
  private sight: IntersectionObserver | null = null;

  override connectedCallback(): void {
    this.embed = true;
    if (this.begun || this.getAttribute("loading") !== "lazy") {
      this.begin();
      return;
    }
    this.sight = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.begin();
      },
      { rootMargin: kNear },
    );
    this.sight.observe(this);
  }

  override disconnectedCallback(): void {
    this.sight?.disconnect();
    this.quit();
    if (this.begun) super.disconnectedCallback();
  }

  /** Starts at once what would wait until it is in sight. */
  begin(): void {
    this.sight?.disconnect();
    if (!this.isConnected) return;
    if (!this.begun) {
      const src = this.getAttribute("src");
      if (src) this.store.link.open(decode(src));
      this.keep_mode();
      const step = Number(this.getAttribute("step") ?? 0);
      if (step > 0) this.store.steps.start_at(Math.trunc(step));
    }
    this.begun = true;
    this.quit = watch(this.store, (name, detail) =>
      this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail })),
    );
    super.connectedCallback();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (old === value) return;
    if (name === "readonly") this.store.page.set_readonly(value !== null);
    if (name === "mode") this.keep_mode();
    if (!this.begun) return;
    if (name === "src") this.store.link.open(decode(value ?? ""), "address");
    if (name === "step") this.step({ to: Math.trunc(Number(value ?? 0)) || 0 });
  }

  /** The attribute says which directions are seen; without it that is said by the link. */
  private keep_mode(): void {
    const mode = kModes.find((one) => one === this.getAttribute("mode"));
    if (mode) this.store.link.keep(mode);
  }

  /** A policy of the page around may forbid the engine: what stands inside is the way to it, else the page beside the script is. */
  protected override way_out() {
    const script = [...document.scripts].find(({ src }) => /\/element\.js([?#]|$)/.test(src));
    const address = script && new URL(`./#${shown(this.store).token ?? ""}`, script.src).href;
    const own = address && !this.querySelector("a");
    return own ? html`<p><a href=${address} target="_blank" rel="noopener">Open in playground</a></p>` : nothing;
  }

  /** The network and how it is looked at. */
  get link(): Link {
    return shown(this.store).link;
  }
  set link(link: Link) {
    this.store.link.open({ status: "link", link }, this.begun ? "address" : "start");
  }

  /** All that is shown, as plain data. */
  get(): Shown {
    return shown(this.store);
  }
  set(link: Link): void {
    this.link = link;
  }
  step(how: { by?: number; to?: number } = { by: 1 }): void {
    execute(this.store, { cmd: "step", ...how });
  }
  run(): void {
    execute(this.store, { cmd: "run" });
  }
  highlight(id: string, index = 0): void {
    execute(this.store, { cmd: "highlight", id, index });
  }
}

if (!customElements.get("both-ways")) customElements.define("both-ways", BothWaysElement);

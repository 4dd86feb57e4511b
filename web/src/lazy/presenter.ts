// The keys of a presenter and of a remote while the page is on the screen of a room, and the blank screen.
import { css, html, nothing } from "lit";
import { Panel } from "../kit/panel.ts";

export const tag = "bw-presenter";

const kSteps: Readonly<Record<string, number>> = { PageDown: 1, PageUp: -1 };
/** Some remotes send these: they step where nothing else would hear them. */
const kArrows: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };
const kBlank = ["b", "B", "."];
const kFields = "input:not([type=range]), select, textarea";
const kDeaf = "body, html, button:not([role])"; // hears no arrow

/** As long as it stands on the page, it hears the keys of the window. */
class Presenter extends Panel {
  static override styles = css`
    dialog { position: fixed; inset: 0; width: auto; max-width: none; height: auto; max-height: none; border: 0; background: #000; cursor: none; forced-color-adjust: none; }
    dialog::backdrop { background: #000; }
  `;

  private blank = false;
  /** What is under the keys closes by Escape itself. */
  private holds = false;
  private end = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.end = new AbortController();
    const { signal } = this.end;
    window.addEventListener("keydown", (event) => this.early(event), { signal, capture: true });
    window.addEventListener("keydown", (event) => this.press(event), { signal });
    const left = (): void => {
      if (!document.fullscreenElement) this.store.page.present(false);
    };
    document.addEventListener("fullscreenchange", left, { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.end.abort();
    this.blank = false;
    if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
  }

  /** Before anything else hears a key: any of them gives a blank screen back. */
  private early(event: KeyboardEvent): void {
    const card = event.composedPath().some((one) => one instanceof Element && one.localName === "bw-card");
    this.holds = card || this.store.state.page.dialog !== "";
    if (!this.blank) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.turn_off(false);
  }

  private press(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    const at = target instanceof HTMLElement ? target : null;
    const typing = at?.isContentEditable || at?.matches(kFields);
    const held = event.ctrlKey || event.altKey || event.metaKey;
    if (typing || this.holds || held || event.defaultPrevented) return;
    const by = kSteps[event.key] ?? (at?.matches(kDeaf) ? kArrows[event.key] : undefined);
    if (by !== undefined) {
      this.store.race.follow();
      this.store.race.step(by);
    } else if (kBlank.includes(event.key)) this.turn_off(true);
    else if (event.key === "Escape") this.store.page.present(false);
    else if (event.key !== "F5") return; // which remotes send to begin: it would load the page anew
    event.preventDefault();
  }

  private turn_off(blank: boolean): void {
    this.blank = blank;
    this.requestUpdate();
  }

  protected override shouldUpdate(): boolean {
    return true;
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
  }

  /** Black over everything; it says what it is to whoever hears the page. */
  override render() {
    const back = (): void => this.turn_off(false);
    return this.blank
      ? html`<dialog aria-label="The screen is blank. Any key gives it back." @click=${back} @close=${back}></dialog>`
      : nothing;
  }
}
customElements.define(tag, Presenter);

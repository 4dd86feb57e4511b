// What is loaded when the reader asks for it: a panel in web/src/lazy/, whose place on the page another panel keeps.
import { css, html, nothing, type TemplateResult } from "lit";
import { lazy } from "../state/lazy.ts";
import { is_too_large } from "../state/selectors.ts";
import { missing } from "./missing.ts";
import { Panel, type PanelPlace } from "./panel.ts";
import { panel_styles } from "./styles.ts";

/** A module of web/src/lazy/: the tag that it has defined. */
export interface LazyModule {
  tag: string;
}

/** The element of a module that is on its way; the host is drawn again when it has come, or has failed to. */
export class LazyElement {
  element: Panel | null = null;
  private asked: Promise<void> | null = null;
  private failed = false;

  /** `name` begins the sentence that says that it could not be loaded. */
  constructor(
    private readonly host: Panel,
    private readonly name: () => string,
    private readonly load: () => Promise<LazyModule>,
  ) {}

  /** Asks for it once; after a failure only the reader asks again. */
  want(): Promise<void> {
    this.asked ??= this.ask();
    return this.asked;
  }

  private async ask(): Promise<void> {
    this.failed = false;
    const module = await this.load().catch(() => null);
    if (module) {
      this.element = document.createElement(module.tag) as Panel;
      this.element.store = this.host.store;
    } else this.failed = true;
    this.host.requestUpdate();
  }

  private again(): void {
    this.asked = this.ask();
    this.host.requestUpdate();
  }

  /** Nobody wants it at present: the next wish asks again. */
  rest(): void {
    if (!this.failed) return;
    this.asked = null;
    this.failed = false;
  }

  /** The element; what is said in its place where it could not be loaded; or else `waiting`. */
  shown<T>(waiting: T): Panel | TemplateResult | T {
    if (!this.failed) return this.element ?? waiting;
    return missing(this.host.store, this.name(), () => this.again());
  }
}

/** A place that is empty until it is wanted. */
export abstract class LazyPanel extends Panel {
  static override styles = [panel_styles, css`:host { display: contents; } .missing { padding: 8px 12px; }`];

  /** Begins a sentence. */
  protected abstract readonly called: string;
  protected abstract wanted(): boolean;
  protected abstract readonly load: () => Promise<LazyModule>;
  private readonly body = new LazyElement(
    this,
    () => this.called,
    () => this.load(),
  );

  override prefetch(): void {
    void this.body.want();
  }

  /** What it has loaded sees to itself. */
  protected override while_dragged(): readonly unknown[] {
    return [];
  }

  /** It draws nothing itself. */
  protected override shouldUpdate(): boolean {
    return true;
  }

  override render() {
    const { body } = this;
    if (this.wanted()) void body.want();
    else body.rest();
    if (body.element) body.element.shown = this.shown;
    return body.shown(nothing);
  }
}

/**
 * Defines a panel of a tab that is loaded when the tab is opened. `in_large`: what stands there in its place where a network
 * has too many numbers to show.
 */
export function lazy_tab(
  { tag, title = "" }: PanelPlace,
  load: () => Promise<LazyModule>,
  called = `“${title}”`,
  in_large: string | null = null,
): void {
  class Tab extends LazyPanel {
    protected readonly called = called;
    protected readonly load = lazy(load);

    private get replaced(): boolean {
      return in_large !== null && is_too_large(this.store.state);
    }

    protected wanted(): boolean {
      return this.shown && !this.replaced;
    }

    override render() {
      const body = super.render();
      return this.replaced ? html`<p class="quiet">${in_large}</p>` : body;
    }
  }
  customElements.define(tag, Tab);
}

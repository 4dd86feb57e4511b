// What is loaded when the reader asks for it: a panel in web/src/later/, whose place on the page another panel keeps.
import { css, nothing } from "lit";
import { Panel, type PanelPlace } from "./panel.ts";

/** A module of web/src/later/: the tag that it has defined. */
export interface Later {
  tag: string;
}

/** The element of a module that is on its way, or null; `there` is called when it has come. */
export class Body {
  element: Panel | null = null;
  private asked: Promise<Later | null> | null = null;

  constructor(
    private readonly host: Panel,
    private readonly load: () => Promise<Later>,
  ) {}

  /** Asks for it once. Where it could not be loaded, the next wish asks again. */
  async want(): Promise<void> {
    this.asked ??= this.load().catch(() => null);
    const module = await this.asked;
    if (!module) this.asked = null;
    if (!module || this.element) return;
    const element = document.createElement(module.tag) as Panel;
    element.store = this.host.store;
    this.element = element;
    this.host.requestUpdate();
  }
}

/** A place that is empty until it is wanted. */
export abstract class LaterPanel extends Panel {
  static override styles = css`:host { display: contents; }`;

  protected abstract wanted(): boolean;
  protected abstract load(): Promise<Later>;
  private readonly body = new Body(this, () => this.load());

  /** It draws nothing itself. */
  protected override shouldUpdate(): boolean {
    return true;
  }

  override render() {
    if (this.wanted()) void this.body.want();
    const { element } = this.body;
    if (element) element.shown = this.shown;
    return element ?? nothing;
  }
}

/** Defines a tab whose panel is loaded when it is opened. */
export function later_tab({ tag }: PanelPlace, load: () => Promise<Later>): void {
  class Tab extends LaterPanel {
    protected wanted(): boolean {
      return this.shown;
    }

    protected load(): Promise<Later> {
      return load();
    }
  }
  customElements.define(tag, Tab);
}

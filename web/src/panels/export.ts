// Export: the button of its dialog, and the page as a place where a file can be dropped.
import { html } from "lit";
import { DialogPanel } from "../kit/dialog.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-export", area: "help", order: 2 };

class Export extends DialogPanel {
  protected readonly key = "export";
  protected readonly heading = "Export";

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("dragover", this.over);
    window.addEventListener("drop", this.drop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("dragover", this.over);
    window.removeEventListener("drop", this.drop);
  }

  private readonly over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  };

  private readonly drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (!file || event.defaultPrevented) return;
    event.preventDefault();
    this.store.page.show(this.key);
    void this.inside().then((body) => (body as { take?: (file: File) => void } | null)?.take?.(file));
  };

  protected button() {
    return html`Export`;
  }

  protected readonly load = lazy(() => import("../lazy/export.ts"));
}
customElements.define(panel.tag, Export);

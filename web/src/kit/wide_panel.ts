// A panel with a picture that takes all of its width.
import { Panel } from "./panel.ts";
import { OwnSize } from "./resize.ts";

/** A panel whose picture is as wide as the panel is. */
export abstract class WidePanel extends Panel {
  protected width = 0;

  constructor() {
    super();
    new OwnSize(this, () => {
      const width = Math.floor(this.clientWidth);
      if (width === this.width || width === 0) return;
      this.width = width;
      this.requestUpdate();
    });
  }
}

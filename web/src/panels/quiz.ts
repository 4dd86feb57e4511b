// The place of the numbers to be predicted: it is loaded when a link hides some.
import { LaterPanel } from "../kit/later.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { part } from "../state/part.ts";

export const panel: PanelPlace = { tag: "bw-quiz", area: "top", order: 7 };

class Quiz extends LaterPanel {
  protected readonly called = "What asks for the hidden numbers";

  protected wanted(): boolean {
    return this.store.state.quiz.cells.length > 0;
  }

  protected readonly load = part(() => import("../later/quiz.ts"));
}
customElements.define(panel.tag, Quiz);

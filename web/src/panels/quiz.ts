// The place of the numbers to be predicted: it is loaded when a link hides some.
import { LazyPanel } from "../kit/lazy.ts";
import type { PanelPlace } from "../kit/panel.ts";
import { lazy } from "../state/lazy.ts";

export const panel: PanelPlace = { tag: "bw-quiz", area: "top", order: 40, drawer: "Node" };

class Quiz extends LazyPanel {
  protected readonly called = "What asks for the hidden numbers";

  protected wanted(): boolean {
    return this.store.state.quiz.cells.length > 0;
  }

  protected readonly load = lazy(() => import("../lazy/quiz.ts"));
}
customElements.define(panel.tag, Quiz);

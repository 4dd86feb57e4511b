// Where lists and notes stand that the editor puts over the page: above or below the line that is being typed, whatever clips its pane.
import type { Extension } from "@codemirror/state";
import { EditorView, getTooltip, type Rect, showTooltip, tooltips } from "@codemirror/view";

/** What is seen of the window: a phone's keyboard covers a part of it. */
function seen(): Rect {
  const { clientWidth, clientHeight } = document.documentElement;
  const { offsetLeft = 0, offsetTop = 0, width = clientWidth, height = clientHeight } = window.visualViewport ?? {};
  const right = Math.min(clientWidth, offsetLeft + width);
  return { left: offsetLeft, top: offsetTop, right, bottom: Math.min(clientHeight, offsetTop + height) };
}

/** The part of it in which an element's ancestors let it be seen. */
function unclipped(element: HTMLElement): Rect {
  let { left, top, right, bottom } = seen();
  for (let at: Node | null = element; at; at = at instanceof ShadowRoot ? at.host : (at as Node).parentNode) {
    if (!(at instanceof HTMLElement) || getComputedStyle(at).overflowY === "visible") continue;
    const box = at.getBoundingClientRect();
    left = Math.max(left, box.left);
    top = Math.max(top, box.top);
    right = Math.min(right, box.right);
    bottom = Math.min(bottom, box.bottom);
  }
  return { left, top, right, bottom };
}

/** The place of a line of the text, on however many rows it stands; from left to right, of one letter in it. */
function line_at(view: EditorView, pos: number): Rect | null {
  const at = view.coordsAtPos(pos);
  const { node } = view.domAtPos(pos);
  const line = (node instanceof Element ? node : node.parentElement)?.closest(".cm-line")?.getBoundingClientRect();
  return at && { left: at.left, right: at.right, top: line?.top ?? at.top, bottom: line?.bottom ?? at.bottom };
}

/**
 * `over` is an element in which they are put, beside the editor. Where the browser has popovers it is one while there is something in
 * it, as panes that scroll would cut it off; else it stands in its pane, and what is in it keeps to what is seen of that.
 */
export function over_page(over: HTMLElement): Extension {
  const is_popover = over.showPopover !== undefined;
  if (is_popover) over.setAttribute("popover", "manual");
  const turn = (wanted: boolean): void => {
    if (!is_popover || !over.isConnected || wanted === over.matches(":popover-open")) return;
    if (wanted && over.showPopover) over.showPopover();
    if (!wanted && over.hidePopover) over.hidePopover();
  };
  return [
    tooltips({
      position: "absolute",
      parent: over,
      tooltipSpace: () => (is_popover ? seen() : unclipped(over)),
    }),
    EditorView.updateListener.of(({ view, state }) => {
      const all = state.facet(showTooltip).flatMap((tooltip) => tooltip ?? []);
      turn(all.length > 0);
      for (const tooltip of all) {
        const shown = getTooltip(view, tooltip);
        if (shown && shown.getCoords === undefined)
          shown.getCoords = (pos) => line_at(view, pos) ?? view.coordsAtPos(pos) ?? seen();
      }
    }),
  ];
}

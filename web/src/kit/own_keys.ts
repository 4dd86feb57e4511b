// Keys that a panel hears wherever the focus is: whose event it is, and whether the reader is writing.

const kFields = "input:not([type=range], [type=checkbox]), select, textarea";

/** Whether an event is of the element that a panel stands in, or of a page on which nothing has the focus. */
export function is_own(panel: Element, event: Event): boolean {
  const root = panel.getRootNode();
  const path = event.composedPath();
  return path[0] === document.body || (root instanceof ShadowRoot && path.includes(root.host));
}

/** Whether a key goes to a field, which takes it as a letter. */
export function is_written(event: Event): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(kFields));
}

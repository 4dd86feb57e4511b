// Tells when an element changes its size: the one place that observes sizes.
import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Calls `changed` when the element is first looked at, and whenever its size changes; the returned function ends that. */
export function on_resize(element: Element, changed: () => void): () => void {
  const observer = new ResizeObserver(changed);
  observer.observe(element);
  return () => observer.disconnect();
}

/** The same for an element of Lit itself, as long as it is on the page. */
export class OwnSize implements ReactiveController {
  private end: () => void = () => undefined;

  constructor(
    private readonly host: ReactiveControllerHost & Element,
    private readonly changed: () => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.end = on_resize(this.host, this.changed);
  }

  hostDisconnected(): void {
    this.end();
  }
}

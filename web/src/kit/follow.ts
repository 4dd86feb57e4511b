// Keeps what moves in sight while the race is on, until the reader scrolls the page by hand.

const kAway = 12; // px from the border of the window, for the mark around the box
const kHands = ["wheel", "touchmove"] as const;

export class Follow {
  private last: string | null = null;
  private handed = false;

  constructor(private readonly host: Element) {}

  begin(): void {
    for (const hand of kHands) window.addEventListener(hand, this.scrolled, { passive: true });
  }

  end(): void {
    for (const hand of kHands) window.removeEventListener(hand, this.scrolled);
  }

  private readonly scrolled = (): void => {
    this.handed = true;
  };

  /** `key` is the box that computes, null at rest; where it is another than before, `find` gives it, and it is brought into sight. */
  to(key: string | null, find: (key: string) => Element | null): void {
    if (key === this.last) return;
    this.last = key;
    if (key === null) this.handed = false;
    const box = key === null || this.handed ? null : find(key);
    if (box) requestAnimationFrame(() => this.bring(box.getBoundingClientRect())); // when all panels show the moment
  }

  /** Scrolls the window no further than it must; the player may stick to its lower edge. */
  private bring({ top, bottom }: DOMRect): void {
    const root = this.host.getRootNode();
    const bar = root instanceof ShadowRoot ? root.querySelector('[part~="tape"]') : null;
    const under = bar?.getBoundingClientRect().top ?? window.innerHeight;
    const floor = Math.min(under, window.innerHeight) - kAway;
    const by = bottom > floor ? Math.min(bottom - floor, top - kAway) : Math.min(0, top - kAway);
    if (Math.abs(by) >= 1) window.scrollBy({ top: by, behavior: "auto" });
  }
}

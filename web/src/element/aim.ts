// Keeps a section of a drawer in sight while what stands over it still comes, until the reader scrolls.
import { on_resize } from "../kit/resize.ts";

const kHands = ["wheel", "pointerdown", "touchstart", "keydown"] as const;

export class Aim {
  private ends: (() => void)[] = [];

  /** Brings a section to the upper end of its drawer, and again whenever one of the sections there changes its height. */
  at(section: HTMLElement): void {
    this.end();
    const drawer = section.parentElement;
    if (!drawer) return;
    const go = (): void => section.scrollIntoView({ block: "start", behavior: "auto" });
    const end = (): void => this.end();
    this.ends = [...drawer.children].map((one) => on_resize(one, go));
    for (const hand of kHands) window.addEventListener(hand, end, { passive: true });
    this.ends.push(() => {
      for (const hand of kHands) window.removeEventListener(hand, end);
    });
  }

  end(): void {
    for (const one of this.ends.splice(0)) one();
  }
}

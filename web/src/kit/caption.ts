// Words that stay over the page after it was scrolled to what they speak of, until they are in sight again or the reader scrolls by hand.
import { css } from "lit";

const kHands = ["wheel", "touchmove"] as const;

export class Caption {
  shown = false;

  /** `changed` draws the caption, or takes it away. */
  constructor(private readonly changed: () => void) {}

  /** To be called when the page has been scrolled: the words are shown over it where they themselves are out of sight. */
  over(words: Element): void {
    const { top, bottom } = words.getBoundingClientRect();
    this.set(top < 0 || bottom > innerHeight);
  }

  end(): void {
    this.set(false);
  }

  private readonly away = (): void => this.set(false);

  private set(shown: boolean): void {
    if (shown === this.shown) return;
    this.shown = shown;
    for (const hand of kHands)
      if (shown) window.addEventListener(hand, this.away, { passive: true });
      else window.removeEventListener(hand, this.away);
    this.changed();
  }
}

export const caption_styles = css`
  .caption { position: fixed; inset: 0 0 auto; z-index: 6; padding: 6px 12px; background: var(--paper); border-bottom: 2px solid var(--ink); line-height: 1.4; }
  @media print { .caption { display: none; } }
`;

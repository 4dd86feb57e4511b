// The first screen as it was drawn when the page was built: it gives its place to the page as soon as that looks the same.
import { BothWays } from "./both-ways.ts";

const kMostFrames = 300; // after the first numbers; a page that looks otherwise is shown then

/** What was pressed before the page could hear it; written by the script in index.html. */
const page = globalThis as { pressed?: Event };

/** It has been drawn already, so that it draws nothing before it knows what. */
class Patient extends BothWays {
  protected override shouldUpdate(): boolean {
    return this.store.state.phase !== "loading";
  }
}

/** The panels that are in sight, by name. */
const parts = (root: ParentNode): Map<string, Element> =>
  new Map(
    [...root.querySelectorAll("[part]")]
      .filter((panel) => panel.clientHeight > 0 && panel.getBoundingClientRect().top < innerHeight)
      .map((panel) => [panel.getAttribute("part") ?? "", panel]),
  );

const box = (element: Element | undefined): string => {
  const { x = 0, y = 0, width = 0, height = 0 } = element?.getBoundingClientRect() ?? {};
  return [x, y, width, height].map(Math.round).join();
};

/** What stands there, through shadow trees. */
function deepest(x: number, y: number): Element | null {
  let found = document.elementFromPoint(x, y);
  for (let root = found?.shadowRoot; root; root = found?.shadowRoot) {
    const inner = root.elementFromPoint(x, y);
    if (!inner || inner === found) break;
    found = inner;
  }
  return found;
}

/** Begins the page, and shows it in the place of its picture; what was pressed in the picture is pressed in the page. */
export function begin(): void {
  const first = document.getElementById("first");
  const drawn = [...(first?.children ?? [])].find(({ clientWidth }) => clientWidth > 0)?.shadowRoot;
  customElements.define("both-ways", drawn ? Patient : BothWays);
  if (!first || !drawn) {
    first?.remove();
    return;
  }
  const host = document.querySelector("both-ways") as BothWays;
  let left = kMostFrames;
  const looks_the_same = (): boolean => {
    const live = parts(host.renderRoot);
    const wanted = [...parts(drawn)];
    const is_drawn = wanted.every(([name]) => live.get(name)?.shadowRoot?.childElementCount);
    return (
      is_drawn && (page.pressed !== undefined || wanted.every(([name, panel]) => box(panel) === box(live.get(name))))
    );
  };
  const look = (): void => {
    const { phase, result } = host.store.state;
    const waits = result ? !looks_the_same() && left-- > 0 : phase !== "failed";
    if (waits) return void requestAnimationFrame(look);
    first.remove();
    if (!(page.pressed instanceof MouseEvent)) return;
    const { clientX, clientY } = page.pressed;
    const target = deepest(clientX, clientY);
    (target as HTMLElement | null)?.focus?.();
    target?.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true, clientX, clientY }));
  };
  look();
}

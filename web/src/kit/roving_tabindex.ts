// The one stop of the Tab key in the picture: where it is, where a key takes it, and what a key does there.
import type { Arrangement } from "../picture/arrange.ts";
import { step, step_cell } from "../picture/arrow_keys.ts";
import type { Box, Cell } from "../picture/pieces.ts";
import type { Scene } from "../picture/scene.ts";
import type { Store } from "../state/store.ts";
import type { Place } from "../view/labels.ts";

/** The picture in which it goes about. */
export interface Host {
  root(): ParentNode;
  store(): Store;
  drawn(): { scene: Scene; arrangement: Arrangement } | null;
  /** Brings a rectangle into the window. */
  show(box: Box | Cell): void;
  /** Draws again; resolves when that is done. */
  redraw(): Promise<unknown>;
}

export class RovingTabindex {
  /** Key of the stop; where the picture has no such node or cell, it is at the weight. */
  at = "";

  constructor(private readonly host: Host) {}

  toggle({ toggle }: Box): void {
    if (!toggle) return;
    this.at = toggle.group;
    this.host.store().graph.unfold(toggle.group, toggle.next);
  }

  focus(): void {
    const all = [...this.host.root().querySelectorAll<SVGGElement>("[data-key]")];
    all.find((one) => one.tabIndex === 0)?.focus({ preventScroll: true }); // Firefox scrolls to the start of an SVG
  }

  /** Moves the stop, and the window with it. */
  private async go(to: Box | Cell): Promise<void> {
    this.at = to.key;
    this.host.show(to);
    await this.host.redraw();
    this.focus();
  }

  /** What a key does at a node or in a cell of a weight; false where it does nothing. */
  press(pressed: string, key: string): boolean {
    const drawn = this.host.drawn();
    const box = drawn?.scene.boxes.find((one) => one.key === key);
    const cell = drawn?.scene.picks.find((one) => one.key === key);
    const place = cell?.place ?? box?.place;
    if (!drawn || !place) return false;
    if (pressed === "Enter") {
      this.at = key;
      this.host.store().graph.open_card(place);
      return true;
    }
    return cell ? this.in_cell(pressed, cell, drawn.scene) : box ? this.at_box(pressed, box, drawn) : false;
  }

  private in_cell(pressed: string, cell: Cell, { boxes, picks }: Scene): boolean {
    const owner = boxes.find((one) => one.cells.includes(cell));
    if (pressed === "Escape" && owner) void this.go(owner);
    const next = pressed === " " ? cell : step_cell(pressed, cell, picks);
    if (next?.pick) {
      this.host.store().choose_weight(next.pick);
      void this.go(next);
    }
    return pressed === "Escape" || next !== undefined;
  }

  private at_box(pressed: string, box: Box, drawn: { scene: Scene; arrangement: Arrangement }): boolean {
    if (pressed === " ") return this.enter(box);
    const next = step(pressed, box, drawn.scene.boxes, drawn.arrangement.folded.links);
    if (next) void this.go(next);
    return next !== undefined;
  }

  /** The space bar takes a statement apart, and goes from a weight into its elements. */
  private enter(box: Box): boolean {
    const store = this.host.store();
    const { weight } = store.state;
    const cells = box.cells.filter((cell) => cell.pick);
    const cell = cells.find(({ place }) => place.id === weight?.id && place.index === weight.index) ?? cells[0];
    if (cell?.pick) {
      store.choose_weight(cell.pick);
      void this.go(cell);
    } else this.toggle(box);
    return true;
  }

  /** The key of the node or cell that Tab goes to: the last one, or else the weight that is chosen. */
  stop(scene: Scene, weight: Place | null): string {
    const { at } = this;
    const { boxes } = scene;
    if (at && (boxes.some(({ key }) => key === at) || scene.picks.some(({ key }) => key === at))) return at;
    const group = boxes.find(({ toggle }) => toggle?.group === at)?.key;
    return group ?? (boxes.some(({ key }) => key === weight?.id) ? (weight?.id ?? "") : (boxes[0]?.key ?? ""));
  }
}

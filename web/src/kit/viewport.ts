// The window of the picture: zoom by keys, buttons and Ctrl + wheel, a drag of the ground, and what of the scene is in sight.
import type { Scene } from "../picture/scene.ts";
import { bounded, fitting, type Sight, shown, sight_of, type View, zoomed } from "../picture/viewport.ts";

/** Where the window is, and what is in it. */
export interface Host {
  window(): HTMLElement | null;
  scene(): Scene | null;
  /** Draws again; resolves when that is done. */
  redraw(): Promise<unknown>;
}

const kZoomStep = 1.25;
const kLeastHeight = 400; // px to fit a scene into, while it is the scene that makes the window's height

export class Viewport {
  zoom = 1;
  private drawn: Sight | null = null;
  /** Tiles to draw around the window; none while a value is dragged. */
  private around = 1;

  constructor(private readonly host: Host) {}

  /** The window as it was when it was last looked at: to look while the page is drawn makes it lay itself out twice. */
  private seen: View | null = null;

  private get view(): View {
    const element = this.host.window();
    this.seen = {
      x: element?.scrollLeft ?? 0,
      y: element?.scrollTop ?? 0,
      width: element?.clientWidth ?? 1000,
      height: element?.clientHeight ?? 600,
    };
    return this.seen;
  }

  /** The part of the scene to draw now. */
  sight(scene: Scene, live = false): Sight | null {
    this.around = live ? 0 : 1;
    this.drawn = sight_of(scene, this.seen ?? this.view, this.zoom, this.around);
    return this.drawn;
  }

  /** Draws another part of the scene once the window is far enough from what is drawn. */
  scrolled(): void {
    const scene = this.host.scene();
    if (!scene) return;
    if (JSON.stringify(sight_of(scene, this.view, this.zoom, this.around)) !== JSON.stringify(this.drawn))
      void this.host.redraw();
  }

  async zoom_to(wanted: number, at_x = this.view.width / 2, at_y = this.view.height / 2): Promise<void> {
    const zoom = bounded(wanted);
    const to = zoomed(this.view, this.zoom, zoom, at_x, at_y);
    this.zoom = zoom;
    await this.host.redraw();
    this.host.window()?.scrollTo(to.x, to.y);
    this.scrolled();
  }

  larger(): void {
    void this.zoom_to(this.zoom * kZoomStep);
  }

  smaller(): void {
    void this.zoom_to(this.zoom / kZoomStep);
  }

  fit(): void {
    const scene = this.host.scene();
    if (!scene) return;
    const { view } = this;
    void this.zoom_to(fitting(scene, { ...view, height: Math.max(view.height, kLeastHeight) }));
  }

  /** A key that changes the size; false where it is none. */
  press(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "+" || event.key === "=") this.larger();
    else if (event.key === "-") this.smaller();
    else if (event.key === "0") void this.zoom_to(1);
    else if (event.key === "f") this.fit();
    else return false;
    return true;
  }

  /** The wheel scrolls the page; with Ctrl or ⌘ it changes the size around the pointer. */
  wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left = 0, top = 0 } = this.host.window()?.getBoundingClientRect() ?? {};
    void this.zoom_to(this.zoom * Math.exp(-event.deltaY / 300), event.clientX - left, event.clientY - top);
  }

  /** A drag of the ground moves the window; a finger scrolls it as everything else. */
  grab(event: PointerEvent): void {
    const element = this.host.window();
    const ground = event.target instanceof Element && !event.target.closest(".box");
    if (!element || !ground || event.pointerType !== "mouse" || event.button !== 0) return;
    const from = { x: element.scrollLeft + event.clientX, y: element.scrollTop + event.clientY };
    const end = new AbortController();
    const { signal } = end;
    const move = (next: PointerEvent): void => element.scrollTo(from.x - next.clientX, from.y - next.clientY);
    element.setPointerCapture(event.pointerId);
    element.addEventListener("pointermove", move, { signal });
    for (const name of ["pointerup", "pointercancel"]) element.addEventListener(name, () => end.abort(), { signal });
  }

  /** Brings a rectangle of the scene into the window. */
  show(box: { x: number; y: number; width: number; height: number }): void {
    const scene = this.host.scene();
    if (!scene) return;
    const { x, y } = shown(scene, this.view, this.zoom, box);
    this.host.window()?.scrollTo(x, y);
  }
}

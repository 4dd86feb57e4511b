// The window of the picture: zoom by keys, buttons and Ctrl + wheel, a drag of the ground, and what of the scene is in sight.
import { css } from "lit";
import type { Scene } from "../picture/scene.ts";
import type { Sight } from "../picture/tiles.ts";
import {
  bounded,
  type Corner,
  fitting,
  least_readable,
  type Room,
  room_for,
  shown,
  sight_of,
  type View,
  window_of,
  zoomed,
} from "../picture/viewport.ts";

/** Where the window is, and what is in it. */
export interface Host {
  window(): HTMLElement | null;
  scene(): Scene | null;
  /** Draws again; resolves when that is done. */
  redraw(): Promise<unknown>;
}

const kZoomStep = 1.25;
const kLeastHeight = 300; // px of the screen to fit a scene into, and what else is to be seen beside it
const kOthers = 120;
const kRounded = 1.5; // px by which a window may round
const kFrame = 2; // px of the window's border

/** The ground that the picture stands on: as large as the picture and the room around it. */
export const viewport_styles = css`
  :host([placing]) .stage { opacity: 0.6; }
  .ground { width: max-content; min-width: 100%; }
  @media print { .ground { width: auto; height: auto; padding: 0; } }
`;

export class Viewport {
  zoom = 1;
  private drawn: Sight | null = null;
  /** Tiles to draw around the window; none while a value is dragged. */
  private around = 1;
  /** The room around the picture since it was last zoomed; none while it stands as the page puts it. */
  private room: Room | null = null;
  /** Where the corner of the picture stands, or will when what is drawn now is there; the window rounds what it is told. */
  private exact: Corner | null = null;
  private coming = false;
  /** The network that the zoom belongs to. */
  private network = "";

  constructor(private readonly host: Host) {}

  /** The window as it was when it was last looked at: to look while the page is drawn makes it lay itself out twice. */
  private seen: View | null = null;

  private get view(): View {
    const element = this.host.window();
    this.seen = {
      x: (element?.scrollLeft ?? 0) - (this.room?.left ?? 0),
      y: (element?.scrollTop ?? 0) - (this.room?.top ?? 0),
      width: element?.clientWidth ?? 1000,
      height: element?.clientHeight ?? 600,
    };
    return this.seen;
  }

  /** Ends the zoom with its network. */
  of(network: string): void {
    if (network === this.network) return;
    this.network = network;
    this.zoom = 1;
    this.rest();
  }

  /** The picture stands as the page puts it. */
  private rest(): void {
    this.room = null;
    this.exact = null;
    this.coming = false;
    this.hold(null);
    this.ground?.removeAttribute("style");
  }

  private get ground(): HTMLElement | null {
    return this.host.window()?.querySelector<HTMLElement>(".ground") ?? null;
  }

  /** Keeps the window as high as it is; null lets it follow the picture. */
  private hold(height: number | null): void {
    const element = this.host.window();
    if (element) element.style.height = height === null ? "" : `${height}px`;
  }

  /** The part of the scene to draw now. */
  sight(scene: Scene, live = false): Sight | null {
    this.around = live ? 0 : 1;
    this.drawn = sight_of(scene, this.seen ?? this.view, this.zoom, this.around);
    return this.drawn;
  }

  /** The part of the scene that is in the window. */
  in_window(scene: Scene): Sight {
    return window_of(scene, this.seen ?? this.view, this.zoom, 0);
  }

  /** Draws another part of the scene once the window is far enough from what is drawn. */
  scrolled(): void {
    const scene = this.host.scene();
    if (!scene) return;
    if (JSON.stringify(sight_of(scene, this.view, this.zoom, this.around)) !== JSON.stringify(this.drawn))
      void this.host.redraw();
  }

  /** Where the corner of the picture stands in the window. */
  private corner(): Corner {
    const { exact } = this;
    if (exact && this.coming) return exact;
    const seen = this.measured();
    return exact && Math.hypot(seen.x - exact.x, seen.y - exact.y) < kRounded ? exact : seen;
  }

  private measured(): Corner {
    const element = this.host.window();
    const picture = this.ground?.querySelector("svg")?.getBoundingClientRect();
    const { left = 0, top = 0 } = element?.getBoundingClientRect() ?? {};
    return {
      x: (picture?.left ?? 0) - left - (element?.clientLeft ?? 0),
      y: (picture?.top ?? 0) - top - (element?.clientTop ?? 0),
    };
  }

  /** Changes the size around a point of the window, which stays where it is. */
  async zoom_to(wanted: number, at_x = this.view.width / 2, at_y = this.view.height / 2): Promise<void> {
    const [scene, element] = [this.host.scene(), this.host.window()];
    if (!scene || !element) return;
    const zoom = bounded(wanted);
    const corner = zoomed(this.corner(), this.zoom, zoom, at_x, at_y);
    if (!this.room) this.hold(element.offsetHeight);
    this.room = room_for(corner, { width: scene.width * zoom, height: scene.height * zoom }, this.view);
    this.exact = corner;
    this.coming = true;
    this.zoom = zoom;
    const { left, top, right, bottom, x, y } = this.room;
    await this.host.redraw();
    if (this.exact !== corner) return; // a newer one is on its way
    this.coming = false;
    const { ground } = this;
    if (ground) ground.style.padding = `${top}px ${right}px ${bottom}px ${left}px`;
    element.scrollTo(x, y);
    this.scrolled();
  }

  /** The whole picture, as the page puts it; the window is as high as it needs, and no higher than it was. */
  private async show_all(zoom: number): Promise<void> {
    const [scene, element] = [this.host.scene(), this.host.window()];
    if (!scene || !element) return;
    const height = element.offsetHeight;
    this.rest();
    this.zoom = zoom;
    if (zoom < 1) this.hold(Math.min(height, Math.ceil(scene.height * zoom) + kFrame));
    await this.host.redraw();
    element.scrollTo(0, 0);
    this.scrolled();
  }

  /** 100 %. */
  whole(): void {
    void this.show_all(1);
  }

  larger(): void {
    void this.zoom_to(this.zoom * kZoomStep);
  }

  smaller(): void {
    void this.zoom_to(this.zoom / kZoomStep);
  }

  /** Shows the whole scene; the least zoom at which all its names can be read, where it is smaller than that, else null. */
  fit(): number | null {
    const scene = this.host.scene();
    if (!scene) return null;
    const { width, height } = this.view;
    const zoom = fitting(scene, { width, height: Math.min(height, Math.max(kLeastHeight, innerHeight - kOthers)) });
    void this.show_all(zoom);
    const least = least_readable(scene.boxes);
    return zoom < 1 && zoom < least ? Math.min(1, least) : null;
  }

  /** A key that changes the size; false where it is none. */
  press(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "+" || event.key === "=") this.larger();
    else if (event.key === "-") this.smaller();
    else if (event.key === "0") this.whole();
    else return false;
    return true;
  }

  /** The wheel scrolls the page; with Ctrl or ⌘ it changes the size around the pointer. */
  wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const element = this.host.window();
    const { left = 0, top = 0 } = element?.getBoundingClientRect() ?? {};
    const [x, y] = [event.clientX - left - (element?.clientLeft ?? 0), event.clientY - top - (element?.clientTop ?? 0)];
    void this.zoom_to(this.zoom * Math.exp(-event.deltaY / 300), x, y);
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
    this.host.window()?.scrollTo(x + (this.room?.left ?? 0), y + (this.room?.top ?? 0));
  }
}

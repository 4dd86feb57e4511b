// The address of the page and the state of it: reads the link at the start and when the address changes, writes it when all is quiet.
import { decode, encode, token_of } from "../link/codec.ts";
import { pack } from "../link/packing.ts";
import { link_of } from "../state/link.ts";
import type { State } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { Drafts, draft_of } from "./drafts.ts";

/** What it needs of a window. */
export type Frame = Pick<Window, "location" | "history" | "addEventListener" | "removeEventListener">;

const kPauseMs = 500; // at most two writes a second, and none before the last change is this old
const kCheckMs = 1000;
const kMostChecks = 5;

/** The parts of a state that are in its link, or decide when it is written. */
function parts({
  text,
  preset,
  leaves,
  weight,
  output,
  graph,
  steps,
  page,
  link,
  quiz,
  race,
  training,
  directions,
}: State): readonly unknown[] {
  return [
    text,
    preset,
    leaves.overrides,
    weight,
    output,
    graph.card,
    graph.levels,
    steps.at,
    steps.work,
    race.chosen,
    page.view,
    page.tour,
    link.problem,
    link.count,
    quiz.cells.length,
    training,
    directions,
    link.passthrough,
  ];
}

export class Address {
  private seen: State;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private check: ReturnType<typeof setTimeout> | undefined;
  private reading: ReturnType<typeof setTimeout> | undefined;
  private leave: () => void = () => undefined;
  /** The address that was last read or written: another one is the reader's, who is heard a moment later. */
  private known = "";
  /** The next write is an entry of its own in the history of the browser. */
  private fresh = false;

  constructor(
    private readonly store: Store,
    private readonly frame: Frame = window,
    private readonly drafts = new Drafts(),
  ) {
    this.seen = store.state;
  }

  /** Opens what the address says; to be called before the engine starts. */
  begin(): void {
    this.known = this.here();
    const reading = decode(token_of(this.frame.location));
    if (reading.status !== "none") this.store.link.open(reading);
    const draft = this.drafts.read();
    if (draft) this.store.link.offer(draft);
    this.seen = this.store.state;
    this.leave = this.store.subscribe(() => this.changed());
    this.frame.addEventListener("popstate", this.moved);
    this.frame.addEventListener("hashchange", this.moved);
    this.frame.addEventListener("pagehide", this.flush);
    this.store.page.drafts = this.drafts;
    this.store.page.leave = {
      keeps: () => this.keeps(this.store.state),
      reload: () => {
        this.flush();
        this.frame.location.reload();
      },
    };
  }

  end(): void {
    this.flush();
    this.leave();
    for (const timer of [this.check, this.reading]) clearTimeout(timer);
    this.frame.removeEventListener("popstate", this.moved);
    this.frame.removeEventListener("hashchange", this.moved);
    this.frame.removeEventListener("pagehide", this.flush);
    this.store.page.leave = null;
    this.store.page.drafts = null;
  }

  /** The address was changed by the reader. Of many changes at once the last is read. */
  private readonly moved = (): void => {
    clearTimeout(this.reading);
    this.reading = setTimeout(() => {
      clearTimeout(this.pause);
      clearTimeout(this.check);
      this.pause = undefined;
      this.known = this.here();
      this.store.link.open(decode(token_of(this.frame.location)), "address");
      this.seen = this.store.state;
      clearTimeout(this.pause); // what was just read is not written back
      this.pause = undefined;
    }, 0);
  };

  private changed(): void {
    const { state } = this.store;
    const before = this.seen;
    const now = parts(state);
    if (parts(before).every((part, at) => part === now[at])) {
      this.seen = state;
      return;
    }
    const left = state.link.entry !== before.link.entry || state.link.lineage !== before.link.lineage;
    if (left && this.pause !== undefined) this.write(before); // the last word of the network that is left
    if (state.link.entry !== before.link.entry) this.fresh = true;
    this.seen = state;
    this.later();
  }

  private later(): void {
    clearTimeout(this.pause);
    const pause = setTimeout(() => {
      const { leaves, race } = this.store.state;
      if (leaves.live || race.playing) this.later();
      else void this.pack().then(() => this.pause === pause && this.flush()); // it was not written or put off meanwhile
    }, kPauseMs);
    this.pause = pause;
  }

  /** What is to be written is packed first, beside the page where it is long. */
  private pack(): Promise<void> {
    const { state, presets } = this.store;
    const link = link_of(state, presets);
    return link ? pack([link, draft_of(state, presets)]) : Promise.resolve();
  }

  /** Writes at once what waits to be written. */
  readonly flush = (): void => {
    if (this.pause === undefined) return;
    clearTimeout(this.pause);
    this.pause = undefined;
    this.write(this.store.state);
  };

  private keeps(state: State): boolean {
    const link = link_of(state, this.store.presets);
    return link === null || encode(link) !== null;
  }

  /** The address of a state: a network that is too large for a link has none. */
  private address_of(state: State): string {
    const { pathname, search } = this.frame.location;
    const link = link_of(state, this.store.presets);
    const token = link && encode(link);
    const query = search.replace(/([?&])s=[^&]*&?/, "$1").replace(/[?&]$/, "");
    return `${pathname}${query}${token ? `#${token}` : ""}`;
  }

  private here(): string {
    const { pathname, search, hash } = this.frame.location;
    return `${pathname}${search}${hash}`;
  }

  private write(state: State): void {
    if (state.link.problem) return;
    this.drafts.keep(state, this.store.presets);
    if (this.here() !== this.known) return;
    const address = this.address_of(state);
    if (address !== this.known) this.put(address);
    this.fresh = false;
    this.verify(address, kMostChecks);
  }

  private put(address: string): void {
    try {
      if (this.fresh) this.frame.history.pushState(null, "", address);
      else this.frame.history.replaceState(null, "", address);
    } catch {
      // Browsers refuse what comes too often; it is looked at again below.
    }
    this.known = this.here();
  }

  /** Past a limit of their own, browsers drop the call without a word: so it is looked at a quiet second later. */
  private verify(address: string, left: number): void {
    clearTimeout(this.check);
    this.check = setTimeout(() => {
      if (this.pause !== undefined || this.here() === address || this.here() !== this.known) return;
      this.put(address);
      if (left > 1) this.verify(address, left - 1);
    }, kCheckMs);
  }
}

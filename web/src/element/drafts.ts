// The networks that the reader has made, kept in the storage of the browser where that is allowed: offered, and never shown unasked.
import { decode, encode, kMostCharacters } from "../link/codec.ts";
import type { Link } from "../link/link.ts";
import { full_link_of } from "../state/link.ts";
import type { Draft } from "../state/page.ts";
import type { Preset } from "../state/presets.ts";
import { heading_of } from "../state/selectors.ts";
import type { State } from "../state/state.ts";

const kKey = "bothways drafts";
const kSlot = "bothways draft"; // of earlier versions of the page: one network, without a title
const kMost = 10;
const kMostRead = 50; // of what somebody else has written there
const kMostTitle = 80; // characters
const kMostMs = 8.64e15; // what a date can be

/** In a strict sandbox the property itself throws. */
export function storage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

function is_draft(one: unknown): one is Draft {
  const { id, title, at, token } = (one ?? {}) as Record<string, unknown>;
  const words = [id, title, token].every((word) => typeof word === "string" && word.length <= kMostCharacters);
  return words && typeof at === "number" && Math.abs(at) <= kMostMs;
}

function opened(token: string): Link | null {
  const reading = decode(token);
  return reading.status === "link" ? reading.link : null;
}

/** What is kept of a state: the network, and nothing of how it is looked at. */
export function draft_of(state: State, presets: readonly Preset[]): Link {
  const { src, from, vals } = full_link_of(state, presets);
  return { src, ...(from ? { from } : {}), ...(vals ? { vals } : {}) };
}

export class Drafts {
  /** Begins the id of every draft of this visit. */
  private readonly visit = Math.random().toString(36).slice(2);

  constructor(
    private readonly store: Pick<Storage, "getItem" | "setItem"> | null = storage(),
    private readonly now: () => number = Date.now,
  ) {}

  /** All that are kept, newest first; the storage may hold anything. Their links are not yet read. */
  list(): Draft[] {
    return [...this.kept(), ...this.slot()].sort((a, b) => b.at - a.at).slice(0, kMost);
  }

  private kept(): Draft[] {
    try {
      const read: unknown = JSON.parse(this.store?.getItem(kKey) ?? "[]");
      const found = (Array.isArray(read) ? read : []).slice(0, kMostRead).filter(is_draft);
      return found.map(({ id, title, at, token }) => ({ id, title: title.slice(0, kMostTitle), at, token }));
    } catch {
      return [];
    }
  }

  /** The one network that earlier versions of the page kept is the oldest. */
  private slot(): Draft[] {
    try {
      const token = this.store?.getItem(kSlot) ?? "";
      const link = opened(token);
      return link ? [{ id: kSlot, title: heading_of(link.src).slice(0, kMostTitle), at: 0, token }] : [];
    } catch {
      return [];
    }
  }

  /** The newest one of another visit, checked like any link. */
  read(): Link | null {
    for (const { id, token } of this.list()) {
      const link = id.startsWith(`${this.visit} `) ? null : opened(token);
      if (link) return link;
    }
    return null;
  }

  /** Keeps a network that the reader has changed: in the place of what this visit has made of it before, and of nothing else. */
  keep(state: State, presets: readonly Preset[]): void {
    const untouched = presets.some(({ text }) => text === state.text) && state.leaves.overrides.length === 0;
    const { link, history, text, preset } = state;
    const last = history.past.at(-1);
    const strange = text === link.strange && last?.text !== text; // a change of values alone is the reader's, too
    if (untouched || strange || !last || link.problem || text.trim() === "") return;
    const made = draft_of(state, presets);
    const { src } = made;
    const token = encode(made);
    if (!token) return;
    const id = `${this.visit} ${link.lineage} ${preset}`;
    const others = this.list().filter((one) => one.id !== id && one.token !== token);
    this.write([{ id, title: heading_of(src).slice(0, kMostTitle), at: this.now(), token }, ...others].slice(0, kMost));
  }

  forget(id: string): void {
    this.write(this.list().filter((one) => one.id !== id));
  }

  /** Where the storage is full, the oldest go. */
  private write(list: readonly Draft[]): void {
    for (let count = list.length; count >= Math.min(1, list.length); count--)
      try {
        this.store?.setItem(kKey, JSON.stringify(list.slice(0, count)));
        if (this.slot().length > 0) this.store?.setItem(kSlot, ""); // it is in the list, or was forgotten
        return;
      } catch {
        // It is full or closed: the address has the network, too.
      }
  }
}

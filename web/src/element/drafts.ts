// The network of the last visit, kept in the storage of the browser where that is allowed; it is offered, and never shown unasked.
import { decode, encode } from "../link/codec.ts";
import type { Link } from "../link/link.ts";
import { full_link_of } from "../state/link.ts";
import type { Preset } from "../state/presets.ts";
import type { State } from "../state/state.ts";

const kKey = "bothways draft";

/** In a strict sandbox the property itself throws. */
export function storage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

export class Drafts {
  constructor(private readonly store: Pick<Storage, "getItem" | "setItem"> | null = storage()) {}

  /** What was kept, checked like any link: the storage may hold anything. */
  read(): Link | null {
    try {
      const reading = decode(this.store?.getItem(kKey) ?? "");
      return reading.status === "link" ? reading.link : null;
    } catch {
      return null;
    }
  }

  /** Keeps a network that the reader has changed. */
  keep(state: State, presets: readonly Preset[]): void {
    const untouched = presets.some(({ text }) => text === state.text) && state.leaves.overrides.length === 0;
    if (untouched || state.link.problem || state.text === state.link.strange || state.history.past.length === 0) return;
    const { src, from, vals } = full_link_of(state, presets);
    const token = encode({ src, ...(from ? { from } : {}), ...(vals ? { vals } : {}) });
    try {
      if (token) this.store?.setItem(kKey, token);
    } catch {
      // The storage is full or closed: the address has the network, too.
    }
  }
}

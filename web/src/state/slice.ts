// What a slice of the state stands on: it keeps one field of the state and the verbs that change it, in one file.
import type { Channel, FrameOutcome, Outcome } from "../engine/client.ts";
import type { InPageEngine } from "../engine/in_page.ts";
import type { Kind, RequestOf, ResponseOf } from "../engine/kinds.ts";
import type { Frame } from "../engine/load.ts";
import type { CatalogueResponse, Diagnostic } from "../engine/types.gen.ts";
import type { Place } from "../view/labels.ts";
import type { Preset } from "./presets.ts";
import type { Result } from "./result.ts";

/** The part of the engine client that the state needs. */
export interface Asks {
  call<K extends Kind>(request: RequestOf<K>, channel?: Channel): Promise<Outcome<ResponseOf<K>>>;
  cancel(channel?: Channel): void;
  /** The number of the fast lane that is open; 0 where there is none. */
  readonly lane: number;
  frame(lane: number, frame: Frame): Promise<FrameOutcome>;
  readonly in_page: InPageEngine;
  /** Hears that there is no engine after all. */
  lost: ((message: string) => void) | null;
}

/** The part of the state that is of no slice: every slice sees it. */
export interface Common {
  phase: "loading" | "ready" | "failed";
  /** Why the engine did not start. */
  failure: string;
  catalogue: CatalogueResponse | null;
  /** Id of the preset that the text started from; empty where it came in a link. */
  preset: string;
  text: string;
  /** The elements asked for; where the network has no such element, the first is taken. */
  weight: Place | null;
  output: Place | null;
  /** The last good answer. It is shown as current only while `stale` is empty. */
  result: Result | null;
  /** Why the result is not one of the present text, in words; empty while it is. */
  stale: string;
  problems: readonly Diagnostic[];
  problems_total: number;
  /** What could not be loaded when the engine was last asked, as the beginning of a sentence; else empty. */
  lost: string;
  /** A computation has been running for long enough to say so. */
  slow: boolean;
}

/** The store as a slice sees it. S: what the slice sees of the state, its own field with it. */
export interface Core<S> {
  readonly state: S;
  readonly engine: Asks;
  readonly history: {
    /** To be called before a change of the document, with what it is in words. */
    record(what: string): void;
    /** The next change is a step of undo of its own. */
    isolate(): void;
  };
  readonly presets: readonly Preset[];
  write(change: Partial<S>): void;
  /** Takes a new text; `what` is the change in words, for undo. */
  edit(text: string, what?: string): void;
  /** Asks again for what is shown all the time. */
  rerun(): void;
}

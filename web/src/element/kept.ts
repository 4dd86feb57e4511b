// How the reader has arranged the page, kept in the storage of the browser where that is allowed.
import { storage } from "./drafts.ts";

/** Where it is kept. */
export const kLayout = "bothways layout";

/** Sizes in px; what the reader has never moved is not there. */
export interface Kept {
  /** Width of the text. */
  side?: number;
  /** Height of an open drawer. */
  drawer?: number;
  /** Whether the text is folded away. */
  folded?: boolean;
}

type Box = Pick<Storage, "getItem" | "setItem">;

const size = (value: unknown): number | undefined =>
  typeof value === "number" && value > 0 && value < 1e4 ? value : undefined;

/** What was kept; the storage may hold anything. */
export function kept(box: Box | null = storage()): Kept {
  try {
    const read: unknown = JSON.parse(box?.getItem(kLayout) ?? "{}");
    const { side, drawer, folded } = (read ?? {}) as Record<string, unknown>;
    const [wide, high] = [size(side), size(drawer)];
    return {
      ...(wide === undefined ? {} : { side: wide }),
      ...(high === undefined ? {} : { drawer: high }),
      ...(typeof folded === "boolean" ? { folded } : {}),
    };
  } catch {
    return {};
  }
}

export function keep(kept: Kept, box: Box | null = storage()): void {
  try {
    box?.setItem(kLayout, JSON.stringify(kept));
  } catch {
    // The storage is full or closed: the arrangement lasts as long as the page.
  }
}

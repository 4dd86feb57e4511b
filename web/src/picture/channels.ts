// The gaps between columns: which links turn in each, on which track each of them, and how wide a gap they need.
import type { Point } from "./card.ts";
import type { Layout } from "./layout.ts";

/** A link changes its height in the gap before a column. */
export interface Turn {
  column: number;
  from: number;
  to: number;
}

export interface Channels {
  /** How far each column moves to the right. */
  shift: number[];
  /** The corners of a link in the gap before a column: two where it turns once. */
  corners(key: string, column: number): Point[];
}

interface Lane extends Turn {
  key: string;
}

const kSide = 6.5; // px from the first track to the columns beside it
const kStep = 9; // of two tracks
const kMostTracks = 24; // for which a gap grows
const kMostNested = 64; // links in one gap

/** A turn with the heights that it passes. */
interface Span extends Lane {
  top: number;
  bottom: number;
}

interface Tracks {
  /** In the order in which each link comes to them. */
  spans: { span: Span; track: number }[];
  count: number;
}

/** One would lie on the other if it turned further on: it comes in where the other goes out. */
function first(one: Span, other: Span): boolean {
  return one !== other && Math.abs(one.from - other.to) < kStep;
}

function span_of(lane: Lane): Span {
  return { ...lane, top: Math.min(lane.from, lane.to), bottom: Math.max(lane.from, lane.to) };
}

/** A height on the way of a link, clear of all at which links come and go; null where there is none. */
function clear({ top, bottom }: Span, spans: readonly Span[]): number | null {
  for (let step = 0; step < (bottom - top) / 2 - kStep; step += kStep / 2)
    for (const height of [(top + bottom) / 2 - step, (top + bottom) / 2 + step])
      if (spans.every(({ from, to }) => Math.min(Math.abs(height - from), Math.abs(height - to)) >= kStep))
        return height;
  return null;
}

/**
 * In an order in which no line lies on another, and which is as given where nothing is against it. Of links that change
 * places with each other one turns twice, with the others' turns between.
 */
function ordered(spans: readonly Span[]): Span[] {
  const left = [...spans];
  const found: Span[] = [];
  while (left.length > 0) {
    const free = left.findIndex((span) => !left.some((other) => first(other, span)));
    const [span] = left.splice(Math.max(0, free), 1);
    if (!span) break;
    const half = free < 0 ? clear(span, [...found, ...left]) : null;
    found.push(half === null ? span : span_of({ ...span, to: half }));
    if (half !== null) left.push(span_of({ ...span, from: half }));
  }
  return found;
}

/** Tracks from the left, each link behind those of the order that it would touch. For gaps with few links: it looks at all pairs. */
function nested(spans: readonly Span[]): Tracks {
  const placed: Tracks["spans"] = [];
  for (const span of ordered(spans)) {
    const behind = placed.filter(
      ({ span: other }) => first(other, span) || (other.top < span.bottom + kStep && span.top < other.bottom + kStep),
    );
    placed.push({ span, track: Math.max(-1, ...behind.map(({ track }) => track)) + 1 });
  }
  return { spans: placed, count: Math.max(-1, ...placed.map(({ track }) => track)) + 1 };
}

/** Tracks from the left, each link on the first that is free. */
function packed(spans: readonly Span[]): Tracks {
  const placed: Tracks["spans"] = [];
  const ends: number[] = [];
  for (const span of [...spans].sort((a, b) => a.top - b.top)) {
    const free = ends.findIndex((end) => end + kStep < span.top);
    const track = free >= 0 ? free : Math.min(ends.length, kMostTracks - 1);
    ends[track] = Math.max(span.bottom, ends[track] ?? span.bottom);
    placed.push({ span, track });
  }
  return { spans: placed, count: ends.length };
}

/** What goes up before what goes down, so that a link crosses no more than it must. */
function tracks_of(lanes: readonly Lane[]): Tracks {
  const spans = lanes.map(span_of);
  if (spans.length > kMostNested) return packed(spans);
  const ups = spans.filter(({ from, to }) => to < from).sort((a, b) => a.top - b.top);
  const downs = spans.filter(({ from, to }) => to >= from).sort((a, b) => b.top - a.top);
  return nested([...ups, ...downs]);
}

/** Tracks for all turns, and columns far enough apart for them. */
export function channels_of(columns: Layout["columns"], turns: ReadonlyMap<string, readonly Turn[]>): Channels {
  const lanes = columns.map((): Lane[] => []);
  for (const [key, all] of turns) for (const turn of all) lanes[turn.column]?.push({ key, ...turn });
  const shift: number[] = [];
  const found = lanes.map((here, column) => {
    const { spans, count } = tracks_of(here);
    const [before, after] = [columns[column - 1], columns[column]];
    const moved = shift[column - 1] ?? 0;
    const left = (before?.right ?? 0) + moved;
    const gap = (after?.left ?? 0) - (before?.right ?? 0);
    const wide = Math.max(gap, count === 0 ? 0 : 2 * kSide + kStep * Math.min(count - 1, kMostTracks));
    shift.push(before ? moved + wide - gap : 0);
    const step = Math.min(kStep, (wide - 2 * kSide) / Math.max(1, count - 1));
    const start = left + wide / 2 - (step * (count - 1)) / 2;
    const corners = new Map<string, Point[]>();
    for (const { span, track } of spans) {
      const x = start + step * track;
      corners.set(span.key, [...(corners.get(span.key) ?? []), { x, y: span.from }, { x, y: span.to }]);
    }
    return corners;
  });
  return { shift, corners: (key, column) => found[column]?.get(key) ?? [] };
}

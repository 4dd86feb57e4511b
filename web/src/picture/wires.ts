// Links and their ways → the lines of the scene, each with the derivative that stands on it.
import type { Arrangement } from "./arrange.ts";
import type { Point } from "./card.ts";
import { type Folded, type Link, reached_from } from "./fold.ts";
import { label_place } from "./label_placement.ts";
import { link_local, local_mark, type Sources } from "./locals.ts";
import { once } from "./once.ts";
import type { Picture, Wire } from "./pieces.ts";
import { Tiles } from "./tiles.ts";
import { type Stroke, stroke } from "./wire.ts";

/** Whether the far end of a link has a use of its near end that carries a derivative: a comparison does not. */
export function carrying({ graph, scalars }: Picture, { home }: Folded): (link: Link) => boolean {
  const known = new Map([...(scalars?.graph.nodes ?? []), ...graph.nodes].map((node) => [node.id, node]));
  /** Of a source: whether a block has a use of it that carries one; nothing of blocks that have none. */
  const uses = new Map<string, Map<string, boolean>>();
  const uses_of = (source: string): Map<string, boolean> => {
    const old = uses.get(source);
    if (old) return old;
    const made = new Map<string, boolean>();
    for (const { node } of known.get(source)?.consumers ?? []) {
      const user = known.get(node);
      for (const block of user ? new Set([user.id, home.get(user.id) ?? user.id]) : [])
        made.set(block, (made.get(block) ?? false) || (user?.active ?? false));
    }
    uses.set(source, made);
    return made;
  };
  return ({ source, to }) => uses_of(source).get(to) ?? true;
}

/** Which directions a link carries: ▸ where the weight reaches it, ◂ where its far end has a path to the output. */
function carried_by(picture: Picture, { folded }: Arrangement) {
  const { graph, weight, scalars } = picture;
  const known = new Map(graph.nodes.map((node) => [node.id, node]));
  const of = (id: string): string => (known.has(id) ? id : (folded.places.get(id)?.id ?? id));
  const inner = new Map((scalars?.graph.nodes ?? []).map((node) => [node.id, node]));
  const reached = weight ? reached_from(graph, weight.id) : new Set<string>();
  const carries = carrying(picture, folded);
  const along = (link: Link): boolean => reached.has(of(link.source)) && carries(link);
  const against = ({ source, to }: Link): boolean => {
    const node = known.get(source) ?? inner.get(source);
    const users = node?.active ? node.consumers.map((use) => use.node) : [];
    const scalar = !known.has(to) && inner.has(to);
    if (scalar && known.has(source)) return (node?.active ?? false) && (inner.get(to)?.connected ?? false);
    if (!scalar && !known.has(source)) return (node?.active ?? false) && (known.get(to)?.connected ?? false);
    return users.some((user) => folded.home.get(user) === to && (known.get(user) ?? inner.get(user))?.connected);
  };
  return { along, against };
}

const kLetter = 6.6; // width of a letter at 11 px
const kOver = 9; // px from a block to the middle of a name over it

/** The lines of an arrangement depend on the weight, and not on the numbers. */
interface Lines {
  weight: string | undefined;
  directions(link: Link): Wire["directions"];
  strokes(link: Link, way: readonly Point[]): readonly Stroke[];
  tiles: Tiles;
}

const cache = new WeakMap<Arrangement, Lines>();

function lines_of(picture: Picture, arrangement: Arrangement): Lines {
  const weight = picture.weight?.id;
  const known = cache.get(arrangement);
  if (known && known.weight === weight) return known;
  const ways = once(() => carried_by(picture, arrangement));
  const carried = new Map<string, Wire["directions"]>();
  const directions: Lines["directions"] = (link) => {
    const old = carried.get(link.key);
    if (old) return old;
    const { along, against } = ways();
    const both = [...(along(link) ? ["along" as const] : []), ...(against(link) ? ["against" as const] : [])];
    const made = both.length > 0 ? both : [null];
    carried.set(link.key, made);
    return made;
  };
  const made = new Map<string, readonly Stroke[]>();
  const strokes: Lines["strokes"] = (link, way) => {
    const all = directions(link);
    const old = made.get(link.key) ?? all.map((direction) => stroke(way, direction, all.length > 1));
    made.set(link.key, old);
    return old;
  };
  const lines = { weight, directions, strokes, tiles: new Tiles() };
  cache.set(arrangement, lines);
  return lines;
}

/** The derivative that stands on each link. */
function marks_of(picture: Picture, arrangement: Arrangement, sources: Sources): (link: Link) => Wire["mark"] {
  const { folded, blocks, placed, tight } = arrangement;
  const order = once(() => new Map(folded.blocks.map(({ id }, index) => [id, index])));
  return (link) => {
    const block = blocks.get(link.to);
    const local = block && link_local(link, block, folded, sources);
    const mark = local && local_mark(local);
    const there = picture.unfinished?.has_value(folded.places.get(link.to)?.id ?? link.to) ?? true;
    if (!mark || !there) return null;
    const [source, target] = [placed.get(link.from), placed.get(link.to)];
    if (tight && mark.text && source && target && order().get(link.to) === (order().get(link.from) ?? 0) + 1) {
      const text = `∂${link.to}/∂${link.source} ${mark.text}`;
      const width = Math.min([...text].length * kLetter, target.card.width);
      return { ...mark, text, width, x: target.x + width / 2, y: target.y - kOver };
    }
    const spot = label_place(arrangement, link.key, mark.width, mark.height, link.from === link.to);
    return spot && { ...mark, ...spot };
  };
}

class LinkWire implements Wire {
  private made: { mark: Wire["mark"] } | null = null;

  constructor(
    private readonly link: Link,
    readonly way: readonly Point[],
    private readonly lines: Lines,
    private readonly mark_of: (link: Link) => Wire["mark"],
  ) {}

  get key(): string {
    return this.link.key;
  }
  get title(): string {
    const { source, to, uses } = this.link;
    return `${source} is used by ${to}${uses > 1 ? ` (${uses} times)` : ""}`;
  }
  get directions(): Wire["directions"] {
    return this.lines.directions(this.link);
  }
  get strokes(): readonly Stroke[] {
    return this.lines.strokes(this.link, this.way);
  }
  get mark(): Wire["mark"] {
    this.made ??= { mark: this.mark_of(this.link) };
    return this.made.mark;
  }
}

/** The lines, and the same by tiles. */
export function wires_of(
  picture: Picture,
  arrangement: Arrangement,
  sources: Sources,
): { wires: Wire[]; tiles: Tiles } {
  const lines = lines_of(picture, arrangement);
  const mark_of = marks_of(picture, arrangement, sources);
  const { folded, ways, blocks } = arrangement;
  const wires = folded.links.flatMap((link): Wire[] => {
    const way = ways.get(link.key);
    return way && blocks.has(link.to) ? [new LinkWire(link, way, lines, mark_of)] : [];
  });
  return { wires, tiles: lines.tiles };
}

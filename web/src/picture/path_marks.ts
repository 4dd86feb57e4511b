// A path through the network → the boxes and links of the picture that it runs through.
import type { Folded } from "./fold.ts";

/** Keys of boxes and of wires. */
export interface PathMarks {
  boxes: ReadonlySet<string>;
  wires: ReadonlySet<string>;
}

/** The block that shows a node, or an element of one as `W1[0,0]`. */
function finder({ blocks, home, places }: Folded): (id: string) => string {
  const shown = new Set([...blocks.map(({ id }) => id), ...blocks.flatMap(({ leaves }) => leaves.map(({ id }) => id))]);
  return (id) => {
    const written = id.split("[")[0] ?? id;
    const at = shown.has(id) ? id : (home.get(id) ?? home.get(written) ?? written);
    return shown.has(at) ? at : (places.get(id)?.id ?? at);
  };
}

/** A node and all that it reads or that reads it; null for none. */
export function node_marks(folded: Folded, id: string | undefined): PathMarks | null {
  if (id === undefined) return null;
  const block_of = finder(folded);
  const box = block_of(id);
  const joined = folded.links.filter(({ source, to }) => to === box || block_of(source) === box);
  return { boxes: new Set([box]), wires: new Set(joined.map(({ key }) => key)) };
}

/** Null for no path. The ids are nodes, or elements of nodes. */
export function path_marks(folded: Folded, path: readonly string[]): PathMarks | null {
  if (path.length === 0) return null;
  const { links } = folded;
  const block_of = finder(folded);
  const boxes = path.map(block_of);
  const pairs = new Set(boxes.slice(1).map((to, at) => `${boxes[at]} ${to}`));
  const on_path = links.filter(({ source, to }) => pairs.has(`${block_of(source)} ${to}`));
  return { boxes: new Set(boxes), wires: new Set(on_path.map(({ key }) => key)) };
}

/** Nodes that words speak of, with the links between them; null for none. */
export function spoken_marks(folded: Folded, ids: readonly string[] = []): PathMarks | null {
  if (ids.length === 0) return null;
  const block_of = finder(folded);
  const boxes = new Set(ids.map(block_of));
  const between = folded.links.filter(({ source, to }) => boxes.has(to) && boxes.has(block_of(source)));
  return { boxes, wires: new Set(between.map(({ key }) => key)) };
}

/** Of what is pointed at: a path, the node whose card is open, or what words speak of. */
export function marks(
  folded: Folded,
  path: readonly string[],
  card: string | undefined,
  spoken: readonly string[] | undefined,
): PathMarks | null {
  return path_marks(folded, path) ?? node_marks(folded, card) ?? spoken_marks(folded, spoken);
}

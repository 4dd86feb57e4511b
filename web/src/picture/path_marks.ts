// A path through the network → the boxes and links of the picture that it runs through.
import type { Folded } from "./fold.ts";

/** Keys of boxes and of wires. */
export interface PathMarks {
  boxes: ReadonlySet<string>;
  wires: ReadonlySet<string>;
}

/** Null for no path. The ids are nodes, or elements of nodes as `W1[0,0]`. */
export function path_marks({ blocks, links, home, places }: Folded, path: readonly string[]): PathMarks | null {
  if (path.length === 0) return null;
  const shown = new Set([...blocks.map(({ id }) => id), ...blocks.flatMap(({ leaves }) => leaves.map(({ id }) => id))]);
  const block_of = (id: string): string => {
    const written = id.split("[")[0] ?? id;
    const at = shown.has(id) ? id : (home.get(id) ?? home.get(written) ?? written);
    return shown.has(at) ? at : (places.get(id)?.id ?? at);
  };
  const boxes = path.map(block_of);
  const pairs = new Set(boxes.slice(1).map((to, at) => `${boxes[at]} ${to}`));
  const on_path = links.filter(({ source, to }) => pairs.has(`${block_of(source)} ${to}`));
  return { boxes: new Set(boxes), wires: new Set(on_path.map(({ key }) => key)) };
}

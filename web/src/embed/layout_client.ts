// Places found by dagre in the page itself, as an embed may have no second worker; it stands in the place of picture/layout_client.ts.
import { by_dagre } from "../picture/dagre.ts";
import type { Link } from "../picture/fold.ts";
import { type Layout, place_plainly } from "../picture/layout.ts";
import type { Plot } from "../picture/measure.ts";

const kMostBlocks = 150; // above them dagre would keep the page waiting

export async function request_layout(plots: readonly Plot[], links: readonly Link[]): Promise<Layout> {
  await new Promise((go_on) => setTimeout(go_on, 0));
  try {
    return plots.length <= kMostBlocks ? by_dagre(plots, links) : place_plainly(plots, links);
  } catch {
    return place_plainly(plots, links);
  }
}

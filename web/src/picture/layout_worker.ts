// Runs dagre in a worker: sizes and links in, places out, or the reason why there are none.
import { by_dagre } from "./dagre.ts";
import type { Link } from "./fold.ts";
import type { Layout } from "./layout.ts";
import type { Plot } from "./measure.ts";

export interface LayoutTask {
  plots: readonly Pick<Plot, "id" | "left" | "right" | "up" | "down">[];
  links: readonly Link[];
}

export type LayoutAnswer = { layout: Layout } | { why: string };

const scope = self as unknown as {
  onmessage: ((event: { data: LayoutTask }) => void) | null;
  postMessage(answer: LayoutAnswer): void;
};

scope.onmessage = ({ data: { plots, links } }) => {
  try {
    scope.postMessage({ layout: by_dagre(plots, links) });
  } catch (error) {
    scope.postMessage({ why: String(error) });
  }
};

// What the page asks the engine for: pure functions from a checked graph and the user's choice to one request.
import type {
  CatalogueResponse,
  DifferentiateRequest,
  Graph,
  GraphNode,
  Include,
  NamedValue,
} from "../engine/types.gen.ts";
import { by_id } from "../view/by_id.ts";
import { type Place, size } from "../view/labels.ts";
import { standard } from "../view/schedule.ts";

function among(graph: Graph, ids: readonly string[], wanted: Place | null): Place | null {
  const node = (id: string): GraphNode | undefined => by_id(graph.nodes).get(id);
  const found = wanted && ids.includes(wanted.id) ? node(wanted.id) : undefined;
  if (wanted && found) return { id: wanted.id, index: Math.min(wanted.index, size(found.shape) - 1) };
  return ids[0] === undefined ? null : { id: ids[0], index: 0 };
}

/** The element of wrt that the user chose, or else the first. */
export function pick_weight(graph: Graph, wanted: Place | null): Place | null {
  return among(graph, graph.wrt, wanted);
}

/** The element of the outputs that the user chose, or else the first. */
export function pick_output(graph: Graph, wanted: Place | null): Place | null {
  return among(graph, graph.outputs, wanted);
}

/** Several numbers come out, so the whole answer is a Jacobian. */
export function needs_jacobian(graph: Graph): boolean {
  const sizes = graph.outputs.map((id) => size(by_id(graph.nodes).get(id)?.shape ?? []));
  return sizes.reduce((sum, size) => sum + size, 0) > 1;
}

function one_hot(graph: Graph, element: Place): NamedValue[] {
  const length = size(by_id(graph.nodes).get(element.id)?.shape ?? []);
  return [{ id: element.id, value: Array.from({ length }, (_, index) => (index === element.index ? 1 : 0)) }];
}

const kMostChecked = 300; // nodes; above them the check, a pass forward for each node, comes when it is asked for

/** One request for everything that the panels show. */
export function differentiate_request(
  text: string,
  graph: Graph,
  catalogue: CatalogueResponse,
  weight: Place | null,
  output: Place | null,
  at: readonly NamedValue[] = [],
  checked = false,
  count = catalogue.count,
): DifferentiateRequest {
  const check: readonly Include[] = checked || graph.nodes.length <= kMostChecked ? ["gradient_forward"] : [];
  const want = needs_jacobian(graph) ? "jacobian" : "gradient";
  return {
    v: 1,
    kind: "differentiate",
    network: { text },
    ...(at.length > 0 ? { at: [...at] } : {}),
    ...(weight ? { tangent: one_hot(graph, weight) } : {}),
    ...(output ? { seeds: one_hot(graph, output) } : {}),
    ...(count < catalogue.count ? { count } : {}),
    want,
    modes: standard(catalogue.modes, want),
    include: ["value", "tangent", "adjoint", ...check, "contributions", "cost", "graph", "groups"],
  };
}

/** Work, in the engine's units, that an answer does at once: some milliseconds of a usual machine. */
export const kPartWork = 1_000_000;

/** What is asked for what is shown: with the lane of a drag, and in parts. */
export function shown_request(request: DifferentiateRequest): DifferentiateRequest {
  return { ...request, layout: true, parts: kPartWork };
}

export const kCheckedWhileDragging = 200; // nodes; above them the check and the derivatives of statements are blank during a drag

/** The parts that do not follow from values, so that a drag needs them no more. */
const kSettled: readonly (Include | undefined)[] = ["cost", "graph"];

/** The request of a drag: every number of the nodes, and no run of a schedule, as costs do not depend on values. */
export function live_request(
  request: DifferentiateRequest,
  at: readonly NamedValue[],
  nodes: number,
): DifferentiateRequest {
  const blank: readonly Include[] = nodes > kCheckedWhileDragging ? ["gradient_forward", "groups"] : [];
  const include = (request.include ?? []).filter((part) => !kSettled.includes(part) && !blank.includes(part));
  return { ...request, at: [...at], modes: [], include };
}

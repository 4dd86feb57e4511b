// The values of inputs and params: dragged, typed, written into the text on release, or kept over what a generator gave.
import type { Graph, NamedValue, NetworkJson, Real } from "../engine/types.gen.ts";
import { rewrite, spelled } from "../text/literal.ts";
import { by_id } from "../view/by_id.ts";
import { element, type Place, size } from "../view/labels.ts";
import { told } from "../view/told.ts";
import { Drag } from "./drag.ts";
import type { PageState } from "./page.ts";
import type { Result } from "./result.ts";
import type { Common, Core } from "./slice.ts";

/** An element of a leaf that has another value than the text says. */
export interface Override extends Place {
  value: number;
}

export interface LeavesState {
  overrides: readonly Override[];
  /** The element that is being dragged, with the value that the numbers shown belong to. */
  live: Override | null;
}

export const kLeaves: LeavesState = { overrides: [], live: null };

type Seen = Common & { leaves: LeavesState; page: PageState };

const kPauseMs = 16;
const kRestMs = 300;

/** Without one element. */
function without(overrides: readonly Override[], { id, index }: Place): readonly Override[] {
  return overrides.filter((one) => one.id !== id || one.index !== index);
}

function alike(a: readonly Override[], b: readonly Override[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => one.id === b[at]?.id && one.index === b[at]?.index && Object.is(one.value, b[at]?.value))
  );
}

/** With an element's new value, in the place of its old one. */
function placed(overrides: readonly Override[], one: Override): readonly Override[] {
  const at = overrides.findIndex(({ id, index }) => id === one.id && index === one.index);
  return at < 0 ? [...overrides, one] : overrides.map((old, place) => (place === at ? one : old));
}

/** All values that are not those of the text, the dragged one included. */
export function in_force({ overrides, live }: LeavesState): readonly Override[] {
  return live ? [...without(overrides, live), live] : overrides;
}

/** Those whose leaf and element are in the graph. */
export function fitting(overrides: readonly Override[], graph: Graph): readonly Override[] {
  return overrides.filter(({ id, index }) =>
    graph.nodes.some((node) => node.id === id && node.category === "leaf" && index < size(node.shape)),
  );
}

/** The leaves as the text gives them. */
export function base_of({ inputs }: NetworkJson): NamedValue[] {
  return inputs.map(({ id, value }) => ({ id, value: Array.isArray(value) ? value : [value] }));
}

/** What a request says under `at`: every leaf that has an override, whole. */
export function at_of(overrides: readonly Override[], base: readonly NamedValue[]): NamedValue[] {
  return base.flatMap(({ id, value }) => {
    const over = overrides.filter((one) => one.id === id);
    if (over.length === 0) return [];
    const whole = [...value];
    for (const one of over) whole[one.index] = Number.isFinite(one.value) ? one.value : (String(one.value) as Real);
    return [{ id, value: whole }];
  });
}

/** The leaves of a result with the values that they have in it, whatever of its numbers is hidden. */
export function leaves_of({ base, at }: Result): NamedValue[] {
  const moved = by_id(at);
  return base.map((leaf) => moved.get(leaf.id) ?? leaf);
}

/** The value of an element in the numbers that are shown. */
export function value_at({ result }: Common, { id, index }: Place): number {
  return Number(by_id(result?.response.nodes ?? []).get(id)?.value?.[index] ?? Number.NaN);
}

export class LeafVerbs {
  private wanted: Override | null = null;
  private busy = false;
  private rest: ReturnType<typeof setTimeout> | undefined;
  /** Of the drag under way; answers to an older one are dropped. */
  private drag_number = 0;

  private readonly frames: Drag;

  constructor(private readonly core: Core<Seen>) {
    this.frames = new Drag(core);
  }

  /** Makes ready what the first frame of a drag needs; false where the engine of the page is still to come. */
  warm(): boolean {
    const { result, page } = this.core.state;
    return !result || page.readonly || !this.is_ready() || this.frames.warm(result);
  }

  /** Runs the network with another value and shows its numbers; the text stays. The newest value wins. */
  drag(place: Place, value: number): void {
    if (this.core.state.page.readonly) return;
    this.end_rest();
    this.wanted = { id: place.id, index: place.index, value };
    if (!this.busy) void this.follow();
  }

  /** Makes a value stay: in the text where that spells it, else as an override. One step of undo. */
  set(place: Place, value: number): void {
    this.end_drag();
    const { state } = this.core;
    const node = by_id(state.result?.graph.nodes ?? []).get(place.id);
    if (!node || state.page.readonly) return;
    const known = state.catalogue?.words ?? [];
    const text = rewrite(state.text, known, place.id, place.index, spelled(value), size(node.shape));
    const old = state.leaves.overrides;
    const overrides = text !== null ? without(old, place) : placed(old, { id: place.id, index: place.index, value });
    const same = (text ?? state.text) === state.text && alike(overrides, old);
    if (!same) this.core.history.record(`the value of ${element(place.id, node.shape, place.index)}`);
    if (same && !state.leaves.live && !state.result?.live) return;
    this.core.write({ text: text ?? state.text, leaves: { overrides, live: null } });
    this.core.rerun();
  }

  /** Takes an override away: the element is what the text says again. */
  remove(place: Place): void {
    this.end_drag();
    this.core.history.record(`the value of ${place.id} taken back`);
    this.core.write({ leaves: { overrides: without(this.core.state.leaves.overrides, place), live: null } });
    this.core.rerun();
  }

  /** Ends a drag whose value does not stay: the element is what it was. */
  let_go(): void {
    this.end_drag();
    const { state } = this.core;
    if (!state.leaves.live && !state.result?.live) return;
    this.core.write({ leaves: { ...state.leaves, live: null } });
    this.core.rerun();
  }

  /** Resolves when no hand moves a value any more: what the hand overtakes is not to be in its way. */
  async at_rest(): Promise<void> {
    while (this.busy || this.rest !== undefined) await new Promise((go_on) => setTimeout(go_on, kRestMs));
  }

  private end_rest(): void {
    clearTimeout(this.rest);
    this.rest = undefined;
  }

  private end_drag(): void {
    this.end_rest();
    this.wanted = null;
    this.drag_number += 1;
  }

  private async follow(): Promise<void> {
    this.busy = true;
    while (this.wanted) {
      const live = this.wanted;
      if (this.is_ready()) {
        this.wanted = null;
        await this.show(live, this.drag_number);
      } else {
        await new Promise((go_on) => setTimeout(go_on, kPauseMs));
      }
    }
    this.busy = false;
    this.rest = setTimeout(() => this.complete(), kRestMs);
  }

  /** A hand that rests gets the numbers of the schedules, too. */
  private complete(): void {
    this.rest = undefined;
    if (this.core.state.result?.live && this.core.state.leaves.live) this.core.rerun();
  }

  /** The numbers shown are those of the text, so that a drag can start from them. */
  private is_ready(): boolean {
    const { result, text } = this.core.state;
    return result?.text === text;
  }

  private async show(live: Override, drag: number): Promise<void> {
    const { result, text, leaves } = this.core.state;
    if (!result) return;
    const at = at_of(in_force({ ...leaves, live }), result.base);
    const next = await this.frames.run(result, at);
    const now = this.core.state;
    if (!next || drag !== this.drag_number || now.text !== text || now.result?.graph !== result.graph) return;
    const { diagnostics, diagnostics_total } = next.response;
    this.core.write({
      result: next,
      leaves: { ...now.leaves, live },
      problems: told(diagnostics),
      problems_total: diagnostics_total,
    });
  }
}

// The link of a state, and the state of a link: what the address of the page says, and what it asks before it computes.

import type { Graph, GraphResponse, NetworkJson } from "../engine/types.gen.ts";
import type { Reading } from "../link/codec.ts";
import { kCount, kDigits, type Link } from "../link/link.ts";
import type { Problem } from "../link/problem.ts";
import { operations } from "../view/estimate.ts";
import { recounted } from "../view/recounted.ts";
import { Answer } from "./answer.ts";
import { type DirectionsState, dir_of, directions_of } from "./directions.ts";
import { type GraphState, levels_of } from "./graph.ts";
import type { LeavesState } from "./leaves.ts";
import { response_of, why } from "./outcome.ts";
import type { PageState } from "./page.ts";
import type { Preset } from "./presets.ts";
import { opened, type QuizState } from "./quiz.ts";
import { work_now } from "./race.ts";
import type { RaceState } from "./race_lanes.ts";
import type { Common, Core } from "./slice.ts";
import type { StepsState } from "./steps.ts";
import { type TrainingState, train_of, training_of } from "./training.ts";
import { type Version, version_of } from "./version.ts";

export interface LinkState {
  /** What is wrong with the address; then there is no network. */
  problem: Problem | null;
  /** Fields of the link that nothing here changes; they are written back. */
  passthrough: Pick<Link, "mode" | "more">;
  /** Grows with each network that gets an entry of its own in the history of the browser. */
  entry: number;
  /** Grows with each network that does not go on with the one before, though it may have come from the same preset: a draft of its own. */
  lineage: number;
  /** The text of a link that the reader has not yet touched or agreed to run. */
  strange: string | null;
  /** How many operations it needs, where that is so many that the reader is asked first. */
  asks: number | null;
  /** The network of an earlier visit, which is offered and never put in the place of another. */
  draft: Version | null;
  /** The version of the counting convention by which operations are counted. */
  count: number;
}

export const kLink: LinkState = {
  problem: null,
  passthrough: {},
  entry: 0,
  lineage: 0,
  strange: null,
  asks: null,
  draft: null,
  count: kCount,
};

/** What of the state is in a link. */
interface Seen extends Common {
  leaves: LeavesState;
  graph: GraphState;
  steps: StepsState;
  race: RaceState;
  page: PageState;
  quiz: QuizState;
  training: TrainingState;
  directions: DirectionsState;
  link: LinkState;
}

const kMostUnasked = 3e8; // operations

/** The link of what is shown; null where that is how the page opens by itself. */
export function link_of(state: Seen, presets: readonly Preset[]): Link | null {
  const { preset, text, leaves, weight, output, graph, steps, race, page, link, result, quiz, training, directions } =
    state;
  const origin = presets.find(({ id }) => id === preset);
  const made: Link = { src: text, ...link.passthrough };
  if (origin && origin.text !== text) made.from = origin.id;
  if (leaves.overrides.length > 0) made.vals = leaves.overrides.map(({ id, index, value }) => [id, index, value]);
  const { work } = steps;
  const ended = work !== null && work > 0 && work_now(state) === null;
  if (steps.at > 0 && !ended) made.at = steps.at;
  const raced = { ...(race.chosen ? { lanes: [...race.chosen] } : {}), ...(work && !ended ? { work } : {}) };
  if (Object.keys(raced).length > 0) made.race = raced;
  if (graph.card) made.sel = [graph.card.id, graph.card.index];
  const first = (place: Seen["weight"], ids: readonly string[] | undefined): boolean =>
    place === null || (place.index === 0 && ids?.[0] === place.id);
  if (weight && !first(weight, result?.graph.wrt)) made.wrt = [weight.id, weight.index];
  if (output && !first(output, result?.graph.outputs)) made.of = [output.id, output.index];
  const open = Object.entries(levels_of(state));
  if (open.length > 0) made.open = open;
  if (page.view) made.view = page.view;
  if (page.tour > 0) made.tour = page.tour;
  if (quiz.cells.length > 0) made.quiz = quiz.cells.map(({ id, index, of }) => [id, index, of]);
  if (quiz.cells.length > 0 && quiz.digits !== kDigits) made.digits = quiz.digits;
  const train = train_of(training);
  if (train) made.train = train;
  const dir = dir_of(directions);
  if (dir) made.dir = dir;
  if (link.count > 1 && recounted(text, state.catalogue, 1).length > 0) made.count = link.count;
  const bare = Object.keys(made).length === 1 && text === presets[0]?.text;
  return bare ? null : made;
}

/** The link of what is shown, also where the page opens like that by itself. */
export function full_link_of(state: Seen, presets: readonly Preset[]): Link {
  return link_of(state, presets) ?? { src: state.text };
}

export class LinkVerbs {
  private readonly imported = new Answer<NetworkJson, GraphResponse>({
    ask: (network) => this.core.engine.call({ v: 1, kind: "graph", network }, "import"),
  });

  constructor(
    private readonly core: Core<Seen> & {
      readonly steps: { start_at(at: number, work: number | null): void };
      readonly race: { open(lanes: readonly string[] | null): void };
    },
  ) {}

  private write(change: Partial<LinkState>): void {
    this.core.write({ link: { ...this.core.state.link, ...change } });
  }

  /** Shows what an address says, and nothing of what was there before. Without a link that is the first preset. */
  open(reading: Reading, by: "start" | "address" | "file" | "draft" = "start"): void {
    const { core } = this;
    const { state, presets } = core;
    if (by !== "start") {
      core.history.isolate();
      core.history.record(by === "address" ? "another address" : `the ${by}`);
    }
    const problem = reading.status === "broken" ? reading.problem : null;
    const link: Link = reading.status === "link" ? reading.link : { src: problem ? "" : (presets[0]?.text ?? "") };
    const preset = presets.find(({ text }) => text === link.src) ?? presets.find(({ id }) => id === link.from);
    const place = (spot: Link["sel"]) => (spot ? { id: spot[0], index: spot[1] } : null);
    const { mode, more, vals = [], view = "", tour = 0, quiz = [], open = [] } = link;
    core.write({
      preset: problem ? "" : (preset?.id ?? ""),
      text: link.src,
      weight: place(link.wrt),
      output: place(link.of),
      leaves: { overrides: vals.map(([id, index, value]) => ({ id, index, value })), live: null },
      graph: {
        ...state.graph,
        levels: Object.fromEntries(open),
        preset: problem ? "" : (preset?.id ?? ""),
        card: place(link.sel),
      },
      page: { ...state.page, view, dialog: "", tour, arrived: true },
      quiz: opened(
        quiz.map(([id, index, of]) => ({ id, index, of })),
        link.digits,
      ),
      training: training_of(link.train),
      directions: directions_of(link.dir),
      result: null,
      stale: problem ? "the link is broken" : "",
      problems: [],
      problems_total: 0,
      link: {
        ...state.link,
        problem,
        entry: state.link.entry + (by === "file" || by === "draft" ? 1 : 0),
        lineage: state.link.lineage + 1,
        passthrough: { ...(mode ? { mode } : {}), ...(more ? { more } : {}) },
        strange: preset?.text === link.src ? null : link.src,
        asks: null,
        count: reading.status === "link" ? (link.count ?? 1) : kCount,
      },
    });
    core.steps.start_at(link.at ?? 0, link.race?.work ?? null);
    core.race.open(link.race?.lanes ?? null);
    if (!problem) core.rerun();
  }

  /** Opens a network that came as data, unless a newer one comes; the words why not, or an empty text. */
  async import_network(network: NetworkJson): Promise<string> {
    const outcome = await this.imported.ask(network);
    const response = outcome && response_of(outcome);
    if (response) this.open({ status: "link", link: { src: response.text, count: kCount } }, "file");
    return outcome ? why(outcome) : "";
  }

  /** Whether a network waits for the reader's word; called when its graph is known, and nothing of it is computed. */
  holds(text: string, graph: Graph): boolean {
    const { strange } = this.core.state.link;
    if (strange !== text) return false;
    const needed = operations(graph);
    if (needed > kMostUnasked) this.write({ asks: needed });
    return needed > kMostUnasked;
  }

  /** Says that a part of the link that nothing here changes is another one. */
  keep(mode: Link["mode"]): void {
    const { mode: _, ...kept } = this.core.state.link.passthrough;
    this.write({ passthrough: mode ? { ...kept, mode } : kept });
  }

  /** The version by which the text is counted: that of its link, where it matters to something in it. */
  get count(): number {
    const { catalogue, text, link } = this.core.state;
    return recounted(text, catalogue, link.count).length > 0 ? link.count : kCount;
  }

  count_as_today(): void {
    this.write({ count: kCount });
    this.core.rerun();
  }

  /** The reader's word. */
  agree(): void {
    this.write({ strange: null, asks: null });
    this.core.rerun();
  }

  /** Offers the network of an earlier visit, where it is another than the one shown. */
  offer(link: Link): void {
    const { state, presets } = this.core;
    const preset = presets.find(({ id }) => id === link.from)?.id ?? presets.find(({ text }) => text === link.src)?.id;
    const overrides = (link.vals ?? []).map(([id, index, value]) => ({ id, index, value }));
    const draft: Version = { preset: preset ?? "", text: link.src, overrides };
    const same = (one: Version): string => JSON.stringify([one.text, one.overrides]);
    if (same(draft) !== same(version_of(state))) this.write({ draft });
  }
}

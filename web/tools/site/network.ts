// The page of one network: its question, its picture, its numbers both ways and what they cost, without a script.
import { encode } from "../../src/link/codec.ts";
import {
  misprint_words,
  ours_words,
  printed_words,
  row_words,
  summary,
  verdict_words,
} from "../../src/published/words.ts";
import { agreement, counts_of, is_compared } from "../../src/view/agreement.ts";
import { by_id } from "../../src/view/by_id.ts";
import { in_rows } from "../../src/view/costs.ts";
import { bytes, exact, flops_of, functions_of, number, whole } from "../../src/view/format.ts";
import { derivative, element, kGlyph, type Place, size } from "../../src/view/labels.ts";
import { headline, memory_reading, reading, value_cost } from "../../src/view/reading.ts";
import { in_order, rows as training_rows } from "../../src/view/training.ts";
import { count, flops, functions, size as wide_size } from "../../src/view/wide.ts";
import type { Found } from "./ask.ts";
import type { Entry } from "./entries.ts";
import { escaped, type Page } from "./head.ts";
import { drawn, markup, scene_of } from "./picture.ts";
import { table } from "./table.ts";

const kRoom = 1080; // px of the picture
const kMostElements = 24; // derivatives in the table
const kMostMarkup = 240_000; // bytes of a picture; a larger one is drawn from afar
const kFar = 0.5;

function named({ graph }: Found, place: Place | null): string {
  return place ? element(place.id, by_id(graph.nodes).get(place.id)?.shape ?? [], place.index) : "?";
}

/** The derivatives of the output by each weight: by forward mode and by backward mode. */
function derivatives(found: Found): string {
  const { graph, response, output } = found;
  if (!response || !output) return "";
  const nodes = by_id(graph.nodes);
  const of = named(found, output);
  const all = graph.wrt.flatMap((id) => {
    const shape = nodes.get(id)?.shape ?? [];
    return Array.from({ length: size(shape) }, (_, index) => ({ id, index, name: element(id, shape, index) }));
  });
  const results = by_id(response.nodes);
  const cell = (values: readonly (number | string | null)[] | null | undefined, index: number): string => {
    const value = values?.[index];
    return value === undefined || value === null
      ? ""
      : `<span title="${exact(value as number)}">${number(value as number)}</span>`;
  };
  const rows = all.slice(0, kMostElements).map(({ id, index, name }) => {
    const { gradient_forward, adjoint } = results.get(id) ?? {};
    return [escaped(derivative(of, name)), cell(gradient_forward, index), cell(adjoint, index)];
  });
  const more =
    all.length > rows.length ? `<p class="quiet">and ${whole(all.length - rows.length)} more, in Bothways.</p>` : "";
  const { ok, words } = agreement(response.agreement.max_relative, is_compared(response));
  const others =
    counts_of(graph).outputs > 1
      ? ` <span class="quiet">of ${whole(counts_of(graph).outputs)} outputs the first</span>`
      : "";
  return `<h2>The numbers, both ways${others}</h2>
${table("Derivatives", ["derivative", `<span class="along">${kGlyph.along} forward</span>`, `<span class="against">${kGlyph.against} backward</span>`], rows)}
${more}${words ? `<p>${ok ? "✓" : "✗"} ${words}</p>` : ""}`;
}

function costs({ graph, response }: Found): string {
  if (!response) return "";
  const runs = in_rows(response.runs, []);
  const rows = runs.map((run) => [
    `${kGlyph[run.direction]} ${escaped(run.title)}${run.predicted ? " <b>predicted</b>" : ""}`,
    whole(run.sweeps),
    whole(flops_of(run.cost.total)),
    whole(functions_of(run.cost.total)),
    bytes(run.memory.inner_peak_bytes),
    bytes(run.memory.peak_bytes),
  ]);
  const classes = runs.map(({ direction }) => direction);
  return `<h2>What each way costs</h2>
<p>${escaped(reading(response.runs, counts_of(graph), value_cost(response.nodes)))} ${escaped(memory_reading(response.runs))}</p>
${table("Costs", ["schedule", "sweeps", "flops", "fn", "working peak", "whole peak"], rows, classes)}
<p class="quiet">A flop is an addition, a multiplication, a division or a comparison; fn are evaluations of exp, tanh and the like, counted apart. Both were counted while the numbers were made. <a href="../../guide/counting.html">How it is counted</a></p>`;
}

function estimate({ estimate: answer }: Found): string {
  if (!answer) return "";
  const rows = training_rows(answer).map(({ what, prediction, training, why }) => [
    what,
    prediction,
    training,
    escaped(why),
  ]);
  const runs = in_order(answer.runs).map((run) => [
    `${kGlyph[run.direction]} ${escaped(run.title)}`,
    count(run.sweeps),
    count(flops(run.cost.total)),
    count(functions(run.cost.total)),
    wide_size(run.memory.inner_peak_bytes),
  ]);
  return `<h2>What prediction and training take</h2>
<p>There are too many numbers to show, so all of this follows from the shapes: ${whole(answer.batch)} example, ${escaped(answer.dtype)}.</p>
${table("Prediction and training", ["what", "prediction", "training", "what it is"], rows, [], "why")}
<h2>The whole gradient, by every schedule</h2>
${table(
  "Schedules",
  ["schedule", "sweeps", "flops", "fn", "working peak"],
  runs,
  in_order(answer.runs).map(({ direction }) => direction),
)}`;
}

function printed({ example }: Entry, { printed: all }: Found): string {
  if (!example) return "";
  const { authors, title, year, where, url, licence } = example.source;
  const rows = all.map((row) => [
    escaped(row_words(row)),
    printed_words(row.printed),
    ours_words(row.ours, row.printed),
    row.verdict === "misprint" ? escaped(misprint_words(row)) : verdict_words(row),
  ]);
  return `<h2>Printed, and computed now</h2>
<p>${escaped(authors)}: <cite>${escaped(title)}</cite>, ${escaped(year)}; ${escaped(where)}.${licence ? ` Licence: ${escaped(licence)}.` : ""} <a href="${escaped(url)}" rel="noopener noreferrer">${escaped(url)}</a></p>
<p>${escaped(summary(all))}.</p>
${table("Printed figures", ["figure", "printed", "ours", "verdict"], rows, [], "why")}`;
}

function picture(found: Found, title: string): string {
  const made = scene_of(found, kRoom);
  const words = `The graph of “${title}”: ${whole(made.boxes.length)} boxes with their values and derivatives`;
  const near = markup(drawn(made, 1), words);
  const text = near.length <= kMostMarkup ? near : markup(drawn(made, kFar), words);
  return `<figure><div class="scroll picture" role="group" aria-label="Graph" tabindex="0">${text}</div>
<figcaption><span class="along">▸ dashed: forward</span>${found.weight ? `, along ${escaped(named(found, found.weight))}` : ""} · <span class="against">◂ solid: backward</span>${found.output ? `, of ${escaped(named(found, found.output))}` : ""}</figcaption></figure>`;
}

/** What search engines and chats show beside the title: the question, and what was found. */
export function description({ question }: Entry, { graph, response, estimate: answer }: Found): string {
  if (response) return `${question} ${reading(response.runs, counts_of(graph), value_cost(response.nodes))}`.trim();
  return `${question} ${answer ? `${count(answer.training.cost ? flops(answer.training.cost.total) : 0)} flops for training on one example, from the shapes alone.` : ""}`;
}

export function page_of(entry: Entry, found: Found): Page {
  const { name, title } = entry;
  return {
    path: `n/${name}/`,
    title: `${title} · Bothways`,
    description: description(entry, found),
    card: `n/${name}/card.png`,
    card_words: `${title}: the graph of the network, with what its gradient costs forward and backward`,
  };
}

/** Costs of both directions for the foot of a card: the cheapest schedule of each. */
export function card_words({ title, question }: Entry, { response, estimate: answer }: Found) {
  const cheapest = (direction: "along" | "against"): string => {
    const sums = response
      ? response.runs.filter((run) => run.direction === direction).map((run) => flops_of(run.cost.total))
      : (answer?.runs ?? []).filter((run) => run.direction === direction).map((run) => Number(flops(run.cost.total)));
    const way = direction === "along" ? "forward" : "backward";
    return sums.length > 0 ? `${kGlyph[direction]} ${way}: ${count(Math.min(...sums))} flops` : "";
  };
  return { title, question, along: cheapest("along"), against: cheapest("against") };
}

/** The body of the page. The link to the network is its fragment, as everywhere. */
export function body_of(entry: Entry, found: Found): string {
  const { title, question, text } = entry;
  const counts = counts_of(found.graph);
  const of = named(found, found.output);
  return `<header><p><a href="../../">Bothways <span aria-hidden="true">⇄</span></a> · <a href="../">All networks</a> · <a href="../../guide/">Guide</a></p></header>
<main>
<h1>${escaped(title)}</h1>
<p class="question">${escaped(question)}</p>
<p><a class="open" href="../../#${encode({ src: text })}">Open in Bothways</a> <span class="quiet">${escaped(headline(counts, of))}; change a weight, and every number follows.</span></p>
${picture(found, title)}
${derivatives(found)}
${costs(found)}
${estimate(found)}
${printed(entry, found)}
<h2>The network</h2>
<pre tabindex="0" role="group" aria-label="Text of the network"><code>${escaped(text.trimEnd())}</code></pre>
</main>
<footer><p class="quiet">Every number on this page was computed by the engine of Bothways when the page was built. Text and network: CC BY 4.0.</p></footer>`;
}

/** The list of all of them. */
export function list_of(entries: readonly Entry[]): string {
  const item = ({ name, title, question }: Entry): string =>
    `<li><a href="${name}/"><img src="${name}/card.png" width="1200" height="630" alt="" loading="lazy" /><b>${escaped(title)}</b></a><span class="quiet">${escaped(question)}</span></li>`;
  const part = (title: string, some: readonly Entry[]): string =>
    `<h2>${title}</h2>\n<ul class="cards">\n${some.map(item).join("\n")}\n</ul>`;
  return `<header><p><a href="../">Bothways <span aria-hidden="true">⇄</span></a> · <a href="../guide/">Guide</a></p></header>
<main>
<h1>Networks</h1>
<p>Each with its question, its numbers both ways, and what each way costs.</p>
${part(
  "Presets",
  entries.filter(({ example }) => !example),
)}
${part(
  "From the literature",
  entries.filter(({ example }) => example),
)}
</main>`;
}

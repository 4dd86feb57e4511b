// The first screen as a still picture, for who has no JavaScript: the question, the short answer, the graph with both derivatives,
// and what each way costs. Made by the page's own code of the engine's answers; nothing in it can be pressed.
import type { CatalogueResponse, DifferentiateResponse, Graph, NullableReals } from "../src/engine/types.gen.ts";
import { plan, settle } from "../src/picture/arrange.ts";
import { draw, picture_styles } from "../src/picture/draw.ts";
import { scene } from "../src/picture/scene.ts";
import { pick_output, pick_weight } from "../src/state/ask.ts";
import { bytes, flops_of, functions_of, number, whole } from "../src/view/format.ts";
import { kGlyph } from "../src/view/labels.ts";
import { meeting } from "../src/view/meeting.ts";
import type { Sentence } from "../src/view/sentence.ts";
import { short_answer } from "../src/view/short_answer.ts";

const kRoom = { width: 1200, downward: false };
const none = (): void => undefined;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
}

interface Template {
  strings: readonly string[];
  values: readonly unknown[];
}

/** The items of a `repeat`, or what a `guard` guards: the templates of the picture have no other directives. */
function directed(values: readonly unknown[]): unknown {
  const [first, second, third] = values as [Iterable<unknown>, (one?: unknown) => unknown, (one: unknown) => unknown];
  return third ? [...first].map(third) : second();
}

/** What stands at a place of a template, as markup; what can be heard, and what is nothing, is left out. */
function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join("");
  if (typeof value === "string" || typeof value === "number") return escaped(String(value));
  if (typeof value !== "object" || value === null) return "";
  if ("strings" in value) return markup(value as Template);
  return "values" in value ? written(directed((value as Template).values)) : "";
}

function markup({ strings, values }: Template): string {
  let made = "";
  for (const [at, string] of strings.entries()) {
    const value = values[at];
    const attribute = /\s([@?.]?[\w:-]+)=$/.exec(string);
    if (at === values.length || !attribute) made += string + (at < values.length ? written(value) : "");
    else if (/^[@?.]/.test(attribute[1] ?? "") || typeof value === "symbol") made += string.slice(0, attribute.index);
    else made += `${string}"${written(value)}"`;
  }
  return made;
}

function sentence(parts: Sentence): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return escaped(part);
      const tag = part.kind === "name" ? "code" : "b";
      return `<${tag} class="${part.hue ?? ""}">${escaped(part.text)}</${tag}>`;
    })
    .join("");
}

function graph_of(graph: Graph, { ops }: CatalogueResponse, { nodes, groups = [] }: DifferentiateResponse): string {
  const [weight, output] = [pick_weight(graph, null), pick_output(graph, null)];
  const made = scene({ graph, nodes, ops, weight, output, groups }, settle(plan(graph, ops, kRoom)));
  const handlers = { choose: none, ask: none, toggle: none, read: none, press: none };
  const brush = { handlers, stop: "", chosen: "", zoom: 1, now: { along: null, against: null } };
  // No part of it can be pressed, or takes the focus.
  return markup(draw(made, brush, null) as unknown as Template)
    .replace(/ (tabindex|role|data-key|data-toggle|aria-checked)="[^"]*"/g, "")
    .replace(/<!--.*?-->|\?[\w-]+=/g, "")
    .replace(/\s+/g, " ")
    .replace(
      /<svg([^>]*?) aria-label="[^"]*"/,
      `<svg$1 role="img" aria-label="The graph; its numbers are in the table below"`,
    );
}

/** Every number of the picture, to be read. */
function numbers({ nodes }: DifferentiateResponse, by: string, of: string): string {
  const cell = (values: NullableReals | undefined): string =>
    `<td>${escaped((values ?? []).map(number).join(" "))}</td>`;
  const rows = nodes
    .filter(({ bytes }) => bytes !== 0)
    .map(
      ({ id, value, tangent, adjoint }) =>
        `<tr><th scope="row">${escaped(id)}</th>${cell(value)}${cell(tangent)}${cell(adjoint)}</tr>`,
    );
  const heads = ["node", "value", `${kGlyph.along} ∂node/∂${by}`, `${kGlyph.against} ∂${of}/∂node`];
  return `<table><thead><tr>${heads.map((head) => `<th scope="col">${escaped(head)}</th>`).join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function costs({ runs }: DifferentiateResponse): string {
  const rows = runs.map(
    ({ direction, title, cost, memory }) =>
      `<tr class="${direction}"><th scope="row">${kGlyph[direction]} ${escaped(title)}</th><td>${whole(flops_of(cost.total))}</td><td>${whole(functions_of(cost.total))}</td><td>${bytes(memory.inner_peak_bytes)}</td></tr>`,
  );
  return `<table><thead><tr><th scope="col">schedule</th><th scope="col">flops</th><th scope="col">functions</th><th scope="col">working peak</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

const kStyles = `
  .still { max-width: 1240px; margin: 0 auto; padding: 0 16px; font: 14px/1.45 system-ui, sans-serif; --paper: #fff; --raised: #f6f7f9; --ink: #1b1f24; --quiet: #57606a; --hairline: #d0d7de; --along: #0067a3; --against: #b34700; --tint: 18%; --mono: ui-monospace, monospace; --sans: system-ui, sans-serif; color: var(--ink); }
  noscript > p { max-width: 1208px; margin: 16px auto; padding: 0 16px; font: 14px/1.45 system-ui, sans-serif; }
  .still .picture { overflow-x: auto; }
  .still :is(.toggle, .press) { display: none; }
  .still pre { overflow-x: auto; }
  .still :is(.along, .against) { color: var(--hue); }
  .still :is(th, td) { padding: 2px 12px 2px 0; text-align: right; } .still th { text-align: left; font-weight: 400; }
  @media (prefers-color-scheme: dark) { .still { --paper: #0f1216; --raised: #171b21; --ink: #e6e9ed; --quiet: #9aa4b0; --hairline: #2d343d; --along: #56b4e9; --against: #e69f00; } body { background: #0f1216; color: #e6e9ed; } }
`;

/** Markup for a noscript. */
export function still(text: string, catalogue: CatalogueResponse, graph: Graph, answer: DifferentiateResponse): string {
  const [title = "", question = ""] = text.split("\n").map((line) => line.replace(/^#\s*/, ""));
  const met = meeting(graph, answer, pick_weight(graph, null), pick_output(graph, null));
  const { nodes, runs } = answer;
  const others = { carried: [], joined: null, preset: "", deep: null, wide: null };
  const { columns } = short_answer({ graph, nodes, runs, met, ...others });
  const said = columns.map(({ head, body }) => `<p><strong>${sentence(head)}</strong>${sentence(body)}</p>`);
  return `<style>${kStyles}${picture_styles.cssText.replace(/\s+/g, " ")}</style><main class="still"><h1>${escaped(question)}</h1>${said.join("")}
    <h2>${escaped(title)}</h2><div class="picture">${graph_of(graph, catalogue, answer)}</div><pre>${escaped(text)}</pre>${numbers(answer, graph.wrt[0] ?? "", graph.outputs[0] ?? "")}<h2>What each way costs</h2>${costs(answer)}</main>`;
}

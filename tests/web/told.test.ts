// The page's own words for what the engine says to who writes requests: nothing of them reaches a reader who wrote a text.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { CatalogueResponse, Diagnostic, ErrorResponse, GraphResponse } from "../../web/src/engine/types.gen.ts";
import { differentiate_request, pick_output, pick_weight } from "../../web/src/state/ask.ts";
import { why } from "../../web/src/state/outcome.ts";
import { told } from "../../web/src/view/told.ts";
import { callWasm, instantiate } from "../golden/engine/module.ts";

const engine = await instantiate();
const ask = <R>(request: object): R => JSON.parse(callWasm(engine, JSON.stringify(request))) as R;
const catalogue = ask<CatalogueResponse>({ v: 1, kind: "catalogue" });

/** What is said of a text, by a request alone and by what the page asks. */
function said(text: string): Diagnostic[] {
  const network = { text };
  const alone = ask<ErrorResponse>({ v: 1, kind: "differentiate", network });
  const graph = ask<GraphResponse | ErrorResponse>({ v: 1, kind: "graph", network });
  if (!graph.ok) return [...alone.diagnostics, ...graph.diagnostics];
  const [weight, output] = [pick_weight(graph.graph, null), pick_output(graph.graph, null)];
  const request = differentiate_request(text, graph.graph, catalogue, weight, output, [], true);
  return [...alone.diagnostics, ...ask<ErrorResponse>(request).diagnostics];
}

const golden = new URL("../golden/", import.meta.url);
const examples = readdirSync(golden)
  .filter((name) => name.startsWith("bad-"))
  .flatMap((folder) => readdirSync(new URL(`${folder}/`, golden)).map((file) => `${folder}/${file}`))
  .filter((path) => path.endsWith(".net"));

/** Fields of requests, and what speaks of them. */
const kOfRequests =
  /\b(include|attrs|seeds|want|request|JSON|gradient_forward|complex_step|catalogue|key)\b|inputs or the nodes|leave (outputs|wrt) out/;

const problem = (code: string, message: string, hint: string, more: Partial<Diagnostic> = {}): Diagnostic => ({
  code: code as Diagnostic["code"],
  severity: "error",
  message,
  hint,
  ...more,
});

describe("a reader of a text", () => {
  test("there are many examples of what can be wrong in one", () => expect(examples.length).toBeGreaterThan(80));
  test.each(examples)("%s: reads no word of a request", (path) => {
    const all = said(readFileSync(new URL(path, golden), "utf8"));
    expect(all.length).toBeGreaterThan(0);
    for (const { message, hint } of told(all)) expect(`${message} ${hint}`).not.toMatch(kOfRequests);
  });

  test.each([
    problem(
      "E_LIMIT_REPLY",
      "The response would have 9 bytes.",
      "Ask for less with include, or use a smaller network.",
    ),
    problem("E_LIMIT_REPLY", "The response would have 9 bytes.", "Ask for fewer paths with limit."),
    problem("E_LIMIT", "The request has 9 bytes; the limit is 8.", "Send a smaller network."),
    problem("E_SEED", "The network has 2 outputs.", 'Ask for want: "jacobian", or give seeds, or name a scalar.'),
    problem("E_SEED", "There are no seeds.", "Give at least one, or leave seeds out."),
    problem("E_OUTPUT", "The network has no output.", "Name one, or leave outputs out."),
    problem("E_UNKNOWN_NAME", "`v` is not defined.", "Give it among the inputs or the nodes."),
    problem("E_ATTR", "The const `c` has no value.", 'Give attrs: {"value": 2}.'),
    problem("E_UNKNOWN_OP", "There is no operation `q`.", "The catalogue lists all operations."),
    problem("E_JSON", "The request is not JSON: it goes wrong at byte 31.", "Check brackets, commas and quotes there."),
    problem("E_KEY", "The field `v` is missing.", "Add `v` to this object.", { path: "$.v" }),
  ])("$code: $hint", (one) => {
    const [own] = told([one]);
    expect(own?.hint).not.toBe(one.hint);
    expect(`${own?.hint} ${own?.code === "E_SEED" ? "" : own?.message}`).not.toMatch(kOfRequests);
    expect(own?.hint).toMatch(/^[A-Z].*\.$/);
  });

  test("reads everything else as the engine says it", () => {
    const others = [
      problem("E_UNKNOWN_NAME", "`v` is not defined.", "Did you mean `w`?"),
      problem("E_DUP_KEY", "The attribute `axis` is given twice.", "Give it once.", {
        span: { line: 1, column: 1, end_line: 1, end_column: 2 },
      }),
      problem("E_LIMIT", "An array of 9000000 numbers; the limit is 4000000.", "Use smaller arrays."),
    ];
    expect(told(others)).toEqual(others);
  });

  test("is told so in panels, too", () => {
    const diagnostics = [problem("E_LIMIT_REPLY", "The response would have 9 bytes.", "Ask for less with include.")];
    const response = { v: 1, kind: "paths", ok: false, diagnostics, diagnostics_total: 1 } as const;
    expect(why({ status: "done", response } as unknown as Parameters<typeof why>[0])).toBe(
      "The answer is too large for the page to show.",
    );
  });
});

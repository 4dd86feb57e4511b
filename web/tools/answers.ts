// Asks the engine, when the page is built, what the page asks it first: the catalogue, and the preset with which it opens. The
// answers are a file beside the page, so that the first numbers do not wait for the engine.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { type Engine, load } from "../src/engine/load.ts";
import type { CatalogueResponse, DifferentiateResponse, GraphResponse } from "../src/engine/types.gen.ts";
import { differentiate_request, pick_output, pick_weight, shown_request } from "../src/state/ask.ts";
import { kFirstPreset } from "../src/state/first_preset.ts";

const kModule = "virtual:answers";

/** What the page asks at its start, as `state/store` and `state/run` do, and what the engine says. */
function asked(engine: Engine, text: string): [request: string, answer: string][] {
  const found: [string, string][] = [];
  const ask = <R>(request: object): R => {
    const spelled = JSON.stringify(request);
    const answer = engine.call(spelled);
    found.push([spelled, answer]);
    return JSON.parse(answer) as R;
  };
  const catalogue = ask<CatalogueResponse>({ v: 1, kind: "catalogue" });
  const { graph } = ask<GraphResponse>({ v: 1, kind: "graph", network: { text } });
  const [weight, output] = [pick_weight(graph, null), pick_output(graph, null)];
  const request = shown_request(differentiate_request(text, graph, catalogue, weight, output));
  ask<DifferentiateResponse>(request);
  return found;
}

export function answers(): Plugin {
  let name = "";
  let source = "[]";
  let builds = false;
  return {
    name: "answers",
    async configResolved({ root, command }) {
      builds = command === "build";
      if (!builds) return;
      const engine = await load(readFileSync(join(root, "..", "build", "wasm", "engine.wasm")));
      const made = asked(engine, readFileSync(join(root, "examples", `${kFirstPreset}.net`), "utf8"));
      source = JSON.stringify(made);
      name = `answers-${createHash("sha256").update(source).digest("base64url").slice(0, 8)}.json`;
    },
    resolveId: (id) => (id === kModule ? `\0${kModule}` : null),
    load(id) {
      if (id !== `\0${kModule}`) return null;
      if (!builds) return "export const answers = Promise.resolve([]);";
      this.emitFile({ type: "asset", fileName: `assets/${name}`, source });
      return `export const answers = fetch(new URL(/* @vite-ignore */ "./${name}", import.meta.url))
        .then((reply) => (reply.ok ? reply.json() : [])).catch(() => []);`;
    },
    transformIndexHtml: () => {
      const attrs = { rel: "preload", as: "fetch", crossorigin: "", href: `./assets/${name}` };
      return builds ? [{ tag: "link", attrs, injectTo: "head-prepend" }] : [];
    },
  };
}

// Asks the engine, when the page is built, what the page asks it first: the catalogue, and the preset with which it opens. The
// answers are a file beside the page, so that the first numbers do not wait for the engine, and a picture for who has no JavaScript.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { type Engine, load } from "../src/engine/load.ts";
import type { CatalogueResponse, DifferentiateResponse, GraphResponse } from "../src/engine/types.gen.ts";
import { differentiate_request, pick_output, pick_weight, shown_request } from "../src/state/ask.ts";
import { kFirstPreset } from "../src/state/first_preset.ts";
import { still } from "./still.ts";

const kModule = "virtual:answers";

interface Asked {
  found: [request: string, answer: string][];
  /** The same as a picture that stands still. */
  picture: string;
}

/** What the page asks at its start, as `state/store` and `state/run` do, and what the engine says. */
function asked(engine: Engine, text: string): Asked {
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
  return { found, picture: still(text, catalogue, graph, ask<DifferentiateResponse>(request)) };
}

export function answers(): Plugin {
  let name = "";
  let source = "[]";
  let picture = "";
  let builds = false;
  return {
    name: "answers",
    async configResolved({ root, command }) {
      builds = command === "build";
      if (!builds) return;
      const engine = await load(readFileSync(join(root, "..", "build", "wasm", "engine.wasm")));
      const made = asked(engine, readFileSync(join(root, "examples", `${kFirstPreset}.net`), "utf8"));
      source = JSON.stringify(made.found);
      picture = made.picture;
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
    transformIndexHtml: (html) => ({
      html: html.replace("%STILL%", () => picture),
      tags: builds
        ? [
            {
              tag: "link",
              attrs: { rel: "preload", as: "fetch", crossorigin: "", href: `./assets/${name}` },
              injectTo: "head-prepend",
            },
          ]
        : [],
    }),
  };
}

// Lets the browser fetch engine.wasm, and the code of the page, as soon as it has read the page.
import type { Plugin } from "vite";

export function preload(): Plugin {
  return {
    name: "preload",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle }) =>
        Object.keys(bundle ?? {}).flatMap((file) => {
          const loaded = /\.wasm$/.test(file) ? { rel: "preload", as: "fetch" } : { rel: "modulepreload" };
          const attrs = { ...loaded, crossorigin: "", href: `./${file}` };
          return /\.wasm$|\/first_(?:page|screen)-[^/]*\.js$/.test(file)
            ? [{ tag: "link", attrs, injectTo: "head-prepend" as const }]
            : [];
        }),
    },
  };
}

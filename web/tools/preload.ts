// Lets the browser fetch engine.wasm as soon as it has read the page, beside the code that will ask for it.
import type { Plugin } from "vite";

export function preload(): Plugin {
  return {
    name: "preload",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => file.endsWith(".wasm"))
          .map((file) => ({
            tag: "link",
            attrs: { rel: "preload", as: "fetch", crossorigin: "", href: `./${file}` },
            injectTo: "head-prepend",
          })),
    },
  };
}

// Lets a part of the page that could not be loaded be asked for again: some browsers remember that an address has failed for as
// long as the page lives, so every dynamic import takes what state/lazy.ts puts behind the address after a failure.
import type { Plugin } from "vite";

/** What Vite calls every dynamic import by, to preload what the part imports: a failure of that is remembered, too. */
const kPreload = "\0vite/preload-helper.js";
const kImport = /\bimport\((["'`])(\.\/[^"'`$]+\.js)\1\)/g;

export function again(): Plugin {
  return {
    name: "again",
    apply: "build",
    enforce: "pre",
    load: (id) => (id === kPreload ? "export const __vitePreload = (load) => load();" : null),
    renderChunk: (code) => ({
      code: code.replace(kImport, (_, _mark, path: string) => `import(\`${path}\${globalThis.bothways_again ?? ""}\`)`),
      map: null,
    }),
  };
}

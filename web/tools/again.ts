// Lets a part of the page that could not be loaded be asked for again: some browsers remember that an address has failed for as
// long as the page lives, so every dynamic import takes what state/part.ts puts behind the address after a failure.
import type { Plugin } from "vite";

const kImport = /\bimport\((["'`])(\.\/[^"'`$]+\.js)\1\)/g;

export function again(): Plugin {
  return {
    name: "again",
    apply: "build",
    renderChunk: (code) => ({
      code: code.replace(kImport, (_, _mark, path: string) => `import(\`${path}\${globalThis.bothways_again ?? ""}\`)`),
      map: null,
    }),
  };
}

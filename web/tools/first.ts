// Keeps what the page loads at its start in two files: engine/early.ts with what it reaches, which is small and begins the
// engine while the other is on its way; and every other module that element/first_screen.ts reaches without a dynamic import.
import type { Plugin } from "vite";

const kEarly = "/src/engine/early.ts";
const kImporter = "vite/preload-helper.js"; // of Vite: without it nothing is imported later
const kPage = "/src/element/first_screen.ts";

// What exported programs are made of: a file of its own beside the rest of the export.
const kPrograms = /\/src\/export\/(adjoints|jax|numpy|parts|piece|program|rows|torch|windows)\.ts$/;

const early = new Set<string>();
const all = new Set<string>();

/** The files and what is in them; known once all modules are read. */
export const groups = [
  { name: "early", test: (id: string) => early.has(id), priority: 1 },
  { name: "first_page", test: (id: string) => all.has(id) },
  { name: "programs", test: (id: string) => kPrograms.test(id) },
];

export function first(): Plugin {
  return {
    name: "first",
    apply: "build",
    buildEnd() {
      const reach = (id: string, ids: Set<string>): void => {
        if (ids.has(id)) return;
        ids.add(id);
        for (const next of this.getModuleInfo(id)?.importedIds ?? []) reach(next, ids);
      };
      for (const id of this.getModuleIds()) {
        if (id.endsWith(kPage)) reach(id, all);
        if (id.endsWith(kEarly)) reach(id, early);
        if (id.endsWith(kImporter)) early.add(id);
      }
    },
  };
}

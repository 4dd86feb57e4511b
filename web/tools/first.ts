// Keeps what the page loads at its start in one file: every module that the entry reaches without a dynamic import.
import type { Plugin } from "vite";

const ids = new Set<string>();

/** Whether a module is needed at the start; known once all modules are read. */
export function is_first(id: string): boolean {
  return ids.has(id);
}

export function first(): Plugin {
  return {
    name: "first",
    apply: "build",
    buildEnd() {
      const reach = (id: string): void => {
        if (ids.has(id)) return;
        ids.add(id);
        for (const next of this.getModuleInfo(id)?.importedIds ?? []) reach(next);
      };
      for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry) reach(id);
    },
  };
}

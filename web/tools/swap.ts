// Puts other modules in the place of some of ours, for builds that run where the page's own would not.
import type { Plugin } from "vite";

/** Keys are ends of paths, values whole paths. */
export function swap(modules: Readonly<Record<string, string>>): Plugin {
  return {
    name: "swap",
    enforce: "pre",
    async resolveId(source, importer, options) {
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const end = Object.keys(modules).find((one) => found?.id.endsWith(one));
      return end && importer && !importer.includes("/src/embed/") ? (modules[end] ?? null) : null;
    },
  };
}

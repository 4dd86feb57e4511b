// Gives programs that run at build the page's own modules, some of them with others in their place.
import { join } from "node:path";
import { createServer } from "vite";
import { root } from "./machine.mjs";

/**
 * A server without a port: `ssrLoadModule(path)` gives a module of web/ by its path from there.
 * @param {Record<string, string>} swapped source texts by the end of the path of the module whose place they take
 */
export async function modules(swapped = {}) {
  const swap = {
    name: "swap",
    enforce: "pre",
    load(id) {
      const found = Object.keys(swapped).find((path) => id.endsWith(path));
      return found ? swapped[found] : null;
    },
  };
  const conditions = ["browser", "module", "import", "default"]; // and not those of Lit for servers
  return createServer({
    root: join(root, "web"),
    configFile: false,
    logLevel: "error",
    appType: "custom",
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    ssr: { noExternal: true, external: ["postcss", "lightningcss", "vite"], resolve: { conditions } },
    plugins: [swap],
  });
}

// Moves texts out of the code of the page when it is built: into one file, which is read before any element is made. They are
// the style sheets (templates of css without holes, files imported with ?inline) and the presets.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transform } from "lightningcss";
import type { Plugin } from "vite";
import { targets } from "./floor.ts";

const kModule = "virtual:texts";
const kPresets = "/web/src/state/presets.ts";
const kTemplate = /\bcss`([^`]*)`/g;
const kImport = /^import (\w+) from "(\.\/[\w.]+\.css)\?inline";$/gm;

/** A text by its number; the list grows by what is new. */
type Numbered = (text: string) => string;

function numbered(list: string[]): Numbered {
  return (text) => {
    const at = list.indexOf(text);
    return `texts[${at < 0 ? list.push(text) - 1 : at}]`;
  };
}

function small(text: string, id: string): string {
  if (text.includes("${")) throw new Error(`${id}: a sheet with a hole cannot be moved`);
  return transform({ filename: id, code: Buffer.from(text), minify: true, targets }).code.toString();
}

/** The code of a module without its sheets. */
function without_sheets(code: string, id: string, number: Numbered): string {
  const file = (path: string): string => readFileSync(join(dirname(id), path), "utf8");
  const made = code
    .replace(kTemplate, (_, text: string) => `as_sheet(${number(small(text, id))})`)
    .replace(kImport, (_, name: string, path: string) => `const ${name} = ${number(small(file(path), path))};`);
  if (made === code) return code;
  return `import { unsafeCSS as as_sheet } from "lit"; import { texts } from "${kModule}";${made}`;
}

/** The texts of all files under a folder, in the order of their paths. */
function texts_under(folder: string): string[] {
  const list: string[] = [];
  const number = numbered(list);
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const id = join(folder, path);
    if (path.endsWith(".txt")) number(readFileSync(id, "utf8"));
    if (path.endsWith(".ts")) without_sheets(readFileSync(id, "utf8"), id, number);
  }
  return list;
}

/** The presets by their paths, as `state/presets` has them. */
function presets_of(root: string): Record<string, string> {
  const paths = ["examples", "large"].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => (name.endsWith(".net") ? [`../../${folder}/${name}`] : [])),
  );
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(root, "src/state", path), "utf8")]));
}

export function texts(): Plugin {
  const list: string[] = [];
  let presets: Record<string, string> = {};
  const number = numbered(list);
  let name = "";
  return {
    name: "texts",
    apply: "build",
    enforce: "pre",
    configResolved({ root }) {
      list.push(...texts_under(join(root, "src")));
      presets = presets_of(root);
      name = `texts-${createHash("sha256")
        .update(JSON.stringify([list, presets]))
        .digest("base64url")
        .slice(0, 8)}.json`;
    },
    resolveId: (id) => (id === kModule ? `\0${kModule}` : null),
    load(id) {
      if (id.endsWith(".txt?raw"))
        return `import { texts } from "${kModule}"; export default ${number(readFileSync(id.slice(0, -4), "utf8"))};`;
      if (id !== `\0${kModule}`) return null;
      this.emitFile({ type: "asset", fileName: `assets/${name}`, source: JSON.stringify({ texts: list, presets }) });
      return `const reply = await fetch(new URL(/* @vite-ignore */ "./${name}", import.meta.url));
        if (!reply.ok) throw new Error(\`${name} was answered with \${reply.status}\`);
        export const { texts, presets } = await reply.json();`;
    },
    transform(code, id) {
      if (id.endsWith(kPresets)) {
        const made = code.replace(/^const files = \{[\s\S]*?^\};$/m, "");
        if (made === code) throw new Error(`${id}: where its presets are found has another form`);
        return { code: `import { presets as files } from "${kModule}";${made}`, map: null };
      }
      const ours = id.includes("/web/src/") && id.endsWith(".ts");
      return ours ? { code: without_sheets(code, id, number), map: null } : null;
    },
    transformIndexHtml: () => [
      {
        tag: "link",
        attrs: { rel: "preload", as: "fetch", crossorigin: "", href: `./assets/${name}` },
        injectTo: "head-prepend",
      },
    ],
  };
}

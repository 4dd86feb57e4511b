// A plain static server for dist/, as a course page or an object store would serve it: no tricks, no fallback page.
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
  ".webmanifest": "application/manifest+json",
  ".json": "application/json",
  ".net": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/** Null where there is no file, or a name that no file has. */
function file_at(path) {
  try {
    const found = statSync(path);
    return found.isFile() ? found : null;
  } catch {
    return null;
  }
}

/**
 * A server on 127.0.0.1, at the given port or a free one.
 * @param {import("node:http").RequestListener} answer
 */
export async function listening(answer, port = 0) {
  const server = createServer(answer);
  await new Promise((done) => {
    server.listen(port, "127.0.0.1", () => done(undefined));
  });
  const address = server.address();
  const at = typeof address === "object" && address !== null ? address.port : port;
  return { url: `http://127.0.0.1:${at}/`, close: () => server.close() };
}

/**
 * Serves dist/, or the folder root, below base ("/" or "/a/b/"). wasm: its media type; missing: the file of dist/ that is sent with a 404;
 * headers: they come with every file; spoil: the status that a path is answered with in place of the file, or null;
 * altered: what is sent in the place of a text, by its path, or null.
 * @param {{ root?: string, base?: string, port?: number, wasm?: string, missing?: string, headers?: Record<string, string>, spoil?: (path: string) => number | null, altered?: (path: string, text: string) => string | null }} options
 */
export async function serve({
  root = dist,
  base = "/",
  port = 0,
  wasm = types[".wasm"],
  missing = "",
  headers = {},
  spoil = () => null,
  altered = undefined,
} = {}) {
  const { url, close } = await listening((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const inside = pathname.startsWith(base) ? pathname.slice(base.length) : "nowhere";
    const path = join(root, normalize(`/${decodeURIComponent(inside).replace(/(^|\/)$/, "$1index.html")}`));
    const status = spoil(pathname);
    const found = status === null ? file_at(path) : null;
    if (!found && missing) {
      response.writeHead(404, { "content-type": types[extname(missing)] });
      createReadStream(join(root, missing)).pipe(response);
      return;
    }
    if (!found) {
      response.writeHead(status ?? 404, { "content-type": "text/plain" }).end("not found");
      return;
    }
    const type = extname(path) === ".wasm" ? wasm : (types[extname(path)] ?? "application/octet-stream");
    const text = altered?.(pathname, /\.(html|js)$/.test(path) ? readFileSync(path, "utf8") : "") ?? null;
    if (text !== null) {
      response.writeHead(200, { "content-type": type, ...headers }).end(text);
      return;
    }
    response.writeHead(200, { "content-type": type, "content-length": found.size, ...headers });
    createReadStream(path).pipe(response);
  }, port);
  return { url: url.slice(0, -1) + base, close };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: Number(process.env.PORT ?? 4174) });
  console.log(`dist/ is at ${url}`);
}

// A plain static server for dist/, as a course page or an object store would serve it: no tricks, no fallback page.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".net": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/**
 * Serves dist/ below base ("/" or "/a/b/") on a free port of 127.0.0.1, or on the given one. wasm: its media type; missing: the
 * file of dist/ that is sent with a 404.
 */
export async function serve({ base = "/", port = 0, wasm = types[".wasm"], missing = "" } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const inside = pathname.startsWith(base) ? pathname.slice(base.length) : "nowhere";
    const path = join(dist, normalize(`/${decodeURIComponent(inside) || "index.html"}`));
    let size = -1;
    try {
      const found = statSync(path);
      if (found.isFile()) size = found.size;
    } catch {
      // Answered with 404 below.
    }
    if (size < 0 && missing) {
      response.writeHead(404, { "content-type": types[extname(missing)] });
      createReadStream(join(dist, missing)).pipe(response);
      return;
    }
    if (size < 0) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
      return;
    }
    const type = extname(path) === ".wasm" ? wasm : (types[extname(path)] ?? "application/octet-stream");
    response.writeHead(200, { "content-type": type, "content-length": size });
    createReadStream(path).pipe(response);
  });
  await new Promise((done) => {
    server.listen(port, "127.0.0.1", () => done(undefined));
  });
  const address = server.address();
  const at = typeof address === "object" && address !== null ? address.port : port;
  return { url: `http://127.0.0.1:${at}${base}`, close: () => server.close() };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: Number(process.env.PORT ?? 4174) });
  console.log(`dist/ is at ${url}`);
}

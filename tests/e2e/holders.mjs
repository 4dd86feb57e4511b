// Pages of other hosts that hold an embed: served from an origin of their own, with the frame's sandbox and the policies that are asked for.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

async function listening(answer) {
  const server = createServer(answer);
  await new Promise((done) => {
    server.listen(0, "127.0.0.1", () => done(undefined));
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { server, url: `http://127.0.0.1:${port}/` };
}

/**
 * dist/ on an origin of its own. `headers` come with every file; `spoil` may change or drop one: it gives a status, or null.
 * @param {{ headers?: Record<string, string>, spoil?: (path: string) => number | null }} options
 */
export async function serve_dist({ headers = {}, spoil = (_path) => null } = {}) {
  const { server, url } = await listening((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = join(dist, normalize(`/${decodeURIComponent(pathname.slice(1)) || "index.html"}`));
    const status = spoil(pathname);
    if (status !== null || !statSync(path, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(status ?? 404, { "content-type": "text/plain" }).end("not found");
      return;
    }
    response.writeHead(200, { "content-type": types[extname(path)] ?? "application/octet-stream", ...headers });
    createReadStream(path).pipe(response);
  });
  return { url, close: () => server.close() };
}

/** A page of another origin; `html` is all of it. */
export async function serve_page(html, headers = {}) {
  const { server, url } = await listening((request, response) => {
    const known = (request.url ?? "/").split("?")[0] === "/";
    response
      .writeHead(known ? 200 : 404, { "content-type": "text/html; charset=utf-8", ...headers })
      .end(known ? html : "");
  });
  return { url, close: () => server.close() };
}

// A static server on 127.0.0.1, compressing as hosts of static pages do.
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".net": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/** Serves a folder at "/"; more: addresses of further files, or of folders where they end in "/". */
export async function serveFolder(folder, more = {}) {
  const packed = new Map();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = place(folder, more, normalize(decodeURIComponent(pathname)));
    try {
      if (!statSync(path).isFile()) throw new Error("not a file");
    } catch {
      response.writeHead(404).end();
      return;
    }
    const accepted = String(request.headers["accept-encoding"] ?? "");
    const encoding = ["br", "gzip"].find((name) => accepted.includes(name)) ?? "identity";
    const key = `${encoding} ${path}`;
    if (!packed.has(key)) packed.set(key, pack(readFileSync(path), encoding));
    const body = packed.get(key);
    const head = { "content-type": types[extname(path)] ?? "application/octet-stream", "content-length": body.length };
    response.writeHead(200, encoding === "identity" ? head : { ...head, "content-encoding": encoding }).end(body);
  });
  await new Promise((done) => {
    server.listen(0, "127.0.0.1", () => done(undefined));
  });
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

function place(folder, more, pathname) {
  if (more[pathname]) return more[pathname];
  const prefix = Object.keys(more).find((start) => start.endsWith("/") && pathname.startsWith(start));
  if (prefix) return join(more[prefix], pathname.slice(prefix.length));
  return join(folder, pathname === "/" ? "index.html" : pathname);
}

function pack(bytes, encoding) {
  if (encoding === "br") return brotliCompressSync(bytes);
  return encoding === "gzip" ? gzipSync(bytes, { level: 9 }) : bytes;
}

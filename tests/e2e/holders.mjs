// Pages of other hosts that hold an embed, each on an origin of its own, with the policies that are asked for.
import { listening } from "./serve.mjs";

/** A page of another origin; `html` is all of it. */
export async function serve_page(html, headers = {}) {
  return listening((request, response) => {
    const known = (request.url ?? "/").split("?")[0] === "/";
    response
      .writeHead(known ? 200 : 404, { "content-type": "text/html; charset=utf-8", ...headers })
      .end(known ? html : "");
  });
}

// Puts into index.html what search engines and chats show of the page, when it is built.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { site_address } from "./address.ts";
import { kHome, shared_head } from "./head.ts";

export function shared(): Plugin {
  let site = "";
  return {
    name: "shared",
    apply: "build",
    configResolved({ root }) {
      const { homepage } = JSON.parse(readFileSync(join(root, "..", "package.json"), "utf8"));
      site = site_address({ env: process.env, homepage });
    },
    transformIndexHtml: {
      order: "pre",
      handler: (html) => html.replace(/<meta name="description"[^>]*>/, () => shared_head(kHome, site)),
    },
  };
}

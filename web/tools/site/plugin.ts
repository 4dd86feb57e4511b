// Puts into index.html, when it is built, what search engines and chats show of the page, and what keeps it without a network.
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
      order: "post",
      handler: (html) => ({
        html: html.replace(/<meta name="description"[^>]*>/, () => shared_head(kHome, site)),
        tags: [
          { tag: "link", attrs: { rel: "manifest", href: "./manifest.webmanifest" }, injectTo: "head" },
          { tag: "link", attrs: { rel: "apple-touch-icon", href: "./icon-180.png" }, injectTo: "head" },
          { tag: "script", attrs: { defer: true, src: "./offline.js" }, injectTo: "head" },
        ],
      }),
    },
  };
}

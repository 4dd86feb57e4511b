// The service worker of the page: keeps one version of it, whole, and answers for that alone. It knows no other address, so
// embeds, kept versions, the pages of the networks and the guide go to the server as if it were not there.
import { type PrecacheEntry, precacheAndRoute } from "workbox-precaching";

/** Put in at build (tools/offline.mjs): every file of the page, with what tells two versions of it apart. */
declare const __FILES__: PrecacheEntry[];
declare const self: Window & { skipWaiting(): Promise<void> };

precacheAndRoute(__FILES__, {
  directoryIndex: "index.html",
  cleanURLs: false,
  ignoreURLParametersMatching: [/./], // `?view=stage` and `?s=` are the same page
});

// A newer version waits until the reader wants it: then the page says so.
self.addEventListener("message", ({ data }: MessageEvent) => {
  if (data === "switch") void self.skipWaiting();
});

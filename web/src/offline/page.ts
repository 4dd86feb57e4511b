// Runs in index.html behind everything else: has the page kept for when there is no network, and says that a newer version is
// there. It never changes a version under the reader's hands.

/** What the page can do to be loaded anew without losing its network. */
interface Host extends Element {
  store?: { page: { leave: { keeps(): boolean; reload(): void } | null } };
}

const kPauseMs = 2000; // after everything of the page has come
const kKept = /\/v\/[^/]+\/(?:index\.html)?$/; // a version that is kept at its own address needs no other copy

const leave = () => document.querySelector<Host>("both-ways")?.store?.page.leave ?? null;

/** Whether this page may be kept: served by a web server, by itself in its window, and the newest. */
function may_be_kept(): boolean {
  const { protocol, pathname } = location;
  return "serviceWorker" in navigator && /^https?:$/.test(protocol) && self === top && !kKept.test(pathname);
}

function button(words: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.onclick = act;
  return made;
}

let switching = false;

function reload(): void {
  const way = leave();
  if (way) way.reload();
  else location.reload();
}

/** Says that a newer version is there. `wanted` is called when the reader presses the button. */
function say(wanted: () => void): void {
  const place = document.getElementById("newer");
  if (!place || place.childElementCount > 0) return;
  const words = document.createElement("p");
  const keeps = leave()?.keeps() ?? true;
  words.textContent = `A new version of Bothways is there. ${keeps ? "The address keeps your network." : "Your network is too large for the address: copy its text first."}`;
  place.append(
    words,
    button("Switch to it", wanted),
    button("Later", () => place.replaceChildren()),
  );
}

/** Hears of newer versions, now and later. There is no registration where an extension of the browser forbids workers. */
function follow(registration: ServiceWorkerRegistration | undefined): void {
  if (!registration) return;
  const look = (): void => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    say(() => {
      const { waiting } = registration;
      switching = true;
      if (waiting) waiting.postMessage("switch");
      else reload(); // another window has switched already
    });
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  look();
}

function begin(): void {
  const { serviceWorker } = navigator;
  let before = serviceWorker.controller;
  serviceWorker.addEventListener("controllerchange", () => {
    if (switching) reload();
    else if (before) say(reload); // another window has switched: what this one has not loaded yet may be gone
    before = serviceWorker.controller;
  });
  serviceWorker.register("./sw.js").then(follow, () => undefined); // where it cannot be kept, it works with the network
}

if (may_be_kept()) addEventListener("load", () => setTimeout(begin, kPauseMs));

// The first script of embed.html: it waits until the frame is in sight or somebody asks, and then fetches the rest, in a second classic script.
// It is compiled for browsers that cannot read that one, which is why it imports words alone.
import { kBrowsers } from "../view/floor.ts";

const early: MessageEvent[] = [];
(window as unknown as { bothways_early: MessageEvent[] }).bothways_early = early;

/** From here on no script comes from anywhere but this folder, which the page itself cannot name. */
if (location.protocol !== "file:") {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = `script-src ${new URL("./", location.href.replace(/[?#].*$/s, "")).href} 'wasm-unsafe-eval'; worker-src blob:`;
  document.head.append(policy);
}

const theme = new URLSearchParams(location.search).get("theme");
if (theme === "light" || theme === "dark") document.documentElement.style.colorScheme = theme;

const say = (words: string): void => {
  const place = document.querySelector("#said");
  if (place) place.textContent = words;
};

let asked = false;
function start(): void {
  if (asked) return;
  asked = true;
  say("Loading …");
  const script = document.createElement("script");
  script.src = "embed-app.js";
  script.onload = () => {
    if (document.querySelector("#poster")) say(`✗ This browser cannot run it (P_OLD). It works in ${kBrowsers}.`);
  };
  script.onerror = () => {
    asked = false;
    script.remove();
    say("✗ It could not be loaded (P_LOAD). Press the button to try again.");
  };
  document.head.append(script);
}

window.addEventListener("message", (event) => {
  if (event.source !== window.parent || early.length >= 100) return;
  early.push(event);
  start();
});
document.querySelector("#start")?.addEventListener("click", start);
const way = document.querySelector<HTMLAnchorElement>("#open");
if (way) way.href = `./${location.hash}`;
new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) start();
}).observe(document.documentElement);

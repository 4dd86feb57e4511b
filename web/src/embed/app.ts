// embed.html after its poster: the network in the frame, its options from the query, its channel with the page around, and the way out.
import { on_resize } from "../kit/resize.ts";
import { encode } from "../link/codec.ts";
import { full_link_of } from "../state/link.ts";
import { execute, watch } from "./commands.ts";
import { BothWaysElement } from "./element.ts";
import { ParentChannel } from "./parent_channel.ts";

const query = new URLSearchParams(location.search);
const embed = new BothWaysElement();
embed.setAttribute("src", location.hash || (query.get("s") ?? document.body.dataset.link ?? ""));
if (query.get("ro") === "1") embed.setAttribute("readonly", "");
for (const name of ["view", "mode", "theme"]) {
  const value = query.get(name);
  if (value && /^[a-z]{1,12}$/.test(value)) embed.setAttribute(name, value);
}
const hidden = (query.get("hide") ?? "").split(",").filter((name) => /^[a-z_-]{1,20}$/.test(name));
embed.setAttribute("hide", hidden.join(","));

/** The way to the page itself, with the network as it stands now. A frame that may open no window shows the address. */
function way_out(): HTMLElement {
  const foot = document.createElement("p");
  foot.slot = "foot";
  foot.className = "foot";
  const link = document.createElement("a");
  link.textContent = "Open in playground";
  link.target = "_blank";
  link.rel = "noopener";
  link.href = "./";
  const home = document.body.dataset.home ?? new URL("./", location.href.replace(/[?#].*$/s, "")).href;
  const address = (): string => {
    const { state, presets } = embed.store;
    const token = encode(full_link_of(state, presets));
    return `${home}${token ? `#${token}` : ""}`;
  };
  const follow = (): void => {
    link.href = address();
  };
  link.addEventListener("pointerdown", follow);
  link.addEventListener("focus", follow);
  link.addEventListener("click", () => {
    follow();
    const field = document.createElement("input");
    field.readOnly = true;
    field.value = link.href;
    field.setAttribute("aria-label", "Address of the network");
    const old = foot.querySelector("input");
    if (old) old.value = field.value;
    else foot.append(field);
    (old ?? field).select();
  });
  foot.append(link);
  return foot;
}

const { parent } = window;
const channel = new ParentChannel({
  parent,
  only: query.get("origin"),
  execute: (command) => {
    if (command.cmd !== "theme") return execute(embed.store, command);
    if (command.theme === "auto") embed.removeAttribute("theme");
    else embed.setAttribute("theme", command.theme);
    return {};
  },
});

window.addEventListener("hashchange", () => embed.setAttribute("src", location.hash));
window.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) (document.activeElement as HTMLElement | null)?.blur(); // the slides have the keys again
});
document.querySelector("#poster")?.remove();
if (!hidden.includes("link")) embed.append(way_out());
const main = document.createElement("main");
const heading = document.createElement("h1");
heading.className = "unseen";
heading.textContent = "A network in Bothways";
main.append(heading, embed);
document.body.append(main);
if (parent !== window) {
  window.addEventListener("message", (event) => channel.hear(event));
  for (const event of (window as unknown as { bothways_early?: MessageEvent[] }).bothways_early ?? [])
    channel.hear(event);
  watch(embed.store, (name, data) => channel.tell(name, data));
  channel.tell("ready", {});
  on_resize(document.body, () => channel.resize(document.body.offsetHeight));
}

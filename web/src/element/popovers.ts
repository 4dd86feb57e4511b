// Notes that a button opens, for browsers without popovers: they open in their place among the rest.

/** Listens under an element where the browser itself does not open what `popovertarget` names. */
export function plain_popovers(under: EventTarget): void {
  if ("popover" in HTMLElement.prototype) return;
  under.addEventListener("click", (event) => {
    const pressed = event.composedPath().find((one) => one instanceof Element && one.hasAttribute("popovertarget"));
    if (!(pressed instanceof Element)) return;
    const id = pressed.getAttribute("popovertarget") ?? "";
    (pressed.getRootNode() as ShadowRoot).getElementById(id)?.classList.toggle("open");
  });
}

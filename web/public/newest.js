// In the page of a version that was given out, at …/v/X.Y.Z/: offers the newest, with the network that is shown. It never goes there by itself.
(() => {
  const [, site, mine] = /^(.*\/)v\/(\d+\.\d+\.\d+)\/(?:index\.html)?$/.exec(location.pathname) ?? [];
  if (mine === undefined || window.parent !== window) return;
  const numbers = (version) => version.split(".").map(Number);
  const later = (one, other) => {
    const [a, b] = [numbers(one), numbers(other)];
    const at = a.findIndex((number, place) => number !== b[place]);
    return at >= 0 && a[at] > b[at];
  };
  const show = (newest) => {
    const place = document.createElement("aside");
    place.id = "newest";
    place.setAttribute("aria-label", "Another version");
    place.style.cssText =
      "position:fixed;right:8px;bottom:8px;z-index:10;max-width:min(36em,calc(100vw - 48px));padding:8px 12px;border:1px solid;border-radius:6px;background:Canvas;color:CanvasText;font:13px/1.45 system-ui,sans-serif";
    const words = document.createElement("span");
    words.textContent = `This is version ${mine}, as it was. `;
    const way = document.createElement("a");
    way.textContent = `Open it in the newest, ${newest}`;
    way.style.color = "LinkText";
    const follow = () => {
      way.href = `${site}${location.search}${location.hash}`;
    };
    for (const event of ["pointerenter", "pointerdown", "focus", "click"]) way.addEventListener(event, follow);
    follow();
    const stay = document.createElement("button");
    stay.type = "button";
    stay.textContent = "Stay";
    stay.style.cssText = "margin-left:8px;min-height:24px";
    stay.addEventListener("click", () => place.remove());
    place.append(words, way, stay);
    document.body.append(place);
  };
  const ask = async () => {
    try {
      const reply = await fetch(`${site}v/versions.json`);
      const { newest } = await reply.json();
      if (/^\d+\.\d+\.\d+$/.test(newest) && later(newest, mine)) show(newest);
    } catch {
      // There is no list, or no connection: the page stays as it is.
    }
  };
  window.addEventListener("load", () =>
    "requestIdleCallback" in window ? requestIdleCallback(ask) : setTimeout(ask, 1000),
  );
})();

// A page for programs of browsers where there is none: the elements of happy-dom as globals, and what a layout would have said.
import { Window } from "happy-dom";

const kOwn = new Set(
  "setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate queueMicrotask performance URL URLSearchParams TextEncoder TextDecoder console structuredClone crypto navigator process Buffer constructor globalThis global GLOBAL root undefined NaN Infinity".split(
    " ",
  ),
);

/** Rules as they were written: happy-dom need not understand them. */
class Sheet {
  cssRules = [];
  replaceSync(cssText) {
    this.cssRules = [{ cssText }];
  }
}

/** Puts a page of that address into the globals. `width_of` says how wide an element is, in px; all of them are in sight. */
export function begin(width, height, width_of) {
  const window = new Window({ url: "http://localhost/", width, height });
  const language = new Set(Object.getOwnPropertyNames(globalThis));
  for (let from = window; from && from !== Object.prototype; from = Object.getPrototypeOf(from))
    for (const name of Object.getOwnPropertyNames(from)) {
      const value =
        kOwn.has(name) || (language.has(name) && /^[A-Z]/.test(name) && !/Event/.test(name)) ? undefined : window[name];
      if (value === undefined) continue;
      const bound = typeof value === "function" && !/^[A-Z]/.test(name) ? value.bind(window) : value;
      Object.defineProperty(globalThis, name, { value: bound, configurable: true, writable: true });
    }
  const observers = new Set();
  class Sizes {
    constructor(changed) {
      this.changed = changed;
    }
    observe() {
      observers.add(this);
    }
    unobserve() {}
    disconnect() {
      observers.delete(this);
    }
  }
  class Sights {
    constructor(seen) {
      this.seen = seen;
    }
    observe(target) {
      setTimeout(() => this.seen([{ isIntersecting: true, target }]));
    }
    unobserve() {}
    disconnect() {}
  }
  const nothing_comes = () => new Promise(() => undefined);
  const given = {
    window,
    CSSStyleSheet: Sheet,
    ResizeObserver: Sizes,
    IntersectionObserver: Sights,
    fetch: nothing_comes,
  };
  Object.assign(globalThis, given);
  const of = (prototype, name, get) => Object.defineProperty(prototype, name, { get, configurable: true });
  of(window.HTMLElement.prototype, "clientWidth", function () {
    return width_of(this);
  });
  of(window.Element.prototype, "part", function () {
    return { add: (name) => this.setAttribute("part", name) };
  });
  /** As if the layout had changed. */
  const resized = () => {
    for (const { changed } of [...observers]) changed([]);
  };
  return { resized };
}

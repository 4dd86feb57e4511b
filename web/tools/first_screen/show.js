// Runs in index.html behind the first screen as it was drawn at build: shows it, unless it is not of this page (a link, or panes that
// the reader has arranged), with the graph that fits the window, and keeps what is pressed in it for the page.
(() => {
  const page = document.documentElement;
  const is_own = () => {
    try {
      return location.hash.length > 1 || location.search !== "" || localStorage.getItem("%LAYOUT%") !== null;
    } catch {
      return true;
    }
  };
  if (is_own()) return;
  const { texts, shown } = JSON.parse(document.getElementById("pictures").textContent);
  const [, picture] = shown.filter(([from]) => from <= page.clientWidth).pop() ?? shown[0];
  const first = document.querySelector(page.clientWidth < 900 ? "#first > .narrow" : "#first > .wide").shadowRoot;
  if (!first) return; // this browser knows no declarative shadow trees
  const ground = first.querySelector("first-graph").shadowRoot.querySelector(".ground");
  if (ground.dataset.at !== String(picture)) {
    const read = new DOMParser().parseFromString(texts[picture], "text/html");
    ground.replaceWith(read.body.firstChild);
  }
  document.getElementById("first").setAttribute("aria-hidden", "true"); // what is read aloud is the page, as soon as it is there
  page.className = "drawn";
  for (const kind of ["click", "keydown"])
    addEventListener(kind, (event) => {
      window.pressed = event;
    });
})();

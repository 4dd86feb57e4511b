// Says so where the page does not start: a script did not come, or this browser cannot read it. Written for every browser there is.
(() => {
  function say() {
    if (window.customElements && customElements.get("both-ways")) return;
    var first = document.getElementById("first");
    if (first) first.parentNode.removeChild(first);
    document.getElementById("loading").hidden = true;
    document.getElementById("unstarted").hidden = false;
  }
  addEventListener("error", say, true);
  addEventListener("unhandledrejection", say);
  document.querySelector("#unstarted button").onclick = () => {
    location.reload();
  };
  if (!("noModule" in document.createElement("script"))) say();
})();

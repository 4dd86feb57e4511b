// The page: <both-ways> as it stands there by itself.
import { BothWays } from "./both-ways.ts";

document.body.querySelector("noscript")?.remove(); // its numbers are those of a network that may not be shown, or be hidden
customElements.define("both-ways", BothWays);

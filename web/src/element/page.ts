// The page: <both-ways> as it stands there by itself.
import { BothWays } from "./both-ways.ts";

customElements.define("both-ways", BothWays);

// The worker in which long links are packed: JSON of a link in, its token out.
import { token_of_json } from "./codec.ts";

const scope = self as unknown as {
  postMessage(token: string | null): void;
  onmessage: ((event: { data: string }) => void) | null;
};

scope.onmessage = ({ data }) => scope.postMessage(token_of_json(data));

// A worker of the engine that the test plays: it keeps what it is sent and says what the test wants.
import type { Port } from "../../web/src/engine/client.ts";
import type { FromWorker, ToWorker } from "../../web/src/engine/messages.ts";

export class PlayedPort implements Port {
  onmessage: Port["onmessage"] = null;
  onerror: Port["onerror"] = null;
  readonly sent: ToWorker[] = [];
  ended = false;
  postMessage(message: ToWorker): void {
    this.sent.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  say(data: FromWorker): void {
    this.onmessage?.({ data });
  }
}

// A client of the one engine of a page that holds networks of ours; it stands in the place of engine/connect.ts in embeds.
import { EngineClient } from "../engine/client.ts";
import { compiled, spawn } from "./ports.ts";
import { Engines } from "./shared.ts";

const engines = new Engines(spawn);

export function connect_engine(): EngineClient {
  const client = new EngineClient(() => {
    compiled().then(
      (module) => client.in_page.take(module),
      () => undefined, // the port says so
    );
    return engines.port();
  });
  return client;
}

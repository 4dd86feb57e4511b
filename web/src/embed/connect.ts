// A client of the one engine of a page that holds networks of ours; it stands in the place of engine/connect.ts in embeds.
import { EngineClient } from "../engine/client.ts";
import { spawn } from "./ports.ts";
import { Engines } from "./shared.ts";

const engines = new Engines(spawn);

export function connect_engine(): EngineClient {
  return new EngineClient(() => engines.port());
}

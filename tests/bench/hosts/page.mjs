// The host in a browser: run.mjs calls it through window.host.
import { load } from "../../../web/src/engine/load.ts";
import { makeHost } from "./host.mjs";

const bytes = async (name) => (await fetch(`/files/${name}`)).arrayBuffer();
window.host = makeHost({ load, bytes, files: { tfjs: "/files/tfjs/" } });

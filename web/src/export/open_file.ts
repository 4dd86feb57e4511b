// A file that the reader has chosen or dropped, opened in the place of the network.
import type { NetworkJson } from "../engine/types.gen.ts";
import type { Link } from "../link/link.ts";
import { kMostFileBytes, read_file } from "./read_file.ts";

/** What files a browser offers to choose from. */
export const kFiles = ".json,.net,.txt,application/json,text/plain";

/** Who opens what a file holds. */
interface Opens {
  open(reading: { status: "link"; link: Link }, by: "file"): void;
  /** The words why not, or an empty text. */
  import_network(network: NetworkJson): Promise<string>;
}

/** Opens a file; the words why not, or an empty text. */
export async function open_file(file: Pick<File, "name" | "size" | "text">, opens: Opens): Promise<string> {
  if (file.size > kMostFileBytes) return `${file.name} is larger than ${kMostFileBytes / 1024 / 1024} MiB.`;
  const read = read_file(file.name, await file.text());
  if ("link" in read) opens.open({ status: "link", link: read.link }, "file");
  const refused = "refused" in read ? read.refused : "link" in read ? "" : await opens.import_network(read.network);
  return refused && `✗ ${file.name} is not opened. ${refused}`;
}

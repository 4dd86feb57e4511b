// Long links are packed beside the page: the same tokens, and no link is lost where there is no worker.
import { expect, test, vi } from "vitest";
import { decode, encode, token_of_json } from "../../web/src/link/codec.ts";
import { canonical, type Link } from "../../web/src/link/link.ts";
import { type Packer, pack } from "../../web/src/link/packing.ts";

const long = (mark: number): Link => ({
  src: Array.from({ length: 3000 }, (_, at) => `param w${at} = 0.${(at * 7919 + mark) % 997}`).join("\n"),
});

class Played implements Packer {
  onmessage: Packer["onmessage"] = null;
  onerror: Packer["onerror"] = null;
  readonly sent: string[] = [];
  postMessage(json: string): void {
    this.sent.push(json);
    queueMicrotask(() => this.onmessage?.call({} as Worker, { data: token_of_json(json) } as MessageEvent));
  }
}

test("a long one goes to the worker once, a short one to none; encode gives what the worker found", async () => {
  const played = new Played();
  const make = vi.fn(() => played);
  const link = long(1);
  const right = encode(link);
  await pack([{ src: "L = 1" }, link], make);
  await pack([link], make);
  expect(played.sent).toEqual([canonical(link)]);
  expect(encode(link)).toBe(right);
  expect(decode(encode(link) ?? "")).toMatchObject({ status: "link", link });
  const others = [long(2), long(3)];
  await Promise.all(others.map((one) => pack([one], make)));
  for (const one of others) expect(encode(one)).toBe(token_of_json(canonical(one)));
  expect(make).toHaveBeenCalledTimes(1);
});

test("a worker that fails leaves it to the page", async () => {
  const link = long(4);
  const broken = new Played();
  broken.postMessage = () => queueMicrotask(() => broken.onerror?.call({} as Worker, {} as ErrorEvent));
  const { pack: fresh } = await import("../../web/src/link/packing.ts?fresh" as string);
  await fresh([link], () => broken);
  await fresh([link], () => {
    throw new Error("no workers here");
  });
  expect(decode(encode(link) ?? "")).toMatchObject({ status: "link", link });
});

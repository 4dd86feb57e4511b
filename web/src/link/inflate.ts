// Unpacks a raw DEFLATE stream of someone else's: in small pieces with an end in sight, so that a few bytes cannot become a gigabyte.
import { Inflate } from "fflate";
import { Refusal } from "./problem.ts";

export const kMostBytes = 256 * 1024; // of what a link unpacks to
const kPiece = 1024; // bytes of the stream; DEFLATE makes at most 1,032 times as many of them

/** Pieces of the unpacked stream; null where the stream does not end, ends early, or is none. */
function pieces_of(bytes: Uint8Array): Uint8Array[] | null {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((piece) => {
    length += piece.length;
    pieces.push(piece);
  });
  try {
    for (let at = 0; at === 0 || at < bytes.length; at += kPiece) {
      stream.push(bytes.subarray(at, at + kPiece), at + kPiece >= bytes.length);
      if (length > kMostBytes) break;
    }
  } catch {
    return null;
  }
  if (length > kMostBytes)
    throw new Refusal("U_LIMIT_INFLATED", `It unpacks to more than ${kMostBytes / 1024} KiB, which is the limit.`);
  return pieces;
}

/** Throws a Refusal where the bytes are not exactly one stream within the limit. */
export function inflate(bytes: Uint8Array): Uint8Array {
  const pieces = pieces_of(bytes);
  if (!pieces) throw new Refusal("U_DAMAGED", "It is no complete DEFLATE stream.");
  // A stream that is complete without its last byte has something behind it.
  if (pieces_of(bytes.subarray(0, -1)) !== null)
    throw new Refusal("U_DAMAGED", "Something follows its DEFLATE stream.");
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let to = 0;
  for (const piece of pieces) {
    whole.set(piece, to);
    to += piece.length;
  }
  return whole;
}

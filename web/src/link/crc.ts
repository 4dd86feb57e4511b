// CRC-32 of ASCII text (ISO 3309, as in gzip), and its spelling in a link.

const kTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at++) crc = (kTable[(crc ^ text.charCodeAt(at)) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

export const kCheckLength = 7;

/** Always seven of 0-9 and a-z, so that a link ends in what no program takes for punctuation. */
export function check_of(text: string): string {
  return crc32(text).toString(36).padStart(kCheckLength, "0");
}

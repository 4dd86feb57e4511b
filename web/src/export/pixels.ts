// A picture as pixels: how many of them a canvas can have is computed before one is made, and looked at when it is.

/** What a canvas may have, in px of its own. */
export interface Canvas {
  side: number;
  area: number;
}

/**
 * The widest and the largest canvas of the browsers: Chrome and Safari take 16,384 px a side. Four bytes a pixel, and a
 * quarter of a gigabyte is the most we take. Safari on phones and tablets takes 16,777,216 pixels, and draws nothing on more.
 */
const kCanvas: Canvas = { side: 16_384, area: 67_108_864 };
const kSmallCanvas: Canvas = { side: 16_384, area: 16_777_216 };
export const kCanvases: readonly Canvas[] = [kCanvas, kSmallCanvas];

export const kSharp = 2; // pixels for each px of the picture
/** Fewer pixels for each px leave no digit readable. */
export const kLeast = 1;

/** How large a picture can be: pixels for each px of it, at most kSharp, and what comes of it. */
export interface Pixels {
  scale: number;
  width: number;
  height: number;
}

/** width, height: of the picture, in px. */
export function size_on(width: number, height: number, { side, area }: Canvas): Pixels {
  const scale = Math.min(kSharp, side / width, side / height, Math.sqrt(area / (width * height)));
  return { scale, width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

export const sharp = (scale: number): boolean => scale > kSharp - 0.01;

/** What is left of a picture that no canvas takes at a readable size; null where one does. */
export function crowded({ width, height }: { width: number; height: number }): Pixels | null {
  const best = size_on(width, height, kCanvas);
  return best.scale < kLeast ? best : null;
}

/** The picture on a canvas of that size, as a file; null where the browser has no such canvas. The picture is opaque. */
async function drawn(image: HTMLImageElement, { width, height }: Pixels): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  try {
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    brush?.drawImage(image, 0, 0, width, height);
    const last = brush?.getImageData(width - 1, height - 1, 1, 1).data[3] ?? 0;
    return last === 0 ? null : await new Promise((done) => canvas.toBlob(done, "image/png"));
  } catch {
    return null; // a canvas that is too large may throw when it is asked for
  } finally {
    canvas.width = 0; // gives its memory back now
  }
}

/** The picture as a PNG, as sharp as a canvas can be here; null where there is no canvas that takes it. */
export async function pixels(
  picture: string,
  { width, height }: { width: number; height: number },
  canvases = kCanvases,
): Promise<{ blob: Blob; size: Pixels } | null> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`;
  await image.decode();
  for (const canvas of canvases) {
    const size = size_on(width, height, canvas);
    const blob = await drawn(image, size);
    if (blob) return { blob, size };
  }
  return null;
}

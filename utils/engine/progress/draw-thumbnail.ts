import { type Bytes, sizeOf } from '../../http/bytes.ts';
import { MiB } from '../../units.ts';

/** Width and height in pixels: twice what a page shows, for sharp screens. */
const SIDE_PX = 96;
/** A decoded picture takes four bytes a pixel, some fifteen times its file: larger files are not drawn. */
const MAX_BYTES = 12 * MiB;

/** Beginnings of files that every browser can draw; -1 is any byte. Source: the formats' own specifications. */
const BEGINNINGS: readonly (readonly number[])[] = [
  // JPEG
  [0xff, 0xd8, 0xff],
  // PNG
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  // GIF8
  [0x47, 0x49, 0x46, 0x38],
  // RIFF, four bytes of size, WEBP
  [0x52, 0x49, 0x46, 0x46, -1, -1, -1, -1, 0x57, 0x45, 0x42, 0x50],
];
const MAX_BEGINNING = 12;

/** The middle of a picture as a small square JPEG, turned as it is to be seen; null for what cannot be drawn. */
export async function drawThumbnail(bytes: Bytes): Promise<ArrayBuffer | null> {
  if (sizeOf(bytes) > MAX_BYTES) return null;
  const content = new Blob([bytes]);
  const start = new Uint8Array(await content.slice(0, MAX_BEGINNING).arrayBuffer());
  if (!canBeDrawn(start)) return null;
  const picture = await createImageBitmap(content);
  try {
    const canvas = new OffscreenCanvas(SIDE_PX, SIDE_PX);
    const side = Math.min(picture.width, picture.height);
    const [left, top] = [(picture.width - side) / 2, (picture.height - side) / 2];
    const context = canvas.getContext('2d');
    if (!context) return null;
    context.imageSmoothingQuality = 'medium';
    context.drawImage(picture, left, top, side, side, 0, 0, SIDE_PX, SIDE_PX);
    const small = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.75 });
    return await small.arrayBuffer();
  } finally {
    picture.close();
  }
}

/** Whether a file that begins so is of a kind that every browser draws. */
export const canBeDrawn = (start: Uint8Array): boolean =>
  BEGINNINGS.some((beginning) => beginning.every((byte, at) => byte === -1 || byte === start[at]));

import { type Bytes, sizeOf } from '../../http/bytes.ts';
import { MiB } from '../../units.ts';

/** Width and height in pixels: twice what a page shows, for sharp screens. */
const SIDE_PX = 96;
/** Larger files are not drawn: a decoded picture takes four bytes a pixel, about fifteen times its file. */
const MAX_BYTES = 12 * MiB;

/** First bytes of files that every browser can draw; -1 matches any byte. Source: the specifications of the formats. */
const SIGNATURES: readonly (readonly number[])[] = [
  // JPEG
  [0xff, 0xd8, 0xff],
  // PNG
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  // GIF8
  [0x47, 0x49, 0x46, 0x38],
  // RIFF, four bytes of size, WEBP
  [0x52, 0x49, 0x46, 0x46, -1, -1, -1, -1, 0x57, 0x45, 0x42, 0x50],
];
const MAX_SIGNATURE_BYTES = 12;

/** Draws the middle of a picture as a small square JPEG, upright. @returns null for a file that it cannot draw */
export async function drawThumbnail(bytes: Bytes): Promise<ArrayBuffer | null> {
  if (sizeOf(bytes) > MAX_BYTES) return null;
  const content = new Blob([bytes]);
  const start = new Uint8Array(await content.slice(0, MAX_SIGNATURE_BYTES).arrayBuffer());
  if (!canBeDrawn(start)) return null;
  const picture = await createImageBitmap(content);
  try {
    const canvas = new OffscreenCanvas(SIDE_PX, SIDE_PX);
    const side = Math.min(picture.width, picture.height);
    const left = (picture.width - side) / 2;
    const top = (picture.height - side) / 2;
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

/** Whether every browser can draw a file with these first bytes. */
export const canBeDrawn = (start: Uint8Array): boolean =>
  SIGNATURES.some((signature) => signature.every((byte, at) => byte === -1 || byte === start[at]));

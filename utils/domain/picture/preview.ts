/**
 * Jottacloud's preview of a file of ours. `none`: the file is there, without a preview (yet). `empty`: a preview of no
 * bytes. `broken`: bytes that are no picture. `missing`: the file is not there. `later`: Jottacloud cannot be asked now.
 *
 * `sizeBytes` is the size of the file itself.
 */
export type PreviewAnswer =
  | { kind: 'picture'; base64: string; sizeBytes: number }
  | { kind: 'none' | 'empty' | 'broken' | 'missing'; sizeBytes: number }
  | { kind: 'later' };

/**
 * Result of downloading a file from Jottacloud once more. `same`: its MD5 is the one that Jottacloud confirmed, and the
 * bytes that were sent equalled Apple's.
 */
export type ComparedFile = 'same' | 'different' | 'missing';

/** First bytes of pictures that every browser can draw; -1 matches any byte. Source: the specifications of the formats. */
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

/** Whether every browser can draw a file that begins like this. */
export const canBeDrawn = (bytes: Uint8Array): boolean =>
  SIGNATURES.some((signature) => signature.every((byte, at) => byte === -1 || byte === bytes[at]));

/** Whether the bytes are a document of the service instead of a preview. */
export const isXml = (bytes: Uint8Array): boolean => bytes[0] === '<'.charCodeAt(0);

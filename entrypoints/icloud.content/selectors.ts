/** The frame in which the Photos application runs inside icloud.com's shell. Seen 2026-11 (docs/icloud-photos.md 9.1). */
export const PHOTOS_FRAME = 'iframe[src*="/applications/photos"]';

/** Path of that frame's own address. Seen 2026-11. */
export const PHOTOS_FRAME_PATH = /^\/applications\/photos/;

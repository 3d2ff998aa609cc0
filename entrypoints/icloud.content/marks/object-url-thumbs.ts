import { readParts } from '../../../utils/http/read-parts.ts';
import { fileChecksum } from '../../../utils/icloud/file-checksum.ts';
import { type Tile, tilesInView } from './tiles.ts';

/** A larger picture is no tile: Apple's have some ten kilobytes. */
const MAX_PICTURE_BYTES = 4 * 1024 * 1024;
/** Pictures read together, in one idle moment of the page. */
const MAX_CONCURRENT_READS = 3;
/** Pause after each batch, longer after large pictures: at most 60 pictures and 16 MB a second. */
const REST_MS = 50;
/** 16 MB a second. */
const BYTES_PER_MS = 16_000;
/** Longest wait for an idle moment. */
const IDLE_WITHIN_MS = 500;
/** After this many failures in a row, each look tries only one: each failure adds a line to the page's console. */
const MANY_UNREADABLE = 12;

/**
 * Thumbs of pictures that the page shows by an object URL. The URL says nothing; its bytes do, while the page keeps it. An
 * object URL never changes its bytes, so each is read once. Source: docs/icloud-photos.md 9.4.
 * Decision: docs/decisions/007-script-on-icloud-photos.md.
 */
export interface ObjectUrlThumbs {
  /** Returns null while unknown, and if the bytes cannot be read. */
  thumbAt(objectUrl: string): string | null;
  /** Reads pictures of these tiles, those in view first, and replaces the waiting ones. Forgets pictures that no tile shows. */
  follow(tiles: readonly Tile[], wanted: 'all' | 'in-view' | 'none'): void;
  /** Drops the waiting pictures until the next {@link follow}. */
  rest(): void;
}

/** @param changed called once all waiting pictures are read */
export function createObjectUrlThumbs(changed: () => void): ObjectUrlThumbs {
  const known = new Map<string, string | null>();
  let waiting: string[] = [];
  let isReading = false;
  let isResting = true;
  let unreadable = 0;

  const readOne = async (objectUrl: string): Promise<number> => {
    known.set(objectUrl, null);
    const parts = await readPicture(objectUrl);
    unreadable = parts ? 0 : unreadable + 1;
    if (!parts) return 0;
    const thumb = await fileChecksum(parts);
    // The picture may be forgotten by now, with its tile.
    if (known.has(objectUrl)) known.set(objectUrl, thumb);
    return parts.reduce((bytes, { length }) => bytes + length, 0);
  };
  const readOn = async (): Promise<void> => {
    isReading = true;
    while (waiting.length > 0) {
      await idleMoment();
      const sizes = await Promise.all(waiting.splice(0, MAX_CONCURRENT_READS).map(readOne));
      const readBytes = sizes.reduce((sum, bytes) => sum + bytes, 0);
      await new Promise((resolve) => setTimeout(resolve, Math.max(REST_MS, readBytes / BYTES_PER_MS)));
    }
    isReading = false;
    if (!isResting) changed();
  };

  return {
    thumbAt: (objectUrl) => known.get(objectUrl) ?? null,
    follow(tiles, wanted) {
      forgetOthers(known, tiles);
      const unread = tiles.filter(({ objectUrl }) => objectUrl !== null && !known.has(objectUrl));
      const inView = wanted === 'none' ? [] : tilesInView(unread);
      const urls = [...inView, ...(wanted === 'all' ? unread : [])].flatMap(
        ({ objectUrl }) => objectUrl ?? [],
      );
      waiting = [...new Set(urls)].slice(0, unreadable < MANY_UNREADABLE ? Infinity : 1);
      isResting = false;
      if (waiting.length > 0 && !isReading) void readOn();
    },
    rest() {
      waiting = [];
      isResting = true;
    },
  };
}

function forgetOthers(known: Map<string, unknown>, tiles: readonly Tile[]): void {
  if (known.size === 0) return;
  const shown = new Set(tiles.map(({ objectUrl }) => objectUrl));
  for (const objectUrl of known.keys()) if (!shown.has(objectUrl)) known.delete(objectUrl);
}

const idleMoment = (): Promise<void> =>
  new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: IDLE_WITHIN_MS }));

/** Reads the bytes of a picture; null if the page has revoked its URL, or it is too large. */
export async function readPicture(objectUrl: string): Promise<Uint8Array[] | null> {
  const parts: Uint8Array[] = [];
  try {
    const response = await fetch(objectUrl);
    return (await readParts(response, MAX_PICTURE_BYTES, (part) => parts.push(part))) ? parts : null;
  } catch {
    return null;
  }
}

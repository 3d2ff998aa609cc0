import { readParts } from '../../../utils/http/read-parts.ts';
import { fileChecksum } from '../../../utils/icloud/file-checksum.ts';
import { type Tile, tilesInView } from './tiles.ts';

/** A larger picture is none of a tile: those of Apple's page have some ten kilobytes. */
const MAX_PICTURE_BYTES = 4 * 1024 * 1024;
/** Pictures read together, in one idle moment of the page. */
const AT_ONCE = 3;
/** Rest after them, longer where they were large: at most 60 pictures and 16 MB in a second. */
const REST_MS = 50;
const BYTES_PER_MS = 16_000;
/** Longest wait for an idle moment. */
const IDLE_WITHIN_MS = 500;
/** After so many that could not be read, and none that could, only one is tried at each look: each failure stands in the page's console. */
const MANY_UNREADABLE = 12;

/**
 * Thumbs of pictures that the page shows by an object URL. Such an address tells nothing; the bytes behind it do, for as
 * long as the page keeps it. An object URL never leads to other bytes, so each is read once. Source: docs/icloud-photos.md 9.4.
 */
export interface ObjectUrlThumbs {
  /** Null while it is not known, and where the bytes cannot be read. */
  thumbAt(objectUrl: string): string | null;
  /** Reads pictures of these tiles, those in view first, instead of what was waiting; forgets what none of them shows any more. */
  follow(tiles: readonly Tile[], wanted: 'all' | 'in-view' | 'none'): void;
  /** Lets what is waiting go, until it follows again. */
  rest(): void;
}

/** @param changed told when all that was waiting is read */
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
    // forgotten meanwhile: its tile has gone
    if (known.has(objectUrl)) known.set(objectUrl, thumb);
    return parts.reduce((bytes, { length }) => bytes + length, 0);
  };
  const readOn = async (): Promise<void> => {
    isReading = true;
    while (waiting.length > 0) {
      await idleMoment();
      const sizes = await Promise.all(waiting.splice(0, AT_ONCE).map(readOne));
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

/** Bytes of a picture; null where the page has ended its address, or it is too large. */
export async function readPicture(objectUrl: string): Promise<Uint8Array[] | null> {
  const parts: Uint8Array[] = [];
  try {
    const response = await fetch(objectUrl);
    return (await readParts(response, MAX_PICTURE_BYTES, (part) => parts.push(part))) ? parts : null;
  } catch {
    return null;
  }
}

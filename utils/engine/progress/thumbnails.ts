import type { Bytes } from '../../http/bytes.ts';
import type { Clock } from '../../ports/clock.ts';

/** Small pictures of the files under way, for pages that show them. */
export interface Thumbnails {
  /** All bytes of a file are here. Costs nothing while nobody looks. */
  offer(key: string, content: Bytes): void;
  /** Its bytes are not needed any more. */
  forget(key: string): void;
  /** A page that shows pictures is open. @param has keys of the files it has pictures of */
  looked(has: readonly string[]): void;
}

/** What making them needs. */
export interface ThumbnailTools {
  /** @returns null for what the browser cannot draw */
  draw(content: Bytes): Promise<ArrayBuffer | null>;
  tell(key: string, picture: ArrayBuffer): void;
  clock: Pick<Clock, 'now' | 'sleep'>;
}

/** Pictures are made for so long after a page said that it looks; it says so more often. */
const LOOKED_MS = 12_000;
/** Between two pictures: where files fly past, some of them are shown and nobody is slowed down. */
const PAUSE_MS = 100;
/** Contents that wait for their picture, and pictures that are kept: more than a page shows at once. */
const MAX_WAITING = 8;
const MAX_KEPT = 40;

/** Makes pictures one at a time, the latest file first, and only from bytes that pass through here. */
export function createThumbnails({ draw, tell, clock }: ThumbnailTools): Thumbnails {
  const never = new AbortController().signal;
  const here = new Map<string, Bytes>();
  const waiting = new Map<string, Bytes>();
  /** null: it cannot be drawn. */
  const made = new Map<string, ArrayBuffer | null>();
  let lookedAt = -Infinity;
  let isDrawing = false;

  const drawAll = async (): Promise<void> => {
    if (isDrawing) return;
    isDrawing = true;
    for (let next = [...waiting].at(-1); next; next = [...waiting].at(-1)) {
      const [key, content] = next;
      waiting.delete(key);
      const picture = await draw(content).catch(() => null);
      made.set(key, picture);
      shorten(made, MAX_KEPT);
      if (picture) tell(key, picture);
      await clock.sleep(PAUSE_MS, never);
    }
    isDrawing = false;
  };
  const want = (key: string, content: Bytes): void => {
    if (made.has(key)) return;
    waiting.set(key, content);
    shorten(waiting, MAX_WAITING);
    void drawAll();
  };

  return {
    offer(key, content) {
      here.set(key, content);
      if (clock.now() - lookedAt < LOOKED_MS) want(key, content);
    },
    forget: (key) => void here.delete(key),
    looked(has) {
      lookedAt = clock.now();
      for (const [key, picture] of made) if (picture && !has.includes(key)) tell(key, picture);
      for (const [key, content] of here) want(key, content);
    },
  };
}

/** Drops the oldest entries. */
function shorten(entries: Map<string, unknown>, most: number): void {
  for (const key of entries.keys()) {
    if (entries.size <= most) return;
    entries.delete(key);
  }
}

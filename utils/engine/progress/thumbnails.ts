import type { Bytes } from '../../http/bytes.ts';
import type { Clock } from '../../ports/clock.ts';

/** Thumbnails of the files under way, for pages that show them. */
export interface Thumbnails {
  /** Offers the bytes of a whole file. Costs nothing while no page shows thumbnails. */
  offer(key: string, content: Bytes): void;
  /** Drops the bytes of a file. */
  forget(key: string): void;
  /** Notes that a page shows thumbnails. @param has keys of the files whose thumbnails it has */
  watched(has: readonly string[]): void;
}

/** What drawing them needs. */
export interface ThumbnailTools {
  /** @returns null for a file that the browser cannot draw */
  draw(content: Bytes): Promise<ArrayBuffer | null>;
  /** Sends a thumbnail to the open pages. */
  send(key: string, picture: ArrayBuffer): void;
  clock: Pick<Clock, 'now' | 'sleep'>;
}

/** How long thumbnails are drawn after a page last asked; pages ask more often. */
const WATCH_TIMEOUT_MS = 12_000;
/** Pause between two thumbnails: of many fast files some are shown, and none is slowed down. */
const PAUSE_MS = 100;
/** Files that wait to be drawn, and thumbnails that are kept: more than a page shows at once. */
const MAX_WAITING = 8;
const MAX_KEPT = 40;

/** Draws thumbnails one at a time, the latest file first, only from bytes that are offered. */
export function createThumbnails({ draw, send, clock }: ThumbnailTools): Thumbnails {
  const never = new AbortController().signal;
  const offered = new Map<string, Bytes>();
  const waiting = new Map<string, Bytes>();
  /** null: the browser cannot draw it. */
  const drawn = new Map<string, ArrayBuffer | null>();
  let watchedAt = -Infinity;
  let isDrawing = false;

  const drawAll = async (): Promise<void> => {
    if (isDrawing) return;
    isDrawing = true;
    for (let next = [...waiting].at(-1); next; next = [...waiting].at(-1)) {
      const [key, content] = next;
      waiting.delete(key);
      const picture = await draw(content).catch(() => null);
      drawn.set(key, picture);
      dropOldest(drawn, MAX_KEPT);
      if (picture) send(key, picture);
      await clock.sleep(PAUSE_MS, never);
    }
    isDrawing = false;
  };
  const enqueue = (key: string, content: Bytes): void => {
    if (drawn.has(key)) return;
    waiting.set(key, content);
    dropOldest(waiting, MAX_WAITING);
    void drawAll();
  };

  return {
    offer(key, content) {
      offered.set(key, content);
      if (clock.now() - watchedAt < WATCH_TIMEOUT_MS) enqueue(key, content);
    },
    forget: (key) => void offered.delete(key),
    watched(has) {
      watchedAt = clock.now();
      for (const [key, picture] of drawn) if (picture && !has.includes(key)) send(key, picture);
      for (const [key, content] of offered) enqueue(key, content);
    },
  };
}

function dropOldest(entries: Map<string, unknown>, maxEntries: number): void {
  for (const key of entries.keys()) {
    if (entries.size <= maxEntries) return;
    entries.delete(key);
  }
}

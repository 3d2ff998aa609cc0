import type { ListName } from '../../../domain/layout/destination-path.ts';
import type { PhotosLog } from '../../../ports/photos-log.ts';
import type { PhotoPage } from '../../../ports/listed.ts';

/** Pages that wait for the log. If the log is slower than Apple, the reader of the list waits with it. */
const MAX_WAITING = 4;

/** A page as a list continues with it. */
export type NextPage = PhotoPage & { progress: NonNullable<PhotoPage['progress']> };

/** Writes the pages of one list into the log, in order. */
export interface PageWriter {
  /** Accepts the next page, as soon as few pages wait. @throws what an earlier write threw */
  add(page: NextPage): Promise<void>;
  /** Resolves once all pages are in the log. @throws what a write threw */
  done(): Promise<void>;
}

/**
 * Creates a writer. Pages that arrive during a write share the next one: a transaction costs about as much as a few photos.
 * Decision: docs/decisions/011-pace-of-cloudkit-calls.md.
 */
export function createPageWriter(
  store: Pick<PhotosLog, 'savePhotos'>,
  key: string,
  name: ListName,
): PageWriter {
  let waiting: NextPage[] = [];
  let writing: Promise<void> | null = null;
  let room = Promise.withResolvers<void>();
  const writeAll = async (): Promise<void> => {
    for (let first = waiting[0]; first; first = waiting[0]) {
      const pages = waiting;
      waiting = [];
      room.resolve();
      room = Promise.withResolvers();
      await store.savePhotos(key, name, merged(first, pages));
    }
    writing = null;
  };
  const begin = (): Promise<void> => {
    const all = writeAll();
    // A caller may never wait for this write.
    all.catch(() => undefined);
    return all;
  };
  return {
    async add(page) {
      waiting.push(page);
      writing ??= begin();
      if (waiting.length >= MAX_WAITING) await Promise.race([room.promise, writing]);
    },
    done: async () => void (await writing),
  };
}

/** Joins pages that follow each other. */
function merged(first: NextPage, pages: readonly NextPage[]): NextPage {
  const last = pages.at(-1) ?? first;
  const sum = (count: (progress: NextPage['progress']) => number): number =>
    pages.reduce((total, { progress }) => total + count(progress), 0);
  return {
    items: pages.flatMap(({ items }) => items),
    unusable: pages.flatMap(({ unusable }) => unusable),
    progress: {
      ...last.progress,
      fromRank: first.progress.fromRank,
      assetCount: sum(({ assetCount }) => assetCount),
      skippedRanks: sum(({ skippedRanks }) => skippedRanks),
      unreadRanks: pages.flatMap(({ progress }) => progress.unreadRanks ?? []),
    },
  };
}

import type { ListName } from '../../../domain/layout/destination-path.ts';
import type { PhotosLog } from '../../../ports/photos-log.ts';
import type { PhotoPage } from '../../../ports/listed.ts';

/** Pages that wait for the log. If the log is slower than Apple, the reader of the list waits with it. */
const MAX_WAITING = 4;

/** A page as a list continues with it. */
export type NextPage = PhotoPage & { progress: NonNullable<PhotoPage['progress']> };

/** Writes the pages of one list into the log, in order. */
export interface PageWriter {
  /** Accepts the next page. Resolves once few pages wait. @throws what the write threw that they wait for */
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
  /** The write under way. A failed one stays, so that nothing is written after it. */
  let writing: Promise<void> | null = null;
  const writeNext = (): void => {
    const pages = waiting;
    const [first] = pages;
    waiting = [];
    writing = first ? store.savePhotos(key, name, merged(first, pages)) : null;
    writing?.then(writeNext, () => undefined);
  };
  return {
    async add(page) {
      waiting.push(page);
      if (writing === null) writeNext();
      if (waiting.length >= MAX_WAITING) await writing;
    },
    async done() {
      for (let write = writing; write; write = writing) await write;
    },
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

import { type ReadonlySignal, signal } from '@preact/signals';
import type { LogAlbum, LogAlbums } from '../../domain/album/log-albums.ts';
import { MAX_ALBUMS_ASKED } from '../../messaging/in-page-requests.ts';
import type { EpochMs } from '../../units.ts';

/** Albums as the log of the page's account knows them. */
export interface KnownAlbums {
  /** When the albums were last listed; null until one is known. */
  listedAt: ReadonlySignal<EpochMs | null>;
  /** Whether a read has found the album in the log. */
  isKnown(albumName: string): boolean;
  /** Reads numbers by record name; albums that the log does not know are omitted. Never fails. */
  read(albumNames: readonly string[]): Promise<ReadonlyMap<string, LogAlbum>>;
}

const none: ReadonlyMap<string, LogAlbum> = new Map();

/** Creates the albums of one picker. If its first question finds no log, or fails, it asks no other. */
export function createKnownAlbums(ask: (albumNames: string[]) => Promise<LogAlbums>): KnownAlbums {
  const listedAt = signal<EpochMs | null>(null);
  const known = new Set<string>();
  let hasLog: Promise<boolean> | null = null;

  const askNow = async (albumNames: string[]): Promise<LogAlbums | null> => {
    try {
      const answer = await ask(albumNames);
      for (const { albumName } of answer.albums) known.add(albumName);
      // The first answer is the oldest, and rows keep their numbers.
      if (known.size > 0) listedAt.value ??= answer.listedAt;
      return answer;
    } catch {
      return null;
    }
  };
  return {
    listedAt,
    isKnown: (albumName) => known.has(albumName),
    async read(albumNames) {
      if (hasLog && !(await hasLog)) return none;
      const asking = askNow(albumNames.slice(0, MAX_ALBUMS_ASKED));
      hasLog ??= asking.then((answer) => answer !== null && answer.listedAt !== null);
      const answer = await asking;
      return answer ? new Map(answer.albums.map((album) => [album.albumName, album])) : none;
    },
  };
}

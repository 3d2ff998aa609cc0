import type { ReadonlySignal } from '@preact/signals';
import type { AlbumFigures } from '../../domain/album/album-choice.ts';
import type { LogAlbum, LogAlbums } from '../../domain/album/log-albums.ts';
import type { PictureRef } from '../../domain/picture/small-picture.ts';
import type { EpochMs } from '../../units.ts';
import { createKnownAlbums } from './log-albums.ts';
import type { PhotoLists, PickerList } from './photo-lists.ts';

/** Numbers and covers of the albums in the picker. */
export interface PickerFigures {
  /** Reads the numbers of albums in view; those that Apple does not count are omitted. */
  readFigures(ids: readonly string[]): Promise<ReadonlyMap<string, AlbumFigures>>;
  /** When the log last listed the albums; null until {@link readFigures} finds one in it. */
  listedAt: ReadonlySignal<EpochMs | null>;
  /** Returns the cover of an album that was found in the log; null for any other list. */
  coverOf(id: string): PictureRef | null;
}

/** Creates the numbers: Apple counts albums in one call, and the log adds what it knows of them. */
export function createPickerFigures(
  source: { lists: Pick<PhotoLists, 'countEach'>; askAlbums(albumNames: string[]): Promise<LogAlbums> },
  all: ReadonlySignal<readonly PickerList[]>,
  life: AbortSignal,
): PickerFigures {
  const log = createKnownAlbums(source.askAlbums);
  return {
    listedAt: log.listedAt,
    coverOf(id) {
      const albumName = all.value.find((list) => list.id === id)?.albumName ?? null;
      return albumName !== null && log.isKnown(albumName) ? albumName : null;
    },
    async readFigures(ids) {
      const albums = all.value.filter(({ id }) => ids.includes(id));
      const names = albums.flatMap(({ albumName }) => albumName ?? []);
      const [counts, known] = await Promise.all([source.lists.countEach(albums, life), log.read(names)]);
      const found = albums.flatMap(({ id, albumName }, index): [string, AlbumFigures][] => {
        const items = counts[index] ?? null;
        return items === null ? [] : [[id, figuresOf(items, known.get(albumName ?? ''))]];
      });
      return new Map(found);
    },
  };
}

/**
 * Returns the numbers of an album that Apple counts now and the log knows from earlier. All photos count as copied only if
 * both counts agree. If Apple counts fewer, nobody knows which of the copied photos are left.
 *
 * @param items Apple's count
 * @param known undefined: the log does not know the album
 */
export function figuresOf(items: number, known: LogAlbum | undefined): AlbumFigures {
  if (!known || known.items > items) return { items, copied: null, bytes: null };
  return { items, copied: known.copied, bytes: known.items === items ? known.bytes : null };
}

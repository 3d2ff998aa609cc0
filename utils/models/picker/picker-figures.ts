import type { AlbumFigures } from '../../domain/album/album-choice.ts';
import type { PhotoLists, PickerList } from './photo-lists.ts';

/** Counts albums in view in one call; those that Apple does not count are omitted. */
export async function readPickerFigures(
  source: Pick<PhotoLists, 'countEach'>,
  { all, ids }: { all: readonly PickerList[]; ids: readonly string[] },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, AlbumFigures>> {
  const albums = all.filter(({ id }) => ids.includes(id));
  const counts = await source.countEach(albums, signal);
  const found = albums.flatMap(({ id }, index): [string, AlbumFigures][] => {
    const items = counts[index] ?? null;
    return items === null ? [] : [[id, { items, copied: null, bytes: null }]];
  });
  return new Map(found);
}

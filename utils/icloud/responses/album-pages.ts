import { TransferError } from '../../errors.ts';
import type { Album } from '../../domain/album/album.ts';
import { parseAlbums } from './album-responses.ts';

/** Answers in a row without an album that was not there yet: a list that never ends is a fault. */
const MAX_BARREN_ANSWERS = 20;

/**
 * All albums and folders of one folder, each once.
 *
 * An answer without a new album is no end while a marker says that there is more; one that came before is: it is not heeded.
 *
 * @param read answer of Apple's that begins where the one before ended; null for the first
 * @throws {TransferError} also `bad-response` where markers come without end
 */
export async function readAlbumPages(read: (marker: string | null) => Promise<unknown>): Promise<Album[]> {
  const all = new Map<string, Album>();
  const markers = new Set<string>();
  let marker: string | null = null;
  for (let barren = 0; barren < MAX_BARREN_ANSWERS;) {
    const page = parseAlbums(await read(marker));
    const before = all.size;
    for (const album of page.albums) all.set(album.recordName, album);
    barren = all.size === before ? barren + 1 : 0;
    if (page.nextMarker === null || markers.has(page.nextMarker)) return [...all.values()];
    markers.add((marker = page.nextMarker));
  }
  throw new TransferError('bad-response', 'a list of albums without end', { service: 'icloud' });
}

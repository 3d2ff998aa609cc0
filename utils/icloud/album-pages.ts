import type { Album } from '../photos/album.ts';
import { parseAlbums } from './album-responses.ts';

/** Answers of one list of albums that are asked for, 200 albums each: a list that never ends is a fault. */
const MOST_ANSWERS = 200;

/**
 * All albums and folders of one folder, each once.
 *
 * @param read answer of Apple's that begins where the one before ended; null for the first
 * @throws {TransferError}
 */
export async function readAlbumPages(read: (marker: string | null) => Promise<unknown>): Promise<Album[]> {
  const all = new Map<string, Album>();
  let marker: string | null = null;
  for (let answers = 0; answers < MOST_ANSWERS; answers += 1) {
    const page = parseAlbums(await read(marker));
    const before = all.size;
    for (const album of page.albums) all.set(album.recordName, album);
    if (page.nextMarker === null || page.nextMarker === marker || all.size === before) break;
    marker = page.nextMarker;
  }
  return [...all.values()];
}

import { COUNT_BATCH } from '../icloud/client.ts';
import type { MemberPage } from '../icloud/album-responses.ts';
import type { Album } from '../photos/album.ts';
import { MOST_ICLOUD_CALLS } from './gate.ts';
import { patiently } from './patiently.ts';
import type { ListedAlbum, ListedLibrary } from './ports.ts';
import { MOST_PASSES, readList } from './read-list.ts';
import type { ListerTools } from './lister.ts';
import { ofOneCall, orNull, tryThrice } from './try-thrice.ts';

/** Photos in a full answer: a relation, an asset and a master for each. Source: docs/icloud-photos.md 3.4. */
const FULL_ANSWER = 66;
/** Folders in folders; more is a mistake of the data. */
const MOST_LEVELS = 30;
/** Albums that are read at the same time. */
const ALBUMS_AT_ONCE = MOST_ICLOUD_CALLS;

/**
 * Reads a library's albums and what is in them into the log. Albums of which Apple counts another number in the end
 * are read again.
 */
export async function listAlbums(
  library: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  const { store } = tools;
  await store.saveAlbums(library.key, await readTree(library, tools, signal));
  const open = async (): Promise<ListedAlbum[]> =>
    (await store.albums()).filter(
      ({ libraryKey, kind, isThere, list }) =>
        libraryKey === library.key && kind === 'album' && isThere && !list.isListed,
    );
  for (let passes = 1; passes <= MOST_PASSES; passes += 1) {
    await countAlbums(library, await open(), tools, signal);
    const albums = await open();
    if (albums.length === 0) return;
    const worker = async (): Promise<void> => {
      for (let album = albums.shift(); album; album = albums.shift())
        await listMembers(album, library, tools, signal);
    };
    const read = await store.albums();
    await Promise.all(Array.from({ length: ALBUMS_AT_ONCE }, worker));
    if (passes === MOST_PASSES) return;
    await readChangedAgain(library, read, tools, signal);
  }
}

/** The tree from the top, folder by folder. */
async function readTree(
  { zone }: ListedLibrary,
  { icloud, gate, clock }: ListerTools,
  signal: AbortSignal,
): Promise<Album[]> {
  const all = new Map<string, Album>();
  let folders: (string | null)[] = [null];
  for (let level = 0; folders.length > 0 && level < MOST_LEVELS; level += 1) {
    const found: Album[] = [];
    for (const parent of folders)
      for (const album of await patiently({ gate, clock }, signal, () =>
        icloud.readAlbums(zone, parent, signal),
      ))
        if (!all.has(album.recordName)) {
          // What a folder's list shows is in it, whatever its own record says.
          const placed = { ...album, parent };
          all.set(album.recordName, placed);
          found.push(placed);
        }
    folders = found.filter(({ kind }) => kind === 'folder').map(({ recordName }) => recordName);
  }
  return [...all.values()];
}

async function countAlbums(
  { zone }: ListedLibrary,
  albums: readonly ListedAlbum[],
  { icloud, store, gate, clock }: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  for (let from = 0; from < albums.length; from += COUNT_BATCH) {
    const batch = albums.slice(from, from + COUNT_BATCH);
    const lists = batch.map(({ recordName }) => ({ album: recordName }));
    const read = () => icloud.countItems(zone, lists, signal);
    const counts = orNull(await tryThrice({ gate, clock }, signal, read, ofOneCall));
    await store.saveAlbumCounts(new Map(batch.map(({ key }, index) => [key, counts?.[index] ?? null])));
  }
}

async function listMembers(
  { key, recordName, list }: ListedAlbum,
  { zone }: ListedLibrary,
  { icloud, store, gate, clock }: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  // An album of which Apple counts nothing is empty; the count at the end says if it still is.
  if (list.appleCount === 0)
    return store.saveMembers(key, { members: [], rankCount: 0, isLast: true, passToken: null });
  await readList<MemberPage>(
    {
      ...list,
      fullAnswer: FULL_ANSWER,
      jumps: [],
      read: (rank) => icloud.readMembers(zone, recordName, { rank }, signal),
      async enter({ members, rankCount }, { isAtEnd, passToken }) {
        await store.saveMembers(key, { members, rankCount, isLast: isAtEnd, passToken });
        return isAtEnd;
      },
    },
    { gate, clock },
    signal,
  );
}

/** Albums that changed while they were read begin anew: Apple counts another number now than was received. */
async function readChangedAgain(
  library: ListedLibrary,
  before: readonly ListedAlbum[],
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  const { store } = tools;
  const read = new Set(before.filter(({ list }) => !list.isListed).map(({ key }) => key));
  const wasRead = ({ key }: ListedAlbum): boolean => read.has(key);
  const albums = (await store.albums()).filter(
    (album) => album.libraryKey === library.key && album.kind === 'album' && album.isThere && wasRead(album),
  );
  await countAlbums(library, albums, tools, signal);
  for (const { key, list } of (await store.albums()).filter(wasRead))
    if (list.isListed && list.appleCount !== null && list.appleCount !== list.seenItems)
      await store.listAlbumAgain(key);
}

import { type ErrorRecord, remedyOf, TransferError } from '../../errors.ts';
import { COUNT_BATCH } from '../../icloud/client.ts';
import type { MemberPage } from '../../icloud/responses/album-responses.ts';
import type { Album } from '../../domain/album/album.ts';
import { askPart } from '../flow/ask-part.ts';
import { MAX_ICLOUD_CALLS } from '../flow/backoff.ts';
import { differenceOf, expectedOf, isShort } from './compare-counts.ts';
import type { ListedAlbum, ListedLibrary, SettledDifference } from '../../ports/listed.ts';
import { withLinkedNames } from './linked-names.ts';
import { MAX_PASSES, readRankedList } from './ranked-list.ts';
import type { ListerTools } from './tools.ts';
import { PER_CALL_ERRORS, orNull, attemptOptional } from '../flow/call-retry.ts';

/** Photos in a full answer: a relation, an asset and a master for each. Source: docs/icloud-photos.md 3.4. */
const FULL_ANSWER = 66;
/** Folders in folders; more is a mistake of the data. */
const MAX_LEVELS = 30;
/** Albums that are read at the same time. */
const ALBUMS_AT_ONCE = MAX_ICLOUD_CALLS;
/** Names that a shortfall lists. */
const MAX_NAMES = 20;

/**
 * Reads a library's albums and what is in them into the log. Albums that changed while they were read, or of which Apple
 * counts more than it shows, are read again. A folder or an album that Apple fails to show costs no other.
 *
 * @returns what could not be read
 * @throws {TransferError} what needs a person, and the error of the top of the tree
 */
export async function listAlbums(
  library: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<ErrorRecord[]> {
  const { store } = tools;
  const { albums: tree, unread: unreadFolders } = await readTree(library, tools, signal);
  await store.saveAlbums(
    library.key,
    tree,
    unreadFolders.map(({ recordName }) => recordName),
  );
  const unreadAlbums = new Map<string, ListedAlbum>();
  const open = async (): Promise<ListedAlbum[]> =>
    (await store.albums()).filter(
      ({ key, libraryKey, kind, isThere, list }) =>
        libraryKey === library.key && kind === 'album' && isThere && !list.isListed && !unreadAlbums.has(key),
    );
  for (let passes = 1; passes <= MAX_PASSES; passes += 1) {
    await countAlbums(library, await open(), tools, signal);
    const albums = await open();
    if (albums.length === 0) break;
    const read = new Set(albums.map(({ key }) => key));
    const worker = async (): Promise<void> => {
      for (let album = albums.shift(); album; album = albums.shift())
        if (!(await listMembers(album, library, tools, signal))) unreadAlbums.set(album.key, album);
    };
    await Promise.all(Array.from({ length: ALBUMS_AT_ONCE }, worker));
    await holdAlbumsAgainstCounts(library, read, passes, { tools, signal });
  }
  const unread = [...unreadFolders, ...unreadAlbums.values()];
  await store.saveMarks(library.key, { areAlbumsUnread: unread.length > 0 });
  return unread.length === 0 ? [] : [shortfallOf(library, unread)];
}

/** Names what could not be read; albums without a name by the name of their record. */
const shortfallOf = (
  { zone: { zoneName } }: ListedLibrary,
  unread: readonly Pick<ListedAlbum, 'recordName' | 'name'>[],
): ErrorRecord => ({
  code: 'albums-unread',
  detail: `${zoneName}: ${unread.length} folders and albums`,
  service: 'icloud',
  facts: {
    albums: unread
      .slice(0, MAX_NAMES)
      .map(({ name, recordName }) => name ?? recordName)
      .join(', '),
  },
});

/** The tree from the top, folder by folder, and the folders that Apple fails to show. */
async function readTree(
  { zone }: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<{ albums: Album[]; unread: Album[] }> {
  const all = new Map<string, Album>();
  const unread: Album[] = [];
  let folders: (Album | null)[] = [null];
  for (let level = 0; folders.length > 0 && level < MAX_LEVELS; level += 1) {
    const found: Album[] = [];
    for (const folder of folders) {
      const parent = folder?.recordName ?? null;
      const read = () => tools.icloud.readAlbums(zone, parent, signal);
      const outcome = await askPart(tools, signal, read);
      if ('error' in outcome) {
        if (folder === null) throw outcome.error;
        unread.push(folder);
        continue;
      }
      for (const album of outcome.answer)
        if (!all.has(album.recordName)) {
          // What a folder's list shows is in it, whatever its own record says.
          const placed = { ...album, parent };
          all.set(album.recordName, placed);
          found.push(placed);
        }
    }
    folders = found.filter(({ kind }) => kind === 'folder');
  }
  return { albums: [...all.values()], unread };
}

async function countAlbums(
  { zone }: ListedLibrary,
  albums: readonly ListedAlbum[],
  { icloud, store, backoff, clock }: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  for (let from = 0; from < albums.length; from += COUNT_BATCH) {
    const batch = albums.slice(from, from + COUNT_BATCH);
    const lists = batch.map(({ recordName }) => ({ album: recordName }));
    const read = () => icloud.countItems(zone, lists, signal);
    const counts = orNull(await attemptOptional({ backoff, clock }, signal, read, PER_CALL_ERRORS));
    await store.saveAlbumCounts(new Map(batch.map(({ key }, index) => [key, counts?.[index] ?? null])));
  }
}

/** Reads an album's list, also where Apple counts nothing in it. @returns false where Apple fails to show it */
async function listMembers(
  { key, recordName, list }: ListedAlbum,
  { zone }: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const { icloud, store } = tools;
  let unread = 0;
  try {
    await readRankedList<MemberPage>(
      {
        ...list,
        appleCount: expectedOf(list.appleCount, list.settled),
        fullAnswer: FULL_ANSWER,
        jumps: [],
        async read(rank, most) {
          const page = await icloud.readMembers(zone, recordName, { rank, most }, signal);
          const at = { zone, tools, signal };
          return { ...page, members: await withLinkedNames(page.members, page.orphans, new Map(), at) };
        },
        async enter({ members, rankCount, syncToken }, { isAtEnd, skippedRanks, unreadRanks, passToken }) {
          unread += unreadRanks.length;
          const isLast = isAtEnd && unread === 0;
          const isSteady = isLast && syncToken === passToken;
          const ranks = rankCount + skippedRanks;
          await store.saveMembers(key, { members, rankCount: ranks, isLast, isSteady, passToken });
          return isAtEnd;
        },
      },
      tools,
      signal,
    );
    // What an album with such a rank shows is in it; what is not shown may be.
    if (unread > 0) await store.listAlbumAgain(key);
    return unread === 0;
  } catch (error) {
    if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) === 'user') throw error;
    await store.listAlbumAgain(key);
    return false;
  }
}

/**
 * Albums that changed while they were read begin again, and once those of which Apple counts more than they show. A
 * difference that more reading does not mend is kept, so that no later reading is made for it.
 */
async function holdAlbumsAgainstCounts(
  library: ListedLibrary,
  read: ReadonlySet<string>,
  passes: number,
  { tools, signal }: { tools: ListerTools; signal: AbortSignal },
): Promise<void> {
  const { store } = tools;
  const readNow = async (): Promise<ListedAlbum[]> =>
    (await store.albums()).filter(({ key, isThere, list }) => read.has(key) && isThere && list.isListed);
  await countAlbums(library, await readNow(), tools, signal);
  const settled = new Map<string, SettledDifference>();
  for (const { key, list } of await readNow()) {
    const difference = differenceOf(list) ?? 0;
    const hasChanged = list.isSteady !== true && difference !== 0;
    if (passes < MAX_PASSES && (hasChanged || (passes === 1 && isShort(list))))
      await store.listAlbumAgain(key);
    else if (difference > 0 && list.isSteady) settled.set(key, { difference, token: list.passToken });
  }
  await store.saveAlbumsSettled(settled);
}

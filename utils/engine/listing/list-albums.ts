import { type ErrorRecord, remedyOf, TransferError } from '../../errors.ts';
import { COUNT_BATCH } from '../../icloud/client.ts';
import type { MemberPage } from '../../icloud/responses/album-responses.ts';
import type { Album } from '../../domain/album/album.ts';
import { askPart } from '../flow/ask-part.ts';
import { MAX_ICLOUD_CALLS } from '../flow/backoff.ts';
import { batchesOf } from '../flow/in-batches.ts';
import { differenceOf, expectedOf, isShort } from './compare-counts.ts';
import type { ListedAlbum, ListedLibrary, SettledDifference } from '../../ports/listed.ts';
import { mayLackPhotos } from './list-membership.ts';
import { withLinkedNames } from './linked-names.ts';
import { MAX_PASSES, readRankedList } from './ranked-list.ts';
import type { ListerTools } from './tools.ts';
import { PER_CALL_ERRORS, orNull, attemptOptional } from '../flow/call-retry.ts';

/** Photos in a full answer: each comes as a relation, an asset and a master. Source: docs/icloud-photos.md 3.4. */
const FULL_ANSWER = 66;
/** Depth of folders in folders; more is an error in the data. */
const MAX_LEVELS = 30;
/** Albums to read at the same time. */
const MAX_CONCURRENT_ALBUMS = MAX_ICLOUD_CALLS;
/** Names that a shortfall lists. */
const MAX_NAMES = 20;

/**
 * Reads a library's albums and their members into the log. Reads albums again that changed meanwhile, or of which Apple
 * counts more than it shows. A folder or album that Apple fails to show costs no other.
 *
 * @returns the shortfall of folders and albums that could not be read; empty if there are none
 * @throws {TransferError} if a person has to act, or if the top of the tree cannot be read
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
  // A process that died may have been about to read these once more.
  for (const { key, libraryKey, list } of await store.albums())
    if (libraryKey === library.key && mayLackPhotos(list)) await store.listAlbumAgain(key);
  const readOpenAlbums = async (): Promise<ListedAlbum[]> =>
    (await store.albums()).filter(
      ({ key, libraryKey, kind, isThere, list }) =>
        libraryKey === library.key && kind === 'album' && isThere && !list.isListed && !unreadAlbums.has(key),
    );
  for (let pass = 1; pass <= MAX_PASSES; pass += 1) {
    const queue = await readOpenAlbums();
    if (queue.length === 0) break;
    const listedKeys = new Set(queue.map(({ key }) => key));
    const counts = countAlbums(library, queue, tools, signal);
    const worker = async (): Promise<void> => {
      for (let album = queue.shift(); album; album = queue.shift())
        if (!(await listMembers(album, library, counts, { tools, signal })))
          unreadAlbums.set(album.key, album);
    };
    await Promise.all(Array.from({ length: MAX_CONCURRENT_ALBUMS }, worker));
    const unsteady = await compareAlbumsWithCounts(library, listedKeys, pass, { tools, signal });
    if (pass === MAX_PASSES) for (const album of unsteady) unreadAlbums.set(album.key, album);
  }
  const unread = [...unreadFolders, ...unreadAlbums.values()];
  await store.saveMarks(library.key, {
    areAlbumsUnread: unread.length > 0,
    albumsReadAt: tools.clock.now(),
  });
  return unread.length === 0 ? [] : [shortfallOf(library, unread)];
}

/** Lists what could not be read by name, or by record name for albums without one. */
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

/** The albums and folders of a library. */
interface Tree {
  albums: Album[];
  /** Folders that Apple fails to show. */
  unread: Album[];
}

/**
 * Reads the tree of albums, again if it changed meanwhile: an album that moves to a folder that was read before is not
 * shown. If it keeps changing, albums that any pass showed are in the tree.
 */
async function readTree(library: ListedLibrary, tools: ListerTools, signal: AbortSignal): Promise<Tree> {
  const shown = new Map<string, Album>();
  for (let pass = 1; ; pass += 1) {
    const { isSteady, ...tree } = await readTreeOnce(library, tools, signal);
    if (isSteady) return tree;
    for (const album of tree.albums) shown.set(album.recordName, album);
    if (pass >= MAX_PASSES) return { ...tree, albums: [...shown.values()] };
  }
}

/** Reads the tree from the top, folder by folder. `isSteady`: all answers show one state of the library. */
async function readTreeOnce(
  { zone }: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<Tree & { isSteady: boolean }> {
  const all = new Map<string, Album>();
  const unread: Album[] = [];
  let states = new Set<string | null>();
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
      states = states.union(outcome.answer.syncTokens);
      for (const album of outcome.answer.albums)
        if (!all.has(album.recordName)) {
          // The folder that lists an album is its parent, whatever the album's own record says.
          const placed = { ...album, parent };
          all.set(album.recordName, placed);
          found.push(placed);
        }
    }
    folders = found.filter(({ kind }) => kind === 'folder');
  }
  return { albums: [...all.values()], unread, isSteady: states.size <= 1 };
}

/** Counts of albums by their keys, each once it is in the log; null if Apple does not count the album. */
type AlbumCounts = ReadonlyMap<string, Promise<number | null>>;

/** Begins to count albums, one batch after the other. */
function countAlbums(
  { zone }: ListedLibrary,
  albums: readonly ListedAlbum[],
  { icloud, store, backoff, clock }: ListerTools,
  signal: AbortSignal,
): AlbumCounts {
  const countBatch = async (batch: readonly ListedAlbum[]): Promise<(number | null)[]> => {
    const lists = batch.map(({ recordName }) => ({ album: recordName }));
    const read = () => icloud.countItems(zone, lists, signal);
    const answer = orNull(await attemptOptional({ backoff, clock }, signal, read, PER_CALL_ERRORS));
    const counts = batch.map((_, index) => answer?.[index] ?? null);
    await store.saveAlbumCounts(new Map(batch.map(({ key }, index) => [key, counts[index] ?? null])));
    return counts;
  };
  const all = new Map<string, Promise<number | null>>();
  let last: Promise<(number | null)[]> | null = null;
  for (const batch of batchesOf(albums, COUNT_BATCH)) {
    const counts: Promise<(number | null)[]> = last?.then(() => countBatch(batch)) ?? countBatch(batch);
    for (const [index, { key }] of batch.entries()) {
      const count = counts.then((found) => found[index] ?? null);
      // Nobody may read this album, after an error elsewhere.
      count.catch(() => undefined);
      all.set(key, count);
    }
    last = counts;
  }
  return all;
}

/** Reads an album's list, even if Apple counts nothing in it. @returns false if Apple fails to show it */
async function listMembers(
  { key, recordName, list }: ListedAlbum,
  { zone }: ListedLibrary,
  counts: AlbumCounts,
  { tools, signal }: { tools: ListerTools; signal: AbortSignal },
): Promise<boolean> {
  const { icloud, store } = tools;
  let unread = 0;
  let appleCount: number | null = null;
  const counted = (async () => {
    appleCount = (await counts.get(key)) ?? null;
  })();
  // The list may fail before its count is needed.
  counted.catch(() => undefined);
  const at = { zone, tools, signal };
  try {
    await readRankedList<MemberPage>(
      {
        ...list,
        get appleCount() {
          return expectedOf(appleCount, list.settled);
        },
        counted,
        fullAnswer: FULL_ANSWER,
        jumps: [],
        async read(rank, limit) {
          const page = await icloud.readMembers(zone, recordName, { rank, limit }, signal);
          const { members, failed } = await withLinkedNames(page.members, page.orphans, new Map(), at);
          unread += failed.length;
          return { ...page, members };
        },
        async save({ members, rankCount }, { isAtEnd, skippedRanks, unreadRanks, passToken, isSteady }) {
          unread += unreadRanks.length;
          const isLast = isAtEnd && unread === 0;
          const ranks = rankCount + skippedRanks;
          await store.saveMembers(key, { members, rankCount: ranks, isLast, isSteady, passToken });
          return isAtEnd;
        },
      },
      tools,
      signal,
    );
    // The photos that the album shows belong to it. Photos at an unreadable rank may belong to it too.
    if (unread > 0) await store.listAlbumAgain(key);
    return unread === 0;
  } catch (error) {
    if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) === 'user') throw error;
    await store.listAlbumAgain(key);
    return false;
  }
}

/**
 * Restarts albums that changed while they were read and, once, those of which Apple counts more than it shows. Settles a
 * difference that more reading does not remove, so that no later run reads the album again for it.
 *
 * @returns albums that changed while they were read: they may lack photos even if their counts agree
 */
async function compareAlbumsWithCounts(
  library: ListedLibrary,
  listedKeys: ReadonlySet<string>,
  pass: number,
  { tools, signal }: { tools: ListerTools; signal: AbortSignal },
): Promise<ListedAlbum[]> {
  const { store } = tools;
  const readListed = async (): Promise<ListedAlbum[]> =>
    (await store.albums()).filter(
      ({ key, isThere, list }) => listedKeys.has(key) && isThere && list.isListed,
    );
  const doubtful = (await readListed()).filter(
    ({ list }) => list.isSteady !== true || differenceOf(list) !== 0,
  );
  await Promise.all(countAlbums(library, doubtful, tools, signal).values());
  const settled = new Map<string, SettledDifference>();
  const unsteady: ListedAlbum[] = [];
  for (const album of await readListed()) {
    const { key, list } = album;
    const difference = differenceOf(list) ?? 0;
    const hasChanged = list.isSteady !== true;
    if (hasChanged) unsteady.push(album);
    if (hasChanged || (pass === 1 && isShort(list))) await store.listAlbumAgain(key);
    else if (difference > 0) settled.set(key, { difference, token: list.passToken });
  }
  await store.saveAlbumsSettled(settled);
  return unsteady;
}

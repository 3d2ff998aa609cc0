import { assertFound, type ErrorRecord, remedyOf, TransferError } from '../../errors.ts';
import { isNotThere } from '../../icloud/errors.ts';
import { type Database, isPersonal, isSharedAlbum } from '../../icloud/zone.ts';
import type { Arrangement } from '../../domain/layout/arrangement.ts';
import type { ListName } from '../../domain/layout/destination-path.ts';
import { findMissingPhotos } from './changes/find-missing-photos.ts';
import { findLibraries, type FoundLibraries, isReallyGone, unread } from './find-libraries.ts';
import { followChanges } from './changes/follow-changes.ts';
import {
  type CountFindings,
  countLists,
  compareWithCounts,
  relistWhereCountsDiffer,
  relistWhereRanksAreBack,
} from './compare-counts.ts';
import { listAlbums } from './list-albums.ts';
import { listPhotos } from './list-photos.ts';
import { icloudChanged, PER_CALL_ERRORS, orNull, attemptOptional } from '../flow/call-retry.ts';
import type { ListedLibrary } from '../../ports/listed.ts';
import type { ListingLog } from '../../ports/listing-log.ts';
import { isBegun, readBeginning } from './reading-start.ts';
import { listSharedAlbum, readTitle } from './shared-albums.ts';
import { readFrames, wantsFrames } from './changes/read-frames.ts';
import type { ListerTools } from './tools.ts';

/** What is wanted beside the main lists. */
type Wanted = Pick<Arrangement, 'hidden' | 'recentlyDeleted' | 'bursts' | 'sharedAlbums'>;

/** What one look at Apple has found out. */
export interface Reading extends CountFindings {
  /** Lists were read from their beginning; else only what has changed. */
  hasReadLists: boolean;
}

/**
 * Brings the log up to date with what Apple has. A library that was read before is followed by its changes alone; of any
 * other the albums and lists are read, going on where an earlier life stopped. What came is held against Apple's counts.
 * Trouble that passes is waited out; a part that Apple fails to show is named, and costs no other part.
 *
 * A token is kept only together with the lists that were read after it was given: that of a library belongs to the
 * beginning of its reading, that of a database to a look after which all its libraries were read or followed.
 *
 * @throws {TransferError} only what needs a person
 */
export async function readLibraries(
  tools: ListerTools,
  { hidden, recentlyDeleted, bursts, sharedAlbums }: Wanted,
  signal: AbortSignal,
): Promise<Reading> {
  const names: ListName[] = [
    'main',
    ...(hidden ? ['hidden' as const] : []),
    ...(recentlyDeleted ? ['deleted' as const] : []),
  ];
  const look = await createLook(
    { ...tools, withFrames: bursts === 'all', withSharedAlbums: sharedAlbums },
    names,
    signal,
  );
  for (let rounds = 1; ; rounds += 1) {
    await look.eachLibrary(look.follow);
    await look.eachLibrary(look.count);
    await tools.onPage();
    await look.eachLibrary(look.listAlbums, 'albums-unread');
    for (const name of names) await look.eachLibrary((library) => look.listPhotos(library, name));
    await look.eachLibrary(look.search);
    await look.eachLibrary(look.readFrames);
    await look.eachLibrary(look.catchUp);
    await look.eachLibrary(look.listAlbumsOnceMore, 'albums-unread');
    if (rounds >= MAX_ROUNDS || (await look.isWhole())) return look.finish();
  }
}

/** Rounds over the libraries: Apple may refuse a token after the lists were read with it. */
const MAX_ROUNDS = 3;

/** One look at all libraries, step by step. */
interface Look {
  /** Takes a step for each library that can be read; one that fails is named, and left out of all further steps. */
  eachLibrary(
    step: (library: ListedLibrary) => Promise<void>,
    code?: 'library-unread' | 'albums-unread',
  ): Promise<void>;
  follow(library: ListedLibrary): Promise<void>;
  count(library: ListedLibrary): Promise<void>;
  listAlbums(library: ListedLibrary): Promise<void>;
  listPhotos(library: ListedLibrary, name: ListName): Promise<void>;
  search(library: ListedLibrary): Promise<void>;
  /** Reads the frames of bursts where they are wanted and not read yet. */
  readFrames(library: ListedLibrary): Promise<void>;
  /** Follows what has changed since an earlier life began to read. */
  catchUp(library: ListedLibrary): Promise<void>;
  /** Reads the albums again if `catchUp` has restarted their lists. */
  listAlbumsOnceMore(library: ListedLibrary): Promise<void>;
  /** Whether all lists of all libraries that can be read are read to their end. */
  isWhole(): Promise<boolean>;
  finish(): Promise<Reading>;
}

async function createLook(
  tools: ListerTools,
  names: readonly ListName[],
  signal: AbortSignal,
): Promise<Look> {
  const { store } = tools;
  const found = await findLibraries(tools, signal);
  const { shortfalls, present, mayHaveChanged } = found;
  const remarks: ErrorRecord[] = [];
  /** Libraries whose changes up to this look are known, and those that cannot be read. */
  const [upToDate, failed] = [new Set<string>(), new Map<string, Database>()];
  const readNow = new Set<string>();
  /** Shared albums that were read from their history. */
  const byHistory = new Set<string>();
  const toolsFor = ({ isUnread }: ListedLibrary): ListerTools =>
    isUnread === true ? { ...tools, isBrief: true } : tools;
  let senseless: string | null = null;
  /** Album lists have restarted since this round read them. */
  let haveAlbumsBegun = false;

  /** @throws {TransferError} what needs a person */
  const enterFailure = async (
    { key, zone, title }: ListedLibrary,
    error: unknown,
    code: 'library-unread' | 'albums-unread',
  ): Promise<void> => {
    if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) === 'user') throw error;
    if (isNotThere(error) && (await isReallyGone(zone, tools, signal))) {
      await store.saveLibraryGone(key);
      return;
    }
    if (error.code === 'bad-response' && !isSharedAlbum(zone.zoneName)) senseless = error.message;
    shortfalls.push({
      ...unread(code, `${zone.zoneName}: ${error.message}`),
      ...(title && { facts: { albums: title } }),
    });
    if (code === 'albums-unread') await store.saveMarks(key, { areAlbumsUnread: true });
    else {
      failed.set(key, zone.database);
      await store.saveMarks(key, { isUnread: true });
    }
  };
  const follow = async (library: ListedLibrary): Promise<void> => {
    if (await followChanges(library, names, toolsFor(library), signal)) haveAlbumsBegun = true;
    upToDate.add(library.key);
  };
  const readAlbums = async (library: ListedLibrary): Promise<void> => {
    if (!isPersonal(library.zone.zoneName)) return;
    if (library.syncToken === null || library.areAlbumsUnread)
      shortfalls.push(...(await listAlbums(library, toolsFor(library), signal)));
  };
  const restartIfSorted = async (library: ListedLibrary): Promise<void> => {
    const { key, zone } = library;
    const read = () => tools.icloud.readState(zone, signal);
    const state = orNull(await attemptOptional(toolsFor(library), signal, read, PER_CALL_ERRORS));
    if (state?.isIndexed) await store.listLibraryAgain(key);
    else shortfalls.push({ code: 'icloud-sorting', detail: zone.zoneName, service: 'icloud' });
  };

  return {
    async eachLibrary(step, code = 'library-unread') {
      for (const library of await present())
        if (!failed.has(library.key))
          try {
            await step(library);
          } catch (error) {
            await enterFailure(library, error, code);
          }
    },
    async follow(library) {
      if (library.syncToken === null) return;
      if (library.isSorting) await restartIfSorted(library);
      else if (mayHaveChanged(library)) await follow(library);
      else upToDate.add(library.key);
    },
    async count({ key }) {
      const library = await libraryOf(store, key);
      await readTitle(library, toolsFor(library), signal);
      if (library.syncToken === null) {
        const isNew = !(await isBegun(library, store));
        if (await readBeginning(library, isNew, toolsFor(library), signal))
          shortfalls.push({ code: 'icloud-sorting', detail: library.zone.zoneName, service: 'icloud' });
        if (isNew) upToDate.add(key);
      }
      const isCounted = await countLists(library, toolsFor(library), signal);
      if (library.syncToken === null) return;
      // Without a count the changes alone say that all is known.
      if (!isCounted && !mayHaveChanged(library)) await follow(library);
      await relistWhereCountsDiffer(await libraryOf(store, key), names, tools);
      await relistWhereRanksAreBack(await libraryOf(store, key), names, tools, signal);
    },
    async listAlbums(library) {
      haveAlbumsBegun = false;
      await readAlbums(library);
    },
    async listPhotos(library, name) {
      if (library.syncToken === null) readNow.add(library.key);
      const isAlbum = isSharedAlbum(library.zone.zoneName);
      if (library.lists[name].isListed || (isAlbum && name !== 'main')) return;
      readNow.add(library.key);
      if (isAlbum) {
        const way = await listSharedAlbum(library, toolsFor(library), signal);
        if (way === 'history') byHistory.add(library.key);
        return;
      }
      await listPhotos(library, name, toolsFor(library), signal);
    },
    async search(library) {
      // There is no other way to look than the history.
      if (byHistory.has(library.key) || (!readNow.has(library.key) && !library.isUnsure)) return;
      const isUnsure = !(await findMissingPhotos(library, toolsFor(library), signal));
      if (isUnsure) shortfalls.push(unread('lists-differ', library.zone.zoneName));
      if (isUnsure || library.isUnsure) await store.saveMarks(library.key, { isUnsure });
    },
    async readFrames(library) {
      if (!tools.withFrames || !wantsFrames(library, names)) return;
      if (!(await readFrames(library, toolsFor(library), signal)))
        shortfalls.push(unread('frames-unread', library.zone.zoneName));
    },
    async catchUp({ key }) {
      const { zone, lists, startToken, syncToken } = await libraryOf(store, key);
      // Apple may tell no state of a shared album but with its list.
      if (isSharedAlbum(zone.zoneName) && startToken === null && syncToken === null)
        await store.saveStartToken(key, lists.main.passToken);
      await store.saveRead(key, tools.clock.now());
      if (!upToDate.has(key)) await follow(await libraryOf(store, key));
    },
    async listAlbumsOnceMore(library) {
      if (haveAlbumsBegun) await readAlbums(library);
    },
    async isWhole() {
      const libraries = (await present()).filter(({ key }) => !failed.has(key));
      return libraries.every(({ zone, lists }) =>
        (isSharedAlbum(zone.zoneName) ? (['main'] as const) : names).every((name) => lists[name].isListed),
      );
    },
    async finish() {
      for (const library of await present()) {
        if (library.isUnread === true && !failed.has(library.key))
          await store.saveMarks(library.key, { isUnread: false });
        const findings = await compareWithCounts(library, names, tools);
        shortfalls.push(...findings.shortfalls);
        remarks.push(...findings.remarks);
      }
      const libraries = await store.libraries();
      if (senseless !== null && libraries.every(({ lists: { main } }) => main.seenItems === 0))
        throw icloudChanged(senseless);
      await keepTokens(found, new Set(failed.values()), store);
      return { shortfalls: eachOnce(shortfalls), remarks, hasReadLists: readNow.size > 0 };
    },
  };
}

const eachOnce = (records: readonly ErrorRecord[]): ErrorRecord[] => [
  ...new Map(records.map((record) => [`${record.code} ${record.detail}`, record])).values(),
];

/** Apple names a zone again as long as the token from before it changed is asked with. */
async function keepTokens(
  { tokens }: FoundLibraries,
  failed: ReadonlySet<Database>,
  store: ListingLog,
): Promise<void> {
  const before = await store.readTokens();
  const kept = (database: Database): string | null =>
    failed.has(database) ? before[database] : tokens[database];
  await store.saveDatabaseTokens({ private: kept('private'), shared: kept('shared') });
}

async function libraryOf(store: ListingLog, key: string): Promise<ListedLibrary> {
  const library = (await store.libraries()).find((one) => one.key === key);
  assertFound(library, 'the library');
  return library;
}

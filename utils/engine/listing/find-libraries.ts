import { type ErrorRecord, TransferError } from '../../errors.ts';
import type { ZoneList } from '../../icloud/responses/zone-responses.ts';
import { isBadRequest, isNotThere } from '../../icloud/errors.ts';
import {
  type Database,
  holdsLibrary,
  isPersonal,
  isSharedAlbum,
  libraryKey,
  type LibraryZone,
} from '../../icloud/zone.ts';
import { knownSharedAlbums } from './shared-albums.ts';
import {
  orChanged,
  retryUntilAnswered,
  PER_CALL_ERRORS,
  attemptOnce,
  attemptOptional,
} from '../flow/call-retry.ts';
import type { ListedLibrary } from '../../ports/listed.ts';
import type { ListerTools } from './tools.ts';

/** Libraries of the account, as they are found now. */
export interface FoundLibraries {
  /** What cannot be opened or was not told. */
  shortfalls: ErrorRecord[];
  /** Those that can be read, as the log has them at the time. */
  present: () => Promise<ListedLibrary[]>;
  /** Whether something in a library may have changed since the last reading. */
  mayHaveChanged: (library: ListedLibrary) => boolean;
  /** States of the databases up to which everything is known once all of `present` are read; those of before where a library cannot be opened. */
  tokens: Record<Database, string | null>;
}

const NO_TOKENS: Record<Database, null> = { private: null, shared: null };

/** Zones of a database, and whether all are named or only those that changed. */
interface FoundZones extends ZoneList {
  isWhole: boolean;
}

/**
 * Finds the libraries of both databases, each zone once, and enters them into the log; where the log has a token of a
 * database Apple names only those that have changed. A library whose zone is gone is marked. Nothing that the shared
 * database answers stands in the way of the private one.
 *
 * @throws {TransferError} what needs a person; `icloud-empty` where the private database holds no library
 * Source: docs/icloud-photos.md 2.1, 7.
 */
export async function findLibraries(tools: ListerTools, signal: AbortSignal): Promise<FoundLibraries> {
  const { store } = tools;
  const wantsAlbums = tools.withSharedAlbums === true;
  const known = await store.sharedAlbums();
  // Where shared albums were never asked for, Apple must name all zones.
  const since = wantsAlbums && known === null ? NO_TOKENS : await store.readTokens();
  const own = await readOwn(since.private, tools, signal);
  if (
    own.isWhole &&
    ![...own.libraries, ...own.unreadable].some(isLibrary) &&
    !own.skipped.some(holdsLibrary)
  )
    throw new TransferError('icloud-empty', 'the account has no photo library', { service: 'icloud' });
  const wasSilent = await store.isSharedSilent();
  const shared = await readSharedSince(
    since.shared,
    wasSilent ? attemptOnce : attemptOptional,
    tools,
    signal,
  );
  if (wasSilent !== (shared === null)) await store.saveSharedSilent(!wasSilent);
  const before = await store.libraries();
  const ownNames = new Set([
    ...own.libraries.map(({ zoneName }) => zoneName),
    ...before
      .filter(({ zone }) => zone.database === 'private' && !isGone(zone, own))
      .map(({ zone }) => zone.zoneName),
  ]);
  const named = [
    ...own.libraries,
    ...(shared?.libraries ?? []).filter(({ zoneName }) => !ownNames.has(zoneName)),
  ];
  const zonesOf = ({ database }: LibraryZone): FoundZones | null => (database === 'private' ? own : shared);
  const isGoneNow = (zone: LibraryZone): boolean => {
    const zones = zonesOf(zone);
    return zones !== null && isGone(zone, zones);
  };
  const allUnreadable = [...own.unreadable, ...(shared?.unreadable ?? [])];
  const albums = knownSharedAlbums(known ?? [], [...named, ...allUnreadable], isGoneNow);
  if (known !== null || (own.isWhole && shared?.isWhole)) await store.saveSharedAlbums(albums);
  const isWanted = ({ zoneName }: LibraryZone): boolean => wantsAlbums || !isSharedAlbum(zoneName);
  const inLog = new Set([...named, ...allUnreadable].map(libraryKey).concat(before.map(({ key }) => key)));
  const libraries = [...named, ...albums.filter((zone) => !inLog.has(libraryKey(zone)))].filter(isWanted);
  const primary = libraries.find(({ zoneName }) => isPersonal(zoneName))?.zoneName;
  const unreadable = allUnreadable.filter(isWanted);
  const dead = new Set(unreadable.map(({ zoneName }) => zoneName));
  // A migrated account has a dead zone of the old name beside the living one.
  const isReplaced = (name: string): boolean => primary !== undefined && isPersonal(name) && dead.has(name);
  const leftOut = wantsAlbums ? [] : albums.map(({ zoneName }) => zoneName);
  const skipped = [...own.skipped, ...(shared?.skipped ?? []), ...leftOut];
  await store.saveLibraries(
    libraries,
    skipped.filter((name) => !holdsLibrary(name)),
    !own.isWhole || shared?.isWhole !== true,
  );
  const closed = unreadable.filter(({ zoneName }) => !isReplaced(zoneName));
  const shortfalls = [...closed.map(({ zoneName }) => zoneName), ...skipped.filter(holdsLibrary)].map(
    (name) => unread('library-unread', `${name}: Apple cannot open it`),
  );
  if (shared === null) shortfalls.push(unread('shared-unread', 'the shared database does not answer'));
  for (const { key, zone } of before) {
    if (!isWanted(zone)) await store.saveLeftOut(key);
    else if (isGoneNow(zone) || isReplaced(zone.zoneName)) await store.saveLibraryGone(key);
  }
  const closedKeys = new Set(closed.map(libraryKey));
  const changed = new Set(libraries.map(libraryKey));
  const tokenOf = (database: Database, zones: FoundZones | null): string | null =>
    zones === null || closed.some((zone) => zone.database === database) || zones.skipped.some(holdsLibrary)
      ? since[database]
      : zones.syncToken;
  return {
    shortfalls,
    present: async () => (await store.libraries()).filter(({ key }) => !closedKeys.has(key)),
    mayHaveChanged: ({ key, zone }) => changed.has(key) || (zone.database === 'shared' && shared === null),
    tokens: { private: tokenOf('private', own), shared: tokenOf('shared', shared) },
  };
}

const isLibrary = ({ zoneName }: LibraryZone): boolean => holdsLibrary(zoneName);

/** Whether a zone is not there any more: Apple names it as deleted, or names all zones but this one. */
function isGone({ zoneName }: LibraryZone, zones: FoundZones): boolean {
  const isNamed = (list: readonly LibraryZone[]): boolean => list.some((zone) => zone.zoneName === zoneName);
  if (isNamed(zones.libraries) || isNamed(zones.unreadable)) return false;
  return isNamed(zones.deleted) || (zones.isWhole && !zones.skipped.some(holdsLibrary));
}

/** Whether a library of which Apple says that it is not there is missing in the list of all zones, too. */
export async function isReallyGone(
  zone: LibraryZone,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const read = () => tools.icloud.readZones(zone.database, signal);
  const outcome = await attemptOptional(tools, signal, read, PER_CALL_ERRORS);
  return 'answer' in outcome && isGone(zone, { ...outcome.answer, isWhole: true });
}

/** Remark of a library that is gone. */
export const gone = ({ zoneName }: LibraryZone): ErrorRecord => ({
  code: 'library-gone',
  detail: zoneName,
  service: 'icloud',
});

/** What could not be read, in the words of its code. */
export const unread = (
  code: 'library-unread' | 'albums-unread' | 'shared-unread' | 'lists-differ' | 'frames-unread',
  detail: string,
): ErrorRecord => ({ code, detail, service: 'icloud' });

/**
 * Either of Apple's two lists of zones does; without an answer to any the run waits. A token that is of no use leads to
 * the list of all. Source: docs/icloud-photos.md 2.1.
 */
async function readOwn(since: string | null, tools: ListerTools, signal: AbortSignal): Promise<FoundZones> {
  const { icloud } = tools;
  if (since !== null) {
    const read = () => icloud.readChangedZones('private', since, signal);
    const news = await attemptOptional(tools, signal, read, PER_CALL_ERRORS);
    if ('answer' in news) return { ...news.answer, isWhole: false };
  }
  const changes = () => icloud.readZones('private', signal);
  const first = await attemptOptional(tools, signal, changes, PER_CALL_ERRORS);
  if ('answer' in first) return { ...first.answer, isWhole: true };
  const second = await attemptOptional(
    tools,
    signal,
    () => icloud.listZones('private', signal),
    PER_CALL_ERRORS,
  );
  const answer =
    'answer' in second ? second.answer : await orChanged(retryUntilAnswered(tools, signal, changes));
  return { ...answer, isWhole: true };
}

/** @param ask asks once for each way, where no way led anywhere at the last look */
async function readSharedSince(
  since: string | null,
  ask: typeof attemptOnce,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<FoundZones | null> {
  if (since !== null) {
    const news = await ask(tools, signal, () => tools.icloud.readChangedZones('shared', since, signal));
    if ('answer' in news) return { ...news.answer, isWhole: false };
  }
  const all = await readShared(ask, tools, signal);
  return all && { ...all, isWhole: true };
}

/** Also where the very request that the private database takes makes no sense to this one. */
const isNoSuchThing = (error: TransferError): boolean => isNotThere(error) || isBadRequest(error);

/**
 * Zones that others share with the account: none where Apple says that there is no such thing; null where it does not
 * tell. A dead session or another account is told by the next call of the private database.
 */
async function readShared(
  ask: typeof attemptOnce,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<ZoneList | null> {
  const { icloud } = tools;
  const first = await ask(tools, signal, () => icloud.readZones('shared', signal));
  if ('answer' in first) return first.answer;
  if (!PER_CALL_ERRORS.has(first.error.code)) return null;
  const second = await ask(tools, signal, () => icloud.listZones('shared', signal));
  if ('answer' in second) return second.answer;
  const isNone = isNoSuchThing(first.error) && isNoSuchThing(second.error);
  return isNone
    ? { libraries: [], unreadable: [], deleted: [], skipped: [], nextToken: null, syncToken: null }
    : null;
}

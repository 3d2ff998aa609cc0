import type { ErrorRecord } from '../../../errors.ts';
import {
  type Database,
  holdsLibrary,
  isPersonal,
  isSharedAlbum,
  libraryKey,
  type LibraryZone,
} from '../../../icloud/zone.ts';
import type { ListedLibrary } from '../../../ports/listed.ts';
import { together } from '../../flow/together.ts';
import { knownSharedAlbums } from '../shared-albums.ts';
import type { ListerTools } from '../tools.ts';
import {
  type DatabaseTokens,
  findOwnZones,
  findSharedZones,
  isGoneFrom,
  type ZonesByDatabase,
} from './find-zones.ts';

/** Libraries of the account at present. */
export interface FoundLibraries {
  /** Libraries that cannot be opened, and databases that do not answer. */
  shortfalls: ErrorRecord[];
  /** Returns the libraries that can be read, as they are in the log at the time of the call. */
  present: () => Promise<ListedLibrary[]>;
  /** Whether a library may have changed since its last reading. */
  mayHaveChanged: (library: ListedLibrary) => boolean;
  /**
   * States of the databases up to which everything is known once all of `present` are read. The token of a database with
   * a library that cannot be opened stays the old one.
   */
  tokens: DatabaseTokens;
}

const NO_TOKENS: DatabaseTokens = { private: null, shared: null };

/**
 * Finds the libraries of both databases, each zone once, and enters them into the log. With a token in the log, Apple
 * names only the zones that changed. Libraries without a zone are marked as gone. No answer of the shared database
 * affects the private one.
 *
 * @throws {TransferError} if a person has to act; `icloud-empty` if the private database holds no library
 * Source: docs/icloud-photos.md 2.1, 7.
 */
export async function findLibraries(tools: ListerTools, signal: AbortSignal): Promise<FoundLibraries> {
  const { store, withSharedAlbums: wantsAlbums = false } = tools;
  const albumsBefore = await store.sharedAlbums();
  // Until shared albums were asked for once, Apple must name all zones.
  const since = wantsAlbums && albumsBefore === null ? NO_TOKENS : await store.readTokens();
  const [own, shared] = await together(
    findOwnZones(since.private, tools, signal),
    findSharedZones(since.shared, tools, signal),
  );
  const zones = { private: own, shared };

  const before = await store.libraries();
  const named = namedLibraries(zones, before);
  const allUnreadable = [...own.unreadable, ...(shared?.unreadable ?? [])];
  const albums = knownSharedAlbums(albumsBefore ?? [], [...named, ...allUnreadable], (zone) =>
    isGoneFrom(zones, zone),
  );
  const haveAllZones = own.isWhole && shared?.isWhole === true;
  if (albumsBefore !== null || haveAllZones) await store.saveSharedAlbums(albums);

  const isWanted = ({ zoneName }: LibraryZone): boolean => wantsAlbums || !isSharedAlbum(zoneName);
  const inLog = new Set([...named, ...allUnreadable].map(libraryKey).concat(before.map(({ key }) => key)));
  const newAlbums = albums.filter((zone) => !inLog.has(libraryKey(zone)));
  const libraries = [...named, ...newAlbums].filter(isWanted);
  const unreadable = allUnreadable.filter(isWanted);
  const replaced = replacedNames(libraries, unreadable);
  const closed = unreadable.filter(({ zoneName }) => !replaced.has(zoneName));
  const albumsLeftOut = wantsAlbums ? [] : albums.map(({ zoneName }) => zoneName);
  const skipped = [...own.skipped, ...(shared?.skipped ?? []), ...albumsLeftOut];

  await store.saveLibraries(
    libraries,
    skipped.filter((name) => !holdsLibrary(name)),
    !haveAllZones,
  );
  for (const { key, zone } of before) {
    if (!isWanted(zone)) await store.saveLeftOut(key);
    else if (isGoneFrom(zones, zone) || replaced.has(zone.zoneName)) await store.saveLibraryGone(key);
  }

  const closedKeys = new Set(closed.map(libraryKey));
  const changed = new Set(libraries.map(libraryKey));
  const closedNames = [...closed.map(({ zoneName }) => zoneName), ...skipped.filter(holdsLibrary)];
  return {
    shortfalls: shortfallsOf(closedNames, shared === null),
    present: async () => (await store.libraries()).filter(({ key }) => !closedKeys.has(key)),
    mayHaveChanged: ({ key, zone }) => changed.has(key) || (zone.database === 'shared' && shared === null),
    tokens: nextTokens(zones, closed, since),
  };
}

/** Lists the libraries that Apple names. A zone of both databases counts as private. */
function namedLibraries(zones: ZonesByDatabase, before: readonly ListedLibrary[]): LibraryZone[] {
  const { private: own, shared } = zones;
  const ownBefore = before.map(({ zone }) => zone).filter(({ database }) => database === 'private');
  const stillOwn = ownBefore.filter((zone) => !isGoneFrom(zones, zone));
  const ownNames = new Set([...own.libraries, ...stillOwn].map(({ zoneName }) => zoneName));
  return [...own.libraries, ...(shared?.libraries ?? []).filter(({ zoneName }) => !ownNames.has(zoneName))];
}

/** Returns names of dead zones that a live one replaces: a migrated account has a dead zone of its old name. */
function replacedNames(
  libraries: readonly LibraryZone[],
  unreadable: readonly LibraryZone[],
): ReadonlySet<string> {
  const hasPersonal = libraries.some(({ zoneName }) => isPersonal(zoneName));
  const dead = unreadable.map(({ zoneName }) => zoneName).filter((name) => isPersonal(name));
  return new Set(hasPersonal ? dead : []);
}

function shortfallsOf(closedNames: readonly string[], isSharedSilent: boolean): ErrorRecord[] {
  const shortfalls = closedNames.map((name) => shortfall('library-unread', `${name}: Apple cannot open it`));
  return isSharedSilent
    ? [...shortfalls, shortfall('shared-unread', 'the shared database does not answer')]
    : shortfalls;
}

/** Keeps the old token of a database that did not answer or has a library that cannot be opened. */
function nextTokens(
  zones: ZonesByDatabase,
  closed: readonly LibraryZone[],
  since: DatabaseTokens,
): DatabaseTokens {
  const tokenOf = (database: Database): string | null => {
    const found = zones[database];
    const isIncomplete =
      found === null || closed.some((zone) => zone.database === database) || found.skipped.some(holdsLibrary);
    return isIncomplete ? since[database] : found.syncToken;
  };
  return { private: tokenOf('private'), shared: tokenOf('shared') };
}

/** Builds the remark about a library that is gone. */
export const gone = ({ zoneName }: LibraryZone): ErrorRecord => ({
  code: 'library-gone',
  detail: zoneName,
  service: 'icloud',
});

/** Codes of lists and libraries that could not be read in full. */
type ListingCode =
  'library-unread' | 'albums-unread' | 'shared-unread' | 'lists-differ' | 'frames-unread' | 'icloud-sorting';

/** Builds the record of a library or list that could not be read in full. */
export const shortfall = (code: ListingCode, detail: string): ErrorRecord => ({
  code,
  detail,
  service: 'icloud',
});

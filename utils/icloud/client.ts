import { TransferError } from '../errors.ts';
import type { RecordName } from '../units.ts';
import { isRefusalPage, isSessionRefused, readReply } from './errors.ts';
import type { Album } from '../domain/album/album.ts';
import {
  type MemberPage,
  parseMembers,
  parseShareTitle,
  readAlbumPages,
} from './responses/album-responses.ts';
import { type ChangeAnswer, parseChanges } from './responses/change-responses.ts';
import {
  buildAlbums,
  buildChanges,
  buildCounts,
  buildIndexingState,
  buildLookup,
  buildPage,
  buildShare,
  buildZoneList,
  buildZones,
  type PagePlace,
  type PhotoList,
  resourceKeys,
} from './requests.ts';
import type { IcloudSession } from './responses/session-responses.ts';
import {
  type LibraryState,
  parseCounts,
  parseLibraryState,
  parseZones,
  type ZoneList,
} from './responses/zone-responses.ts';
import { explainRefusal, otherAccount, readSession, strangeOwner } from './session/open-session.ts';
import { createSplitLookup } from './session/split-lookup.ts';
import { parseRecords, type RecordPage } from './responses/responses.ts';
import type { IcloudCall, IcloudTransport } from './transport.ts';
import type { Database, LibraryZone } from './zone.ts';

/** Records in one lookup: 200 were answered, 400 refused. Source: docs/icloud-photos.md 6.3. */
export const LOOKUP_BATCH = 200;

/** Lists whose counts are asked for in one call; nobody has told of a limit, the page itself asks for about so many. */
export const COUNT_BATCH = 50;

/** Answers of one list of zones; a person has a handful of zones. */
const MAX_ZONE_ANSWERS = 50;

/** How long an account is taken for the one that is signed in: another can sign in without any call being refused. */
const SESSION_LIFE_MS = 10 * 60_000;

/** Knows what an earlier check found out about an account. */
interface LookupMemory {
  readFacts(side: 'icloud', accountNumber: string): Promise<{ lookupSize?: number }>;
}

const noMemory: LookupMemory = { readFacts: async () => ({}) };

/** Reads iCloud Photos; there is nothing in it that could write. */
export interface IcloudClient {
  /** Asks who is signed in, at each call anew. */
  readSession(signal: AbortSignal): Promise<IcloudSession>;
  /** Libraries of a database, the names of zones that hold none, and a token for {@link IcloudClient.readChangedZones}. */
  readZones(database: Database, signal: AbortSignal): Promise<ZoneList>;
  /** The same by Apple's other list, which has no token. Source: docs/icloud-photos.md 2.1. */
  listZones(database: Database, signal: AbortSignal): Promise<ZoneList>;
  /** Zones of a database that changed since a token. @throws {TransferError} `bad-response` for a token that is of no use */
  readChangedZones(database: Database, syncToken: string, signal: AbortSignal): Promise<ZoneList>;
  readState(zone: LibraryZone, signal: AbortSignal): Promise<LibraryState>;
  /** Apple's own counts of at most {@link COUNT_BATCH} lists, in their order; null where it does not say. */
  countItems(zone: LibraryZone, lists: readonly PhotoList[], signal: AbortSignal): Promise<(number | null)[]>;
  readPage(
    zone: LibraryZone,
    list: Exclude<PhotoList, object>,
    place: PagePlace,
    signal: AbortSignal,
  ): Promise<RecordPage>;
  /** Name of a shared album; null where Apple tells none. */
  readTitle(zone: LibraryZone, signal: AbortSignal): Promise<string | null>;
  /** All albums and folders of one folder; null for the top. */
  readAlbums(zone: LibraryZone, parent: string | null, signal: AbortSignal): Promise<Album[]>;
  /** What an album holds. */
  readMembers(zone: LibraryZone, album: string, place: PagePlace, signal: AbortSignal): Promise<MemberPage>;
  /**
   * @param syncToken null: from the beginning of the library
   * @param fields `all`: also those that nobody knows, several times as much
   */
  readChanges(
    zone: LibraryZone,
    syncToken: string | null,
    signal: AbortSignal,
    fields?: 'known' | 'all',
  ): Promise<ChangeAnswer>;
  /** @param names at most {@link LOOKUP_BATCH}; asked for in smaller parts where Apple has refused so many */
  lookup(zone: LibraryZone, names: readonly RecordName[], signal: AbortSignal): Promise<RecordPage>;
  /** Makes all later lists, changes and lookups ask for these files too. */
  askFor(fileNames: readonly string[]): void;
}

/**
 * The client keeps the address of the account's photo service; when a call's session is refused there it asks once who
 * is signed in, takes the address that comes, and repeats the call once.
 *
 * All calls throw {@link TransferError}.
 */
export function createIcloudClient(
  transport: IcloudTransport,
  now: () => number = Date.now,
  memory: LookupMemory = noMemory,
): IcloudClient {
  let session: IcloudSession | null = null;
  /** Whose photos are being read: calls go on for nobody else, whoever signs in meanwhile. */
  let owner: IcloudSession | null = null;
  let checkedAt = -Infinity;
  /** Owners that stand in records beside the zone's own, and are the same account all the same. */
  const sameOwners = new Set<string>();

  const renewSession = async (signal: AbortSignal): Promise<IcloudSession> => {
    session = null;
    const found = await readSession(transport, signal);
    owner ??= found;
    if (found.accountNumber !== owner.accountNumber) throw otherAccount(owner.account, found.account);
    checkedAt = now();
    return (session = found);
  };

  /** @param read reads the answer; a session that is refused within it is renewed like any other */
  const call = async <T>(
    build: (serviceUrl: string) => IcloudCall,
    signal: AbortSignal,
    read: (body: unknown) => T,
  ): Promise<T> => {
    // Without a sign: a clock that was set back makes it no fresher.
    const isFresh = session !== null && Math.abs(now() - checkedAt) < SESSION_LIFE_MS;
    const { serviceUrl } = session !== null && isFresh ? session : await renewSession(signal);
    const reply = await transport.post(build(serviceUrl), signal);
    try {
      return read(readReply(reply));
    } catch (error) {
      if (isSessionRefused(error)) {
        const renewed = await renewSession(signal);
        return read(readReply(await transport.post(build(renewed.serviceUrl), signal)));
      }
      if (!(error instanceof TransferError) || error.code !== 'icloud-refused') throw error;
      // A page of refusal says nothing of the account, and wants no call more.
      throw isRefusalPage(reply) ? error : explainRefusal(error, await renewSession(signal));
    }
  };

  /** Records of somebody else are looked at by nobody: who is signed in is asked before. */
  const readRecords = async (
    zone: LibraryZone,
    build: (serviceUrl: string) => IcloudCall,
    signal: AbortSignal,
  ): Promise<RecordPage> => {
    const { page, strange } = await call(build, signal, (body) => ({
      page: parseRecords(body),
      strange: strangeOwner(body, zone),
    }));
    if (strange !== null && !sameOwners.has(strange)) {
      await renewSession(signal);
      sameOwners.add(strange);
    }
    return page;
  };

  /** Fields of files that are no longer unknown. */
  const moreKeys = new Set<string>();

  const lookUp = createSplitLookup(LOOKUP_BATCH, async () =>
    owner ? (await memory.readFacts('icloud', owner.accountNumber)).lookupSize : undefined,
  );

  const readZones = async (
    database: Database,
    signal: AbortSignal,
    since: string | null = null,
  ): Promise<ZoneList> => {
    const all: ZoneList = {
      ...{ libraries: [], unreadable: [], deleted: [], skipped: [] },
      ...{ nextToken: since, syncToken: since },
    };
    for (let answers = 0; answers < MAX_ZONE_ANSWERS; answers += 1) {
      const token = all.nextToken;
      const list = await call(
        (url) => buildZones(url, database, token),
        signal,
        (body) => parseZones(body, database, token !== null),
      );
      for (const kind of ['libraries', 'unreadable', 'deleted'] as const) all[kind].push(...list[kind]);
      all.skipped.push(...list.skipped);
      all.syncToken = list.syncToken;
      if (list.nextToken === null || list.nextToken === token) break;
      all.nextToken = list.nextToken;
    }
    return all;
  };

  return {
    readSession(signal) {
      owner = null;
      sameOwners.clear();
      return renewSession(signal);
    },
    readZones: (database, signal) => readZones(database, signal),
    listZones: async (database, signal) => ({
      ...(await call(
        (url) => buildZoneList(url, database),
        signal,
        (body) => parseZones(body, database),
      )),
      ...{ nextToken: null, syncToken: null },
    }),
    readChangedZones: (database, syncToken, signal) => readZones(database, signal, syncToken),
    readState: (zone, signal) => call((url) => buildIndexingState(url, zone), signal, parseLibraryState),
    countItems: (zone, lists, signal) =>
      call(
        (url) => buildCounts(url, zone, lists),
        signal,
        (body) => parseCounts(body, lists.length),
      ),
    readPage: (zone, list, place, signal) =>
      readRecords(zone, (url) => buildPage(url, zone, list, { ...place, more: [...moreKeys] }), signal),
    readTitle: (zone, signal) => call((url) => buildShare(url, zone), signal, parseShareTitle),
    readAlbums: (zone, parent, signal) =>
      readAlbumPages((marker) =>
        call(
          (url) => buildAlbums(url, zone, parent, marker),
          signal,
          (body) => body,
        ),
      ),
    readMembers: (zone, album, place, signal) =>
      call((url) => buildPage(url, zone, { album }, place), signal, parseMembers),
    readChanges: (zone, syncToken, signal, fields = 'known') =>
      call(
        (url) => buildChanges(url, zone, syncToken, fields === 'all' ? null : [...moreKeys]),
        signal,
        parseChanges,
      ),
    lookup: (zone, names, signal) =>
      lookUp(names, (part) =>
        readRecords(zone, (url) => buildLookup(url, zone, part, [...moreKeys]), signal),
      ),
    askFor(fileNames) {
      for (const key of fileNames.flatMap(resourceKeys)) moreKeys.add(key);
    },
  };
}

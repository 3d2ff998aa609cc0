import type { RecordName } from '../units.ts';
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
  type PageRange,
  type PhotoList,
} from './requests.ts';
import {
  type FolderContent,
  type MemberPage,
  parseMembers,
  parseShareTitle,
  readAlbumPages,
} from './responses/album-responses.ts';
import { type ChangeAnswer, parseChanges } from './responses/change-responses.ts';
import type { RecordPage } from './responses/responses.ts';
import type { IcloudSession } from './responses/session-responses.ts';
import {
  type LibraryState,
  parseCounts,
  parseLibraryState,
  parseZones,
  type ZoneList,
} from './responses/zone-responses.ts';
import { createSignedInCalls, type SignedInCalls } from './session/signed-in-calls.ts';
import { createSplitLookup } from './session/split-lookup.ts';
import type { IcloudTransport } from './transport.ts';
import { createWantedFields, type WantedFields } from './wanted-fields.ts';
import type { Database, LibraryZone } from './zone.ts';

/** Records in one lookup: 200 were answered, 400 refused. Source: docs/icloud-photos.md 6.3. */
export const LOOKUP_BATCH = 200;

/** Lists whose counts are requested in one call. No limit is known; the page itself asks for about this many. */
export const COUNT_BATCH = 50;

/** Pages of one list of zones that are read at most. A person has a handful of zones. */
const MAX_ZONE_PAGES = 50;

/** Remembers what an earlier check found out about an account. */
interface LookupMemory {
  readFacts(side: 'icloud', accountNumber: string): Promise<{ lookupSize?: number }>;
}

const noMemory: LookupMemory = { readFacts: async () => ({}) };

/** Reads iCloud Photos. No call of it can write. */
export interface IcloudClient {
  /** Asks who is signed in, on every call. */
  readSession(signal: AbortSignal): Promise<IcloudSession>;
  /** Lists the libraries of a database, other zones by name, and a token for {@link IcloudClient.readChangedZones}. */
  readZones(database: Database, signal: AbortSignal): Promise<ZoneList>;
  /** Lists the same from Apple's other endpoint, which has no token. Source: docs/icloud-photos.md 2.1. */
  listZones(database: Database, signal: AbortSignal): Promise<ZoneList>;
  /** Lists the zones of a database that changed since a token. @throws {TransferError} `bad-response` for an invalid token */
  readChangedZones(database: Database, syncToken: string, signal: AbortSignal): Promise<ZoneList>;
  readState(zone: LibraryZone, signal: AbortSignal): Promise<LibraryState>;
  /** Returns Apple's own counts of at most {@link COUNT_BATCH} lists, in their order; null where Apple gives none. */
  countItems(zone: LibraryZone, lists: readonly PhotoList[], signal: AbortSignal): Promise<(number | null)[]>;
  readPage(
    zone: LibraryZone,
    list: Exclude<PhotoList, object>,
    range: PageRange,
    signal: AbortSignal,
  ): Promise<RecordPage>;
  /** Returns the name of a shared album; null where Apple gives none. */
  readTitle(zone: LibraryZone, signal: AbortSignal): Promise<string | null>;
  /** Lists all albums and folders of one folder; null for the top. */
  readAlbums(zone: LibraryZone, parent: string | null, signal: AbortSignal): Promise<FolderContent>;
  /** Reads one page of an album's photos. */
  readMembers(zone: LibraryZone, album: string, range: PageRange, signal: AbortSignal): Promise<MemberPage>;
  /**
   * Reads the changes of a library since a token.
   *
   * @param syncToken null: from the beginning of the library
   * @param fields `all`: unknown fields too, which is several times as much data
   */
  readChanges(
    zone: LibraryZone,
    syncToken: string | null,
    signal: AbortSignal,
    fields?: 'known' | 'all',
  ): Promise<ChangeAnswer>;
  /**
   * Looks records up by name. Splits the request where Apple has refused one of that size.
   *
   * @param names at most {@link LOOKUP_BATCH}
   */
  lookup(zone: LibraryZone, names: readonly RecordName[], signal: AbortSignal): Promise<RecordPage>;
  /** Adds these files to what all later lists, changes and lookups request. */
  askFor: WantedFields['askFor'];
  /** Adds renditions to what all later lists, changes and lookups request, or no longer. At first they are not requested. */
  askForRenditions: WantedFields['askForRenditions'];
}

/**
 * Creates a client for the account that is signed in.
 *
 * It keeps the address of the account's photo service. When the service refuses a session, the client checks once who is
 * signed in, uses the address that it gets, and repeats the call once.
 *
 * All calls throw {@link TransferError}.
 */
export function createIcloudClient(
  transport: IcloudTransport,
  now: () => number = Date.now,
  memory: LookupMemory = noMemory,
): IcloudClient {
  const account = createSignedInCalls(transport, now);
  const { call, readRecords } = account;
  const wanted = createWantedFields();
  const lookUp = createSplitLookup(LOOKUP_BATCH, async () => {
    const accountNumber = account.accountNumber();
    return accountNumber === null ? undefined : (await memory.readFacts('icloud', accountNumber)).lookupSize;
  });

  return {
    readSession: account.start,
    readZones: (database, signal) => readAllZones(call, database, null, signal),
    listZones: async (database, signal) => {
      const list = await call(
        (url) => buildZoneList(url, database),
        signal,
        (body) => parseZones(body, database),
      );
      return { ...list, nextToken: null, syncToken: null };
    },
    readChangedZones: (database, syncToken, signal) => readAllZones(call, database, syncToken, signal),
    readState: (zone, signal) => call((url) => buildIndexingState(url, zone), signal, parseLibraryState),
    countItems: (zone, lists, signal) =>
      call(
        (url) => buildCounts(url, zone, lists),
        signal,
        (body) => parseCounts(body, lists.length),
      ),
    async readPage(zone, list, range, signal) {
      const build = (url: string) => buildPage(url, zone, list, { ...range, more: wanted.keys() });
      return wanted.complete(await readRecords(zone, build, signal));
    },
    readTitle: (zone, signal) => call((url) => buildShare(url, zone), signal, parseShareTitle),
    readAlbums: (zone, parent, signal) =>
      readAlbumPages((marker) =>
        call(
          (url) => buildAlbums(url, zone, parent, marker),
          signal,
          (body) => body,
        ),
      ),
    readMembers: (zone, album, range, signal) =>
      call((url) => buildPage(url, zone, { album }, range), signal, parseMembers),
    async readChanges(zone, syncToken, signal, fields = 'known') {
      const more = fields === 'all' ? null : wanted.keys();
      const answer = await call((url) => buildChanges(url, zone, syncToken, more), signal, parseChanges);
      return answer === 'token-refused' ? answer : { ...answer, records: wanted.complete(answer.records) };
    },
    async lookup(zone, names, signal) {
      const build = (part: readonly RecordName[]) => (url: string) =>
        buildLookup(url, zone, part, wanted.keys());
      return wanted.complete(await lookUp(names, (part) => readRecords(zone, build(part), signal)));
    },
    askFor: wanted.askFor,
    askForRenditions: wanted.askForRenditions,
  };
}

/** Joins all pages of a list of zones. @param since a token: only zones that changed after it; null: all zones */
async function readAllZones(
  call: SignedInCalls['call'],
  database: Database,
  since: string | null,
  signal: AbortSignal,
): Promise<ZoneList> {
  const all: ZoneList = {
    libraries: [],
    unreadable: [],
    deleted: [],
    skipped: [],
    nextToken: since,
    syncToken: since,
  };
  for (let pages = 0; pages < MAX_ZONE_PAGES; pages += 1) {
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
}

import { TransferError } from '../../../errors.ts';
import { isBadRequest, isNotThere } from '../../../icloud/errors.ts';
import type { ZoneList } from '../../../icloud/responses/zone-responses.ts';
import { type Database, holdsLibrary, type LibraryZone } from '../../../icloud/zone.ts';
import {
  attemptOnce,
  attemptOptional,
  orChanged,
  PER_CALL_ERRORS,
  retryUntilAnswered,
} from '../../flow/call-retry.ts';
import type { ListerTools } from '../tools.ts';

/** Tokens of both databases. */
export type DatabaseTokens = Record<Database, string | null>;

/** Zones of a database. */
export interface FoundZones extends ZoneList {
  /** Apple named all zones; otherwise only those that changed. */
  isWhole: boolean;
}

/** Zones of both databases; null for a shared database that does not answer. */
export interface ZonesByDatabase {
  private: FoundZones;
  shared: FoundZones | null;
}

/**
 * Finds the zones of the private database. Either of Apple's two lists of zones is enough; without any answer the run
 * waits. A useless token leads to the list of all zones.
 *
 * @param since token from which only changed zones are needed
 * @throws {TransferError} if a person has to act; `icloud-empty` if the database holds no library
 * Source: docs/icloud-photos.md 2.1.
 */
export async function findOwnZones(
  since: string | null,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<FoundZones> {
  const zones = await readOwnZones(since, tools, signal);
  const hasLibrary =
    [...zones.libraries, ...zones.unreadable].some(({ zoneName }) => holdsLibrary(zoneName)) ||
    zones.skipped.some(holdsLibrary);
  if (zones.isWhole && !hasLibrary)
    throw new TransferError('icloud-empty', 'the account has no photo library', { service: 'icloud' });
  return zones;
}

async function readOwnZones(
  since: string | null,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<FoundZones> {
  const { icloud } = tools;
  const attempt = (read: () => Promise<ZoneList>) => attemptOptional(tools, signal, read, PER_CALL_ERRORS);
  if (since !== null) {
    const changed = await attempt(() => icloud.readChangedZones('private', since, signal));
    if ('answer' in changed) return { ...changed.answer, isWhole: false };
  }
  const readAll = () => icloud.readZones('private', signal);
  const first = await attempt(readAll);
  if ('answer' in first) return { ...first.answer, isWhole: true };
  const second = await attempt(() => icloud.listZones('private', signal));
  const answer =
    'answer' in second ? second.answer : await orChanged(retryUntilAnswered(tools, signal, readAll));
  return { ...answer, isWhole: true };
}

/**
 * Finds the zones that others share with the account. A database that did not answer in the previous run is asked only
 * once in each way.
 *
 * @param since token from which only changed zones are needed
 * @returns null if the shared database does not answer
 */
export async function findSharedZones(
  since: string | null,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<FoundZones | null> {
  const { store } = tools;
  const wasSilent = await store.isSharedSilent();
  const attempt: Attempt = (read) => (wasSilent ? attemptOnce : attemptOptional)(tools, signal, read);
  const zones = await readSharedZones(since, tools, signal, attempt);
  const isSilent = zones === null;
  if (isSilent !== wasSilent) await store.saveSharedSilent(isSilent);
  return zones;
}

/** Makes a call that may fail, with the number of tries that the database deserves. */
type Attempt = (read: () => Promise<ZoneList>) => ReturnType<typeof attemptOnce<ZoneList>>;

/**
 * Reads the shared zones: an empty list if Apple says that nothing is shared, null if it gives no usable answer. A dead
 * session or another account shows in the next call to the private database.
 */
async function readSharedZones(
  since: string | null,
  { icloud }: ListerTools,
  signal: AbortSignal,
  attempt: Attempt,
): Promise<FoundZones | null> {
  if (since !== null) {
    const changed = await attempt(() => icloud.readChangedZones('shared', since, signal));
    if ('answer' in changed) return { ...changed.answer, isWhole: false };
  }
  const first = await attempt(() => icloud.readZones('shared', signal));
  if ('answer' in first) return { ...first.answer, isWhole: true };
  if (!PER_CALL_ERRORS.has(first.error.code)) return null;
  const second = await attempt(() => icloud.listZones('shared', signal));
  if ('answer' in second) return { ...second.answer, isWhole: true };
  return isNothingShared(first.error) && isNothingShared(second.error)
    ? { ...NO_ZONES, isWhole: true }
    : null;
}

const NO_ZONES: ZoneList = {
  libraries: [],
  unreadable: [],
  deleted: [],
  skipped: [],
  nextToken: null,
  syncToken: null,
};

/** The shared database may also call a request malformed that the private one accepts. */
const isNothingShared = (error: TransferError): boolean => isNotThere(error) || isBadRequest(error);

/** Whether a zone no longer exists: Apple names it as deleted, or names all zones but this one. */
function isGone({ zoneName }: LibraryZone, zones: FoundZones): boolean {
  const isNamed = (list: readonly LibraryZone[]): boolean => list.some((zone) => zone.zoneName === zoneName);
  if (isNamed(zones.libraries) || isNamed(zones.unreadable)) return false;
  return isNamed(zones.deleted) || (zones.isWhole && !zones.skipped.some(holdsLibrary));
}

/** Whether a zone no longer exists. A database that did not answer says nothing about its zones. */
export function isGoneFrom(zones: ZonesByDatabase, zone: LibraryZone): boolean {
  const ofDatabase = zones[zone.database];
  return ofDatabase !== null && isGone(zone, ofDatabase);
}

/** Whether the list of all zones confirms that a library no longer exists, after Apple has said so in another call. */
export async function isReallyGone(
  zone: LibraryZone,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const read = () => tools.icloud.readZones(zone.database, signal);
  const outcome = await attemptOptional(tools, signal, read, PER_CALL_ERRORS);
  return 'answer' in outcome && isGone(zone, { ...outcome.answer, isWhole: true });
}

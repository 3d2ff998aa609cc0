import { type ErrorRecord, TransferError } from '../errors.ts';
import type { ZoneList } from '../icloud/account-responses.ts';
import { isBadRequest, isNotThere } from '../icloud/errors.ts';
import { type Database, holdsLibrary, libraryKey } from '../icloud/zone.ts';
import type { ListerTools } from './lister.ts';
import { orChanged, patiently } from './patiently.ts';
import type { ListedLibrary } from './ports.ts';
import { ofOneCall, tryThrice } from './try-thrice.ts';

/** Libraries of the account, as they are found now. */
export interface FoundLibraries {
  /** What cannot be opened or was not told. */
  shortfalls: ErrorRecord[];
  /** Those that can be read, as the log has them at the time. */
  present: () => Promise<ListedLibrary[]>;
  /** States of the databases; null where Apple does not say. */
  tokens: Record<Database, string | null>;
}

/**
 * Finds the libraries of both databases, each zone once, and enters them into the log; those of earlier runs whose
 * zones are gone are left alone. Nothing that the shared database answers stands in the way of the private one.
 *
 * @throws {TransferError} what needs a person; `icloud-empty` where the private database holds no library
 */
export async function findLibraries(tools: ListerTools, signal: AbortSignal): Promise<FoundLibraries> {
  const { store } = tools;
  const own = await readOwn(tools, signal);
  if (![...unopened(own), ...own.libraries.map(({ zoneName }) => zoneName)].some(holdsLibrary))
    throw new TransferError('icloud-empty', 'the account has no photo library', { service: 'icloud' });
  const shared = await readShared(tools, signal);
  const names = new Set(own.libraries.map(({ zoneName }) => zoneName));
  const libraries = [
    ...own.libraries,
    ...(shared?.libraries ?? []).filter(({ zoneName }) => !names.has(zoneName)),
  ];
  // A migrated account has a dead zone of the old name beside the living one.
  const isReplaced = (name: string): boolean =>
    name.startsWith('PrimarySync') && libraries.some(({ zoneName }) => zoneName.startsWith('PrimarySync'));
  const skipped = [...unopened(own), ...(shared ? unopened(shared) : [])];
  await store.saveLibraries(
    libraries,
    skipped.filter((name) => !holdsLibrary(name)),
  );
  const shortfalls = skipped
    .filter((name) => holdsLibrary(name) && !isReplaced(name))
    .map((name) => unread('library-unread', `${name}: Apple cannot open it`));
  if (shared === null) shortfalls.push(unread('shared-unread', 'the shared database does not answer'));
  const present = async (): Promise<ListedLibrary[]> =>
    (await store.libraries()).filter(
      ({ key, zone }) =>
        libraries.some((found) => libraryKey(found) === key) ||
        (zone.database === 'shared' && shared === null),
    );
  return {
    shortfalls,
    present,
    tokens: { private: own.syncToken, shared: shared?.syncToken ?? null },
  };
}

/** What could not be read, in the words of its code. */
export const unread = (
  code: 'library-unread' | 'albums-unread' | 'shared-unread' | 'lists-differ',
  detail: string,
): ErrorRecord => ({ code, detail, service: 'icloud' });

/** Either of Apple's two lists of zones does; without an answer to any the run waits. Source: docs/icloud-photos.md 2.1. */
async function readOwn(tools: ListerTools, signal: AbortSignal): Promise<ZoneList> {
  const { icloud } = tools;
  const changes = () => icloud.readZones('private', signal);
  const first = await tryThrice(tools, signal, changes, ofOneCall);
  if ('answer' in first) return first.answer;
  const second = await tryThrice(tools, signal, () => icloud.listZones('private', signal), ofOneCall);
  return 'answer' in second ? second.answer : orChanged(patiently(tools, signal, changes));
}

/** Also where the very request that the private database takes makes no sense to this one. */
const isNoSuchThing = (error: TransferError): boolean => isNotThere(error) || isBadRequest(error);

/**
 * Zones that others share with the account: none where Apple says that there is no such thing; null where it does not
 * tell. A dead session or another account is told by the next call of the private database.
 */
export async function readShared(
  tools: Pick<ListerTools, 'icloud' | 'gate' | 'clock'>,
  signal: AbortSignal,
): Promise<ZoneList | null> {
  const { icloud } = tools;
  const first = await tryThrice(tools, signal, () => icloud.readZones('shared', signal));
  if ('answer' in first) return first.answer;
  if (!ofOneCall.has(first.error.code)) return null;
  const second = await tryThrice(tools, signal, () => icloud.listZones('shared', signal));
  if ('answer' in second) return second.answer;
  const isNone = isNoSuchThing(first.error) && isNoSuchThing(second.error);
  return isNone
    ? { libraries: [], unreadable: [], deleted: [], skipped: [], nextToken: null, syncToken: null }
    : null;
}

/** Names of zones that are left out. */
const unopened = ({ skipped, unreadable }: ZoneList): string[] => [
  ...skipped,
  ...unreadable.map(({ zoneName }) => zoneName),
];

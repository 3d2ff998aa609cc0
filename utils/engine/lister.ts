import { type ErrorRecord, remedyOf, TransferError } from '../errors.ts';
import type { IcloudClient } from '../icloud/client.ts';
import { type Database, holdsLibrary, libraryKey } from '../icloud/zone.ts';
import type { Arrangement } from '../photos/arrangement.ts';
import type { ListName } from '../photos/destination-path.ts';
import { searchFurther } from './census.ts';
import type { Gate } from './gate.ts';
import { listAlbums } from './list-albums.ts';
import { listPhotos } from './list-photos.ts';
import { icloudChanged, orChanged, patiently } from './patiently.ts';
import type { Clock, ItemStore, ListedLibrary } from './ports.ts';

/** What listing needs of its surroundings. */
export interface ListerTools {
  icloud: IcloudClient;
  store: ItemStore;
  gate: Gate;
  clock: Clock;
  /** A page is in the log. */
  onPage(): Promise<void>;
}

/**
 * Reads albums and lists of all libraries into the log, going on where an earlier life stopped, and holds what came
 * against Apple's counts. Trouble that passes is waited out; a page is entered once.
 *
 * @returns what could not be read to the end
 * @throws {TransferError} only what needs a person
 */
export async function listLibraries(
  tools: ListerTools,
  { hidden, recentlyDeleted }: Pick<Arrangement, 'hidden' | 'recentlyDeleted'>,
  signal: AbortSignal,
): Promise<ErrorRecord[]> {
  const { store } = tools;
  const { shortfalls, present, tokens } = await findLibraries(tools, signal);
  let senseless: string | null = null;
  const orShort = async (zoneName: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) === 'user') throw error;
      if (error.code === 'bad-response') senseless = error.message;
      shortfalls.push(short(`${zoneName}: ${error.message}`));
    }
  };

  for (const library of await present())
    await orShort(library.zone.zoneName, async () => {
      const state = await patiently(tools, signal, () => tools.icloud.readState(library.zone, signal));
      if (!state.isIndexed)
        shortfalls.push({ code: 'icloud-sorting', detail: library.zone.zoneName, service: 'icloud' });
      await store.saveStartToken(library.key, state.syncToken);
      await countLists(library, tools, signal);
    });
  await tools.onPage();
  for (const library of await present())
    if (!library.zone.zoneName.startsWith('SharedSync-'))
      await orShort(`${library.zone.zoneName} albums`, () => listAlbums(library, tools, signal));
  const names: ListName[] = [
    'main',
    ...(hidden ? ['hidden' as const] : []),
    ...(recentlyDeleted ? ['deleted' as const] : []),
  ];
  for (const name of names)
    for (const library of await present())
      if (!library.lists[name].isListed)
        await orShort(library.zone.zoneName, () => listPhotos(library, name, tools, signal));
  for (const library of await present())
    await orShort(library.zone.zoneName, () => searchFurther(library, tools, signal));
  const libraries = await store.libraries();
  if (senseless !== null && libraries.every(({ lists: { main } }) => main.seenItems === 0))
    throw icloudChanged(senseless);
  for (const { zone, lists } of libraries)
    for (const name of names) {
      const { appleCount, seenItems, isListed } = lists[name];
      if (isListed && appleCount !== null && seenItems < appleCount)
        shortfalls.push({
          ...short(`${zone.zoneName}: ${seenItems} of ${appleCount}`),
          facts: { shown: seenItems, counted: appleCount },
        });
    }
  // A later run asks only for what changed from here on; after a shortfall it must look at everything again.
  if (shortfalls.length === 0) await store.saveListed(names, tokens);
  else await store.forgetTokens();
  return shortfalls;
}

const short = (detail: string): ErrorRecord => ({ code: 'list-short', detail, service: 'icloud' });

/** Libraries that can be read now; those of earlier runs whose zones are gone are left alone. */
async function findLibraries(
  tools: ListerTools,
  signal: AbortSignal,
): Promise<{
  shortfalls: ErrorRecord[];
  present: () => Promise<ListedLibrary[]>;
  tokens: Record<Database, string | null>;
}> {
  const { icloud, store } = tools;
  const { libraries, skipped, isSharedRead, tokens } = await orChanged(
    patiently(tools, signal, () => icloud.readLibraries(signal)),
  );
  // A migrated account has a dead zone of the old name beside the living one.
  const isReplaced = (name: string): boolean =>
    name.startsWith('PrimarySync') && libraries.some(({ zoneName }) => zoneName.startsWith('PrimarySync'));
  await store.saveLibraries(
    libraries,
    skipped.filter((name) => !isReplaced(name)),
  );
  const shortfalls = skipped
    .filter((name) => holdsLibrary(name) && !isReplaced(name))
    .map((name) => short(`${name}: Apple cannot open it`));
  if (!isSharedRead && (await store.libraries()).some(({ zone }) => zone.database === 'shared'))
    shortfalls.push(short('the Shared Library does not answer'));
  const present = async (): Promise<ListedLibrary[]> =>
    (await store.libraries()).filter(
      ({ key, zone }) =>
        libraries.some((found) => libraryKey(found) === key) || (zone.database === 'shared' && !isSharedRead),
    );
  return { shortfalls, present, tokens };
}

/** Apple's counts, also of what is not copied, so that it can be said what is left out. */
async function countLists(
  { key, zone }: ListedLibrary,
  { icloud, store, gate, clock }: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  const count = async (names: readonly ListName[]): Promise<void> => {
    const counts = await patiently({ gate, clock }, signal, () => icloud.countItems(zone, names, signal));
    for (const [index, name] of names.entries()) await store.saveCount(key, name, counts[index] ?? null);
  };
  try {
    await count(['main', 'hidden', 'deleted']);
  } catch (error) {
    // A library without the other lists: what they would hold is not known, and no photo is short by that.
    if (!(error instanceof TransferError) || error.code !== 'bad-response') throw error;
    await count(['main']);
  }
}

import { type ErrorRecord, remedyOf, TransferError } from '../errors.ts';
import type { IcloudClient } from '../icloud/client.ts';
import type { Arrangement } from '../photos/arrangement.ts';
import type { ListName } from '../photos/destination-path.ts';
import { searchFurther } from './census.ts';
import { findLibraries, unread } from './find-libraries.ts';
import type { Gate } from './gate.ts';
import { listAlbums } from './list-albums.ts';
import { listPhotos } from './list-photos.ts';
import { icloudChanged } from './patiently.ts';
import type { Clock, ItemStore, ListedLibrary } from './ports.ts';
import { ofOneCall, orNull, tryThrice } from './try-thrice.ts';

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
  const orShort = async (
    { zone: { zoneName } }: ListedLibrary,
    work: () => Promise<void>,
    code: 'library-unread' | 'albums-unread' = 'library-unread',
  ): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) === 'user') throw error;
      if (error.code === 'bad-response') senseless = error.message;
      shortfalls.push(unread(code, `${zoneName}: ${error.message}`));
    }
  };

  for (const library of await present())
    await orShort(library, async () => {
      const read = () => tools.icloud.readState(library.zone, signal);
      const state = orNull(await tryThrice(tools, signal, read, ofOneCall));
      if (state?.isIndexed === false)
        shortfalls.push({ code: 'icloud-sorting', detail: library.zone.zoneName, service: 'icloud' });
      await store.saveStartToken(library.key, state?.syncToken ?? null);
      await countLists(library, tools, signal);
    });
  await tools.onPage();
  for (const library of await present())
    if (!library.zone.zoneName.startsWith('SharedSync-'))
      await orShort(library, () => listAlbums(library, tools, signal), 'albums-unread');
  const names: ListName[] = [
    'main',
    ...(hidden ? ['hidden' as const] : []),
    ...(recentlyDeleted ? ['deleted' as const] : []),
  ];
  for (const name of names)
    for (const library of await present())
      if (!library.lists[name].isListed)
        await orShort(library, () => listPhotos(library, name, tools, signal));
  for (const library of await present())
    await orShort(library, async () => {
      if (!(await searchFurther(library, tools, signal)))
        shortfalls.push(unread('lists-differ', library.zone.zoneName));
    });
  const libraries = await store.libraries();
  if (senseless !== null && libraries.every(({ lists: { main } }) => main.seenItems === 0))
    throw icloudChanged(senseless);
  for (const { zone, lists } of libraries)
    for (const name of names) {
      const { appleCount, seenItems, isListed } = lists[name];
      if (isListed && appleCount !== null && seenItems < appleCount)
        shortfalls.push({
          ...{
            code: 'list-short',
            detail: `${zone.zoneName}: ${seenItems} of ${appleCount}`,
            service: 'icloud',
          },
          facts: { shown: seenItems, counted: appleCount },
        });
    }
  // A later run asks only for what changed from here on; after a shortfall it must look at everything again.
  if (shortfalls.length === 0) await store.saveListed(names, tokens);
  else await store.forgetTokens();
  return shortfalls;
}

/** Apple's counts, also of what is not copied, so that it can be said what is left out. */
async function countLists(
  { key, zone }: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  const count = async (names: readonly ListName[]): Promise<boolean> => {
    const read = () => tools.icloud.countItems(zone, names, signal);
    const counts = orNull(await tryThrice(tools, signal, read, ofOneCall));
    for (const [index, name] of names.entries())
      await tools.store.saveCount(key, name, counts?.[index] ?? null);
    return counts !== null;
  };
  // A library without the other lists: what they would hold is not known, and no photo is short by that.
  if (!(await count(['main', 'hidden', 'deleted']))) await count(['main']);
}

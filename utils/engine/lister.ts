import { type ErrorRecord, remedyOf, TransferError } from '../errors.ts';
import { type IcloudClient, LOOKUP_BATCH } from '../icloud/client.ts';
import type { RecordPage, UnusableRecord } from '../icloud/responses.ts';
import { buildItem, type PhotoItem } from '../photos/item.ts';
import type { MasterRecord } from '../photos/record.ts';
import { holdsLibrary, libraryKey } from '../icloud/zone.ts';
import type { RecordName } from '../units.ts';
import type { Gate } from './gate.ts';
import { patiently } from './patiently.ts';
import type { Clock, ItemStore, ListedLibrary } from './ports.ts';

/** Passes over one list that changed while it was read, or of which Apple counts another number. Source: docs/icloud-photos.md 3.4. */
const MOST_PASSES = 3;

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
 * Reads the lists of all libraries into the log, page by page, going on where an earlier life stopped. Trouble that
 * passes is waited out; a page is entered once.
 *
 * @returns libraries that could not be read to the end
 * @throws {TransferError} only what needs a person
 */
export async function listLibraries(tools: ListerTools, signal: AbortSignal): Promise<ErrorRecord[]> {
  const { icloud, store } = tools;
  const { libraries, skipped, isSharedRead } = await patiently(tools, signal, () =>
    icloud.readLibraries(signal),
  );
  await store.saveLibraries(libraries, skipped);
  // A migrated account has a dead zone of the old name beside the living one.
  const isReplaced = (name: string): boolean =>
    name.startsWith('PrimarySync') && libraries.some(({ zoneName }) => zoneName.startsWith('PrimarySync'));
  const shortfalls: ErrorRecord[] = skipped
    .filter((name) => holdsLibrary(name) && !isReplaced(name))
    .map((name) => ({ code: 'list-short', detail: `${name}: Apple cannot open it`, service: 'icloud' }));
  const known = await store.libraries();
  if (!isSharedRead && known.some(({ zone }) => zone.database === 'shared'))
    shortfalls.push({ code: 'list-short', detail: 'the Shared Library does not answer', service: 'icloud' });
  /** Libraries of earlier runs whose zones are gone are left alone. */
  const present = async (): Promise<ListedLibrary[]> =>
    (await store.libraries()).filter(
      ({ key, zone }) =>
        libraries.some((found) => libraryKey(found) === key) || (zone.database === 'shared' && !isSharedRead),
    );
  const orShort = async (zoneName: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) === 'user') throw error;
      shortfalls.push({ code: 'list-short', detail: `${zoneName}: ${error.message}`, service: 'icloud' });
    }
  };
  for (const { key, zone } of await present())
    await orShort(zone.zoneName, async () =>
      store.saveCount(key, await patiently(tools, signal, () => icloud.countItems(zone, signal))),
    );
  await tools.onPage();
  for (const library of await present())
    if (!library.isListed) await orShort(library.zone.zoneName, () => listOne(library, tools, signal));
  for (const zone of libraries)
    await orShort(zone.zoneName, async () => {
      if (await patiently(tools, signal, () => icloud.isIndexed(zone, signal))) return;
      shortfalls.push({
        code: 'list-short',
        detail: `${zone.zoneName}: Apple is still sorting it`,
        service: 'icloud',
      });
    });
  return shortfalls;
}

async function listOne(library: ListedLibrary, tools: ListerTools, signal: AbortSignal): Promise<void> {
  const { icloud, store } = tools;
  const { key, zone } = library;
  let { rank, passToken } = library;
  for (let passes = 1; ;) {
    const page = await patiently(tools, signal, () => icloud.readPage(zone, rank, signal));
    if (rank === 0) passToken = page.syncToken;
    const items = await putTogether(page, library, tools, signal);
    rank += page.assetCount;
    const atEnd = page.assetCount === 0 || (!page.isFull && rank >= (library.appleCount ?? Infinity));
    let isLast = false;
    if (atEnd) {
      const count = await patiently(tools, signal, () => icloud.countItems(zone, signal));
      await store.saveCount(key, count);
      // What is added or deleted moves the others in the list: some may have slipped past, although the count agrees.
      const isUnchanged = page.syncToken === passToken && (count === null || count === rank);
      isLast = isUnchanged || passes >= MOST_PASSES;
    }
    await store.savePage(key, { ...items, assetCount: page.assetCount, isLast, passToken });
    await tools.onPage();
    if (isLast) return;
    if (!atEnd) continue;
    await store.listAgain(key);
    rank = 0;
    passes += 1;
  }
}

/** Joins assets with their masters; a master that is not on the page is looked up, so that no photo is lost to a page border. */
async function putTogether(
  page: RecordPage,
  { zone }: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<{ items: PhotoItem[]; unusable: UnusableRecord[] }> {
  const masters = new Map<RecordName, MasterRecord>(page.masters);
  const missing = [...new Set(page.assets.map(({ masterName }) => masterName))].filter(
    (name) => !masters.has(name),
  );
  for (let from = 0; from < missing.length; from += LOOKUP_BATCH) {
    const names = missing.slice(from, from + LOOKUP_BATCH);
    const found = await patiently(tools, signal, () => tools.icloud.lookup(zone, names, signal));
    for (const [name, master] of found.masters) masters.set(name, master);
  }
  const items: PhotoItem[] = [];
  const unusable = [...page.unusable];
  for (const asset of page.assets) {
    const master = masters.get(asset.masterName);
    if (master) items.push(buildItem(asset, master));
    else unusable.push({ recordName: asset.recordName, reason: 'its master record does not come' });
  }
  return { items, unusable };
}

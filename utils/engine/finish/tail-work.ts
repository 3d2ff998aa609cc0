import { TransferError, remedyOf } from '../../errors.ts';
import { type IcloudClient, LOOKUP_BATCH } from '../../icloud/client.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import type { JottacloudClient } from '../../jottacloud/client.ts';
import { buildItem, isMissing } from '../../domain/photo/item.ts';
import type { Run } from '../../domain/run/run.ts';
import type { Backoff } from '../flow/backoff.ts';
import { askPartOrNull } from '../flow/ask-part.ts';
import { retryUntilAnswered } from '../flow/call-retry.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ListingLog } from '../../ports/listing-log.ts';
import type { Planner } from '../../ports/planner.ts';

/** A photo is two records. */
const PHOTOS_AT_ONCE = LOOKUP_BATCH / 2;

/**
 * Looks once more for files that Apple did not have when they were listed: a device may have sent them meanwhile. Those
 * that Apple cannot look up are left as they are.
 *
 * @returns true if some have come and want their places
 */
export async function retryMissingOriginals(
  {
    icloud,
    store,
    backoff,
    clock,
  }: {
    icloud: IcloudClient;
    store: Pick<Planner, 'missingFiles'> & ListingLog;
    backoff: Backoff;
    clock: Clock;
  },
  zones: ReadonlyMap<string, LibraryZone>,
  signal: AbortSignal,
): Promise<boolean> {
  let hasCome = false;
  const missing = Map.groupBy(await store.missingFiles(), ({ libraryKey, list }) => `${list} ${libraryKey}`);
  for (const photos of missing.values())
    for (let from = 0; from < photos.length; from += PHOTOS_AT_ONCE) {
      const batch = photos.slice(from, from + PHOTOS_AT_ONCE);
      const { libraryKey, list } = batch[0] ?? { libraryKey: '', list: 'main' as const };
      const zone = zones.get(libraryKey);
      if (!zone) continue;
      const names = [...new Set(batch.flatMap(({ asset }) => [asset.masterName, asset.recordName]))];
      const page = await askPartOrNull({ icloud, backoff, clock }, signal, () =>
        icloud.lookup(zone, names, signal),
      );
      // These files have failed already: the next run looks for them again.
      if (!page) continue;
      const assets = new Map(page.assets.map((asset) => [asset.recordName, asset]));
      const items = batch.flatMap(({ asset, roles }) => {
        const master = page.masters.get(asset.masterName);
        const item = master && buildItem(assets.get(asset.recordName) ?? asset, master);
        return item?.originals.some((file) => roles.includes(file.role) && !isMissing(file)) ? [item] : [];
      });
      if (items.length === 0) continue;
      hasCome = true;
      await store.savePhotos(libraryKey, list, { items, unusable: [], progress: null });
    }
  return hasCome;
}

/** Albums without a photo are folders too. What cannot be made costs no photo, and is tried again in the next run. */
export async function createEmptyFolders(
  tools: { store: Planner; jottacloud: JottacloudClient; backoff: Backoff; clock: Clock },
  { arrangement, choice, destinationFolder }: Run,
  signal: AbortSignal,
): Promise<void> {
  if (arrangement.layout !== 'albums' || choice.items !== null) return;
  for (const { albumKey, path } of await tools.store.emptyFolders()) {
    if (choice.albums !== null && !choice.albums.includes(albumKey)) continue;
    const segments = [...destinationFolder.split('/'), ...path.split('/')];
    try {
      await retryUntilAnswered(tools, signal, () => tools.jottacloud.makeFolder(segments, signal));
      await tools.store.saveFolderMade(albumKey);
    } catch (error) {
      if (signal.aborted || !(error instanceof TransferError) || remedyOf(error.code) === 'user') throw error;
    }
  }
}

import { type IcloudClient, LOOKUP_BATCH } from '../../icloud/client.ts';
import type { RecordPage } from '../../icloud/responses/responses.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import { buildItem, isMissing, type PhotoItem } from '../../domain/photo/item.ts';
import type { Backoff } from '../flow/backoff.ts';
import { askPartOrNull } from '../flow/ask-part.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PhotosLog } from '../../ports/photos-log.ts';
import type { MissingFiles, Planner } from '../../ports/planner.ts';

/** Photos in one lookup; each photo is two records. */
const BATCH_PHOTOS = LOOKUP_BATCH / 2;

/**
 * Looks up once more the originals that Apple did not have when their photos were listed: a device may have uploaded
 * them since. Skips photos that Apple cannot look up; their files have failed already, and the next run looks again.
 *
 * @returns true if some arrived and need a placement
 */
export async function retryMissingOriginals(
  {
    icloud,
    store,
    backoff,
    clock,
  }: {
    icloud: IcloudClient;
    store: Pick<Planner, 'missingFiles'> & PhotosLog;
    backoff: Backoff;
    clock: Clock;
  },
  zones: ReadonlyMap<string, LibraryZone>,
  signal: AbortSignal,
): Promise<boolean> {
  let hasArrived = false;
  const missing = Map.groupBy(await store.missingFiles(), ({ libraryKey, list }) => `${list} ${libraryKey}`);
  for (const photos of missing.values())
    for (let from = 0; from < photos.length; from += BATCH_PHOTOS) {
      const batch = photos.slice(from, from + BATCH_PHOTOS);
      const { libraryKey, list } = batch[0] ?? { libraryKey: '', list: 'main' as const };
      const zone = zones.get(libraryKey);
      if (!zone) continue;
      const names = [...new Set(batch.flatMap(({ asset }) => [asset.masterName, asset.recordName]))];
      const page = await askPartOrNull({ icloud, backoff, clock }, signal, () =>
        icloud.lookup(zone, names, signal),
      );
      const items = page ? arrivedItems(batch, page) : [];
      if (items.length === 0) continue;
      hasArrived = true;
      await store.savePhotos(libraryKey, list, { items, unusable: [], progress: null });
    }
  return hasArrived;
}

/** Lists the photos of which Apple now has an original that was missing. */
function arrivedItems(photos: readonly MissingFiles[], page: RecordPage): PhotoItem[] {
  const assets = new Map(page.assets.map((asset) => [asset.recordName, asset]));
  return photos.flatMap(({ asset, roles }) => {
    const master = page.masters.get(asset.masterName);
    const item = master && buildItem(assets.get(asset.recordName) ?? asset, master);
    return item?.originals.some((file) => roles.includes(file.role) && !isMissing(file)) ? [item] : [];
  });
}

import { type IcloudClient, LOOKUP_BATCH } from '../icloud/client.ts';
import type { RecordPage, UnusableRecord } from '../icloud/responses.ts';
import type { LibraryZone } from '../icloud/zone.ts';
import { buildItem, type PhotoItem } from '../photos/item.ts';
import type { MasterRecord } from '../photos/record.ts';
import { recordName, type RecordName } from '../units.ts';
import type { Gate } from './gate.ts';
import { patiently } from './patiently.ts';
import type { Clock } from './ports.ts';

/** Joins assets with their masters; a master that is not on the page is looked up, so that no photo is lost to a page border. */
export async function putTogether(
  page: RecordPage,
  zone: LibraryZone,
  { icloud, gate, clock }: { icloud: IcloudClient; gate: Gate; clock: Clock },
  signal: AbortSignal,
): Promise<{ items: PhotoItem[]; unusable: UnusableRecord[] }> {
  const masters = new Map<RecordName, MasterRecord>(page.masters);
  const missing = [...new Set(page.assets.map(({ masterName }) => masterName))].filter(
    (name) => !masters.has(name),
  );
  for (let from = 0; from < missing.length; from += LOOKUP_BATCH) {
    const names = missing.slice(from, from + LOOKUP_BATCH);
    const found = await patiently({ gate, clock }, signal, () => icloud.lookup(zone, names, signal));
    for (const [name, master] of found.masters) masters.set(name, master);
  }
  const items: PhotoItem[] = [];
  // A master record that failed on the page may have come by its name.
  const unusable = page.unusable.filter((record) => !masters.has(recordName(record.recordName)));
  for (const asset of page.assets) {
    const master = masters.get(asset.masterName);
    if (master) items.push(buildItem(asset, master));
    else unusable.push({ recordName: asset.recordName, reason: 'its master record does not come' });
  }
  return { items, unusable };
}

import type { RecordPage } from '../../icloud/responses/responses.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import { buildItem, type PhotoItem } from '../../domain/photo/item.ts';
import type { MasterRecord, UnusableRecord } from '../../domain/photo/record.ts';
import { recordName, type RecordName } from '../../units.ts';
import type { PartTools } from '../flow/ask-part.ts';
import { lookUp } from './look-up.ts';

/** Joins assets with their masters. Looks up masters that are not on the page, so that no photo is lost to a page border. */
export async function joinRecords(
  page: RecordPage,
  zone: LibraryZone,
  tools: PartTools,
  signal: AbortSignal,
): Promise<{ items: PhotoItem[]; unusable: UnusableRecord[] }> {
  const masters = new Map<RecordName, MasterRecord>(page.masters);
  const missing = [...new Set(page.assets.map(({ masterName }) => masterName))].filter(
    (name) => !masters.has(name),
  );
  const { answers } = await lookUp(missing, { zone, tools, signal });
  for (const answer of answers) for (const [name, master] of answer.masters) masters.set(name, master);
  const items: PhotoItem[] = [];
  // The lookup may have found a master that failed on the page.
  const unusable = page.unusable.filter((record) => !masters.has(recordName(record.recordName)));
  for (const asset of page.assets) {
    const master = masters.get(asset.masterName);
    if (master) items.push(buildItem(asset, master));
    else unusable.push({ recordName: asset.recordName, reason: 'its master record does not come' });
  }
  return { items, unusable };
}

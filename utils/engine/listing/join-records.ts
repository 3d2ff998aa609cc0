import { LOOKUP_BATCH } from '../../icloud/client.ts';
import type { RecordPage } from '../../icloud/responses/responses.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import { buildItem, type PhotoItem } from '../../domain/photo/item.ts';
import type { MasterRecord, UnusableRecord } from '../../domain/photo/record.ts';
import { recordName, type RecordName } from '../../units.ts';
import { askPart, type PartTools } from '../flow/ask-part.ts';
import { batchesOf } from '../flow/in-batches.ts';

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
  for (const names of batchesOf(missing, LOOKUP_BATCH))
    for (const found of await lookUp(names, { zone, tools, signal })) masters.set(found.recordName, found);
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

/** Looks masters up by name. Halves a batch that Apple fails to answer, so that one bad master costs no other. */
async function lookUp(
  names: readonly RecordName[],
  at: { zone: LibraryZone; tools: PartTools; signal: AbortSignal },
  maxTries?: number,
): Promise<MasterRecord[]> {
  const { zone, tools, signal } = at;
  const outcome = await askPart(tools, signal, () => tools.icloud.lookup(zone, names, signal), maxTries);
  if ('answer' in outcome) return [...outcome.answer.masters.values()];
  if (names.length === 1) return [];
  const half = Math.ceil(names.length / 2);
  return [...(await lookUp(names.slice(0, half), at, 1)), ...(await lookUp(names.slice(half), at, 1))];
}

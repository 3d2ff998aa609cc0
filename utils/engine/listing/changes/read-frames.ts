import type { ListName } from '../../../domain/layout/destination-path.ts';
import type { ListedLibrary } from '../../../ports/listed.ts';
import { joinRecords } from '../join-records.ts';
import { listOf } from '../list-membership.ts';
import type { ListerTools } from '../tools.ts';
import { readHistory } from './zone-history.ts';

/** Whether the frames of bursts of these lists are yet to be read. */
export const wantsFrames = ({ lists }: ListedLibrary, names: readonly ListName[]): boolean =>
  names.some((name) => lists[name].areFramesRead !== true);

/**
 * Reads the frames of bursts that nobody picked into the log. Apple's lists show only the picked ones; the history of a
 * library shows all.
 *
 * @returns false if the history could not be read to its end
 * Source: docs/icloud-photos.md 3.7.
 */
export async function readFrames(
  { key, zone }: ListedLibrary,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<boolean> {
  const { store } = tools;
  const shown = new Set<string>();
  const endToken = await readHistory(zone, tools, signal, async ({ records, gone }) => {
    const assets = records.assets.filter(({ isOtherFrame }) => isOtherFrame === true);
    const found = await joinRecords({ ...records, assets, unusable: [] }, zone, tools, signal);
    for (const [list, items] of Map.groupBy(found.items, ({ asset }) => listOf(asset)))
      await store.savePhotos(key, list, { items, unusable: [], progress: null });
    if (found.unusable.length > 0)
      await store.savePhotos(key, 'main', { items: [], unusable: found.unusable, progress: null });
    for (const { recordName } of assets) shown.add(recordName);
    await store.saveGone(
      key,
      gone.filter((name) => shown.has(name)),
    );
    await tools.onPage();
  });
  if (endToken !== null) await store.saveFramesRead(key);
  return endToken !== null;
}

import type { ListName } from '../../../domain/layout/destination-path.ts';
import type { AssetRecord } from '../../../domain/photo/record.ts';
import type { RecordPage } from '../../../icloud/responses/responses.ts';
import type { LibraryZone } from '../../../icloud/zone.ts';
import { askPartOrNull } from '../../flow/ask-part.ts';
import { joinRecords } from '../join-records.ts';
import type { ListerTools } from '../tools.ts';

/** Pages to read behind one marker. Photos that are still missing then are searched in other ways. */
const MAX_PAGES = 50;

/** The point where a list by rank ended too early. */
interface EarlyEnd {
  key: string;
  zone: LibraryZone;
  name: ListName;
  belongs(asset: AssetRecord): boolean;
  /** The last page with photos, and the rank that it was requested for. */
  page: RecordPage;
  rank: number;
}

/**
 * Follows Apple's marker behind the last page of a list that shows no more by rank, although Apple counts more. Saves
 * the photos outside the list's progress: no rank moves, so a marker that leads elsewhere costs a call and loses nothing.
 * Does nothing unless a check has seen that markers work.
 *
 * Source: docs/icloud-photos.md 3.4.
 */
export async function readBehindMarker(
  { key, zone, name, belongs, page, rank }: EarlyEnd,
  tools: ListerTools,
  signal: AbortSignal,
): Promise<void> {
  if (!tools.markerWorks) return;
  const seen = new Set<string>(namesOf(page));
  let { marker } = page;
  for (let pages = 0; marker !== null && pages < MAX_PAGES; pages += 1) {
    const range = { rank, marker };
    const next: RecordPage | null = await askPartOrNull(tools, signal, () =>
      tools.icloud.readPage(zone, name, range, signal),
    );
    const unseen = namesOf(next).filter((assetName) => !seen.has(assetName));
    // If Apple ignores the marker, it shows the same page again.
    if (!next || unseen.length === 0) return;
    for (const assetName of unseen) seen.add(assetName);
    const found = await joinRecords({ ...next, assets: next.assets.filter(belongs) }, zone, tools, signal);
    await tools.store.savePhotos(key, name, { ...found, progress: null });
    marker = next.marker;
  }
}

const namesOf = (page: RecordPage | null): string[] => page?.assets.map(({ recordName }) => recordName) ?? [];

import type { LibraryRecord, MasterRecord } from '../library/records.ts';
import { compare, type ListEntry } from './photo-lists.ts';
import { parseMarker } from './wire/continuation-marker.ts';
import { startOf, type ListRequest } from './list-request.ts';
import type { IcloudSwitches } from '../switches.ts';

/** The entries of one page. `isFull`: there may be more behind it. */
export interface ListPage {
  entries: ListEntry[];
  isFull: boolean;
}

/** Cuts one page out of a list, by rank or behind a marker. `recordsPerEntry`: 2 for photos, 3 in albums. Source: docs/icloud-photos.md 3.4. */
export function cutPage(
  all: readonly ListEntry[],
  request: ListRequest,
  recordsPerEntry: number,
  switches: IcloudSwitches,
): ListPage {
  const ahead = entriesAhead(all, request, switches.ignoreContinuationMarker);
  if (!switches.fillPages) {
    const limit = Math.max(1, Math.floor(request.limit / recordsPerEntry));
    return { entries: ahead.slice(0, limit), isFull: ahead.length >= limit };
  }
  const entries: ListEntry[] = [];
  for (const entry of ahead) {
    if (entries.length > 0 && recordCount([...entries, entry]) > request.limit)
      return { entries, isFull: true };
    entries.push(entry);
  }
  return { entries, isFull: recordCount(entries) === request.limit };
}

/** The records of a page: relations, then each master once, then the assets; `assetsFirst` swaps the last two. */
export function pageRecords(entries: ListEntry[], assetsFirst: boolean): LibraryRecord[] {
  const relations = entries.flatMap(({ relation }) => relation ?? []);
  const assets = entries.flatMap(({ asset }) => asset ?? []);
  const masters = [...new Set<MasterRecord>(assets.map((asset) => asset.master))];
  return assetsFirst ? [...relations, ...assets, ...masters] : [...relations, ...masters, ...assets];
}

/** With DESCENDING the start is the upper end and the page runs towards rank 0. Source: docs/icloud-photos.md 3.3. */
function entriesAhead(all: readonly ListEntry[], request: ListRequest, ignoreMarker: boolean): ListEntry[] {
  const { startRank, isAscending } = startOf(request);
  if (request.continuationMarker !== undefined && !ignoreMarker) {
    const position = parseMarker(request.continuationMarker);
    return isAscending
      ? all.filter((entry) => compare(entry, position) > 0)
      : all.filter((entry) => compare(entry, position) < 0).toReversed();
  }
  return isAscending ? all.slice(startRank) : all.slice(0, startRank + 1).toReversed();
}

function recordCount(entries: ListEntry[]): number {
  return pageRecords(entries, false).length;
}

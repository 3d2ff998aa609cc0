import {
  isOtherFrame,
  isVisible,
  type AssetRecord,
  type RelationRecord,
  type LibraryZone,
} from '../library/records.ts';
import { badRequest } from './wire/cloudkit-error.ts';
import { timeKey, type ListPosition } from './wire/continuation-marker.ts';

/** One line of a list: a photo, in albums with its relation (and without a photo where the relation is an orphan). */
export interface ListEntry extends ListPosition {
  asset: AssetRecord | undefined;
  relation?: RelationRecord;
}

/** Filter within a list: the album, or the kind of photo. */
export interface ListChoice {
  parentId?: string | undefined;
  smartAlbum?: string | undefined;
}

type AssetTest = (asset: AssetRecord) => boolean;
type AssetTime = (asset: AssetRecord) => number;

const takenTime: AssetTime = (asset) => asset.takenMs ?? 0;

/** Names as rclone lists them. Source: docs/icloud-photos.md 3.2. */
const SMART_ALBUMS: Record<string, AssetTest> = {
  FAVORITE: (asset) => asset.isFavourite,
  VIDEO: (asset) => asset.master.isVideo,
  LIVE: (asset) => asset.assetSubtypeV2 === 2,
  SCREENSHOT: (asset) => asset.assetSubtypeV2 === 3,
  PANORAMA: (asset) => asset.assetSubtype === 1,
  SLOMO: (asset) => asset.assetSubtype === 100,
  TIMELAPSE: (asset) => asset.assetSubtype === 101,
  DEPTH: (asset) => (asset.renderType & 2) !== 0,
  EXPOSURE: (asset) => (asset.renderType & 4) !== 0,
  ANIMATED: () => false,
  SELFIE: () => false,
};

const ASSET_LISTS: Record<string, { test: AssetTest; time: AssetTime }> = {
  CPLAssetAndMasterByAssetDateWithoutHiddenOrDeleted: { test: isVisible, time: takenTime },
  CPLAssetAndMasterByAddedDate: { test: isVisible, time: (asset) => asset.addedMs },
  CPLBurstStackAssetAndMasterByAssetDate: {
    test: (asset) => isVisible(asset) && asset.burstId !== undefined,
    time: takenTime,
  },
  CPLAssetAndMasterHiddenByAssetDate: {
    test: (asset) => asset.isHidden && asset.expungeMs === undefined,
    time: takenTime,
  },
  CPLAssetAndMasterDeletedByExpungedDate: {
    test: (asset) => asset.expungeMs !== undefined,
    time: (asset) => asset.expungeMs ?? 0,
  },
};
const SMART_LIST = 'CPLAssetAndMasterInSmartAlbumByAssetDate';
const ALBUM_LISTS = ['CPLContainerRelationLiveByAssetDate', 'CPLContainerRelationLiveByPosition'];

/** Whether a `recordType` is a list of photos, and whether it lists an album's. */
export function listKind(recordType: string): 'photos' | 'album' | undefined {
  if (ALBUM_LISTS.includes(recordType)) return 'album';
  return recordType in ASSET_LISTS || recordType === SMART_LIST ? 'photos' : undefined;
}

/** Caches lists for a state of the zone's history. Building them for each page would be the slowest part of a large library. */
const made = new WeakMap<LibraryZone, { changeCount: number; lists: Map<string, ListEntry[]> }>();

/**
 * All entries of a list in ascending order: newest first by its date, ties by record name; an album by position counts up.
 *
 * @throws CloudKitError (400) when the choice does not fit the list, or the zone has no albums. Source: docs/icloud-photos.md 1.7, 3.2.
 */
export function listEntries(zone: LibraryZone, recordType: string, choice: ListChoice): readonly ListEntry[] {
  const changeCount = zone.changes.length;
  const known = made.get(zone);
  const lists = known?.changeCount === changeCount ? known.lists : new Map<string, ListEntry[]>();
  made.set(zone, { changeCount, lists });
  const name = [recordType, choice.parentId, choice.smartAlbum].join(' ');
  const entries = lists.get(name) ?? makeEntries(zone, recordType, choice);
  lists.set(name, entries);
  return entries;
}

function makeEntries(zone: LibraryZone, recordType: string, choice: ListChoice): ListEntry[] {
  const kind = listKind(recordType);
  const isByAdded = recordType === 'CPLAssetAndMasterByAddedDate';
  if (zone.isSharedAlbum && !(isByAdded && zone.hasAddedList)) throw badRequest('Index has invalid data');
  if ((kind === 'album') !== (choice.parentId !== undefined))
    throw badRequest(`parentId does not fit ${recordType}`);
  if ((recordType === SMART_LIST) !== (choice.smartAlbum !== undefined))
    throw badRequest(`smartAlbum does not fit ${recordType}`);
  if (kind === 'album') return albumEntries(zone, recordType, choice.parentId ?? '');
  const list = ASSET_LISTS[recordType] ?? smartList(choice.smartAlbum ?? '');
  const shown = zone.assets.filter((asset) => !isOtherFrame(asset) && list.test(asset));
  return inOrder(shown.map((asset) => assetEntry(asset, timeKey(list.time(asset)))));
}

function smartList(name: string): { test: AssetTest; time: AssetTime } {
  const test = SMART_ALBUMS[name];
  if (!test) throw badRequest(`Unknown smart album '${name}'`);
  return { test: (asset) => isVisible(asset) && test(asset), time: takenTime };
}

function albumEntries(zone: LibraryZone, recordType: string, parentId: string): ListEntry[] {
  if (!zone.hasAlbums) throw badRequest('Index has invalid data');
  const relations = zone.relations.filter((relation) => relation.album.recordName === parentId);
  const assets = new Map(zone.assets.map((asset) => [asset.recordName, asset]));
  const byPosition = recordType === 'CPLContainerRelationLiveByPosition';
  const entries = relations.map((relation): ListEntry => {
    const asset = assets.get(relation.itemId);
    const key = byPosition ? relation.position : timeKey(asset ? takenTime(asset) : 0);
    return { key, recordName: relation.itemId, asset, relation };
  });
  // Hidden photos are in the lists of albums, frames of a burst that nobody picked are not: docs/icloud-photos.md 3.7.
  const isShown = (asset: AssetRecord): boolean => asset.expungeMs === undefined && !isOtherFrame(asset);
  return inOrder(entries.filter(({ asset }) => asset === undefined || isShown(asset)));
}

function assetEntry(asset: AssetRecord, key: number): ListEntry {
  return { key, recordName: asset.recordName, asset };
}

function inOrder(entries: ListEntry[]): ListEntry[] {
  return entries.toSorted((a, b) => compare(a, b));
}

/** The order of all lists. */
export function compare(a: ListPosition, b: ListPosition): number {
  return a.key - b.key || (a.recordName < b.recordName ? -1 : a.recordName > b.recordName ? 1 : 0);
}

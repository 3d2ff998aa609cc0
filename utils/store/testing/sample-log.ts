import { noDetails } from '../../domain/photo/details.ts';
import type { PhotoPage } from '../../ports/listed.ts';
import type { Store } from '../../ports/store.ts';
import type { ListName } from '../../domain/layout/destination-path.ts';
import type { PhotoItem } from '../../domain/photo/item.ts';
import type { Role } from '../../domain/photo/role.ts';
import type { Run } from '../../domain/run/run.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import { epochMs, recordName } from '../../units.ts';

/** The library of log tests. */
export const sampleZone: LibraryZone = {
  database: 'private',
  zoneName: 'PrimarySync',
  ownerRecordName: null,
  zoneType: null,
};
export const SAMPLE_LIBRARY = 'private:PrimarySync';

/** Builds a photo as the lister saves it, with a file of each role. */
export function sampleItem(
  id: string,
  change: {
    name?: string;
    roles?: Role[];
    checksum?: string;
    missing?: boolean;
    addedAt?: number;
    takenAt?: number;
  } = {},
): PhotoItem {
  const {
    name = 'IMG_0001.JPG',
    roles = ['original'],
    checksum = id,
    missing = false,
    addedAt,
    takenAt,
  } = change;
  return {
    asset: {
      recordName: recordName(id),
      masterName: recordName(`M${id}`),
      capturedAt: epochMs(takenAt ?? Date.UTC(2024, 5, 15)),
      addedAt: addedAt === undefined ? null : epochMs(addedAt),
      timeZoneOffsetSeconds: 0,
      isHidden: false,
      isDeleted: false,
      isFavorite: false,
      subtype: 0,
      subtypeV2: 0,
      renderType: 0,
      details: noDetails,
      editedStill: null,
      editedVideo: null,
      thumbs: [],
    },
    fileName: name,
    itemType: 'public.jpeg',
    originals: roles.map((role, index) => {
      const isMissing = missing && role === 'original';
      return {
        role,
        holder: recordName(`M${id}`),
        field: isMissing ? '' : `res-${role}`,
        checksum: isMissing ? '' : `${checksum}-${role}`,
        sizeBytes: isMissing ? 0 : 100 + index,
        fileType: isMissing ? null : role === 'live-video' ? 'com.apple.quicktime-movie' : 'public.jpeg',
      };
    }),
    originalMissing: missing,
    thumbs: [],
  };
}

/** Builds a page of a list. */
export const samplePage = (items: PhotoItem[], isLast = false): PhotoPage => ({
  items,
  unusable: [],
  progress: { fromRank: 0, assetCount: items.length, skippedRanks: 0, isLast, passToken: null },
});

/** Saves a page as the next one of a list of the sample library. */
export async function savePage(store: Store, page: PhotoPage, name: ListName = 'main'): Promise<void> {
  const libraries = await store.libraries();
  const fromRank = libraries.find(({ key }) => key === SAMPLE_LIBRARY)?.lists[name].rank ?? 0;
  const progress = page.progress && { ...page.progress, fromRank };
  await store.savePhotos(SAMPLE_LIBRARY, name, { ...page, progress });
}

/** Places all photos, as a run does. */
export async function placeAll(store: Store, run: Run): Promise<void> {
  await store.preparePlacing(run);
  while (await store.placeNext(run));
}

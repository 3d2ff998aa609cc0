import { noDetails } from '../../photos/details.ts';
import type { PhotoPage } from '../../engine/ports.ts';
import type { PhotoItem } from '../../photos/item.ts';
import type { Role } from '../../photos/record.ts';
import type { LibraryZone } from '../../icloud/zone.ts';
import { epochMs, recordName } from '../../units.ts';

/** The one library of tests of the log. */
export const sampleZone: LibraryZone = {
  database: 'private',
  zoneName: 'PrimarySync',
  ownerRecordName: null,
  zoneType: null,
};
export const SAMPLE_LIBRARY = 'private:PrimarySync';

/** A photo as the lister enters it; `roles` are its files. */
export function sampleItem(
  id: string,
  change: { name?: string; roles?: Role[]; checksum?: string; missing?: boolean } = {},
): PhotoItem {
  const { name = 'IMG_0001.JPG', roles = ['original'], checksum = id, missing = false } = change;
  return {
    asset: {
      recordName: recordName(id),
      masterName: recordName(`M${id}`),
      capturedAt: epochMs(Date.UTC(2024, 5, 15)),
      addedAt: null,
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
    originals: roles.map((role, index) => ({
      role,
      holder: recordName(`M${id}`),
      field: `res-${role}`,
      checksum: `${checksum}-${role}`,
      sizeBytes: 100 + index,
      fileType: role === 'live-video' ? 'com.apple.quicktime-movie' : 'public.jpeg',
    })),
    originalMissing: missing,
    thumbs: [],
  };
}

/** One page of the list. */
export const samplePage = (items: PhotoItem[], isLast = false): PhotoPage => ({
  items,
  unusable: [],
  progress: { assetCount: items.length, isLast, passToken: null },
});

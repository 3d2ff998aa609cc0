import { recordName, type RecordName } from '../units.ts';
import { isVideoType } from './kind.ts';
import type { AssetRecord, MasterRecord, Resource, Role } from './record.ts';

/** One file to move, and where Apple keeps it. */
export interface Original {
  role: Role;
  /** Record to look up for a fresh address: the master's for what the camera made, the asset's for an edit. */
  holder: RecordName;
  field: string;
  checksum: string;
  sizeBytes: number;
  fileType: string | null;
}

/** What a person calls a photo, with all its files; it is done when they all are. */
export interface PhotoItem {
  asset: AssetRecord;
  /** Name that the camera or the importer gave; null if there is none. */
  fileName: string | null;
  itemType: string | null;
  originals: Original[];
  /** Apple lists the photo, but has not got its original yet: that has no `field` and no bytes, and only a name. */
  originalMissing: boolean;
  /** Fingerprints of its small pictures. */
  thumbs: string[];
}

const missingOriginal: Original = {
  role: 'original',
  holder: recordName(''),
  field: '',
  checksum: '',
  sizeBytes: 0,
  fileType: null,
};

/**
 * Puts the two records of a photo together. Two assets on one master give two items.
 *
 * Of an edited video, the still is only a poster and no file of the user's: it is left out.
 * Source: docs/icloud-photos.md 4.5.
 */
export function buildItem(asset: AssetRecord, master: MasterRecord): PhotoItem {
  const of = (role: Role, holder: string, resource: Resource | null): Original[] =>
    resource
      ? [
          {
            role,
            holder: recordName(holder),
            field: resource.field,
            checksum: resource.checksum,
            sizeBytes: resource.sizeBytes,
            fileType: resource.fileType,
          },
        ]
      : [];
  const isVideo = master.original !== null && isVideoType(master.original.fileType ?? master.itemType);
  return {
    asset,
    fileName: master.fileName,
    itemType: master.itemType,
    originals: [
      ...(master.original ? of('original', master.recordName, master.original) : [missingOriginal]),
      ...of('live-video', master.recordName, master.liveVideo),
      ...of('alternative', master.recordName, master.alternative),
      ...of('edited-still', asset.recordName, isVideo && asset.editedVideo ? null : asset.editedStill),
      ...of('edited-video', asset.recordName, asset.editedVideo),
      ...of('sidecar', master.recordName, master.sidecar),
    ],
    originalMissing: master.original === null,
    thumbs: [...new Set([...asset.thumbs, ...master.thumbs])],
  };
}

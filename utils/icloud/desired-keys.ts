import { COPIED_FILES, FURTHER_FILES } from './responses/further-files.ts';
import { RENDITIONS, SIZED_FILES } from './responses/renditions.ts';

/** Returns the fields of a file, by its name without `Res`. */
export const resourceKeys = (base: string): string[] => [`${base}Res`, `${base}FileType`];

const RECORD_KEYS = ['recordName', 'recordType', 'masterRef', 'filenameEnc', 'itemType', 'dataClassType'];
const DATE_KEYS = ['assetDate', 'addedDate', 'originalCreationDate', 'timeZoneOffset'];
const FLAG_KEYS = ['isFavorite', 'isHidden', 'isDeleted'];
const KIND_KEYS = ['assetSubtype', 'assetSubtypeV2', 'adjustmentRenderType'];
const BURST_KEYS = ['burstId', 'burstFlags', 'burstFlagsExt'];
const THUMB_KEYS = ['resJPEGThumbFingerprint', 'resJPEGMedFingerprint', 'resJPEGLargeFingerprint'];

/** Fields of the record in the personal library that points to a photo of the Shared Library. Source: docs/icloud-photos.md 4.3. */
const SPARSE_KEYS = ['isSparsePrivateRecord', 'linkedShareRecordName', 'linkedShareZoneName'];

/** Exact values where Advanced Data Protection keeps only coarse ones in plain fields. Source: docs/icloud-photos.md 4.7. */
const TWIN_KEYS = ['assetDateEnc', 'timeZoneOffsetEnc', 'itemTypeEnc', 'originalCreationDateEnc'];

/** Fields of an asset that `readDetails` reads. */
const DETAILS_KEYS = [
  'captionEnc',
  'extendedDescEnc',
  'keywordsEnc',
  'locationEnc',
  'locationV2Enc',
  'locationLatitude',
  'locationLongitude',
  'timeZoneNameEnc',
];

/** Fields that a copy reads. Without this list Apple sends all, several times as much. Source: docs/icloud-photos.md, appendix B. */
export const DESIRED_KEYS: readonly string[] = [
  ...COPIED_FILES.flatMap(resourceKeys),
  ...FURTHER_FILES.flatMap(resourceKeys),
  ...RECORD_KEYS,
  ...DATE_KEYS,
  ...FLAG_KEYS,
  ...THUMB_KEYS,
  ...KIND_KEYS,
  ...BURST_KEYS,
  ...SPARSE_KEYS,
  ...TWIN_KEYS,
  ...DETAILS_KEYS,
];

/** Fields that only compatible copies need: the renditions, and their sizes beside those of the files they show. */
export const RENDITION_KEYS: readonly string[] = [
  ...RENDITIONS.flatMap(resourceKeys),
  ...[...SIZED_FILES, ...RENDITIONS].flatMap((base) => [`${base}Width`, `${base}Height`]),
];

/** Fields of a relation between an album and a photo, and of the photo only what identifies it. */
export const MEMBER_KEYS = ['containerId', 'itemId', 'position', 'isKeyAsset', 'masterRef', ...SPARSE_KEYS];

/** Fields of an album. */
export const ALBUM_KEYS = ['albumNameEnc', 'albumType', 'parentId', 'isExpunged'];

/** Fields that a tile of our photo picker needs. */
export const PICTURE_KEYS = [
  'recordName',
  'masterRef',
  'assetDate',
  'assetDateEnc',
  'duration',
  'resJPEGThumbRes',
];

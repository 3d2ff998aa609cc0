import { epochMs, recordName } from '../../units.ts';
import { noDetails } from '../photo/details.ts';
import type { AssetRecord, MasterRecord, Resource } from '../photo/record.ts';

/** A file of a record, for tests; of unknown type unless one is given. */
export const sampleResource = (field: string, fileType: string | null = null): Resource => ({
  field,
  checksum: `AQ${field}`,
  sizeBytes: 1_000,
  fileType,
});

/** A JPEG as a camera names it, for tests. */
export const sampleMaster = (change: Partial<MasterRecord> = {}): MasterRecord => ({
  recordName: recordName('AbcMaster'),
  fileName: 'IMG_0001.JPG',
  itemType: 'public.jpeg',
  createdAt: null,
  original: sampleResource('resOriginalRes', 'public.jpeg'),
  liveVideo: null,
  alternative: null,
  sidecar: null,
  thumbs: [],
  ...change,
});

/** A photo of 2024-06-15, taken at noon UTC, for tests. */
export const sampleAsset = (change: Partial<AssetRecord> = {}): AssetRecord => ({
  recordName: recordName('7F3A0C11-2B4D-4E6F-8A90-123456789ABC'),
  masterName: recordName('AbcMaster'),
  capturedAt: epochMs(Date.UTC(2024, 5, 15, 12)),
  addedAt: epochMs(Date.UTC(2025, 0, 2, 12)),
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
  ...change,
});

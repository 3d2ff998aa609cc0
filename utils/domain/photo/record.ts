import type { EpochMs, RecordName } from '../../units.ts';
import type { PhotoDetails } from './details.ts';

/** One downloadable file of a record: an ASSETID field and what stands beside it. */
export interface Resource {
  /** Name of the field that holds it, e.g. `resOriginalRes`. */
  field: string;
  /** Apple's `fileChecksum`, 28 characters of base64 when it is of the known kind. */
  checksum: string;
  sizeBytes: number;
  /** Uniform type, e.g. `public.heic`; null where Apple does not say. */
  fileType: string | null;
}

/** A file that Apple names, but not so that it could be fetched: no checksum, or no size. It may come later. */
interface UnreadableResource {
  isUnreadable: true;
  fileType: string | null;
}

/** A file beside the original; null: there is none. */
export type Companion = Resource | UnreadableResource | null;

/** A `CPLMaster`: the files as they came from the camera. */
export interface MasterRecord {
  recordName: RecordName;
  /** As given by camera or importer; null if missing or unreadable. */
  fileName: string | null;
  /** Uniform type of the original; can be missing or wrong. */
  itemType: string | null;
  /** When the original was made, which is when the photo was taken unless its asset says otherwise; null if missing. */
  createdAt: EpochMs | null;
  original: Resource | null;
  liveVideo: Companion;
  /** Second original of RAW+JPEG; either may be the RAW. */
  alternative: Companion;
  sidecar: Companion;
  /** Files that it has besides, e.g. the sound of a photo; absent: none. */
  further?: Resource[];
  /** Fingerprints of its small pictures: by them a tile of Apple's page is known. */
  thumbs: string[];
}

/** A `CPLAsset`: what a person calls a photo. */
export interface AssetRecord {
  recordName: RecordName;
  masterName: RecordName;
  capturedAt: EpochMs | null;
  addedAt: EpochMs | null;
  /** Seconds east of UTC where the photo was taken; 0 where Apple does not say. */
  timeZoneOffsetSeconds: number;
  isHidden: boolean;
  isDeleted: boolean;
  isFavorite: boolean;
  /** `assetSubtype`, `assetSubtypeV2`, `adjustmentRenderType` as Apple gives them; 0 where it does not. */
  subtype: number;
  subtypeV2: number;
  renderType: number;
  /** A frame of a burst that nobody picked: Apple's lists leave it out, its changes do not. Absent of all others. */
  isOtherFrame?: true;
  details: PhotoDetails;
  editedStill: Companion;
  /** Of a video, or the moving part of an edited Live Photo. */
  editedVideo: Companion;
  further?: Resource[];
  /** The same of its edited state. */
  thumbs: string[];
}

/** A record that cannot be used, with the reason in words for the log. */
export interface UnusableRecord {
  recordName: string;
  reason: string;
}

import type { EpochMs, RecordName } from '../../units.ts';
import type { PhotoDetails } from './details.ts';

/** One downloadable file of a record: an ASSETID field and its neighbours. */
export interface Resource {
  /** Name of the field that holds it, e.g. `resOriginalRes`. */
  field: string;
  /** Apple's `fileChecksum`, 28 characters of base64 when it is of the known kind. */
  checksum: string;
  sizeBytes: number;
  /** Uniform type, e.g. `public.heic`; null: unknown. */
  fileType: string | null;
}

/** A JPEG or video that Apple made of a file, to be shown instead of it. */
export interface Rendition extends Resource {
  /** Longest edge in pixels; null: unknown. */
  longEdge: number | null;
  /** It has as many pixels as the file that it was made of. False also where Apple names no size. */
  isFullSize: boolean;
}

/** A file that Apple names without a checksum or a size, so that it cannot be downloaded yet. */
interface UnreadableResource {
  isUnreadable: true;
  fileType: string | null;
}

/** A file beside the original; null: none. */
export type Companion = Resource | UnreadableResource | null;

/** A `CPLMaster`: the files as they came from the camera. */
export interface MasterRecord {
  recordName: RecordName;
  /** As given by camera or importer; null if missing or unreadable. */
  fileName: string | null;
  /** Uniform type of the original; can be missing or wrong. */
  itemType: string | null;
  /** When the original was made: the capture date, unless the asset has one; null: missing. */
  createdAt: EpochMs | null;
  original: Resource | null;
  liveVideo: Companion;
  /** Second original of RAW+JPEG; either may be the RAW. */
  alternative: Companion;
  sidecar: Companion;
  /** More files, e.g. the sound of a photo; absent: none. */
  further?: Resource[];
  /** What Apple made of the files, largest first; absent: none, or not requested. */
  renditions?: Rendition[];
  /** Fingerprints of its thumbnails, which identify a tile on iCloud Photos. */
  thumbs: string[];
}

/** A `CPLAsset`: what a person calls a photo. */
export interface AssetRecord {
  recordName: RecordName;
  masterName: RecordName;
  capturedAt: EpochMs | null;
  addedAt: EpochMs | null;
  /** Seconds east of UTC where the photo was taken; 0: unknown. */
  timeZoneOffsetSeconds: number;
  isHidden: boolean;
  isDeleted: boolean;
  isFavorite: boolean;
  /** `assetSubtype`, `assetSubtypeV2`, `adjustmentRenderType` as Apple gives them; 0: not given. */
  subtype: number;
  subtypeV2: number;
  renderType: number;
  /** An unpicked frame of a burst: in Apple's changes but not in its lists. Absent: any other photo. */
  isOtherFrame?: true;
  details: PhotoDetails;
  editedStill: Companion;
  /** Of a video, or the moving part of an edited Live Photo. */
  editedVideo: Companion;
  further?: Resource[];
  /** What Apple made of the edits, largest first; absent: none, or not requested. */
  renditions?: Rendition[];
  /** Fingerprints of the thumbnails of its edited state. */
  thumbs: string[];
}

/** A record that cannot be read, with the reason in English. */
export interface UnusableRecord {
  recordName: string;
  reason: string;
  /** Apple says that it no longer has the record. */
  isGone?: true;
}
